"""Axes of values: where they end, how they are labelled, and the words that explain the marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axis import Axis


def is_share(values: pd.DataFrame) -> bool:
    """Whether the figures are shares, which are drawn in per cent."""
    return bool(values["unit"].astype(str).str.startswith("share").all())


def scale_end(values: pd.DataFrame) -> float:
    """Where the axis of the values ends: past every value, and past nine in ten of the intervals.

    Bounds of a few cells with hardly any words would squeeze all else flat: they are cut there, and marked.
    """
    highest, widest = float(values["value"].max()), float(values["high"].max())
    if "corrected" in values.columns and values["corrected"].notna().any():  # gold has its say on the same scale
        highest, widest = (
            max(one, float(values[name].max()))
            for one, name in ((highest, "corrected_high"), (widest, "corrected_high"))
        )
    if not widest > 0:
        return 1.0
    usual = max(highest * 2.5, float(values["high"].quantile(0.9)))
    end = min(widest, usual) * 1.05
    return min(end, 1.0) if is_share(values) else end


def label_values(axis: Axis, values: pd.DataFrame, *, most: int) -> None:
    """At most about `most` ticks from 0 to the end of the scale; shares in per cent."""
    from matplotlib.ticker import MaxNLocator

    end = scale_end(values)
    ticks = [float(tick) for tick in MaxNLocator(most).tick_values(0, end) if 0 <= tick <= end]
    shares = is_share(values)
    axis.set_ticks(ticks, [f"{100 * tick:.10g} %" if shares else f"{tick:.10g}" for tick in ticks])


def key_of_marks(scales: Sequence[pd.DataFrame], *, interval: str, arrow: str) -> str:
    """The words for the marks in a figure: interval, where it is cut, small cells; "" for no figures at all.

    scales: the rows of each scale of values in the figure.
    """
    known = [values[values["value"].notna()] for values in scales]
    known = [values for values in known if len(values)]
    if not known:
        return ""
    cut = any((values["high"] > scale_end(values)).any() for values in known)
    small = any(values["small"].any() for values in known)
    level = f"{100 * known[0]['level'].iloc[0]:.10g} % interval"
    return (
        f"{interval}: {level}{f' ({arrow} it goes on)' if cut else ''}.{' Hollow dot: few articles.' if small else ''}"
    )
