"""A contrast under every choice of the analyst: the curve of its estimates, and below it the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot.style import INK, PALETTE, QUIET, REFERENCE, SETTINGS, describe, figure, foot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.stats.specification import SpecificationCurve

RESULTS = ("estimate", "ratio", "z", "p_value", "null_low", "null_high")


def specification(table: pd.DataFrame, axes: Axes, *, alpha: float = 0.05) -> Axes:
    """Draw the estimates of all specifications in order, over the band of relabelled outlets; returns the Axes.

    table: that of a `SpecificationCurve`. Filled dots have p at most `alpha`, hollow ones more. Raises FramingError
    for other rows and for none.
    """
    choices_of(table)
    places = range(len(table))
    axes.fill_between(places, table["null_low"], table["null_high"], color=REFERENCE, linewidth=0, zorder=1)
    axes.axhline(0, color=INK, linewidth=0.6, zorder=2)
    for sure, face in ((True, PALETTE[0]), (False, "white")):
        shown = table["estimate"].where((table["p_value"] <= alpha) == sure)
        axes.plot(places, shown, "o", color=PALETTE[0], markerfacecolor=face, markersize=3, zorder=3)
    axes.set_xlim(-0.5, len(table) - 0.5)
    axes.set_xticks([])
    axes.set_ylabel("difference")
    return axes


def specification_choices(table: pd.DataFrame, axes: Axes) -> Axes:
    """Draw which choices each specification makes, a column each in the order of the curve; returns the Axes."""
    levels = [(name, value) for name in choices_of(table) for value in dict.fromkeys(table[name])]
    groups = choices_of(table)
    for row, (name, value) in enumerate(levels):
        chosen = [place for place, given in enumerate(table[name]) if given == value]
        colour = PALETTE[6] if groups.index(name) % 2 == 0 else PALETTE[0]
        axes.plot(chosen, [-row] * len(chosen), "|", color=colour, markersize=4, markeredgewidth=1)
    axes.set_yticks([-row for row in range(len(levels))], [f"{name}: {value}" for name, value in levels])
    axes.set_xlim(-0.5, len(table) - 0.5)
    axes.set_ylim(-len(levels) + 0.3, 0.7)
    axes.set_xticks([])
    axes.grid(axis="y", color=QUIET, linewidth=0.3)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return axes


def choices_of(table: pd.DataFrame) -> list[str]:
    """The columns of a curve's table that are choices. Raises FramingError for another table, or an empty one."""
    missing = [name for name in RESULTS if name not in table.columns]
    if missing or table.empty:
        what = f"there is no column {', '.join(missing)}" if missing else "it is empty"
        raise FramingError(f"a specification curve is drawn from SpecificationCurve.table; {what}")
    return [str(name) for name in table if name not in RESULTS]


def specification_figure(curve: SpecificationCurve) -> Figure:
    """A whole figure: curve, choices, and a key with the tests of the whole curve."""
    from matplotlib import rc_context

    table = curve.table
    levels = sum(table[name].nunique() for name in choices_of(table))
    with rc_context(SETTINGS):
        drawn = figure(150, 62 + 4 * levels)
        above, below = drawn.subplots(2, 1, height_ratios=[45, 4 * levels])
        specification(table, above, alpha=curve.options.alpha)
        specification_choices(table, below)
        words = (
            f"{curve.n_specifications:,} specifications in order of their estimate; median {curve.median:.3g} "
            f"(p = {curve.p_median:.3g}), {100 * curve.same_sign:.0f} % of its sign (p = {curve.p_same_sign:.3g}), "
            f"{100 * curve.significant:.0f} % filled: p ≤ {curve.options.alpha:.10g} (p = {curve.p_significant:.3g}). "
            f"Grey: 95 % of relabelled outlets, {curve.options.permutations:,} times."
        )
        foot(drawn, words)
    return describe(drawn, f"Specification curve: {words}")
