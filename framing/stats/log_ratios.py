"""Log ratios of words between two groups of articles, with intervals clustered by article, or by story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.keyness import Frequencies, log_ratio, log_ratio_bounds
from framing.stats.ratios import Flags, Floats

if TYPE_CHECKING:
    from framing.stats.words import WordCounts

MIN_CLUSTERS = 10  # with the word, in each group: fewer give no standard error
_BITS = np.log(2)


@dataclass(frozen=True, slots=True)
class LogRatios:
    """Binary log ratios of two groups, an entry a word; positive where the first uses the word more.

    given: the counts the ratio is of; in matched stories those weighted by the other group's words. error: the
    standard error in bits. effect: the design effect for exact bounds. held: clusters with the word, groups × words.
    clusters: "article" or "story".
    """

    given: Frequencies
    value: Floats
    error: Floats
    effect: Floats
    held: NDArray[np.int64]
    clusters: str

    @property
    def dense(self) -> Flags:
        """Whether both groups have enough clusters with the word for a standard error."""
        return np.asarray(self.held.min(axis=0) >= MIN_CLUSTERS)

    @property
    def freedom(self) -> NDArray[np.int64]:
        """Degrees of freedom: of two samples of articles with the word, or of stories that pair the groups."""
        if self.clusters == "story":
            return np.asarray(self.held.min(axis=0) - 1)
        return np.asarray(self.held.sum(axis=0) - 2)

    def bounds(self, level: float) -> tuple[Floats, Floats]:
        """Bounds at the level: Student's t where both groups have 10 clusters with the word, exact ones elsewhere.

        Exact: bounds of the share f1/(f1 + f2), both counts divided by the design effect; infinite where one is 0.
        """
        from scipy.stats import t

        reach = t.isf((1 - level) / 2, np.maximum(self.freedom, 1)) * self.error
        low, high = log_ratio_bounds(self.given, effect=self.effect, level=level)
        return np.where(self.dense, self.value - reach, low), np.where(self.dense, self.value + reach, high)


def by_article(first: WordCounts, second: WordCounts) -> LogRatios:
    """The log ratio of two groups of articles; the error is linearised, articles are the clusters.

    Reference: Cochran (1977), Sampling Techniques, ch. 6; Hardie (2014) for the log ratio.
    """
    relative, counts, sizes, held = [], [], [], []
    for group in (first, second):
        whole, articles = group.sizes.sum(), len(group.sizes)
        count = _sums(group.counts)
        rate = count / whole
        cross = np.asarray(group.counts.T @ group.sizes).ravel()
        squares = _sums(group.counts.power(2)) - 2 * rate * cross + rate**2 * np.square(group.sizes).sum()
        relative.append(articles / max(articles - 1, 1) * squares / np.square(np.maximum(count, 1)))
        counts.append(count)
        sizes.append(float(whole))
        held.append(_held(group.counts))
    given = Frequencies(counts[0], counts[1], sizes[0], sizes[1])
    squared = _sums(first.counts.power(2)) + _sums(second.counts.power(2))
    return LogRatios(
        given=given,
        value=log_ratio(given),
        error=np.sqrt(relative[0] + relative[1]) / _BITS,
        effect=squared / np.maximum(counts[0] + counts[1], 1),
        held=np.array(held),
        clusters="article",
    )


def within_stories(first: WordCounts, second: WordCounts) -> LogRatios:
    """The log ratio within the stories that both groups cover, stories weighed as Mantel and Haenszel do.

    A story weighs w1·w2/(w1 + w2), its words in the two groups; stories are the clusters, left out in turn for the
    error (jackknife). Raises FramingError where
    fewer than two stories are shared. Reference: Rothman & Boice (1979); Greenland & Robins (1985), Biometrics 41
    (the rate ratio of Mantel and Haenszel for person-time).
    """
    stories = shared_stories(first, second)
    if len(stories) < 2:
        raise FramingError(
            f"{len(stories)} stories are covered by both groups; words within stories need two or more "
            "(column story_id of the articles)"
        )
    one, two = (_by_story(group, stories) for group in (first, second))
    both = one[1] + two[1]
    weighted = [
        _scaled(counts, other / both) for (counts, _), (_, other) in ((one, two), (two, one))
    ]  # stories × words, expected to be equal where the rates are
    sums = [_sums(each) for each in weighted]
    parts = [_sums(each.power(2)) for each in weighted]
    left = [_left_out(each, total) for each, total in zip(weighted, sums, strict=True)]
    change = left[0] - left[1]
    jackknife = _sums(change.power(2)) - _sums(change) ** 2 / len(stories)
    singles = [_sums(_scaled(w, o / both)) for w, o in zip(weighted, (two[1], one[1]), strict=True)]
    scale = (_sums(one[0]) + _sums(two[0])) / np.maximum(sums[0] + sums[1], 1e-12)  # counts as many as were found
    size = float(one[1].sum() + two[1].sum())
    given = Frequencies(sums[0] * scale, sums[1] * scale, size, size)
    return LogRatios(
        given=given,
        value=log_ratio(given),
        error=np.sqrt((len(stories) - 1) / len(stories) * np.maximum(jackknife, 0)) / _BITS,
        effect=(parts[0] + parts[1]) / np.maximum(singles[0] + singles[1], 1e-12),
        held=np.array([_held(one[0]), _held(two[0])]),
        clusters="story",
    )


def shared_stories(first: WordCounts, second: WordCounts) -> NDArray[np.str_]:
    """The ids of stories that articles of both groups belong to; an empty id is no story."""
    both = np.intersect1d(first.stories, second.stories)
    return np.asarray(both[both != ""], dtype=np.str_)


def _by_story(group: WordCounts, stories: NDArray[np.str_]) -> tuple[Any, Floats]:
    """Counts stories × words and words of each story, of the stories given (sorted)."""
    from scipy import sparse

    place = np.minimum(np.searchsorted(stories, group.stories), len(stories) - 1)
    rows = np.flatnonzero(stories[place] == group.stories)
    member = sparse.csr_array(
        (np.ones(len(rows)), (place[rows], np.arange(len(rows)))), shape=(len(stories), len(rows))
    )
    return member @ group.counts[rows], member @ group.sizes[rows]


def _scaled(counts: Any, weights: Floats) -> Any:
    """Rows of a sparse matrix times their weight."""
    from scipy import sparse

    return sparse.diags_array(weights, format="csr") @ counts


def _left_out(weighted: Any, total: Floats) -> Any:
    """By how much the logarithm of each sum falls where a row is left out; a sparse matrix, rows × words."""
    change = weighted.tocsr(copy=True)
    share = change.data / total[change.indices]
    change.data = np.log1p(-np.minimum(share, 1 - 1e-9))
    return change


def _sums(matrix: Any) -> Floats:
    return np.asarray(matrix.sum(axis=0), dtype=float).ravel()


def _held(counts: Any) -> NDArray[np.intp]:
    """In how many rows each word stands."""
    return np.bincount(counts.tocsr().indices, minlength=counts.shape[1])
