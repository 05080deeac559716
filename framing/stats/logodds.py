"""Log-odds of words with an informative Dirichlet prior: a difference, its bootstrap interval, and a ranking score.

Reference: Monroe, Colaresi & Quinn (2008), Fightin' words. Political Analysis 16(4), 372-403.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from framing.errors import FramingError
from framing.stats.keyness import ZERO, Frequencies
from framing.stats.ratios import Floats
from framing.stats.resampling import CHUNK_VALUES

PRIOR_WORDS = 500.0  # size of the prior, in words


@dataclass(frozen=True, slots=True)
class LogOdds:
    """Difference of log-odds an entry a word, natural logarithm, and the variance it would have of independent words.

    `z` only ranks: delta over the square root of the variance. It is no test statistic, since words of one article
    are not independent draws.
    """

    delta: Floats
    variance: Floats

    @property
    def z(self) -> Floats:
        """The ranking score."""
        return self.delta / np.sqrt(self.variance)


def prior_from(background: ArrayLike, *, size: float = PRIOR_WORDS, total: float | None = None) -> Floats:
    """Pseudo-counts of each word: its share of the background corpus times `size` words.

    background: counts of the words in a corpus that is no part of the comparison where one is at hand, else in both
    corpora together. total: words of that corpus, the sum of the counts without it. A word it lacks is counted as
    half a time, so that no prior is 0.
    """
    counts = np.maximum(np.asarray(background, dtype=float), ZERO)
    whole = float(counts.sum()) if total is None else total
    if not whole > 0 or not size > 0:
        raise FramingError("a prior needs counts of the words in a background corpus and a size above 0 words")
    return np.asarray(size * counts / whole, dtype=float)


def log_odds(given: Frequencies, prior: ArrayLike, *, size: float | None = None, terms: int = 2) -> LogOdds:
    """The difference of log-odds under the prior, first corpus less second.

    prior: pseudo-counts, one a word or one for all. size: their sum over the whole vocabulary; that of `prior`
    without it. terms: of the variance: 2 (Monroe et al., eq. 20) or all 4. Raises FramingError for a prior of 0.
    """
    alpha = np.broadcast_to(np.asarray(prior, dtype=float), given.first.shape)
    if not (alpha > 0).all():
        raise FramingError("pseudo-counts of the prior must be above 0; prior_from(background) makes such")
    if terms not in (2, 4):
        raise FramingError(f"the variance has 2 terms or 4, not {terms}")
    whole = float(alpha.sum()) if size is None else size
    inside = np.array([given.first, given.second]) + alpha
    outside = np.array([[given.size_first], [given.size_second]]) + whole - inside
    parts = 1 / inside if terms == 2 else 1 / inside + 1 / outside
    odds = np.log(inside / outside)
    return LogOdds(odds[0] - odds[1], parts.sum(axis=0))


@dataclass(frozen=True, slots=True)
class Side:
    """The articles of one corpus: `counts` articles × words (a sparse matrix), `words` the length of each article."""

    counts: Any
    words: Floats


def bootstrap_log_odds(
    first: Side, second: Side, prior: Floats, rng: np.random.Generator, *, size: float, replicates: int = 2000
) -> Floats:
    """Differences of log-odds in resamples of whole articles of each side: replicates × words.

    prior: pseudo-counts of these words; size: of the whole vocabulary. Memory: replicates × words, twice.
    Reference: Field & Welsh (2007), JRSS-B 69(3).
    """
    odds = []
    for side in (first, second):
        sums, sizes = np.empty((replicates, len(prior))), np.empty((replicates, 1))
        articles = len(side.words)
        step = max(1, CHUNK_VALUES // articles)
        for start in range(0, replicates, step):
            rows = min(step, replicates - start)
            drawn = rng.integers(articles, size=(rows, articles)) + articles * np.arange(rows)[:, None]
            weights = np.bincount(drawn.ravel(), minlength=rows * articles).reshape(rows, articles).astype(float)
            sums[start : start + rows] = (side.counts.T @ weights.T).T
            sizes[start : start + rows, 0] = weights @ side.words
        inside = sums + prior
        odds.append(np.log(inside / (sizes + size - inside)))
    return np.asarray(odds[0] - odds[1], dtype=float)
