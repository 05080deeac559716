"""Equivalence: whether a difference is too small to matter, which a large p-value of a difference does not show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.errors import FramingError


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests of |difference| >= margin, in the difference's own unit.

    low, high: bounds at level 1 - 2 alpha. smallest: the smallest margin within which the groups could be called
    equivalent, "no difference larger than". p_value: NaN where only an interval was given.
    """

    value: float
    low: float
    high: float
    margin: float
    smallest: float
    equivalent: bool
    p_value: float
    alpha: float


def equivalence(
    value: float, error: float, margin: float, *, degrees: float = np.inf, alpha: float = 0.05
) -> Equivalence:
    """Two one-sided t-tests from a difference and its clustered standard error.

    degrees: of freedom, clusters less groups; infinite for the normal approximation. Take the margin before seeing the
    figures. Raises FramingError where margin or error is not positive. References: Schuirmann (1987), Journal of
    Pharmacokinetics and Biopharmaceutics 15(6); Lakens (2017), Social Psychological and Personality Science 8(4).
    """
    from scipy.stats import norm, t

    _check(margin)
    if not error > 0:
        raise FramingError(f"standard error is {error:g}; equivalence needs one above 0")
    curve = norm() if np.isinf(degrees) else t(degrees)
    p_value = max(curve.sf((value + margin) / error), curve.cdf((value - margin) / error))
    reach = curve.isf(alpha) * error
    low, high = value - reach, value + reach
    return Equivalence(value, low, high, margin, max(abs(low), abs(high)), bool(p_value < alpha), float(p_value), alpha)


def equivalence_of_interval(value: float, low: float, high: float, margin: float, *, level: float) -> Equivalence:
    """Equivalence by inclusion of an interval at `level` = 1 - 2 alpha (.90 for alpha .05) in ±margin.

    For intervals of any kind: bootstrap, MOVER, exact. Raises FramingError where the margin is not positive or the
    interval is not one. Reference: Westlake (1972), Journal of Pharmaceutical Sciences 61.
    """
    _check(margin)
    if not low <= value <= high:
        raise FramingError(f"{low:g} to {high:g} is no interval about {value:g}")
    smallest = max(abs(low), abs(high))
    return Equivalence(value, low, high, margin, smallest, smallest < margin, np.nan, (1 - level) / 2)


def _check(margin: float) -> None:
    if not margin > 0:
        raise FramingError(f"margin is {margin:g}; give the smallest difference that would matter, above 0")
