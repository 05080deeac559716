"""Whole figures: which panels a chart has and how large they are, so that 15 outlets stay readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._labelling import labelling
from framing.plot._rates import rates
from framing.plot._timeline import timeline
from framing.plot.style import PALETTE, SETTINGS, figure
from framing.stats.labels import FAVOURABLE
from framing.stats.periods import ALL, UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

CHARTS = ("timeline", "labelling", "rates")
MAX_PANELS = 12


def draw(chart: str, values: pd.DataFrame, *, title: str = "") -> Figure:
    """A figure of the chart named `chart` with a panel an item, or an outlet where lines would crowd.

    values: rows of `Comparison.estimates`. timeline: one measure, item and voice, its periods. labelling:
    one voice, period "all". rates: one measure and voice, period "all", a panel an item. Raises
    FramingError for an unknown chart, for no rows and for more than 12 items.
    """
    from matplotlib import rc_context

    if chart not in CHARTS:
        raise FramingError(f"unknown chart {chart!r}; choose one of {', '.join(CHARTS)}")
    dated = ~values["period"].isin([ALL, UNDATED])
    rows = values[dated if chart == "timeline" else values["period"] == ALL]
    if rows.empty:
        raise FramingError(f"nothing to draw: the chosen rows hold no figures for a {chart} chart")
    with rc_context(SETTINGS):
        if chart == "timeline":
            drawn = _timeline_figure(rows)
        elif chart == "labelling":
            drawn = _labelling_figure(rows)
        else:
            drawn = _rates_figure(rows)
        if title:
            drawn.suptitle(title, x=0.01, ha="left", fontsize=10)
    return drawn


def _timeline_figure(rows: pd.DataFrame) -> Figure:
    """One panel for up to seven outlets, else a panel an outlet with the others in grey."""
    outlets = sorted(rows["outlet"].unique())
    if len(outlets) <= len(PALETTE):
        drawn = figure(170, 95)
        timeline(rows, drawn.subplots())
        return drawn
    columns = 4
    lines = -(-len(outlets) // columns)
    drawn = figure(180, 15 + 33 * lines)
    panels = drawn.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
    for panel, outlet in zip(panels.flat, outlets, strict=False):
        timeline(rows, panel, highlight=outlet)
        panel.tick_params(axis="x", rotation=30, labelbottom=True)
    for panel in list(panels.flat)[len(outlets) :]:
        panel.remove()
    drawn.supylabel(str(rows["unit"].iloc[0]), fontsize=8)
    return drawn


def _items(rows: pd.DataFrame, names: pd.Series) -> list[str]:
    """The items that get a panel."""
    items = sorted(names.unique())
    if len(items) > MAX_PANELS:
        raise FramingError(
            f"{len(items)} items are too many for one figure (at most {MAX_PANELS}); "
            f"choose some with --item, e.g. {', '.join(items[:3])}"
        )
    return items


def _labelling_figure(rows: pd.DataFrame) -> Figure:
    names = rows["item"].str.removesuffix(FAVOURABLE)
    items = _items(rows, names)
    outlets = rows["outlet"].nunique()
    drawn = figure(150, len(items) * (24 + 6 * outlets))
    panels = drawn.subplots(len(items), 1, squeeze=False)
    for panel, item in zip(panels.flat, items, strict=True):
        labelling(rows[names == item], panel)
        if len(items) > 1:
            panel.set_title(item, pad=18)
    return drawn


def _rates_figure(rows: pd.DataFrame) -> Figure:
    """A panel an item; the outlets stand in the same order in all, that of the first item's figures."""
    items = _items(rows, rows["item"])
    columns = min(3, len(items))
    lines = -(-len(items) // columns)
    outlets = rows["outlet"].nunique()
    drawn = figure(60 + 55 * columns, 8 + lines * (20 + 5 * outlets))
    panels = drawn.subplots(lines, columns, sharey=True, squeeze=False)
    first = rows[rows["item"] == items[0]].sort_values(
        ["value", "outlet"], ascending=[True, False], na_position="first"
    )
    for panel, item in zip(panels.flat, items, strict=False):
        rates(rows[rows["item"] == item], panel, order=first["outlet"].tolist())
        panel.set_title(item)
    for panel in list(panels.flat)[len(items) :]:
        panel.remove()
    return drawn
