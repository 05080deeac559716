"""Which charts the page has; the page's script draws them from the embedded figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.report.selection import Selection
from framing.stats.sourcing import TYPE_WORDS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `dots` (an outlet a row), `lines` (over time) or `stack` (shares one after another).

    item: what it shows; "" for all that begin with `items`. voices: as in the estimates.
    """

    kind: str
    measure: str
    item: str
    voices: tuple[str, ...]
    caption: str
    items: str = ""


def charts(estimates: pd.DataFrame, selection: Selection) -> list[Chart]:
    """Every chart that has figures to show; a single period makes no timeline."""
    both, own = ("outlet", "attributed"), ("outlet",)
    found = [
        *_each("dots", "labelling", selection.labelling, both, "Share of labels against {}", selection),
        *_each("dots", "rate", selection.rate, both, "Hits per 1,000 words: {}", selection),
        *_each("lines", "labelling", selection.labelling, own, "Share of labels against {}, own voice", selection),
        *_each("lines", "rate", selection.rate, own, "Hits per 1,000 words: {}, own voice", selection),
        Chart("stack", "sourcing", "", ("all",), "Attributed words by type of source", TYPE_WORDS),
    ]
    return [chart for chart in found if _has_figures(chart, estimates)]


def _each(
    kind: str, measure: str, items: Sequence[str], voices: tuple[str, ...], caption: str, selection: Selection
) -> list[Chart]:
    return [Chart(kind, measure, item, voices, caption.format(selection.name(item))) for item in items]


def _has_figures(chart: Chart, estimates: pd.DataFrame) -> bool:
    mine = estimates["item"] == chart.item if chart.item else estimates["item"].str.startswith(chart.items)
    rows = estimates[mine & (estimates["measure"] == chart.measure) & estimates["voice"].isin(chart.voices)]
    rows = rows[rows["value"].notna()]
    dated = rows[~rows["period"].isin(["all", "undated"])]
    return bool(dated["period"].nunique() > 1 if chart.kind == "lines" else len(rows))
