"""Whole figures: which panels a chart has and how large they are, so that 15 outlets stay readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._alt import alt_of_estimates
from framing.plot._checks import check_rows
from framing.plot._gold import key_to_corrected
from framing.plot._health import affecting, left_out, marked, tell
from framing.plot._heatmap import heatmap_figure
from framing.plot._labelling import labelling
from framing.plot._lollipop import lollipop
from framing.plot._panels import timeline_figure
from framing.plot._rates import rates
from framing.plot._scale import key_of_marks
from framing.plot._slope import slope_figure
from framing.plot._speakers import speakers
from framing.plot.style import LONGEST_NAME, SETTINGS, WIDTH, describe, figure, foot, head
from framing.stats.labels import FAVOURABLE
from framing.stats.periods import ALL, UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.corpus.problems import FeedProblem

CHARTS = ("timeline", "labelling", "rates", "speakers", "heatmap", "slope", "lollipop")
MAX_PANELS = 12
_DATED = ("timeline", "slope")


def draw(
    chart: str,
    values: pd.DataFrame,
    *,
    title: str = "",
    titles: Mapping[str, str] | None = None,
    problems: Iterable[FeedProblem] = (),
) -> Figure:
    """A figure of the chart named `chart` with a panel an item, or an outlet where lines would crowd.

    values: rows of `Comparison.estimates`. timeline: one measure, item and voice, its periods. labelling:
    one voice, period "all". rates: one measure and voice, period "all", a panel an item. speakers: the items
    "words of type …", period "all", in one panel. heatmap: one measure and voice, period "all", an item a row. slope:
    one measure, item and voice, its first and last period. lollipop: one outlet, measure and voice, period "all".
    titles: what items are called over their panels; their ids
    without it. problems: of the outlets' articles (`framing.corpus.problems`): those that the chart suffers from are
    marked and told below it, and an outlet that one of them blocks is left out, as is one without quotation marks
    where these matter. Raises FramingError for an unknown chart, for rows that lack a
    column or hold several measures or voices, for no rows and for more than 12 items.
    """
    from matplotlib import rc_context

    if chart not in CHARTS:
        raise FramingError(f"unknown chart {chart!r}; choose one of {', '.join(CHARTS)}")
    check_rows(values, chart, one=("measure", "voice", "item") if chart in _DATED else ("measure", "voice"))
    dated = ~values["period"].isin([ALL, UNDATED])
    rows = values[dated if chart in _DATED else values["period"] == ALL]
    if chart == "slope":
        rows = rows[rows["period"].isin([rows["period"].min(), rows["period"].max()])]
    if rows.empty:
        raise FramingError(f"nothing to draw: the chosen rows hold no figures for a {chart} chart")
    known = affecting(problems, rows, dated=chart in _DATED)
    reasons = left_out(rows, known)
    rows = rows[~rows["outlet"].isin(list(reasons))]
    marks = chart != "timeline"
    if marks:
        rows = marked(rows, known)
    with rc_context(SETTINGS):
        if chart == "timeline":
            drawn = timeline_figure(rows, known)
            many = rows["outlet"].nunique() > 2
            title = "\n".join(part for part in (title, str(rows["unit"].iloc[0]) if many else "") if part)
        elif chart == "speakers":
            drawn = figure(150, 36 + 6 * rows["outlet"].nunique())
            parts = speakers(rows, drawn.subplots()).get_legend_handles_labels()
            drawn.legend(*parts, loc="outside lower left", ncols=4, frameon=False, fontsize=7)
        elif chart == "heatmap":
            drawn = heatmap_figure(rows, titles=titles)
        elif chart == "slope":
            drawn = slope_figure(rows)
        elif chart == "lollipop":
            drawn = figure(WIDTH, 18 + 5.5 * len(rows))
            lollipop(rows, drawn.subplots(), titles=titles)
            foot(drawn, key_of_marks([rows], interval="Thin line", arrow="▶"))
        else:
            names = rows["item"].str.removesuffix(FAVOURABLE) if chart == "labelling" else rows["item"]
            panels = _panel_titles(names, titles or {}, alone=bool(title))
            drawn = (_labelling_figure if chart == "labelling" else _rates_figure)(rows, panels)
        if title:
            head(drawn, title)
        told = tell(drawn, known, reasons, marks=marks)
    return describe(drawn, " ".join(filter(None, (alt_of_estimates(chart, rows, title), told))))


def _panel_titles(names: pd.Series, titles: Mapping[str, str], *, alone: bool) -> dict[str, str]:
    """The items that get a panel, in order, with its title; a single one needs no id, nor a second title."""
    items = list(dict.fromkeys(names)) if titles else sorted(names.unique())
    if len(items) > MAX_PANELS:
        raise FramingError(
            f"{len(items)} items are too many for one figure (at most {MAX_PANELS}); "
            f"choose some with --item, e.g. {', '.join(items[:3])}"
        )
    if len(items) == 1:
        return {items[0]: "" if alone else titles.get(items[0], "")}
    return {item: titles.get(item, item) for item in items}


def _labelling_figure(rows: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    names = rows["item"].str.removesuffix(FAVOURABLE)
    outlets = rows["outlet"].nunique()
    line = 5.5 if rows["outlet"].str.len().max() <= LONGEST_NAME else 8  # mm of a bar: a long name takes two lines
    drawn = figure(WIDTH, len(titles) * (24 + line * outlets))
    panels = drawn.subplots(len(titles), 1, squeeze=False)
    for panel, (item, title) in zip(panels.flat, titles.items(), strict=True):
        labelling(rows[names == item], panel)
        panel.set_title(fill(title, 44), pad=18)
    if key := key_to_corrected(rows):
        foot(drawn, key.strip())
    return drawn


def _rates_figure(rows: pd.DataFrame, titles: Mapping[str, str]) -> Figure:
    """A panel an item; the outlets stand in the same order in all, that of the first item's figures."""
    columns = min(2, len(titles))
    lines = -(-len(titles) // columns)
    outlets = rows["outlet"].nunique()
    drawn = figure(WIDTH if columns == 1 else 170, 14 + lines * (22 + 5 * outlets))
    panels = drawn.subplots(lines, columns, sharey=True, squeeze=False)
    parts = {item: rows[rows["item"] == item] for item in titles}
    first = next(iter(parts.values())).sort_values(["value", "outlet"], ascending=[True, False], na_position="first")
    for panel, (item, title) in zip(panels.flat, titles.items(), strict=False):
        rates(parts[item], panel, order=first["outlet"].tolist())
        panel.set_title(fill(title, 40))
    for panel in panels.flat[len(titles) :]:
        panel.remove()
    foot(drawn, key_of_marks(list(parts.values()), interval="Line", arrow="▶") + key_to_corrected(rows))
    return drawn
