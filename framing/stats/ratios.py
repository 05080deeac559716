"""Ratios of sums over articles: the figure itself, its clustered standard error and its design effect.

A row of the arrays is a cluster: an article, or a story where its articles are not independent of each other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def sum_by(labels: NDArray[np.intp], values: Floats) -> Floats:
    """Rows of `values` summed by their label: one row a label in sorted order, as many columns as before."""
    names, place = np.unique(labels, return_inverse=True)
    sums = np.zeros((len(names), values.shape[1]))
    np.add.at(sums, place, values)
    return sums


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Sum of numerators over sum of denominators, a column each; NaN where the denominator is 0.

    Both are articles × columns. The ratio of sums weighs an article by its exposure; it is not the mean of
    the articles' own ratios. Reference: Cochran (1977), Sampling Techniques, ch. 6.
    """
    below = denominator.sum(axis=0)
    return np.asarray(numerator.sum(axis=0) / np.where(below > 0, below, np.nan), dtype=float)


def clusters(denominator: Floats) -> Floats:
    """Articles with a positive denominator, a column each: the clusters that carry information."""
    return np.asarray((denominator > 0).sum(axis=0), dtype=float)


def spread(numerator: Floats, denominator: Floats) -> Floats:
    """Estimated variance of the numerator's sum about the common ratio, a column each; NaN below 2 articles.

    m/(m-1) times the sum over articles of (x - R w)², with m the articles with a positive denominator.
    """
    count = clusters(denominator)
    residual = numerator - ratio(numerator, denominator) * denominator
    factor = np.where(count > 1, count / np.maximum(count - 1, 1), np.nan)
    return np.asarray(factor * np.square(residual).sum(axis=0), dtype=float)


def linearised_se(numerator: Floats, denominator: Floats) -> Floats:
    """Standard error of the ratio of sums with articles as clusters, in units of the ratio, a column each.

    Reference: Cochran (1977), ch. 6; Liang & Zeger (1986), Biometrika 73.
    """
    below = denominator.sum(axis=0)
    return np.sqrt(spread(numerator, denominator)) / np.where(below > 0, below, np.nan)


def design_effect(
    numerator: Floats,
    denominator: Floats,
    groups: NDArray[np.intp],
    *,
    share: bool,
    cluster: NDArray[np.intp] | None = None,
) -> Floats:
    """How many times larger the clustered variance is than that of independent draws, a column each; >= 1.

    Pooled over the groups: the sum of their clustered variances over the sum of the variances that Poisson
    counts (or, for `share`, binomial ones) would have. A column without any event takes the effect pooled
    over all columns, 1 where there is none. cluster: a label an article, where not articles but stories
    or days are the clusters. Reference: Kish (1965), Survey Sampling, ch. 8.
    """
    observed = np.zeros(numerator.shape[1])
    expected = np.zeros(numerator.shape[1])
    for group in np.unique(groups):
        rows = groups == group
        x, w = numerator[rows], denominator[rows]
        if cluster is not None:
            x, w = sum_by(cluster[rows], x), sum_by(cluster[rows], w)
        usable = clusters(w) > 1
        value = np.nan_to_num(ratio(x, w))
        independent = x.sum(axis=0) * (1 - value) if share else x.sum(axis=0)
        observed += np.where(usable, np.nan_to_num(spread(x, w)), 0.0)
        expected += np.where(usable, independent, 0.0)
    pooled = observed.sum() / expected.sum() if expected.sum() > 0 else 1.0
    return np.maximum(np.where(expected > 0, observed / np.where(expected > 0, expected, 1.0), pooled), 1.0)


def supports(denominator: Floats) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Pairs (articles, columns): the columns that share the same set of articles with a positive denominator.

    Only those articles are resampled or relabelled, so that articles which never name a referent cannot
    change its interval. Columns without any such article are left out.
    """
    positive = denominator > 0
    shared: dict[bytes, list[int]] = {}
    for column in range(positive.shape[1]):
        shared.setdefault(np.packbits(positive[:, column]).tobytes(), []).append(column)
    for columns in shared.values():
        rows = np.flatnonzero(positive[:, columns[0]])
        if len(rows):
            yield rows, np.asarray(columns, dtype=np.intp)
