"""How evenly a word is spread over the parts of a corpus, which are its articles.

Functions of one word take `counts` and `sizes`, its count in each part and each part's words. All measures depend on
frequency: a rare word cannot be even. `expected_dp` is the DP that chance alone gives a word so frequent.
Reference: Gries (2008), Dispersions and adjusted frequencies in corpora. IJCL 13(4), 403-437; Gries (2020), in A
Practical Handbook of Corpus Linguistics.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from framing.errors import FramingError
from framing.stats.ratios import Floats

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats.words import WordCounts


def dp(counts: ArrayLike, sizes: ArrayLike) -> float:
    """Deviation of proportions, 0 (even) to almost 1 (all in one part). Reference: Gries (2008)."""
    observed, share, _ = _parts(counts, sizes)
    return float(np.abs(observed / observed.sum() - share).sum() / 2)


def dp_norm(counts: ArrayLike, sizes: ArrayLike) -> float:
    """DP over its largest possible value. Reference: Lijffijt & Gries (2012), IJCL 17(1)."""
    return float(dp(counts, sizes) / (1 - _parts(counts, sizes)[1].min()))


def juilland_d(counts: ArrayLike, sizes: ArrayLike, *, relative: bool = True) -> float:
    """Juilland's D, 1 (even) down to 0, of the parts' relative frequencies, or of their counts."""
    observed, _, size = _parts(counts, sizes)
    values = observed / size if relative else observed
    return float(1 - values.std() / values.mean() / np.sqrt(len(values) - 1))


def carroll_d2(counts: ArrayLike, sizes: ArrayLike) -> float:
    """Carroll's D2, the entropy of the parts' relative frequencies over its maximum, 1 (even) down to 0."""
    observed, _, size = _parts(counts, sizes)
    relative = observed / size
    part = relative[relative > 0] / relative.sum()
    return float(-(part * np.log2(part)).sum() / np.log2(len(observed)))


def rosengren_s(counts: ArrayLike, sizes: ArrayLike) -> float:
    """Rosengren's S, 1 (even) down to the smallest part's share."""
    observed, share, _ = _parts(counts, sizes)
    return float(np.square(np.sqrt(share * observed).sum()) / observed.sum())


def kld(counts: ArrayLike, sizes: ArrayLike) -> float:
    """Kullback-Leibler divergence of the word's distribution over parts from that of all words, in bits."""
    observed, share, _ = _parts(counts, sizes)
    part, held = observed / observed.sum(), observed > 0
    return float((part[held] * np.log2(part[held] / share[held])).sum())


def kld_norm(counts: ArrayLike, sizes: ArrayLike) -> float:
    """The divergence brought into [0, 1): 1 - 2**-KLD."""
    return 1 - 2 ** -kld(counts, sizes)


def expected_dp(frequency: ArrayLike, sizes: ArrayLike) -> Floats:
    """The mean DP of a word so frequent when the corpus' words are shuffled over its parts, an entry a frequency.

    Exact: the count in a part is then hypergeometric, whose mean absolute deviation has a closed form.
    Reference: Diaconis & Zabell (1991), Statistical Science 6(3).
    """
    from scipy.special import gammaln

    def log_choose(many: Any, some: Any) -> Any:
        return gammaln(many + 1) - gammaln(some + 1) - gammaln(many - some + 1)

    size, parts = np.unique(np.asarray(sizes, dtype=np.int64), return_counts=True)
    whole = int((size * parts).sum())
    asked = np.rint(np.atleast_1d(np.asarray(frequency, dtype=float))).astype(np.int64)
    different, place = np.unique(asked, return_inverse=True)
    if len(different) and not 0 < different[0] <= different[-1] <= whole:
        raise FramingError(f"frequencies must lie between 1 and the {whole:,} words of the parts")
    means = np.empty(len(different))
    for index, count in enumerate(different.tolist()):
        above = count * size // whole + 1
        possible = above <= np.minimum(size, count)  # else the count is fixed
        n, k = size[possible], above[possible]
        rest = whole - n - count + k
        mass = np.exp(log_choose(n, k) + log_choose(whole - n, count - k) - log_choose(whole, count))
        means[index] = (parts[possible] * k * rest / whole * mass).sum() / count
    return means[place]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Measures of many words, an entry a word.

    articles: in how many a word stands; range: as a share of all. dp_norm: see there. excess: DP less the DP that
    chance gives. top: the share of the word's count that its top article holds.
    """

    articles: Floats
    range: Floats
    dp: Floats
    dp_norm: Floats
    excess: Floats
    top: Floats


def dispersion(counts: Any, sizes: Floats) -> Dispersion:
    """The dispersion of every word that occurs; NaN for those that do not.

    counts: articles × words, a sparse matrix; sizes: words of each article, all above 0.
    """
    columns = counts.tocsc()
    share = sizes / sizes.sum()
    total = np.asarray(columns.sum(axis=0), dtype=float).ravel()
    below = np.where(total > 0, total, np.nan)
    word = np.repeat(np.arange(columns.shape[1]), np.diff(columns.indptr))
    own = share[columns.indices]
    # parts without the word deviate by their share: the sum of all shares less those of parts with it
    gap = np.abs(columns.data / below[word] - own) - own
    deviation = (1 + np.bincount(word, gap, len(total))) / 2
    deviation = np.where(total > 0, deviation, np.nan)
    articles = np.bincount(word[columns.data > 0], minlength=len(total)).astype(float)
    expected = np.full(len(total), np.nan)
    expected[total > 0] = expected_dp(total[total > 0], sizes)
    largest = np.zeros(len(total))
    np.maximum.at(largest, word, columns.data)
    return Dispersion(
        articles=articles,
        range=articles / len(sizes),
        dp=deviation,
        dp_norm=deviation / (1 - share.min()),
        excess=deviation - expected,
        top=largest / below,
    )


def places(counts: WordCounts, words: Sequence[str]) -> pd.DataFrame:
    """Where words stand: columns word, outlet, at, count; one row an article that has the word.

    `at`, in [0, 1], is where the article begins among all words of its outlet, in the order of the articles. Raises
    FramingError for a word without a column.
    """
    import pandas as pd

    known = {word: place for place, word in enumerate(counts.words)}
    missing = [word for word in words if word not in known]
    if missing:
        raise FramingError(f"no counts of {', '.join(map(repr, missing))}: too rare, or no word; see WordOptions")
    at = np.zeros(len(counts.sizes))
    for outlet in np.unique(counts.outlets):
        mine = counts.outlets == outlet
        sizes = counts.sizes[mine]
        at[mine] = (np.cumsum(sizes) - sizes) / sizes.sum()
    columns = counts.counts.tocsc()
    frames = []
    for word in words:
        start, end = columns.indptr[known[word] : known[word] + 2]
        rows = columns.indices[start:end]
        held = {"word": word, "outlet": counts.outlets[rows], "at": at[rows], "count": columns.data[start:end]}
        frames.append(pd.DataFrame(held))
    return pd.concat(frames, ignore_index=True)


def _parts(counts: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Counts, shares and sizes of the parts, checked."""
    observed, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if observed.shape != size.shape or len(size) < 2:
        raise FramingError(f"dispersion needs two parts or more, with a count and a size each, not {len(observed)}")
    if not (size > 0).all() or (observed < 0).any() or not observed.sum() > 0:
        raise FramingError("dispersion needs parts with words in them, and a word that stands in one at least")
    return observed, size / size.sum(), size
