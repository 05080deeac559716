"""p-values adjusted for the size of their family; NaNs stay NaN and do not count.

Reject where the adjusted value is at most the level. Families are named by whoever asks: within one referent and
voice, say. Benjamini-Hochberg holds the false discovery rate under positive dependence, Benjamini-Yekutieli under
any, Holm the chance of a single false rejection.
"""

from __future__ import annotations

import numpy as np

from framing.errors import FramingError
from framing.stats.ratios import Floats

METHODS = ("BH", "BY", "Holm")


def adjust(p_values: Floats, method: str = "BH") -> Floats:
    """Adjusted p-values of one family by the named method.

    Raises FramingError where the method is unknown or a p-value lies outside 0 to 1.
    """
    formulas = {"BH": benjamini_hochberg, "BY": benjamini_yekutieli, "Holm": holm}
    if method not in formulas:
        raise FramingError(f"unknown correction {method!r}; choose from {', '.join(METHODS)}")
    p_values = np.asarray(p_values, dtype=float)
    outside = p_values[(p_values < 0) | (p_values > 1)]
    if len(outside):
        raise FramingError(f"{outside[0]:g} is no p-value; give values from 0 to 1, NaN where nothing was tested")
    return formulas[method](p_values)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """q-values: the smallest false discovery rate at which each is rejected.

    Reference: Benjamini & Hochberg (1995), JRSS-B 57(1).
    """
    return _step_up(p_values, yekutieli=False)


def benjamini_yekutieli(p_values: Floats) -> Floats:
    """q-values that hold under any dependence, larger by the factor 1 + 1/2 + … + 1/m.

    Reference: Benjamini & Yekutieli (2001), Annals of Statistics 29(4).
    """
    return _step_up(p_values, yekutieli=True)


def holm(p_values: Floats) -> Floats:
    """p-values adjusted step-down for the family-wise error. Reference: Holm (1979), Scandinavian Journal 6."""
    adjusted, tested = np.full(len(p_values), np.nan), np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    steps = p_values[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def _step_up(p_values: Floats, *, yekutieli: bool) -> Floats:
    adjusted, tested = np.full(len(p_values), np.nan), np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    ranks = np.arange(1, len(order) + 1)
    penalty = (1 / ranks).sum() if yekutieli else 1.0
    steps = p_values[order] * len(order) / ranks * penalty
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return adjusted
