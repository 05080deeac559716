"""How much more frequent a word is in one corpus than in another: effect sizes, and statistics that only rank.

Every function takes counts `first` and `second` (an entry a word) and the sizes of the two corpora in words, and
answers with an array of the same length. None gives a p-value: words of one article are not independent draws, and
tests that take them so reject a true null three to five times too often (see docs/methods.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from framing.errors import FramingError
from framing.stats.intervals import binomial
from framing.stats.ratios import Floats

ZERO = 0.5  # stands for a count of 0 in a log ratio (Hardie 2014)


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Counts of words in two corpora, an entry a word, and the corpora's sizes in words.

    Raises FramingError where counts do not fit each other or exceed the size.
    """

    first: Floats
    second: Floats
    size_first: float
    size_second: float

    def __post_init__(self) -> None:
        if self.first.shape != self.second.shape:
            raise FramingError(f"counts of {self.first.shape} and {self.second.shape} words; give one of each a word")
        for counts, size in ((self.first, self.size_first), (self.second, self.size_second)):
            if not size > 0 or (counts < 0).any() or (counts > size).any():
                raise FramingError(f"counts must lie between 0 and the size of the corpus, which is {size:g} words")


def frequencies(first: ArrayLike, second: ArrayLike, size_first: float, size_second: float) -> Frequencies:
    """Checked `Frequencies` from anything array-like."""
    one, other = (np.atleast_1d(np.asarray(values, dtype=float)) for values in (first, second))
    return Frequencies(one, other, float(size_first), float(size_second))


def log_likelihood(given: Frequencies, *, cells: int = 4) -> Floats:
    """G2, twice the sum of O ln(O/E); a ranking score without a p-value. `cells`: 4, or Rayson's 2.

    Reference: Dunning (1993), Computational Linguistics 19(1); Rayson & Garside (2000), ACL workshop on comparing
    corpora (which leaves out the cells of all other words).
    """
    observed = np.array([given.first, given.second])
    return log_likelihood_of_groups(observed, np.array([given.size_first, given.size_second]), others=cells == 4)


def log_likelihood_of_groups(counts: Floats, sizes: Floats, *, others: bool = True) -> Floats:
    """G2 over any number of groups: counts groups × words, sizes in words; `others`: cells of all other words too."""
    size = sizes[:, None]
    expected = size * counts.sum(axis=0) / sizes.sum()
    total = _entropy(counts, expected)
    if others:
        total = total + _entropy(size - counts, size - expected)
    # rounding of equal terms leaves no difference
    return np.where(np.abs(total) < 1e-9, 0.0, 2 * total)


def _entropy(observed: Floats, expected: Floats) -> Floats:
    safe = np.where(observed > 0, observed / np.where(expected > 0, expected, 1.0), 1.0)
    return np.asarray((observed * np.log(safe)).sum(axis=0), dtype=float)


def signed(score: Floats, given: Frequencies) -> Floats:
    """The score with a minus where the word is rarer in the first corpus."""
    return np.where(given.first / given.size_first >= given.second / given.size_second, score, -score)


def log_ratio(given: Frequencies) -> Floats:
    """Binary logarithm of the ratio of relative frequencies; 1 is twice as frequent. A count of 0 is taken as 0.5.

    Reference: Hardie (2014), Log Ratio: an informal introduction. CASS, Lancaster.
    """
    first, second = (np.where(counts > 0, counts, ZERO) for counts in (given.first, given.second))
    return np.log2(first / given.size_first) - np.log2(second / given.size_second)


def independent_error(given: Frequencies) -> Floats:
    """Standard error of the natural log ratio, were words independent draws; too small in running text."""
    first, second = (np.where(counts > 0, counts, ZERO) for counts in (given.first, given.second))
    return np.sqrt(1 / first - 1 / given.size_first + 1 / second - 1 / given.size_second)


def percent_difference(given: Frequencies) -> Floats:
    """%DIFF, 100 (p1 - p2)/p2; NaN where the second corpus lacks the word. Reference: Gabrielatos (2018)."""
    first, second = given.first / given.size_first, given.second / given.size_second
    return np.asarray(100 * (first - second) / np.where(second > 0, second, np.nan), dtype=float)


def odds_ratio(given: Frequencies) -> Floats:
    """Odds of the word in the first corpus over those in the second; NaN where the second lacks it."""
    second = given.second / (given.size_second - given.second)
    return given.first / (given.size_first - given.first) / np.where(second > 0, second, np.nan)


def bic(given: Frequencies) -> Floats:
    """G2 - ln(n1 + n2): the evidence of the score, weighed against the corpus' size; below 0 none.

    Reference: Wilson (2013), in Bieswanger & Koll-Stobbe (eds), New Approaches to the Study of Linguistic
    Variability.
    """
    return np.asarray(log_likelihood(given, cells=2) - np.log(given.size_first + given.size_second), dtype=float)


def effect_of_log_likelihood(given: Frequencies) -> Floats:
    """ELL, G2 over its largest possible value for the expected frequencies, in [0, 1].

    Reference: Johnston, Berry & Mielke (2006), Perceptual and Motor Skills 103(2).
    """
    size = given.size_first + given.size_second
    both = given.first + given.second
    least = both * min(given.size_first, given.size_second) / size
    usable = (both > 0) & (np.abs(np.log(np.where(least > 0, least, 1.0))) > 0)
    below = np.where(usable, size * np.log(np.where(usable, least, 2.0)), np.nan)
    return np.asarray(log_likelihood(given, cells=2) / below, dtype=float)


def log_ratio_bounds(given: Frequencies, *, effect: ArrayLike = 1.0, level: float = 0.95) -> tuple[Floats, Floats]:
    """Bounds of the log ratio from exact binomial bounds of f1/(f1 + f2), two-sided; infinite where a count is 0.

    effect: the design effect that both counts are divided by, 1 for independent words.
    """
    shrunk = np.maximum(np.asarray(effect, dtype=float), 1.0)
    first, both = given.first / shrunk, (given.first + given.second) / shrunk
    # `binomial` makes one-sided bounds at the edges; the usual two-sided ones are wider
    edge = (first <= 0) | (first >= both)
    pairs = [binomial(first, both, each) for each in (level, (1 + level) / 2)]
    low, high = (np.where(edge, pairs[1][end], pairs[0][end]) for end in (0, 1))
    scale = given.size_second / given.size_first
    with np.errstate(divide="ignore"):
        return np.log2(low / (1 - low) * scale), np.log2(high / (1 - high) * scale)


def towards_zero(low: Floats, high: Floats) -> Floats:
    """The bound that lies nearest to 0, 0 where the interval holds it: an effect that is at least so large."""
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def conservative_log_ratio(given: Frequencies, *, level: float = 0.95, words: int | None = None) -> Floats:
    """LRC: the bound of the log ratio nearest to 0, 0 where the interval holds it; Bonferroni over `words`.

    words: how many are looked at, as many as are given without it. Independent words: `framing.stats.keywords`
    has the same of intervals clustered by article. Reference: Evert (2022), Measuring keyness. DH 2022.
    """
    looked_at = len(given.first) if words is None else words
    return towards_zero(*log_ratio_bounds(given, level=1 - (1 - level) / max(looked_at, 1)))
