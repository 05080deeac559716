"""Which charts the page has; the page's script draws them from the embedded figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from framing.corpus.problems import BLOCKS, FIGURES, GAPS, OVER_TIME, FeedProblem
from framing.report.selection import Selection
from framing.report.wording import is_event
from framing.stats.rows import NO_MARKS
from framing.stats.sourcing import TYPE_WORDS

if TYPE_CHECKING:
    import pandas as pd

_NAMED = 4  # problems told below a chart


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `dots` (an outlet a row), `lines` (over time) or `stack` (shares one after another).

    item: what it shows; "" for all that begin with `items`. voices: as in the estimates. notes: outlets that are not
    shown and why, and problems of the articles of others.
    """

    kind: str
    measure: str
    item: str
    voices: tuple[str, ...]
    caption: str
    items: str = ""
    notes: tuple[str, ...] = ()


def charts(estimates: pd.DataFrame, selection: Selection, problems: Sequence[FeedProblem] = ()) -> list[Chart]:
    """Every chart that has figures to show; a single period makes no timeline."""
    both, own = ("outlet", "attributed"), ("outlet",)
    found = [
        *_each("dots", "labelling", selection.labelling, both, "Share of labels against {}", selection),
        *_each("dots", "rate", selection.rate, both, "Hits per 1,000 words: {}", selection),
        *_each("lines", "labelling", selection.labelling, own, "Share of labels against {}, own voice", selection),
        *_each("lines", "rate", selection.rate, own, "Hits per 1,000 words: {}, own voice", selection),
        Chart("stack", "sourcing", "", ("all",), "Attributed words by type of source", TYPE_WORDS),
    ]
    return [
        replace(chart, notes=tuple(_notes(chart, estimates, problems)))
        for chart in found
        if _has_figures(chart, estimates)
    ]


def _each(
    kind: str, measure: str, items: Sequence[str], voices: tuple[str, ...], caption: str, selection: Selection
) -> list[Chart]:
    captions = {
        item: caption.replace("labels against", "condemning words for") if is_event(item) else caption for item in items
    }
    return [Chart(kind, measure, item, voices, captions[item].format(selection.name(item))) for item in items]


def _has_figures(chart: Chart, estimates: pd.DataFrame) -> bool:
    rows = _rows(chart, estimates)
    rows = rows[rows["value"].notna()]
    dated = rows[~rows["period"].isin(["all", "undated"])]
    return bool(dated["period"].nunique() > 1 if chart.kind == "lines" else len(rows))


def _rows(chart: Chart, estimates: pd.DataFrame) -> pd.DataFrame:
    """The figures that a chart may show."""
    mine = estimates["item"] == chart.item if chart.item else estimates["item"].str.startswith(chart.items)
    return estimates[mine & (estimates["measure"] == chart.measure) & estimates["voice"].isin(chart.voices)]


def _notes(chart: Chart, estimates: pd.DataFrame, problems: Sequence[FeedProblem]) -> Iterator[str]:
    """Which outlets the chart leaves out and why, then what is wrong with the articles of others, the largest first."""
    rows = _rows(chart, estimates)
    unmarked = (rows["method"] == NO_MARKS).groupby(rows["outlet"]).all()
    names = sorted(map(str, unmarked.index[unmarked]))
    if names:
        yield f"Not shown: {', '.join(names)} (no quotation marks)."
    kind = OVER_TIME if chart.kind == "lines" else FIGURES
    shown = set(rows["outlet"]) - set(names)
    mine = [each for each in problems if kind in each.affects and each.outlet in shown]
    blocked = {each.outlet for each in mine if each.effect == BLOCKS}
    if blocked:
        yield f"Not shown: {'; '.join(each.message for each in mine if each.effect == BLOCKS)}."
    drawn = GAPS if chart.kind == "lines" else ()  # as bands below the axis
    rest = [each for each in mine if each.outlet not in blocked and each.code not in drawn]
    rest.sort(key=lambda each: -each.size)
    if rest:
        more = f"; and {len(rest) - _NAMED:,} more" if len(rest) > _NAMED else ""
        yield f"{'; '.join(each.message for each in rest[:_NAMED])}{more}."
