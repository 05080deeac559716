"""Words by how frequent they are and how much they belong to one group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.plot._keyness import check_keywords
from framing.plot.style import AGAINST, FAVOUR, INK, QUIET

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

_SIZE = 7.0  # of the letters, in points


def scatter(values: pd.DataFrame, axes: Axes, *, most: int = 25) -> Axes:
    """Draw every word at its frequency and the z of its log-odds; returns the Axes.

    values: rows of `framing.stats.keywords` of one group and reference, in their order. x: per 1,000 words of the
    group that uses the word more, a logarithmic scale. y: the ranking score, up for the group, down for the
    reference. Words that may be as frequent in both, once all are looked at, are grey. The first words of either
    group have their name where there is room, those alone whose interval leaves out 0. Raises FramingError for other
    rows. Reference: Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), whose figures are made so.
    """
    from matplotlib.ticker import FuncFormatter

    check_keywords(values)
    frequency = values[["per_1000", "per_1000_reference"]].max(axis=1)
    told = values["at_least"] != 0
    axes.scatter(frequency[~told], values["z"][~told], s=3, color=QUIET, linewidth=0, zorder=1)
    for positive, colour in ((True, FAVOUR), (False, AGAINST)):
        mine = told & ((values["z"] > 0) == positive)
        axes.scatter(frequency[mine], values["z"][mine], s=10, color=colour, linewidth=0, zorder=3)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.axhline(0, color=INK, linewidth=0.6, zorder=2)
    axes.margins(x=0.12, y=0.12)
    axes.set_xlabel("per 1,000 words of the group that uses it more")
    axes.set_ylabel("z of the log-odds (a ranking, no test)")
    group, reference = values["group"].iloc[0], values["reference"].iloc[0]
    axes.text(0.995, 0.99, f"↑ {group}", transform=axes.transAxes, ha="right", va="top")
    axes.text(0.995, 0.01, f"↓ {reference}", transform=axes.transAxes, ha="right", va="bottom")
    _name_words(values, frequency, axes, most)
    return axes


def _name_words(values: pd.DataFrame, frequency: pd.Series, axes: Axes, most: int) -> None:
    """Write the first words beside their points, each where no earlier one stands."""
    taken: list[Bbox] = [text.get_window_extent() for text in axes.texts]
    apart = (values["low"] > 0) | (values["high"] < 0)
    for positive in (True, False):
        named = 0
        for at in values.index[apart & ((values["z"] > 0) == positive)]:
            point = float(frequency[at]), float(values["z"][at])
            for shift, side in ((3, "left"), (-3, "right")):
                text = axes.annotate(
                    str(values["word"][at]),
                    point,
                    (shift, 0),
                    textcoords="offset points",
                    ha=side,
                    va="center",
                    fontsize=_SIZE,
                    zorder=4,
                )
                box = text.get_window_extent()
                if not any(box.overlaps(other) for other in taken):
                    taken.append(box)
                    named += 1
                    break
                text.remove()
            if named == most:
                break
