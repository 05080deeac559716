"""Articles on one event: those of a few days that share the names and rare words at their head.

TF-IDF vectors as in Salton, G. & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval.
Information Processing & Management 24, 513-523; groups by average linkage, so that a chain of articles each like
the next is not one story.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from framing.corpus.shingles import word_hash
from framing.corpus.spill import Rows
from framing.types import Article

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Places: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
Floats: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"
_Rows: TypeAlias = "np.ndarray[Any, np.dtype[np.int32]]"
_Pairs: TypeAlias = "np.ndarray[Any, np.dtype[np.void]]"
_Sum: TypeAlias = "tuple[_Rows, Floats]"

DAYS = 3  # between the first and the last article of a story
LEAST = 0.15  # similarity (cosine) at which two articles can be of one story
UNJUDGED = 0.25  # the similarity asked for where the corpus is too short to tell how alike articles are by chance
MOST_BY_CHANCE = 0.03  # of the pairs of a corpus above the similarity that is asked for
_FEWEST = 20  # articles of a corpus in which rare words can be told
_HEAD = 1_500  # characters of the body: what is new stands first
_TERMS = 80  # of an article that are kept, those of the highest weight
_BUCKETS = 1 << 22  # of words, whose frequencies are kept
_FAR = 30  # days between articles that cannot be of one story
_SAMPLED = 1_500  # articles whose pairs tell how alike such articles are
_ENOUGH = 1_000  # such pairs
_ROWS = 256  # articles compared at a time
_LOADED = 8_192  # articles whose vectors are read at a time, with those of the days that follow
_AT_ONCE = 1 << 18  # pairs
_DIGITS = 5  # of a similarity
_STEPS = 10**_DIGITS
_VECTOR = np.dtype([("words", np.int32, _TERMS), ("weights", np.float32, _TERMS)])
_PAIR = np.dtype([("first", np.int32), ("second", np.int32), ("alike", np.float32)])
_WORD = re.compile(r"\w{3,}|\b\d+\b")
_NAME = re.compile(r"(?<=[\w,;] )[^\W\d_a-zß-öø-ÿа-яα-ω]\w{2,}")


def terms(article: Article) -> dict[int, float]:
    """How often each word stands in the title and at the head of the body, by bucket; names count twice.

    A name is a word with a capital inside a sentence. Words of one or two letters are left out, numbers are not.
    """
    head = article.body[:_HEAD]
    counts = Counter(_WORD.findall(head.casefold()))
    counts.update(name.casefold() for name in _NAME.findall(head))
    counts.update(2 * _WORD.findall(article.title.casefold()))
    found: dict[int, float] = {}
    for word, number in counts.items():
        bucket = word_hash(word) % _BUCKETS
        found[bucket] = found.get(bucket, 0.0) + number
    return found


class Frequencies:
    """In how many articles each word stands; 16 MB whatever the corpus."""

    def __init__(self) -> None:
        self._articles = np.zeros(_BUCKETS, dtype=np.int32)
        self.total = 0

    def add(self, article: Article) -> None:
        """Count one article."""
        self._articles[list(terms(article))] += 1
        self.total += 1

    def vector(self, article: Article) -> tuple[Places, Floats]:
        """The up to 80 terms of an article with the highest TF-IDF weights, and those weights, of length 1.

        Words of one article alone and of more than half of all articles are left out.
        """
        counts = terms(article)
        words = np.array(list(counts), dtype=np.int64)
        if self.total < _FEWEST or not len(words):
            return words[:0], np.empty(0, dtype=np.float32)
        articles = self._articles[words]
        weights = (1 + np.log(np.array(list(counts.values())))) * np.log(self.total / np.maximum(articles, 1))
        weights[(articles < 2) | (articles > self.total / 2)] = 0
        best = np.lexsort((words, -weights))[:_TERMS]
        best = np.sort(best[weights[best] > 0])
        length = np.sqrt(np.square(weights[best]).sum()) or 1.0
        return words[best], (weights[best] / length).astype(np.float32)


class Stories:
    """Groups articles into stories.

    `threshold` is the similarity that was asked for: `LEAST`, or more where articles of different months are so
    much alike that over 3 % of the pairs found would be alike by chance. The vector of each article, 640 bytes, and
    the pairs as alike as `LEAST` wait in files of `folder`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.threshold = LEAST
        self._folder = folder
        self._vectors = Rows(_VECTOR, folder)
        self._days: array[int] = array("q")

    def add(self, vector: tuple[Places, Floats], day: int) -> None:
        """Take the next article's vector and its day, a day number or 0 for unknown."""
        row = np.zeros(1, dtype=_VECTOR)
        row["words"][0, : len(vector[0])], row["weights"][0, : len(vector[1])] = vector
        self._vectors.append(row)
        self._days.append(day)

    def groups(self, copies: Container[int] = frozenset()) -> list[list[int]]:
        """The stories of two articles or more, as places in order; articles without a date are in none.

        `copies` are the places of articles that tell nothing on how alike articles are by chance.
        """
        days = np.array(self._days, dtype=np.int64)
        dated = np.flatnonzero(days > 0)
        dated = dated[np.argsort(days[dated], kind="stable")]
        if len(dated) < 2:
            return []
        dates, pairs = days[dated], Rows(_PAIR, self._folder)
        counts = np.zeros(_STEPS + 1, dtype=np.int64)  # of pairs, by similarity
        for found in self._pairs(dated, dates):
            pairs.append(found)
            counts += np.bincount(_step(found["alike"]), minlength=_STEPS + 1)
        own = np.array([row for row, place in enumerate(dated.tolist()) if place not in copies], dtype=np.int64)
        sample = own[np.unique(np.linspace(0, len(own) - 1, _SAMPLED).astype(np.int64))] if len(own) else own
        self.threshold = _threshold(self._matrix(dated[sample]), dates[sample], counts, _near(dates))
        alike = [found[found["alike"] >= self.threshold] for found in pairs.blocks(_AT_ONCE)]
        stories: list[list[int]] = []
        for some in _apart(np.concatenate([np.empty(0, dtype=_PAIR), *alike]), len(dated)):
            rows, ends = np.unique(np.concatenate([some["first"], some["second"]]), return_inverse=True)
            first, second = np.split(ends, 2)
            linked = zip(first.tolist(), second.tolist(), strict=True)
            merged = _merged(self._matrix(dated[rows]), dates[rows], linked, self.threshold)
            stories += [sorted(dated[rows[group]].tolist()) for group in merged]
        return sorted(stories)

    def _matrix(self, places: Places) -> csr_matrix:
        """The vectors of these articles, articles x words."""
        from scipy.sparse import csr_matrix

        vectors = self._vectors.take(places)
        filled = vectors["weights"] > 0
        edges = np.r_[0, np.cumsum(filled.sum(axis=1))]
        shape = len(places), _BUCKETS
        return csr_matrix((vectors["weights"][filled], vectors["words"][filled], edges), shape=shape)

    def _pairs(self, dated: Places, days: Places) -> Iterator[_Pairs]:
        """Rows of days at most three apart that are as alike as `LEAST`, smaller first, with their similarity."""
        for start in range(0, len(days), _LOADED):
            rows = range(start, min(start + _LOADED, len(days)))
            matrix = self._matrix(dated[start : np.searchsorted(days, days[rows[-1]] + DAYS, side="right")])
            for begin in rows[::_ROWS]:
                end = min(begin + _ROWS, rows.stop)
                last = int(np.searchsorted(days, days[end - 1] + DAYS, side="right"))
                alike = (matrix[begin - start : end - start] @ matrix[begin - start : last - start].T).tocoo()
                first, second = alike.row.astype(np.int64) + begin, alike.col.astype(np.int64) + begin
                fit = (first < second) & (days[second] - days[first] <= DAYS) & (alike.data >= LEAST)
                found = np.empty(int(fit.sum()), dtype=_PAIR)
                found["first"], found["second"], found["alike"] = (
                    first[fit],
                    second[fit],
                    alike.data[fit].round(_DIGITS),
                )
                yield found


