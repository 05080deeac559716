"""The words that set two groups apart, as diverging bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.plot.style import AGAINST, FAVOUR, INK

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("word", "group", "reference", "log_ratio", "low", "high", "at_least", "level")
_BARE = {"facecolor": "white", "linewidth": 0, "pad": 0.4, "alpha": 0.75}
_PALE = 0.35  # of the bars whose word may be as frequent in both


def keyness(values: pd.DataFrame, axes: Axes, *, most: int = 12) -> Axes:
    """Draw the log ratio of the first words of either group with its interval; returns the Axes.

    values: rows of `framing.stats.keywords` of one group and reference, in their order; at most `most` words of each
    group. Bars to the right are words of the group, to the left of the reference; pale ones may be as frequent in
    both, once all words are looked at. An interval that goes on beyond the axis ends at its edge. Raises FramingError
    for other rows, for several groups and for none.
    """
    import pandas as pd

    check_keywords(values)
    sides = (values[values["log_ratio"] > 0].head(most), values[values["log_ratio"] < 0].head(most))
    rows = pd.concat([side.sort_values("log_ratio", ascending=False) for side in sides])
    ratios, low, high = (rows[name].to_numpy(dtype=float) for name in ("log_ratio", "low", "high"))
    told = rows["at_least"].to_numpy(dtype=float) != 0
    places = -np.arange(len(rows), dtype=float)
    reach = max(float(np.abs(ratios).max(initial=0.0)) * 1.35, 0.5)
    for positive, colour in ((True, FAVOUR), (False, AGAINST)):
        for sure in (True, False):
            mine = ((ratios > 0) == positive) & (told == sure)
            alpha = 1.0 if sure else _PALE
            axes.barh(places[mine], ratios[mine], 0.72, color=colour, alpha=alpha, linewidth=0, zorder=2)
    axes.hlines(places, np.maximum(low, -reach), np.minimum(high, reach), color=INK, linewidth=0.7, zorder=3)
    for place, ratio, word in zip(places.tolist(), ratios.tolist(), rows["word"], strict=True):
        at, side = (-0.015 * reach, "right") if ratio > 0 else (0.015 * reach, "left")
        axes.text(at, place, str(word), ha=side, va="center", fontsize=7.5, zorder=4, bbox=_BARE)
    axes.axvline(0, color=INK, linewidth=0.6, zorder=2.5)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-len(rows) + 0.3, 0.7)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    pale = "" if told.all() else "\nPale: perhaps as frequent in both, once all words are looked at"
    level = 100 * float(values["level"].iloc[0])
    axes.set_xlabel(f"log ratio (1: twice as frequent), {level:.10g} % interval{pale}")
    axes.text(1, 1.01, f"{values['group'].iloc[0]} →", transform=axes.transAxes, ha="right", va="bottom")
    axes.text(0, 1.01, f"← {values['reference'].iloc[0]}", transform=axes.transAxes, ha="left", va="bottom")
    return axes


def check_keywords(values: pd.DataFrame) -> None:
    """Raise FramingError for rows that are no keywords, of several groups, or none."""
    missing = [name for name in COLUMNS if name not in values.columns]
    if missing:
        raise FramingError(f"drawn from rows of framing.stats.keywords; there is no column {', '.join(missing)}")
    if values.empty:
        raise FramingError("nothing to draw: there are no words")
    for column in ("group", "reference"):
        if values[column].nunique() > 1:
            raise FramingError(
                f"these rows hold several values of {column}; choose one, e.g. rows[rows[{column!r}] == "
                f"{values[column].iloc[0]!r}]"
            )
