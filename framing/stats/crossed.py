"""Two groups of articles that share clusters: stories both cover, days on which both publish.

Arrays have a row a cluster, aligned between the groups; a group without articles in a cluster has zeros there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.stats.ratios import Flags, Floats, clusters, linearised_se, ratio
from framing.stats.resampling import CHUNK_VALUES, random_groups

Sums = tuple[Floats, Floats]


def align(labels: NDArray[np.intp], sums: Sums, every: NDArray[np.intp]) -> Sums:
    """Sums laid into one row for each label of `every` (sorted), zeros where the group has none."""
    place = np.searchsorted(every, labels)
    spread = tuple(np.zeros((len(every), part.shape[1])) for part in sums)
    for empty, part in zip(spread, sums, strict=True):
        empty[place] = part
    return spread[0], spread[1]


def correlation(first: Sums, second: Sums) -> Floats:
    """Correlation of the two groups' ratios that comes from their shared clusters, a column each; 0 without any.

    The linearised covariance over the linearised standard errors.
    """
    together = np.ones(first[0].shape[1])
    for _, w in (first, second):
        count = clusters(w)
        factor = np.sqrt(count / np.maximum(count - 1, 1))
        together = together * factor / np.where(w.sum(axis=0) > 0, w.sum(axis=0), 1.0)
    residuals = [x - np.nan_to_num(ratio(x, w)) * w for x, w in (first, second)]
    covariance = (residuals[0] * residuals[1]).sum(axis=0) * together
    scale = linearised_se(*first) * linearised_se(*second)
    usable = np.nan_to_num(scale) > 0
    return np.asarray(np.clip(np.where(usable, covariance / np.where(usable, scale, 1.0), 0.0), -1.0, 1.0))


def swap_p_values(
    first: Sums,
    second: Sums,
    rng: np.random.Generator,
    *,
    permutations: int,
    chunk_values: int = CHUNK_VALUES,
) -> Floats:
    """Two-sided p-values of a studentised permutation test over clusters, a column each.

    In a cluster that both groups share, their sums change places with probability one half; clusters of one
    group alone are dealt anew to the two groups, as many to each as before. The statistic is the difference of
    the ratios over its linearised standard error with the covariance of shared clusters. Without shared
    clusters this is `permutation_p_values`; with nothing else it tests within stories. All columns must
    have the same shared clusters. Reference: Janssen (1997), Statistics & Probability Letters 36; Chung & Romano
    (2013), Annals of Statistics 41(2).
    """
    in_first, in_second = (w[:, 0] > 0 for _, w in (first, second))
    shared = in_first & in_second
    alone = np.flatnonzero(~shared)
    sizes = int(in_first.sum()), int(in_second.sum())
    own, other, cross = _terms(*first), _terms(*second), _cross(first, second)
    change = np.hstack([other - own, _cross(second, first) - cross])
    start = np.hstack([own.sum(axis=0), cross.sum(axis=0)])
    total = np.hstack([(own + other).sum(axis=0)])

    def statistic(swapped: Floats) -> Floats:
        sums = start + swapped @ change
        return np.abs(_statistic(sums, total, sizes))

    observed = statistic(np.zeros((1, len(shared))))[0]
    threshold = observed - 1e-9 * np.where(np.isfinite(observed), observed, 0.0)
    exceed = np.zeros(first[0].shape[1])
    step = max(1, chunk_values // len(shared))
    for begin in range(0, permutations, step):
        count = min(step, permutations - begin)
        swapped = np.zeros((count, len(shared)))
        swapped[:, shared] = rng.integers(0, 2, size=(count, int(shared.sum())))
        if len(alone):
            dealt = _deal(in_first[alone], rng, count)
            swapped[:, alone] = dealt != in_first[alone]
        exceed += (statistic(swapped) >= threshold).sum(axis=0)
    return (1 + exceed) / (1 + permutations)


def difference_error(first: Sums, second: Sums) -> Floats:
    """Linearised standard error of the difference of two ratios with shared clusters, a column each."""
    one, other = linearised_se(*first), linearised_se(*second)
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation(first, second) * one * other, 0.0))


def _deal(member: Flags, rng: np.random.Generator, count: int) -> Flags:
    size = int(member.sum())
    if 2 * size <= len(member):
        return np.asarray(random_groups(len(member), size, rng, count=count) > 0)
    return np.asarray(random_groups(len(member), len(member) - size, rng, count=count) == 0)


def _terms(x: Floats, w: Floats) -> Floats:
    return np.hstack([x, w, x * x, x * w, w * w])


def _cross(first: Sums, second: Sums) -> Floats:
    """x₁x₂, x₁w₂, w₁x₂ and w₁w₂ side by side."""
    return np.hstack([first[0] * second[0], first[0] * second[1], first[1] * second[0], first[1] * second[1]])


def _statistic(sums: Floats, total: Floats, sizes: tuple[int, int]) -> Floats:
    """Difference of ratios over its error, from the sums of the terms of the first group and of the cross terms."""
    columns = sums.shape[1] // 9
    one = sums[:, : 5 * columns].reshape(len(sums), 5, columns)
    cross = sums[:, 5 * columns :].reshape(len(sums), 4, columns)
    two = total.reshape(5, columns) - one
    value, squares, scale = zip(
        *(_moments(part, size) for part, size in ((one, sizes[0]), (two, sizes[1]))), strict=True
    )
    a, b = value
    product = cross[:, 0] - b * cross[:, 1] - a * cross[:, 2] + a * b * cross[:, 3]
    variance = squares[0] + squares[1] - 2 * scale[0] * scale[1] * product
    # what is left of equal terms after rounding is no spread
    variance[variance <= 1e-11 * (a**2 + b**2)] = 0.0
    difference = a - b
    difference[np.abs(difference) <= 1e-12 * (a + b)] = 0.0
    with np.errstate(divide="ignore"):
        return np.where(difference == 0, 0.0, difference / np.where(difference == 0, 1.0, np.sqrt(variance)))


def _moments(terms: Floats, size: int) -> tuple[Floats, Floats, Floats]:
    """Ratio, its squared linearised error, and the factor that scales residuals to the ratio."""
    x, w, xx, xw, ww = (terms[:, i] for i in range(5))
    value = x / w
    scale = np.sqrt(size / (size - 1)) / w
    return value, np.maximum(xx - 2 * value * xw + value**2 * ww, 0.0) * scale**2, scale
