"""Probabilities against what was seen: how far a model's word can be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot.style import INK, PALETTE, QUIET, SETTINGS, describe, figure, foot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = ("predicted", "observed", "low", "high", "n")
_STRIP = 0.14  # height of the strip of cases, as a part of the scale


def reliability(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw observed shares with their intervals against mean probabilities, a bin each; returns the Axes.

    values: a row a bin: `predicted` (mean probability), `observed` (share that was so), `low`, `high`, `n` (cases).
    On the diagonal probabilities are what they say; bars below 0 are the cases. Raises FramingError for other rows,
    and for figures outside 0 to 1.
    """
    missing = [name for name in COLUMNS if name not in values.columns]
    if missing:
        raise FramingError(f"a reliability chart needs the columns {', '.join(COLUMNS)}; {', '.join(missing)} missing")
    rows = values[values["n"] > 0]
    if rows.empty or not all(rows[name].between(0, 1).all() for name in COLUMNS[:2]):
        raise FramingError("a reliability chart shows probabilities and shares from 0 to 1, in bins that hold cases")
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle="--", zorder=1)
    axes.vlines(rows["predicted"], rows["low"], rows["high"], color=PALETTE[0], linewidth=1, zorder=2)
    axes.plot(rows["predicted"], rows["observed"], "o-", color=PALETTE[0], markersize=4, linewidth=0.8, zorder=3)
    cases = rows["n"] / rows["n"].max()
    axes.bar(rows["predicted"], cases * _STRIP, 0.03, bottom=-1.25 * _STRIP, color=PALETTE[0], alpha=0.35, linewidth=0)
    axes.axhline(0, color=INK, linewidth=0.6)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-1.25 * _STRIP, 1.02)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axes.set_xticks(ticks)
    axes.set_yticks(ticks)
    axes.spines["left"].set_bounds(0, 1)
    axes.set_xlabel("mean probability")
    axes.set_ylabel("share that was so")
    return axes


def reliability_figure(values: pd.DataFrame) -> Figure:
    """A whole figure of `reliability`, with a key to its marks."""
    from matplotlib import rc_context

    with rc_context(SETTINGS):
        drawn = figure(85, 95)
        reliability(values, drawn.subplots())
        foot(
            drawn, f"Dashed: as it says. Bars: cases, {int(values['n'].max()):,} in the tallest of {len(values)} bins."
        )
    pairs = ", ".join(f"{row.predicted:.2f}: {row.observed:.2f}" for row in values[values["n"] > 0].itertuples())
    return describe(drawn, f"Reliability: share that was so at each mean probability, {pairs}.")
