"""Figures of all outlets side by side: a dot with its interval each."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from framing.plot._checks import check_rows
from framing.plot._gold import mark_corrected
from framing.plot._scale import label_values, scale_end
from framing.plot.style import PALETTE, QUIET

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def rates(values: pd.DataFrame, axes: Axes, *, order: list[str] | None = None) -> Axes:
    """Draw one item's figures, an outlet a row, as a dot with its interval; returns the Axes.

    values: rows of `Comparison.estimates` for one measure, item, voice and period. order: the outlets from
    bottom to top; by value without it. Small cells are hollow, an arrow head marks an interval that goes on beyond
    the scale, outlets without a figure say so. Raises FramingError for rows of several items, voices or periods.
    """
    check_rows(values, "rates", one=("measure", "item", "voice", "period"))
    ranked = values.sort_values(["value", "outlet"], ascending=[True, False], na_position="first")
    outlets = ranked["outlet"].tolist() if order is None else order
    rows = values.set_index("outlet").reindex(outlets)
    places = list(range(len(outlets)))
    axes.hlines(places, rows["low"], rows["high"], color=PALETTE[0], linewidth=1.2, zorder=2)
    for small, face in ((True, "white"), (False, PALETTE[0])):
        shown = rows["value"].where(rows["small"].eq(small))
        dots = axes.plot(shown, places, "o", color=PALETTE[0], markerfacecolor=face, markersize=4.5)
        # above the axis line, so that a dot at 0 is whole
        dots[0].set(clip_on=False, zorder=3)
    mark_corrected(rows, axes, [place - 0.28 for place in places])
    bare = {"facecolor": "white", "linewidth": 0, "pad": 1}
    for place, missing in enumerate(rows["value"].isna()):
        if missing:
            axes.text(0, place, "  no figure", va="center", fontsize=7, bbox=bare)
    axes.set_yticks(places, outlets)
    axes.set_ylim(-0.7, len(outlets) - 0.3)
    if len(values):
        end = scale_end(values)
        cut = [place for place, high in enumerate(rows["high"]) if high > end]
        if cut:  # an unclipped line without points has no extent, which no layout survives
            axes.plot([end] * len(cut), cut, linestyle="", marker=5, color=PALETTE[0], markersize=4, clip_on=False)
        axes.set_xlim(0, end)
        label_values(axes.xaxis, values, most=5)
        axes.set_xlabel(fill(str(values["unit"].iloc[0]), 36))
    axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    return axes