def _step(alike: Floats) -> Places:
    """Similarities as whole numbers, `_STEPS` for 1; rounding may bring one just above that."""
    steps: Places = np.minimum(np.rint(alike.astype(np.float64) * _STEPS), _STEPS).astype(np.int64)
    return steps


def _near(days: Places) -> int:
    """How many pairs of articles, in order of day, are of days at most three apart."""
    return int((np.searchsorted(days, days + DAYS, side="right") - np.arange(len(days)) - 1).sum())


def _threshold(sample: csr_matrix, days: Places, counts: Places, near: int) -> float:
    """The similarity above which at most 3 % of the pairs can be alike by chance, `LEAST` or more.

    Chance is how often articles of a sample, a month or more apart, are as alike. `counts` has the pairs by
    similarity, `near` is the number of pairs of near days. Where a corpus is too short for that, `UNJUDGED`.
    """
    far = days[None, :] - days[:, None] >= _FAR
    looked_at = int(far.sum())
    if looked_at < _ENOUGH or not counts.any():
        return UNJUDGED
    chance = (sample @ sample.T).tocoo()
    by_chance = np.sort(chance.data[far[chance.row, chance.col] & (chance.data >= LEAST)])
    steps = np.flatnonzero(counts)
    found = steps.astype(np.float32) / np.float32(_STEPS)
    expected = (len(by_chance) - np.searchsorted(by_chance, found)) / looked_at * near
    good = expected <= MOST_BY_CHANCE * counts[steps][::-1].cumsum()[::-1]
    return float(found[np.argmax(good)]) if good.any() else 1.0


