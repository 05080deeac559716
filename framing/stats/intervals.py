"""Interval formulas: from replicates, linearised, exact and mid-p for sparse cells, Wilson's, MOVER for differences."""

from __future__ import annotations

from collections.abc import Callable

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


def studentised(
    value: Floats,
    error: Floats,
    replicates: tuple[Floats, Floats],
    level: float,
    *,
    limits: tuple[float, float] = (0.0, np.inf),
) -> tuple[Floats, Floats]:
    """Bootstrap-t bounds value - q·error, q the outer quantiles of (value* - value)/error*, a column each.

    replicates: values and standard errors of the resamples, replicates × columns; a resample without spread takes
    the sample's `error`. Bounds are cut to the limits. Second-order correct, so that skewed counts of few clusters
    keep the level. References: Hall (1988), Annals of Statistics 16; Davison & Hinkley (1997), Bootstrap Methods and
    their Application, s. 5.2.
    """
    values, errors = replicates
    # a resample of articles that all have one ratio leaves rounding, not spread
    spread = np.where(errors > 1e-9 * np.abs(values), errors, np.where(error > 0, error, 1.0))
    low, high = percentile((values - value) / spread, level)
    return np.clip(value - high * error, *limits), np.clip(value - low * error, *limits)


def expanded(level: float, clusters: int) -> float:
    """Level at which quantiles of resamples of few clusters are taken so that their bounds have the nominal `level`.

    The normal probability within ± √(n/(n-1)) t: resamples of n clusters vary less than samples do, and show less
    skewness. Reference: Hesterberg (2015), The American Statistician 69(4).
    """
    from scipy.stats import norm, t

    reach = np.sqrt(clusters / (clusters - 1)) * t.isf((1 - level) / 2, clusters - 1)
    return float(1 - 2 * norm.sf(reach))


def linearised(value: Floats, error: Floats, clusters: Floats, level: float, *, share: bool) -> tuple[Floats, Floats]:
    """Bounds from the linearised standard error and Student's t with clusters - 1 degrees of freedom, a column each.

    On the logarithm of a rate and on the logit of a share, which keeps them in range; needs no resampling. NaN
    where the value is 0 (for a share: or 1). Reference: Cochran (1977), Sampling Techniques, ch. 6.
    """
    from scipy.special import expit, logit
    from scipy.stats import t

    inside = (value > 0) & ((value < 1) | (not share))
    safe = np.where(inside, value, 0.5)
    reach = t.isf((1 - level) / 2, np.maximum(clusters - 1, 1)) * error / (safe * (1 - safe) if share else safe)
    bounds = [expit(logit(safe) + sign * reach) if share else safe * np.exp(sign * reach) for sign in (-1, 1)]
    low, high = (np.where(inside & (clusters > 1), bound, np.nan) for bound in bounds)
    return low, high


def wilson(count: Floats, total: Floats, level: float) -> tuple[Floats, Floats]:
    """Score bounds of a share of independent draws, a column each. Reference: Wilson (1927), JASA 22."""
    from scipy.stats import norm

    z = norm.isf((1 - level) / 2)
    share = count / total
    centre = (share + z**2 / (2 * total)) / (1 + z**2 / total)
    reach = z * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2)) / (1 + z**2 / total)
    return centre - reach, centre + reach


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


def poisson_mid_p(count: Floats, exposure: Floats, level: float) -> tuple[Floats, Floats]:
    """Mid-p bounds of a rate count/exposure, a column each: half the probability of the observed count is in each tail.

    Exact bounds hold the level for every rate and so exceed it for most; these hold it on average. Without an event
    the upper bound is the rule of three. Counts need not be whole. Reference: Lancaster (1961), JASA 56; Cohen & Yang
    (1994), Statistics in Medicine 13.
    """
    from scipy.special import gammainc

    tail, one_more = (1 - level) / 2, count + 1

    def at_least(mean: Floats) -> Floats:
        return np.asarray(
            (np.where(count > 0, gammainc(np.maximum(count, 1e-12), mean), 1) + gammainc(one_more, mean)) / 2
        )

    top = poisson(count, np.ones_like(count), level)[1] * 2
    low, high = _crossing(at_least, tail, top), _crossing(at_least, 1 - tail, top)
    return np.where(count > 0, low, 0.0) / exposure, high / exposure


def poisson_score(count: Floats, exposure: Floats, level: float) -> tuple[Floats, Floats]:
    """Score bounds of a rate count/exposure, a column each, in closed form: for very many cells.

    The rates from which the count lies z standard deviations; without an event the upper bound is the rule of three.
    Counts need not be whole: divide count and exposure by a design effect. Reference: Brown, Cai & DasGupta (2003),
    Statistica Sinica 13.
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    centre, reach = count + z**2 / 2, z * np.sqrt(count + z**2 / 4)
    low = np.where(count > 0, np.maximum(centre - reach, 0.0), 0.0)
    return low / exposure, np.where(count > 0, centre + reach, -np.log(1 - level)) / exposure


def binomial_mid_p(count: Floats, total: Floats, level: float) -> tuple[Floats, Floats]:
    """Mid-p bounds of a share count/total, a column each; as `poisson_mid_p`, neither need be whole.

    Reference: Berry & Armitage (1995), The Statistician 44.
    """
    from scipy.special import betainc

    tail, rest = (1 - level) / 2, total - count
    some, lacking = np.maximum(count, 1e-12), np.maximum(rest, 1e-12)

    def at_least(share: Floats) -> Floats:
        from_here = np.where(count > 0, betainc(some, rest + 1, share), 1.0)
        return np.asarray((from_here + np.where(rest > 0, betainc(count + 1, lacking, share), 0.0)) / 2)

    low, high = (_crossing(at_least, part, np.ones_like(total)) for part in (tail, 1 - tail))
    return np.where(count > 0, low, 0.0), np.where(rest > 0, high, 1.0)


def _crossing(rising: Callable[[Floats], Floats], value: float, top: Floats) -> Floats:
    """Where a function that rises from 0 to `top` takes a value, by bisection."""
    low, high = np.zeros_like(top), top
    for _ in range(60):
        middle = (low + high) / 2
        below = rising(middle) < value
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def mover(
    first: tuple[Floats, Floats, Floats], second: tuple[Floats, Floats, Floats], correlation: Floats | float = 0.0
) -> tuple[Floats, Floats]:
    """Bounds of the difference of two figures, each given as (value, low, high).

    correlation: of the two figures, 0 where they rest on different clusters. References: Zou & Donner (2008),
    Statistics in Medicine 27 ("method of variance estimates recovery"); Zou (2007), Psychological Methods 12.
    """
    (value_1, low_1, high_1), (value_2, low_2, high_2) = first, second
    difference = value_1 - value_2

    def reach(one: Floats, other: Floats) -> Floats:
        return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0.0))

    return difference - reach(value_1 - low_1, high_2 - value_2), difference + reach(high_1 - value_1, value_2 - low_2)
