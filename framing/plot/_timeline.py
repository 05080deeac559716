"""A figure over time, a line with its interval an outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.plot.style import PALETTE, QUIET, period_ticks
from framing.stats.periods import ALL, UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def timeline(values: pd.DataFrame, axes: Axes, *, highlight: str | None = None) -> Axes:
    """Draw the value of each outlet by period with its interval as a ribbon; returns the Axes.

    values: rows of `Comparison.estimates` for one measure, item and voice; rows of all periods together and
    of undated articles are left out. A period without articles breaks the line; small cells are hollow.
    highlight: draw this outlet alone in colour and the others in grey without ribbons; without it every
    outlet has a colour and its name at the end of its line, which stays readable up to seven outlets.
    """
    dated = values[~values["period"].isin([ALL, UNDATED])]
    periods = sorted(dated["period"].unique())
    outlets = sorted(dated["outlet"].unique())
    ends = []
    for index, outlet in enumerate(outlets):
        rows = dated[dated["outlet"] == outlet].set_index("period").reindex(periods)
        if highlight is not None and outlet != highlight:
            axes.plot(range(len(periods)), rows["value"], color=QUIET, linewidth=0.5, zorder=1)
            continue
        colour = PALETTE[0] if highlight is not None else PALETTE[index % len(PALETTE)]
        _line(axes, rows, colour)
        known = rows["value"].reset_index(drop=True).dropna()
        if len(known):
            ends.append((float(known.iloc[-1]), outlet, colour))
    period_ticks(axes, periods, most=8 if highlight is None else 4)
    axes.set_ylim(bottom=0, top=_top(dated))
    if highlight is None:
        _name_lines(axes, ends, len(periods))
        if len(dated):
            axes.set_ylabel(str(dated["unit"].iloc[0]))
    else:
        axes.set_title(highlight)
    return axes


def _line(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    """One outlet's ribbon, line and dots."""
    places = range(len(rows))
    axes.fill_between(places, rows["low"], rows["high"], color=colour, alpha=0.15, linewidth=0, zorder=2)
    axes.plot(places, rows["value"], color=colour, linewidth=1.3, zorder=3)
    # a period between two gaps has no ribbon of its own
    axes.vlines(places, rows["low"], rows["high"], color=colour, alpha=0.35, linewidth=0.7, zorder=2)
    for small, face in ((True, "white"), (False, colour)):
        shown = rows["value"].where(rows["small"].eq(small))
        dots = axes.plot(places, shown, "o", color=colour, markerfacecolor=face, markersize=3.5)
        # above the axis line, so that a dot at 0 is whole
        dots[0].set(clip_on=False, zorder=4)


def _top(rows: pd.DataFrame) -> float | None:
    """Where the axis ends: bounds of cells with hardly any words would squeeze all else flat."""
    highest = rows["value"].max()
    if not highest > 0:
        return None
    return float(min(rows["high"].max() * 1.05, highest * 2.5))


def _name_lines(axes: Axes, ends: list[tuple[float, str, str]], periods: int) -> None:
    """Write each outlet's name at the right end of its line, pushed apart where they would overlap."""
    bottom, top = axes.get_ylim()
    gap = (top - bottom) * 0.06
    ends.sort()
    places = [value for value, _, _ in ends]
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    excess = max(0.0, places[-1] - top) if places else 0.0
    for place, (_, outlet, colour) in zip(places, ends, strict=True):
        axes.annotate(
            outlet,
            (periods - 0.5, place - excess),
            xytext=(4, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            annotation_clip=False,
        )
