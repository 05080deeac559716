"""Dates marked in a timeline: changes of level with their intervals, and known events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._calendar import every_period
from framing.plot.style import INK, QUIET
from framing.stats.changepoints import ChangePoint
from framing.stats.periods import ALL, UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def mark_dates(
    values: pd.DataFrame,
    axes: Axes,
    *,
    changes: Sequence[ChangePoint] = (),
    events: Mapping[str, str] | None = None,
) -> Axes:
    """Mark dates in the Axes that `timeline` drew from the same rows; returns the Axes.

    changes: of `framing.stats.change_points`, with periods: a line between the periods where the level changes, and a
    grey band over the interval of the date. events: what happened by period, such as a change of the style guide: a
    dotted line with its words. Raises FramingError for a period that the timeline does not have.
    """
    periods = every_period(set(values["period"]) - {ALL, UNDATED})
    for change in changes:
        low, at, high = (_place(name, periods) for name in (change.low_period, change.period, change.high_period))
        axes.axvspan(low - 0.5, high + 0.5, color=QUIET, alpha=0.3, linewidth=0, zorder=0)
        axes.axvline(at - 0.5, color=INK, linewidth=1.0, zorder=1.2)
    top = axes.get_ylim()[1]
    for name, what in (events or {}).items():
        at = _place(name, periods)
        axes.axvline(at, color=INK, linewidth=0.8, linestyle=":", zorder=1.2)
        axes.text(at, top, f" {what}", rotation=90, ha="right", va="top", fontsize=7, color=INK)
    return axes


def _place(name: str, periods: Sequence[str]) -> int:
    if name not in periods:
        raise FramingError(f"no period {name!r} in this timeline, which runs from {periods[0]} to {periods[-1]}")
    return periods.index(name)
