"""Interval formulas: percentile and BCa from replicates, exact for sparse cells, MOVER for differences."""

from __future__ import annotations

import numpy as np

from framing.stats.ratios import Floats


def percentile(replicates: Floats, level: float) -> tuple[Floats, Floats]:
    """Equal-tailed percentile bounds of the replicates (replicates × columns), a column each."""
    tail = (1 - level) / 2
    low, high = np.quantile(replicates, [tail, 1 - tail], axis=0)
    return low, high


def bca(replicates: Floats, value: Floats, jackknife: Floats, level: float) -> tuple[Floats, Floats]:
    """Bias-corrected and accelerated bounds, a column each.

    `jackknife` is articles × columns. Reference: Efron (1987), JASA 82.
    """
    from scipy.stats import norm

    below = (replicates < value).mean(axis=0) + (replicates == value).mean(axis=0) / 2
    edge = 1 / (2 * len(replicates))
    bias = norm.ppf(np.clip(below, edge, 1 - edge))
    deviation = jackknife.mean(axis=0) - jackknife
    squares = np.square(deviation).sum(axis=0)
    safe = np.where(squares > 0, squares, 1.0)
    acceleration = np.power(deviation, 3).sum(axis=0) / (6 * safe**1.5)
    bounds = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        shifted = bias + norm.ppf(tail)
        place = norm.cdf(bias + shifted / (1 - acceleration * shifted))
        bounds.append(np.array([np.quantile(replicates[:, i], place[i]) for i in range(replicates.shape[1])]))
    return bounds[0], bounds[1]


def poisson(count: Floats, exposure: Floats, level: float) -> tuple[Floats, Floats]:
    """Exact bounds of a rate count/exposure, a column each; a count of 0 has a one-sided upper bound.

    At level .95 and no event the bound is 3.0/exposure, the rule of three. Counts need not be whole: divide
    count and exposure by a design effect. Reference: Garwood (1936), Biometrika 28; Hanley & Lippman-Hand
    (1983), JAMA 249.
    """
    from scipy.stats import chi2

    tail = np.where(count > 0, (1 - level) / 2, 1 - level)
    low = np.where(count > 0, chi2.ppf(tail, 2 * np.where(count > 0, count, 1.0)) / 2, 0.0)
    return low / exposure, chi2.isf(tail, 2 * (count + 1)) / 2 / exposure


def binomial(count: Floats, total: Floats, level: float) -> tuple[Floats, Floats]:
    """Exact bounds of a share count/total, a column each; shares of 0 and 1 have a one-sided bound.

    Neither need be whole: divide both by a design effect. Reference: Clopper & Pearson (1934), Biometrika
    26; Korn & Graubard (1998), Survey Methodology 24.
    """
    from scipy.stats import beta

    inside = (count > 0) & (count < total)
    tail = np.where(inside, (1 - level) / 2, 1 - level)
    rest = total - count
    low = np.where(count > 0, beta.ppf(tail, np.where(count > 0, count, 1.0), rest + 1), 0.0)
    high = np.where(rest > 0, beta.isf(tail, count + 1, np.where(rest > 0, rest, 1.0)), 1.0)
    return low, high


def mover(first: tuple[Floats, Floats, Floats], second: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    """Bounds of the difference of two independent figures, each given as (value, low, high).

    Reference: Zou & Donner (2008), Statistics in Medicine 27 ("method of variance estimates recovery").
    """
    (value_1, low_1, high_1), (value_2, low_2, high_2) = first, second
    difference = value_1 - value_2
    below = np.hypot(value_1 - low_1, high_2 - value_2)
    above = np.hypot(high_1 - value_1, value_2 - low_2)
    return difference - below, difference + above
