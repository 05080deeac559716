"""A linear model of sentences whose score is a sum over their words: words, their letters, and what is known of them.

Logistic regression over words and runs of 3 to 5 letters inside words, weighted by inverse document frequency and
brought to one length, beside counts of listed words and the style of the sentence. A word's letters are added up once
and kept, so that a sentence costs a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from framing.classify.facts import NUMBERS
from framing.classify.words import Floats, Ints, Words

_RUNS = (3, 4, 5)  # letters
_BUCKETS = 1 << 16
_LEAST = 3  # sentences that hold a feature
_DENSE = 0.1  # of the scale of counts and style beside words
_FURTHEST = 5.0  # standard deviations of counts and style
_LONGEST = 40  # code points of a word


@dataclass(frozen=True, slots=True)
class Linear:
    """What was learned: inverse document frequency and weight of each bucket; centre, scale and weight of the rest."""

    idf: Floats
    weights: Floats
    centre: Floats
    scale: Floats
    dense: Floats
    intercept: float

    def of_words(self, forms: Sequence[str]) -> Floats:
        """Return for each word its score and its squared length, words x 2."""
        rows, buckets = _grams(forms)
        idf = self.idf[buckets]
        score = np.bincount(rows, idf * self.weights[buckets], len(forms))
        found: Floats = np.stack([score, np.bincount(rows, idf * idf, len(forms))], axis=1).astype(np.float32)
        return found

    def log_odds(self, words: Words, types: Ints, of_words: Floats, dense: Floats) -> Floats:
        """Return the log odds of sentences; `of_words` are rows of the method of that name, `types` their order."""
        once = _distinct(words, types)
        sums = np.stack([np.bincount(once[0], of_words[once[1], k], words.count) for k in (0, 1)], axis=1)
        scaled = np.clip((dense - self.centre) / self.scale, -_FURTHEST, _FURTHEST) * _DENSE
        odds = sums[:, 0] / np.sqrt(np.maximum(sums[:, 1], 1)) + scaled @ self.dense + self.intercept
        found: Floats = odds.astype(np.float32)
        return found


def dense_of(words: Words, types: Ints, facts: Floats, lists: int) -> Floats:
    """Return counts of listed words, means, tops and sums of numbers, and style: sentences x features.

    `facts` has a row for each value of `types`; its first `lists` columns are about lists.
    """
    sizes = words.sizes
    sums = np.zeros((words.count, lists + NUMBERS), dtype=np.float32)
    tops = np.zeros((words.count, NUMBERS), dtype=np.float32)
    if len(types):
        starts = np.flatnonzero(np.r_[True, words.sentence[1:] != words.sentence[:-1]])
        there = words.sentence[starts]
        known = facts[:, : lists + NUMBERS].take(types, axis=0)
        sums[there] = np.add.reduceat(known, starts, axis=0)
        tops[there] = np.maximum.reduceat(known[:, lists:], starts, axis=0)
    numbers = sums[:, lists:]
    means = numbers / np.maximum(sizes, 1)[:, None]
    return np.concatenate([words.style, sums[:, :lists], means, tops, numbers], axis=1).astype(np.float32)


def fit_linear(words: Words, dense: Floats, loaded: Floats, strength: float) -> Linear:
    """Return the model learned from sentences; `strength` is the inverse of the penalty."""
    from scipy.sparse import csr_array, diags_array, hstack
    from sklearn.linear_model import LogisticRegression

    sentence, types = _distinct(words, words.types)
    held = csr_array((np.ones(len(types)), (sentence, types)), shape=(words.count, len(words.forms)))
    gram_rows, buckets = _grams(words.forms)
    grams = csr_array((np.ones(len(buckets)), (gram_rows, buckets)), shape=(len(words.forms), _BUCKETS))
    frequency = ((held @ grams) > 0).sum(axis=0)
    idf = np.where(frequency >= _LEAST, np.log(words.count / np.maximum(frequency, 1)) + 1, 0)
    weighted = grams * idf[None, :]
    lengths = np.sqrt(np.maximum(held @ (weighted * weighted).sum(axis=1), 1))
    centre, scale = dense.mean(axis=0), dense.std(axis=0)
    scale = np.where(scale > 0, scale, 1)
    scaled = np.clip((dense - centre) / scale, -_FURTHEST, _FURTHEST) * _DENSE
    matrix = hstack([diags_array(1 / lengths) @ (held @ weighted), csr_array(scaled)]).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model: Any = LogisticRegression(C=strength, solver="liblinear", max_iter=200, random_state=0)
    model.fit(matrix, loaded >= 0.5)
    weights = model.coef_[0].astype(np.float32)
    return Linear(
        idf.astype(np.float32),
        weights[:_BUCKETS],
        centre.astype(np.float32),
        scale.astype(np.float32),
        weights[_BUCKETS:],
        float(model.intercept_[0]),
    )


def _distinct(words: Words, types: Ints) -> tuple[Ints, Ints]:
    """Return sentence and type of each word, once a sentence."""
    size = int(types.max(initial=0)) + 1
    both = np.unique(words.sentence * size + types)
    return both // size, both % size


def _grams(forms: Sequence[str]) -> tuple[Ints, Ints]:
    """Return the features of words: row of the word, and bucket, pair by pair."""
    rows: list[int] = []
    buckets: list[int] = []
    for row, form in enumerate(forms):
        edged = f" {form[:_LONGEST]} "
        grams = {edged[at : at + n] for n in _RUNS for at in range(len(edged) - n + 1)} | {"=" + edged}
        rows += [row] * len(grams)
        buckets += [crc32(gram.encode("utf-8", "surrogatepass")) % _BUCKETS for gram in sorted(grams)]
    return np.array(rows, dtype=np.int64), np.array(buckets, dtype=np.int64)
