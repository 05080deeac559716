"""The report's charts as SVG images within the page."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import plot
from framing.report.selection import Selection, in_order

if TYPE_CHECKING:
    import pandas as pd

_TIMELINES = 3  # items of each measure that are drawn over time


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of an item: its caption, a text that says what it shows, and the SVG in base64."""

    item: str
    caption: str
    alternative: str
    data: str


def draw_all(estimates: pd.DataFrame, selection: Selection) -> dict[str, list[Chart]]:
    """The charts of each section: `labelling`, `timeline`, `speakers`; a chart without figures is left out."""
    own = estimates[estimates["voice"] == "outlet"]
    overall = own[own["period"] == "all"]
    labelling = [
        _chart(
            "labelling",
            item,
            _with_favour(overall, item),
            f"{selection.name(item)}: labels in the outlet’s own voice",
        )
        for item in selection.labelling
    ]
    over_time = [
        _chart("timeline", item, _of(own, measure, item), f"{what} {selection.name(item)}, own voice")
        for measure, items, what in (
            ("labelling", selection.labelling, "Share of labels against"),
            ("rate", selection.rate, "Loaded language:"),
        )
        for item in items[:_TIMELINES]
    ]
    types = in_order(estimates[estimates["period"] == "all"], selection.types)
    speakers = [_chart("speakers", "types", types, "Attributed words by type of source")]
    sections = {"labelling": labelling, "timeline": over_time, "speakers": speakers}
    return {name: [chart for chart in drawn if chart] for name, drawn in sections.items()}


def _of(estimates: pd.DataFrame, measure: str, item: str) -> pd.DataFrame:
    return estimates[(estimates["measure"] == measure) & (estimates["item"] == item)]


def _with_favour(estimates: pd.DataFrame, item: str) -> pd.DataFrame:
    return estimates[(estimates["measure"] == "labelling") & estimates["item"].isin([item, f"{item} (+)"])]


def _chart(kind: str, item: str, values: pd.DataFrame, caption: str) -> Chart | None:
    """One chart; None where there is nothing to draw (a single period makes no timeline)."""
    dated = values[~values["period"].isin(["all", "undated"])]
    if values["value"].notna().sum() == 0 or (kind == "timeline" and dated["period"].nunique() < 2):
        return None
    svg = plot.to_svg(plot.draw(kind, values))
    what = f"{caption}, {values['outlet'].nunique()} outlets; the figures are in the tables of this page"
    return Chart(item, caption, what, base64.b64encode(svg).decode())