def _apart(pairs: _Pairs, rows: int) -> Iterator[_Pairs]:
    """The pairs, the most alike first, in lots that share no row, each of about as many as are dealt with at once."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    linked = coo_matrix((np.ones(len(pairs), dtype=bool), (pairs["first"], pairs["second"])), shape=(rows, rows))
    component = connected_components(linked, directed=False)[1][pairs["first"]]
    ends = np.cumsum(np.bincount(component, minlength=1))
    lot = (ends - 1)[component] // _AT_ONCE
    order = np.lexsort((pairs["second"], pairs["first"], -pairs["alike"], lot))
    yield from np.split(pairs[order], np.flatnonzero(np.diff(lot[order])) + 1)


def _merged(matrix: csr_matrix, days: Places, pairs: Iterator[tuple[int, int]], threshold: float) -> list[list[int]]:
    """Groups of rows, from pairs with the most alike first.

    Two groups become one where the mean similarity over all pairs between them reaches the threshold and their
    days span no more than three; as vectors have length 1, it is the product of the sums over the sizes.
    """
    group = list(range(len(days)))  # of each row: the row that its group is named after
    members: dict[int, list[int]] = {}
    sums: dict[int, _Sum] = {}  # of groups of several; a row's own is in the matrix
    for first, second in pairs:
        one, other = sorted((group[first], group[second]))
        if one == other:
            continue
        left, right = members.get(one, [one]), members.get(other, [other])
        together = left + right
        if max(days[together]) - min(days[together]) > DAYS:
            continue
        a, b = sums.get(one) or _row(matrix, one), sums.get(other) or _row(matrix, other)
        if _product(a, b) < (threshold - 1e-5) * len(left) * len(right):
            continue
        members[one], sums[one] = together, _added(a, b)
        sums.pop(other, None)
        for row in members.pop(other, right):
            group[row] = one
    return list(members.values())


def _row(matrix: csr_matrix, row: int) -> _Sum:
    """The words of a row, in order, and their weights."""
    begin, end = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[begin:end], matrix.data[begin:end]


def _product(one: _Sum, other: _Sum) -> float:
    """The sum of the products of the weights of the words of both."""
    _, at, there = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    return float(one[1][at] @ other[1][there])


def _added(one: _Sum, other: _Sum) -> _Sum:
    words, places = np.unique(np.concatenate([one[0], other[0]]), return_inverse=True)
    return words, np.bincount(places, weights=np.concatenate([one[1], other[1]])).astype(np.float32)
