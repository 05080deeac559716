"""Resampling over articles: bootstrap ratios and studentised label permutations, in bounded memory.

Counts and words are whole numbers, so their sums below are exact: results do not depend on how the work is
cut into chunks. Sums of positions and effective numbers are rounded in the last place.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from framing.stats.ratios import Flags, Floats, sum_by

CHUNK_VALUES = 2_000_000
MOST = 2_000  # articles that are resampled one by one; of more, random bundles are
BUNDLES = 1_000
FEWEST = 250  # bundles of a group


def generator(seed: int, *names: str) -> np.random.Generator:
    """A generator that depends on the seed and the names alone.

    Naming the cell keeps its figures the same when other outlets or items join the comparison.
    """
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def bundled(sums: tuple[Floats, Floats], rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The sums of articles, or where these are over 2,000 those of 1,000 random bundles of as many articles each.

    Independent articles make independent bundles, and 1,000 tell the shape of a distribution, in a fraction of the
    time; the number of draws is then bounded whatever the size of the corpus.
    """
    size = len(sums[0]) // BUNDLES if len(sums[0]) > MOST else 1
    return _bundled(sums, np.array([len(sums[0])]), size, rng)


def bundled_groups(
    sums: tuple[Floats, Floats], member: Flags, rng: np.random.Generator
) -> tuple[tuple[Floats, Floats], Flags]:
    """The sums and the group of the articles of two groups, or where these are over 2,000 of random bundles.

    Bundles hold articles of one group, and as many in either, so that their labels can be exchanged. There are about
    1,000, and 250 in the smaller group at least: the fewer its articles, the fewer are bundled.
    """
    sizes = np.array([member.sum(), (~member).sum()])
    size = min(len(member) // BUNDLES, int(sizes.min()) // FEWEST) if len(member) > MOST else 1
    if size < 2:
        return sums, member
    order = np.argsort(~member, kind="stable")
    found = _bundled((sums[0][order], sums[1][order]), sizes, size, rng)
    return found, np.arange(len(found[0])) < sizes[0] // size


def _bundled(
    sums: tuple[Floats, Floats], groups: NDArray[np.int64], size: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Sums over random bundles of the rows of each group, which are one behind the other; what is left joins some."""
    if size < 2:
        return sums
    bundles = groups // size
    label = [
        rng.permutation(np.arange(rows) % count) + before
        for rows, count, before in zip(groups, bundles, np.r_[0, bundles[:-1].cumsum()], strict=True)
    ]
    whole = np.concatenate(label)
    return sum_by(whole, sums[0]), sum_by(whole, sums[1])


def bootstrap_ratios(
    numerator: Floats,
    denominator: Floats,
    rng: np.random.Generator,
    *,
    replicates: int,
    chunk_values: int = CHUNK_VALUES,
) -> Floats:
    """Ratios of sums in resamples of whole articles: replicates × columns.

    Every article must have a positive denominator in every column. All columns share the resamples.
    Reference: Field & Welsh (2007), JRSS-B 69(3).
    """
    values = np.hstack([numerator, denominator]).astype(float)
    sums = _resampled_sums(values, rng, replicates, chunk_values)
    columns = numerator.shape[1]
    return sums[:, :columns] / sums[:, columns:]


def bootstrap_with_errors(
    numerator: Floats,
    denominator: Floats,
    rng: np.random.Generator,
    *,
    replicates: int,
    chunk_values: int = CHUNK_VALUES,
) -> tuple[Floats, Floats]:
    """Ratios of `bootstrap_ratios` from the same draws, and each resample's own linearised standard error.

    Both replicates × columns. The error is 0 in a resample whose articles all have one ratio.
    """
    flat = _terms(numerator, denominator)
    sums = _resampled_sums(flat, rng, replicates, chunk_values).reshape(replicates, 5, -1)
    value, variance = _moments(sums, len(numerator))
    return value, np.sqrt(variance)


def _resampled_sums(values: Floats, rng: np.random.Generator, replicates: int, chunk_values: int) -> Floats:
    """Sums over resamples of the rows, drawn with replacement: replicates × columns."""
    articles = len(values)
    sums = np.empty((replicates, values.shape[1]))
    step = max(1, chunk_values // articles)
    for start in range(0, replicates, step):
        rows = min(step, replicates - start)
        drawn = rng.integers(articles, size=(rows, articles)) + articles * np.arange(rows)[:, None]
        weights = np.bincount(drawn.ravel(), minlength=rows * articles).reshape(rows, articles)
        sums[start : start + rows] = weights.astype(float) @ values
    return sums


def _terms(x: Floats, w: Floats) -> Floats:
    """x, w, x², xw and w² of every article, side by side: articles × (5 × columns)."""
    return np.hstack([x, w, x**2, x * w, w**2]).astype(float)


def jackknife_ratios(numerator: Floats, denominator: Floats) -> Floats:
    """Ratios of sums with each article left out in turn: articles × columns; NaN where nothing is left."""
    below = denominator.sum(axis=0) - denominator
    return np.asarray((numerator.sum(axis=0) - numerator) / np.where(below > 0, below, np.nan), dtype=float)


def studentised_difference(
    numerator: Floats, denominator: Floats, member: Flags, *, draws: Floats | None = None
) -> Floats:
    """Difference of two ratios of sums over its linearised standard error: draws × columns.

    `member` marks the articles of the first group; `draws` (draws × articles of 0 and 1) replaces it by
    relabelled groups of the same size. A difference without spread is ±infinity, no difference is 0.
    Every article must have a positive denominator in every column.
    """
    labels = member[None, :].astype(float) if draws is None else draws
    flat = _terms(numerator, denominator)
    size = int(member.sum())
    return _studentise(labels @ flat, flat.sum(axis=0), (size, len(member) - size))


def _studentise(drawn: Floats, total: Floats, sizes: tuple[int, int]) -> Floats:
    """The studentised difference of drawn groups from the rest, from the sums of their terms (draws × terms)."""
    first = drawn.reshape(len(drawn), 5, -1)
    second = total.reshape(5, -1) - first
    ratio_1, variance_1 = _moments(first, sizes[0])
    ratio_2, variance_2 = _moments(second, sizes[1])
    difference = ratio_1 - ratio_2
    difference[np.abs(difference) <= 1e-12 * (ratio_1 + ratio_2)] = 0.0
    error = np.sqrt(variance_1 + variance_2)
    with np.errstate(divide="ignore"):
        return np.where(difference == 0, 0.0, difference / np.where(difference == 0, 1.0, error))


def _moments(sums: Floats, size: int) -> tuple[Floats, Floats]:
    """Ratio and squared linearised standard error from the sums of x, w, x², xw and w²."""
    x, w, xx, xw, ww = (sums[:, i] for i in range(5))
    value = x / w
    squares = xx - 2 * value * xw + value**2 * ww
    # what is left of equal terms after rounding is no spread
    squares[squares <= 1e-11 * (xx + value**2 * ww)] = 0.0
    return value, size / (size - 1) * squares / w**2


def random_groups(articles: int, size: int, rng: np.random.Generator, *, count: int) -> Floats:
    """Random groups of `size` among `articles`, all equally likely: count × articles of 0 and 1.

    Reference: Floyd's algorithm, in Bentley & Floyd (1987), Communications of the ACM 30(9).
    """
    # bool while drawing: the scattered writes then stay in the processor's cache
    groups = np.zeros(count * articles, dtype=bool)
    start = articles * np.arange(count)
    last = np.arange(articles - size, articles)
    picks = np.ascontiguousarray(rng.integers(0, last + 1, size=(count, size)).T)
    for newest, pick in zip(last, picks, strict=True):
        place = start + pick
        groups[np.where(groups[place], start + newest, place)] = True
    return groups.reshape(count, articles).astype(float)


def permutation_p_values(
    numerator: Floats,
    denominator: Floats,
    member: Flags,
    rng: np.random.Generator,
    *,
    permutations: int,
    chunk_values: int = CHUNK_VALUES,
) -> Floats:
    """Two-sided p-values of a studentised article-label permutation test, a column each.

    The labels of the two groups are permuted over the articles; p = (1 + exceedances) / (1 + permutations),
    never 0. Studentising keeps the test valid where the groups differ in spread or in article length.
    Reference: Janssen (1997), Statistics & Probability Letters 36; Chung & Romano (2013), Annals of
    Statistics 41(2).
    """
    # the size of the statistic is the same for either group; drawing the smaller one is quicker
    drawn_group = member if 2 * member.sum() <= len(member) else ~member
    observed = np.abs(studentised_difference(numerator, denominator, drawn_group)[0])
    threshold = observed - 1e-9 * np.where(np.isfinite(observed), observed, 0.0)
    exceed = np.zeros(numerator.shape[1])
    step = max(1, chunk_values // len(member))
    for start in range(0, permutations, step):
        draws = random_groups(len(member), int(drawn_group.sum()), rng, count=min(step, permutations - start))
        drawn = studentised_difference(numerator, denominator, drawn_group, draws=draws)
        exceed += (np.abs(drawn) >= threshold).sum(axis=0)
    return (1 + exceed) / (1 + permutations)


def few_among_many_p_values(
    numerator: Floats,
    denominator: Floats,
    member: Flags,
    rng: np.random.Generator,
    *,
    permutations: int,
    chunk_values: int = CHUNK_VALUES,
) -> Floats:
    """p-values of `permutation_p_values` where one group is small beside very many articles, a column each.

    The articles of the small group are drawn with replacement, which is as good where they are few, and costs no more
    for more articles. The normal approximation would call up to 20 % of null differences significant at 5 %.
    """
    small = member if 2 * member.sum() <= len(member) else ~member
    sizes = int(small.sum()), int((~small).sum())
    flat = _terms(numerator, denominator)
    total = flat.sum(axis=0)
    observed = np.abs(_studentise(flat[small].sum(axis=0)[None, :], total, sizes)[0])
    threshold = observed - 1e-9 * np.where(np.isfinite(observed), observed, 0.0)
    exceed = np.zeros(numerator.shape[1])
    step = max(1, chunk_values // (sizes[0] * flat.shape[1]))
    for start in range(0, permutations, step):
        drawn = flat[rng.integers(len(flat), size=(min(step, permutations - start), sizes[0]))].sum(axis=1)
        exceed += (np.abs(_studentise(drawn, total, sizes)) >= threshold).sum(axis=0)
    return (1 + exceed) / (1 + permutations)


def normal_p_values(numerator: Floats, denominator: Floats, member: Flags) -> Floats:
    """Two-sided p-values of the linearised normal approximation, a column each; for many articles."""
    from scipy.stats import norm

    observed = np.abs(studentised_difference(numerator, denominator, member)[0])
    return np.asarray(2 * norm.sf(observed), dtype=float)


def sign_flip_p(values: Floats, rng: np.random.Generator, *, replicates: int) -> float:
    """Two-sided p-value that independent values are symmetric about 0: their signs are flipped, their sum compared.

    Exact over all 2^n sign patterns where these are no more than `replicates`, else drawn, p = (1 + exceedances) /
    (1 + replicates). Reference: Fisher (1935), The Design of Experiments, s. 21.
    """
    values = values[values != 0]
    observed = abs(values.sum()) * (1 - 1e-9)
    if 2 ** len(values) <= replicates:
        patterns = (np.arange(2 ** len(values))[:, None] >> np.arange(len(values))) & 1
        return float((np.abs((2 * patterns - 1) @ values) >= observed).mean())
    exceed = 0
    step = max(1, CHUNK_VALUES // len(values))
    for start in range(0, replicates, step):
        signs = 2.0 * rng.integers(0, 2, size=(min(step, replicates - start), len(values))) - 1
        exceed += int((np.abs(signs @ values) >= observed).sum())
    return (1 + exceed) / (1 + replicates)
