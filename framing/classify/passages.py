"""Articles as rows of numbers: hashed words by inverse document frequency, listed words, and vectors of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from zlib import crc32

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing.classify.facts import NUMBERS, Facts
from framing.classify.words import Words, read_words

BUCKETS = 1 << 15
_DENSE = 0.1  # of the scale of lists and vectors beside words
_FURTHEST = 3.0  # standard deviations


class ArticleFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to a sparse matrix: words (tf-idf, hashed), and where `facts` are given, shares of lists and mean vector.

    Parameters
    ----------
    facts
        what is known of words beforehand; None: words alone
    least
        articles that hold a word that counts
    """

    def __init__(self, facts: Facts | None = None, least: int = 2) -> None:
        self.facts = facts
        self.least = least

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def fit(self, X: Sequence[str], y: Any = None) -> Self:  # noqa: N803
        """Learn how common words are, and centre and scale of the rest."""
        words = read_words(list(X))
        held = _counts(words) > 0
        frequency = np.asarray(held.sum(axis=0)).ravel()
        self.idf_ = np.where(frequency >= self.least, np.log((1 + words.count) / (1 + frequency)) + 1, 0.0)
        dense = self._dense(words)
        self.centre_, self.scale_ = dense.mean(axis=0), dense.std(axis=0) + 1e-6
        return self

    def transform(self, X: Sequence[str]) -> Any:  # noqa: N803
        """Return a row for each text, scipy.sparse."""
        from scipy.sparse import csr_array, diags_array, hstack

        check_is_fitted(self)
        words = read_words(list(X))
        counts = _counts(words)
        counts.data = 1 + np.log(counts.data)
        weighted = counts * self.idf_[None, :]
        lengths = np.sqrt(np.asarray((weighted * weighted).sum(axis=1)).ravel())
        unit = diags_array(1 / np.maximum(lengths, 1e-12)) @ weighted
        dense = np.clip((self._dense(words) - self.centre_) / self.scale_, -_FURTHEST, _FURTHEST) * _DENSE
        found = hstack([unit, csr_array(dense)]).tocsr()
        found.indices, found.indptr = found.indices.astype(np.int32), found.indptr.astype(np.int32)
        return found

    def _dense(self, words: Words) -> Any:
        """Return shares of listed words and the mean vector of each text."""
        if self.facts is None:
            return np.zeros((words.count, 0))
        lists = self.facts.lists.shape[1]
        known = self.facts.of(words.forms)
        known = np.concatenate([known[:, :lists], known[:, 2 * lists + NUMBERS :]], axis=1)
        edges, sums = words.edges, np.zeros((words.count, known.shape[1]))
        for row in range(words.count):
            types = words.types[edges[row] : edges[row + 1]]
            sums[row] = known[types].mean(axis=0) if len(types) else 0
        return sums


def _counts(words: Words) -> Any:
    """Return how often each bucket of words occurs in each text."""
    from scipy.sparse import coo_array

    bucket = np.array([crc32(form.encode("utf-8", "surrogatepass")) % BUCKETS for form in words.forms], dtype=np.int64)
    ones = np.ones(len(words.types))
    return coo_array((ones, (words.sentence, bucket[words.types])), shape=(words.count, BUCKETS)).tocsr()
