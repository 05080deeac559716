"""Figures of two periods side by side, a line an outlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._checks import check_rows
from framing.plot._scale import is_share, label_values, scale_end
from framing.plot.style import PALETTE, SETTINGS, WIDTH, figure, foot, short_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAX_OUTLETS = 15
_APART = 0.045  # of the scale, between the names at one side


def slope(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw each outlet's figure in two periods, joined by a line, with an interval at either end; returns the Axes.

    values: rows of `Comparison.estimates` of one measure, item and voice in exactly two periods. Small cells are
    hollow; an outlet with a figure in one period alone has a dot and no line. Raises FramingError for other rows and
    for more than 15 outlets.
    """
    check_rows(values, "slope", one=("measure", "item", "voice"))
    periods = sorted(values["period"].unique())
    if len(periods) != 2:
        raise FramingError(
            f"a slope chart shows two periods, these rows hold {len(periods)} ({', '.join(periods[:4])}); choose two"
        )
    outlets = sorted(values["outlet"].unique())
    if len(outlets) > MAX_OUTLETS:
        raise FramingError(f"{len(outlets)} outlets are too many for slopes (at most {MAX_OUTLETS}); choose some")
    end = scale_end(values)
    for index, outlet in enumerate(outlets):
        rows = values[values["outlet"] == outlet].set_index("period").reindex(periods)
        colour = PALETTE[index % len(PALETTE)]
        style = ("-", "--", ":")[index // len(PALETTE)]
        places = [side + 0.012 * (index - (len(outlets) - 1) / 2) for side in (0, 1)]
        axes.vlines(places, rows["low"], rows["high"].clip(upper=end), color=colour, linewidth=0.7, alpha=0.5)
        axes.plot(places, rows["value"], linestyle=style, color=colour, linewidth=1.2, zorder=3)
        for small, face in ((True, "white"), (False, colour)):
            shown = rows["value"].where(rows["small"].eq(small))
            axes.plot(places, shown, "o", color=colour, markerfacecolor=face, markersize=4, zorder=4, clip_on=False)
    for side, period in enumerate(periods):
        _names(axes, values[values["period"] == period].dropna(subset=["value"]), outlets, side=side, end=end)
    axes.set_xticks([0, 1], periods)
    axes.set_xlim(-0.62, 1.62)
    axes.set_ylim(-0.03 * end, end)
    label_values(axes.yaxis, values, most=5)
    axes.set_ylabel(str(values["unit"].iloc[0]))
    return axes


def _names(axes: Axes, rows: pd.DataFrame, outlets: Sequence[str], *, side: int, end: float) -> None:
    """The outlets' names and figures beside their dots, moved apart where they would meet."""
    from matplotlib.colors import to_rgb

    ranked = rows.sort_values(["value", "outlet"])
    heights = spread(ranked["value"].tolist(), _APART * end, end)
    scale, unit = (100, " %") if is_share(rows) else (1, "")
    for height, row in zip(heights, ranked.to_dict("records"), strict=True):
        value = scale * row["value"]
        figure_ = (f"{value:.0f}" if value >= 10 else f"{value:.2g}") + unit
        name = short_name(row["outlet"])
        text = f"{figure_}  {name}" if side else f"{name}  {figure_}"
        # darker than the line, so that letters can be read
        colour = [0.7 * part for part in to_rgb(PALETTE[outlets.index(row["outlet"]) % len(PALETTE)])]
        at, ha = (1.13, "left") if side else (-0.13, "right")
        axes.text(at, height, text, ha=ha, va="center", fontsize=7, color=colour)


def spread(places: Sequence[float], apart: float, end: float) -> list[float]:
    """Ascending places moved as little as needed to be `apart` from each other, and none above `end`."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + apart) if moved else place)
    top = end
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], top)
        top = moved[index] - apart
    return moved


def slope_figure(values: pd.DataFrame) -> Figure:
    """A whole figure of `slope`, with a key to its marks."""
    from matplotlib import rc_context

    with rc_context(SETTINGS):
        drawn = figure(WIDTH, 60 + 4 * values["outlet"].nunique())
        axes = slope(values, drawn.subplots())
        # long names widen the figure: a side of the axes is 0.49 of 2.24 from its edge to where a name ends
        widest = max((text.get_window_extent().width for text in axes.texts), default=0) / drawn.dpi
        drawn.set_figwidth(max(drawn.get_figwidth(), 1.4 + 2.24 / 0.46 * widest))
        small = " Hollow dot: few articles." if values["small"].any() else ""
        foot(drawn, f"Thin line: {100 * values['level'].iloc[0]:.10g} % interval.{small}")
    return drawn
