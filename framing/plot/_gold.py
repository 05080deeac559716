"""What gold corrects, marked beside the raw figures of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.plot.style import PALETTE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ("corrected", "corrected_low", "corrected_high")
COLOUR = PALETTE[1]
CORRECTED_KEY = " Diamond: corrected by passages read by hand, with its interval."


def is_corrected(values: pd.DataFrame) -> bool:
    """Whether some of the figures have a corrected one beside them."""
    return "corrected" in values.columns and bool(values["corrected"].notna().any())


def key_to_corrected(values: pd.DataFrame) -> str:
    """The words for the marks of corrected figures; "" where there are none."""
    return CORRECTED_KEY if is_corrected(values) else ""


def mark_corrected(
    rows: pd.DataFrame, axes: Axes, places: Sequence[float], *, upright: bool = False, scale: float = 1.0
) -> None:
    """Draw corrected figures with their intervals at some places of the axis of names, or of periods (`upright`).

    rows: a row a place, with the columns corrected, corrected_low, corrected_high; NaN where there is no gold.
    """
    if not is_corrected(rows):
        return
    value, low, high = (scale * rows[name].to_numpy(dtype=float) for name in COLUMNS)
    if upright:
        axes.vlines(places, low, high, color=COLOUR, linewidth=1.2, zorder=4)
        axes.plot(places, value, "D", color=COLOUR, markersize=3.5, zorder=5)
    else:
        axes.hlines(places, low, high, color=COLOUR, linewidth=1.2, zorder=4)
        axes.plot(value, places, "D", color=COLOUR, markersize=3.5, zorder=5)
