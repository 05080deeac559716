"""How one group of articles differs from another: difference with interval, ratio and p-value, by column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.stats.estimates import MIN_PERCENTILE_ARTICLES, Cells, EstimateOptions, estimate_cells
from framing.stats.intervals import mover, percentile
from framing.stats.ratios import Flags, Floats, supports
from framing.stats.resampling import generator, normal_p_values, permutation_p_values


@dataclass(frozen=True, slots=True)
class Group:
    """One group of articles: the name that seeds its resamples, its sums (articles × columns), its figures."""

    name: str
    numerator: Floats
    denominator: Floats
    cells: Cells


def make_group(
    name: str, sums: tuple[Floats, Floats], effect: Floats, *, share: bool, options: EstimateOptions
) -> Group:
    """A group from its numerators and denominators, estimated once for all its contrasts."""
    return Group(name, *sums, estimate_cells(*sums, effect, (name, "all"), share=share, options=options))


@dataclass(frozen=True, slots=True)
class PermutationOptions:
    """The permutation test: how many, up to how many articles, and the fewest articles a group may have."""

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

    The interval is a bootstrap of both groups' articles where each has 30 articles or more and is not
    sparse, otherwise MOVER from the two groups' own intervals. The test permutes article labels (see
    `permutation_p_values`). Exchanging the groups changes the signs and nothing else.
    """
    a, b = group.cells, reference.cells
    low, high = mover((a.value, a.low, a.high), (b.value, b.low, b.high))
    interval = np.full(len(low), "MOVER from the groups' intervals", dtype=object)
    enough = np.minimum(a.n_articles, b.n_articles) >= MIN_PERCENTILE_ARTICLES
    dense = np.flatnonzero(enough & ~np.isnan(a.replicates[0]) & ~np.isnan(b.replicates[0]))
    if len(dense):
        low[dense], high[dense] = percentile(a.replicates[:, dense] - b.replicates[:, dense], options.level)
        interval[dense] = f"article bootstrap, percentile, B={options.replicates}"
    events, total = a.numerator + b.numerator, a.denominator + b.denominator
    # with no event in either group, or nothing else, there is nothing to test: no part of any family
    testable = (events > 0) & ((events < total) | (not share))
    testable &= np.minimum(a.n_articles, b.n_articles) >= test.min_articles
    p_value, name = _test(group, reference, testable, seed=options.seed, test=test)
    return Differences(a, b, a.value - b.value, low, high, p_value, interval, name)


def _test(
    group: Group, reference: Group, testable: Flags, *, seed: int, test: PermutationOptions
) -> tuple[Floats, NDArray[np.object_]]:
    """p-values and the names of the tests, for the columns that can be tested."""
    # the order of the two groups must not matter, so that exchanging them gives the same p-values
    first, second = sorted((group, reference), key=lambda each: each.name)
    numerator = np.vstack([first.numerator, second.numerator])
    denominator = np.vstack([first.denominator, second.denominator])
    member = np.arange(len(numerator)) < len(first.numerator)
    p_value = np.full(numerator.shape[1], np.nan)
    name = np.full(numerator.shape[1], "not tested", dtype=object)
    for rows, found in supports(denominator):
        columns = found[testable[found]]
        if not len(columns):
            continue
        x, w = numerator[np.ix_(rows, columns)], denominator[np.ix_(rows, columns)]
        if len(rows) > test.max_permuted:
            p_value[columns] = normal_p_values(x, w, member[rows])
            name[columns] = "linearised normal approximation"
        else:
            rng = generator(seed, first.name, second.name)
            p_value[columns] = permutation_p_values(x, w, member[rows], rng, permutations=test.permutations)
            name[columns] = f"studentised label permutation, B={test.permutations}"
    return p_value, name


def benjamini_hochberg(p_values: Floats) -> Floats:
    """p-values adjusted to hold the false discovery rate within the family; NaNs stay and do not count.

    Reference: Benjamini & Hochberg (1995), JRSS-B 57(1).
    """
    from scipy.stats import false_discovery_control

    adjusted = np.full(len(p_values), np.nan)
    tested = ~np.isnan(p_values)
    if tested.any():
        adjusted[tested] = false_discovery_control(p_values[tested], method="bh")
    return adjusted
