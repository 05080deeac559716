"""What each word adds to a prediction, the words that lower it below those that raise it."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot.style import AGAINST, FAVOUR, INK, QUIET, SETTINGS, WIDTH, describe, figure, foot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = ("word", "value", "low", "high", "n")
MAX_WORDS = 60
_NAMED = 5  # words at each end that the description names


def weights(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw what words add to the log odds, a word a row, highest above, with intervals; returns the Axes.

    values: a row a word: `word`, `value` (mean contribution, log odds), `low`, `high`, `n` (occurrences). Raises
    FramingError for other rows and for more than 60 words.
    """
    missing = [name for name in COLUMNS if name not in values.columns]
    if missing:
        raise FramingError(f"a chart of weights needs the columns {', '.join(COLUMNS)}; {', '.join(missing)} missing")
    if not 0 < len(values) <= MAX_WORDS:
        raise FramingError(f"a chart of weights shows 1 to {MAX_WORDS} words, these rows hold {len(values)}")
    rows = values.sort_values(["value", "word"])
    places = list(range(len(rows)))
    colours = [AGAINST if value > 0 else FAVOUR for value in rows["value"]]
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.hlines(places, rows["low"], rows["high"], color=colours, linewidth=1.2, zorder=2)
    axes.scatter(rows["value"], places, s=14, color=colours, zorder=3)
    names = [f"{shorten(str(row.word), 30, placeholder='…')} ({row.n:,})" for row in rows.itertuples()]
    axes.set_yticks(places, names)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("mean contribution to the log odds of being loaded")
    return axes


def weights_figure(values: pd.DataFrame) -> Figure:
    """A whole figure of `weights`, with a key to its marks."""
    from matplotlib import rc_context

    with rc_context(SETTINGS):
        drawn = figure(WIDTH, 22 + 4.2 * len(values))
        weights(values, drawn.subplots())
        foot(drawn, "Lines: 95 % intervals over places where the word stands. In brackets: occurrences in the sample.")
    rows = values.sort_values("value", ascending=False)
    up, down = (
        ", ".join(f"{row.word} {row.value:+.2f}" for row in end.itertuples())
        for end in (rows[:_NAMED], rows[: -_NAMED - 1 : -1])
    )
    return describe(drawn, f"What {len(values)} words add to the log odds of a sentence: highest {up}; lowest {down}.")
