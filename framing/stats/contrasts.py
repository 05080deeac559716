"""How one group of articles differs from another: difference with interval, ratio and p-value, by column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.stats.crossed import Sums, align, correlation, difference_error, swap_p_values
from framing.stats.estimates import Cells, EstimateOptions, estimate_cells, estimate_clusters
from framing.stats.intervals import mover
from framing.stats.ratios import Flags, Floats, ratio, sum_by, supports
from framing.stats.resampling import (
    bundled_groups,
    few_among_many_p_values,
    generator,
    normal_p_values,
    permutation_p_values,
)

FEW = 500  # articles of the smaller group up to which the normal approximation fails among very many


@dataclass(frozen=True, slots=True)
class Group:
    """One group of articles: the name that seeds its resamples, its sums (clusters × columns), its figures.

    labels: the label of every row of the sums, sorted; None where each article is its own cluster.
    """

    name: str
    numerator: Floats
    denominator: Floats
    cells: Cells
    labels: NDArray[np.intp] | None = None

    @property
    def sums(self) -> Sums:
        """Numerators and denominators."""
        return self.numerator, self.denominator


def make_group(
    name: str,
    sums: Sums,
    effect: Floats,
    *,
    share: bool,
    options: EstimateOptions,
    cluster: NDArray[np.intp] | None = None,
) -> Group:
    """A group from its numerators and denominators, estimated once for all its contrasts.

    cluster: a label an article, the same over all groups, where articles of one story (or day) are not independent
    of each other, in one group or between two.
    """
    names = name, "all"
    if cluster is None:
        return Group(name, *sums, estimate_cells(*sums, effect, names, share=share, options=options))
    cells = estimate_clusters(sums, cluster, effect, names, share=share, options=options)
    return Group(name, sum_by(cluster, sums[0]), sum_by(cluster, sums[1]), cells, np.unique(cluster))


@dataclass(frozen=True, slots=True)
class PermutationOptions:
    """The permutation test: how many, up to how many clusters, and the fewest articles a group may have.

    Above `max_permuted` clusters the normal approximation takes its place where both groups have more than 500.
    """

    permutations: int = 4999
    max_permuted: int = 20_000
    min_articles: int = 10


@dataclass(frozen=True, slots=True)
class Differences:
    """Group minus reference, an entry a column, as plain ratios; p is NaN where nothing could be tested."""

    group: Cells
    reference: Cells
    difference: Floats
    low: Floats
    high: Floats
    p_value: Floats
    interval: NDArray[np.object_]
    test: NDArray[np.object_]


def compare_groups(
    group: Group, reference: Group, *, share: bool, options: EstimateOptions, test: PermutationOptions
) -> Differences:
    """Differences of ratios of sums between two groups of articles, a column each.

    The interval is MOVER from the two groups' own intervals, with the correlation of the clusters that they share.
    The test permutes the labels of articles (see `permutation_p_values`) or of clusters (see `swap_p_values`).
    Exchanging the groups changes the signs and nothing else.
    """
    a, b = group.cells, reference.cells
    # the order of the two groups must not matter, so that exchanging them gives the same p-values
    first, second = sorted((group, reference), key=lambda each: each.name)
    crossed = _crossed(first, second)
    shared = 0.0 if crossed is None else correlation(*crossed)
    low, high = mover((a.value, a.low, a.high), (b.value, b.low, b.high), shared)
    name = "MOVER from the groups' intervals" + ("" if crossed is None else ", shared clusters")
    events, total = a.numerator + b.numerator, a.denominator + b.denominator
    # with no event in either group, or nothing else, there is nothing to test: no part of any family
    testable = (events > 0) & ((events < total) | (not share))
    testable &= np.minimum(a.n_articles, b.n_articles) >= test.min_articles
    testable &= np.minimum(a.n_clusters, b.n_clusters) >= 2
    key = options.seed, first.name, second.name
    if crossed is None:
        p_value, tests = _permute(first, second, testable, key, test)
    else:
        p_value, tests = _swap(crossed, testable, key, test)
    return Differences(a, b, a.value - b.value, low, high, p_value, np.full(len(low), name, dtype=object), tests)


def _crossed(first: Group, second: Group) -> tuple[Sums, Sums] | None:
    """Both groups' sums aligned by cluster; None where they share none."""
    if first.labels is None or second.labels is None or not np.isin(first.labels, second.labels).any():
        return None
    every = np.union1d(first.labels, second.labels)
    return align(first.labels, first.sums, every), align(second.labels, second.sums, every)


def _permute(
    first: Group, second: Group, testable: Flags, key: tuple[int, str, str], test: PermutationOptions
) -> tuple[Floats, NDArray[np.object_]]:
    """p-values and the names of the tests, for the columns that can be tested."""
    numerator = np.vstack([first.numerator, second.numerator])
    denominator = np.vstack([first.denominator, second.denominator])
    member = np.arange(len(numerator)) < len(first.numerator)
    p_value, name = _untested(len(testable))
    for rows, found in supports(denominator):
        columns = found[testable[found]]
        if not len(columns):
            continue
        rng, block = generator(*key), np.ix_(rows, columns)
        sums, group = bundled_groups((numerator[block], denominator[block]), member[rows], rng)
        if len(group) > test.max_permuted and min(group.sum(), (~group).sum()) > FEW:
            p_value[columns] = normal_p_values(*sums, group)
            name[columns] = "linearised normal approximation"
        elif len(group) > test.max_permuted:
            p_value[columns] = few_among_many_p_values(*sums, group, rng, permutations=test.permutations)
            name[columns] = f"studentised label permutation, B={test.permutations}"
        else:
            p_value[columns] = permutation_p_values(*sums, group, rng, permutations=test.permutations)
            name[columns] = f"studentised label permutation, B={test.permutations}"
    return p_value, name


def _swap(
    crossed: tuple[Sums, Sums], testable: Flags, key: tuple[int, str, str], test: PermutationOptions
) -> tuple[Floats, NDArray[np.object_]]:
    """p-values and the names of the tests where the groups share clusters."""
    p_value, name = _untested(len(testable))
    size = len(crossed[0][1])
    for place, found in supports(np.vstack([crossed[0][1], crossed[1][1]])):
        columns = found[testable[found]]
        if not len(columns):
            continue
        rows = np.unique(place % size)
        one, two = ((x[np.ix_(rows, columns)], w[np.ix_(rows, columns)]) for x, w in crossed)
        if len(rows) > test.max_permuted:
            from scipy.stats import norm

            difference, error = ratio(*one) - ratio(*two), difference_error(one, two)
            p_value[columns] = 2 * norm.sf(np.abs(difference) / np.where(error > 0, error, np.inf))
            name[columns] = "linearised normal approximation, shared clusters"
        else:
            rng = generator(*key)
            p_value[columns] = swap_p_values(one, two, rng, permutations=test.permutations)
            name[columns] = f"studentised permutation within and between clusters, B={test.permutations}"
    return p_value, name


def _untested(columns: int) -> tuple[Floats, NDArray[np.object_]]:
    return np.full(columns, np.nan), np.full(columns, "not tested", dtype=object)
