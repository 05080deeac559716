"""Shares of one outlet in order, as dots on stems."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._checks import check_rows
from framing.plot._scale import label_values, scale_end
from framing.plot.style import PALETTE, QUIET

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MAX_ITEMS = 40


def lollipop(values: pd.DataFrame, axes: Axes, *, titles: Mapping[str, str] | None = None) -> Axes:
    """Draw one outlet's figures, an item a row, highest above, as dots on stems with their intervals; the Axes.

    values: rows of `Comparison.estimates` of one measure, voice, outlet, period and unit, such as the sourcing items
    "words of source …". titles: what items are called. Small cells are hollow. Raises FramingError for other rows
    and for more than 40 items.
    """
    check_rows(values, "lollipop", one=("measure", "voice", "outlet", "period", "unit"))
    rows = values.dropna(subset=["value"]).sort_values(["value", "item"])
    if rows.empty or len(rows) > MAX_ITEMS:
        raise FramingError(f"a lollipop chart shows 1 to {MAX_ITEMS} figures, these rows hold {len(rows)}")
    places, end = list(range(len(rows))), scale_end(rows)
    axes.hlines(places, 0, rows["value"], color=PALETTE[0], linewidth=2.2, alpha=0.45, zorder=2)
    axes.hlines(places, rows["low"], rows["high"].clip(upper=end), color=PALETTE[0], linewidth=0.7, zorder=3)
    for small, face in ((True, "white"), (False, PALETTE[0])):
        shown = rows["value"].where(rows["small"].eq(small))
        axes.plot(shown, places, "o", color=PALETTE[0], markerfacecolor=face, markersize=5, zorder=4, clip_on=False)
    names = [shorten((titles or {}).get(item, item), 48, placeholder=" …") for item in rows["item"]]
    axes.set_yticks(places, names)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlim(0, end)
    label_values(axes.xaxis, rows, most=5)
    axes.set_xlabel(str(rows["unit"].iloc[0]))
    axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    return axes
