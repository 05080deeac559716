"""Figures of outlets by items, as numbers on shades."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._checks import check_rows
from framing.plot._scale import is_share
from framing.plot.style import INK, QUIET, SETTINGS, figure, foot, key_to_names, short_names

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_CELLS = 900
_DARK = 0.68  # shade from which letters are white


def heatmap(values: pd.DataFrame, axes: Axes, *, titles: Mapping[str, str] | None = None) -> Axes:
    """Draw each outlet's figure of each item as a number on a shade; returns the Axes.

    values: rows of `Comparison.estimates` for one measure, voice and period. Items are rows and outlets columns, in
    the order given; long names are cut. A row is shaded from 0 to its own highest figure, so that shades compare
    outlets, not items.
    titles: what items are called. Small cells are in brackets. Raises FramingError for other rows and for more than
    900 cells.
    """
    from matplotlib.colors import LinearSegmentedColormap

    check_rows(values, "heatmap", one=("measure", "voice", "period"))
    table, small = (values.pivot(index="item", columns="outlet", values=name) for name in ("value", "small"))
    table = table.reindex(index=values["item"].unique(), columns=values["outlet"].unique())
    if table.size > MAX_CELLS:
        raise FramingError(f"{table.size} cells are too many to be read (at most {MAX_CELLS}); choose some items")
    small, highest = small.eq(True), table.max(axis=1)
    shades = table.div(highest.where(highest > 0), axis=0)
    blues = LinearSegmentedColormap.from_list("framing", ["#FFFFFF", "#56B4E9", "#003D66"])
    axes.imshow(shades.to_numpy(dtype=float), cmap=blues, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    for row, item in enumerate(table.index):
        share = is_share(values[values["item"] == item])
        for column, outlet in enumerate(table.columns):
            value, shade = table.loc[item, outlet], shades.loc[item, outlet]
            text = _figure(value, share=share)
            text = f"({text})" if small.loc[item, outlet] and value == value else text
            ink = "white" if shade >= _DARK else INK
            axes.text(column, row, text, ha="center", va="center", fontsize=7, color=ink)
    names = short_names(table.columns.tolist())
    axes.set_xticks(range(len(names)), names, rotation=40, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(table)), [fill((titles or {}).get(item, item), 40) for item in table.index])
    axes.set_xticks([place + 0.5 for place in range(len(table.columns) - 1)], minor=True)
    axes.set_yticks([place + 0.5 for place in range(len(table) - 1)], minor=True)
    axes.grid(which="minor", color=QUIET, linewidth=0.3)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    return axes


def _figure(value: float, *, share: bool) -> str:
    if value != value:
        return "–"
    shown = 100 * value if share else value
    text = f"{shown:.0f}" if shown >= 10 else f"{shown:#.2g}" if shown else "0"
    return f"{text}\N{NO-BREAK SPACE}%" if share else text


def heatmap_figure(values: pd.DataFrame, *, titles: Mapping[str, str] | None = None) -> Figure:
    """A whole figure of `heatmap`, with a key that names the unit."""
    from matplotlib import rc_context

    outlets, items = values["outlet"].nunique(), values["item"].nunique()
    names = values["outlet"].unique().tolist()
    longest, cut = max(map(len, short_names(names))), key_to_names(names)
    with rc_context(SETTINGS):
        # a name at a slant is about as high as it has letters, and one that is cut has half a line of the key
        drawn = figure(min(240, 60 + 11 * outlets), 28 + longest + 6.5 * items + (2 * outlets if cut else 0))
        heatmap(values, drawn.subplots(), titles=titles)
        units = "; ".join(values["unit"].unique())
        brackets = " In brackets: few articles." if values["small"].any() else ""
        missing = " –: no figure." if len(values.dropna(subset=["value"])) < outlets * items else ""
        shades = "Shade: against the highest of its row."
        foot(drawn, f"{units[:1].upper()}{units[1:]}. {shades}{brackets}{missing}{cut}")
    return drawn
