"""Where words stand in the articles of each outlet: a barcode a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot.style import PALETTE, QUIET

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("word", "outlet", "at", "count")


def dispersion(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw a bar for every article that has the word, a row a word and outlet; returns the Axes.

    values: rows of `framing.stats.dispersion.places`. x: the articles of the outlet one after the other, each as wide
    as it has words. A word that all its articles use looks like an even barcode, one of a single article like one
    bar; darker bars hold more of the outlet's count. Raises FramingError for other rows, or none.
    """
    missing = [name for name in COLUMNS if name not in values.columns]
    if missing or values.empty:
        what = f"there is no column {', '.join(missing)}" if missing else "there are none"
        raise FramingError(f"a dispersion chart is drawn from rows of framing.stats.dispersion.places; {what}")
    words = list(dict.fromkeys(values["word"]))
    outlets = sorted(values["outlet"].unique())
    labels, places = [], []
    for line, word in enumerate(words):
        for step, outlet in enumerate(outlets):
            place = -(line * (len(outlets) + 0.6) + step)
            mine = values[(values["word"] == word) & (values["outlet"] == outlet)]
            axes.hlines(place, 0, 1, color=QUIET, linewidth=0.4, zorder=1)
            if len(mine):
                dark = (0.25 + 0.75 * mine["count"] / mine["count"].max()).tolist()
                colour = PALETTE[step % len(PALETTE)]
                axes.vlines(mine["at"], place - 0.4, place + 0.4, color=colour, alpha=dark, linewidth=0.8)
            labels.append(f"{word}, {outlet}" if len(outlets) > 1 else word)
            places.append(place)
    axes.set_yticks(places, labels, fontsize=7)
    axes.set_ylim(places[-1] - 0.7, 0.7)
    axes.set_xlim(-0.005, 1.005)
    axes.set_xticks([0, 0.5, 1], ["first article", "", "last"])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return axes
