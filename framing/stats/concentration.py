"""How many sources share the word, and how equally: figures of one list of counts, a count a source.

`counts` are mentions (or words) of each source; sources without any are left out. Differences in the number of
mentions change most of these figures: compare outlets with `framing.stats.equal_coverage`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from framing.errors import FramingError
from framing.stats.ratios import Floats


def shannon(counts: ArrayLike) -> float:
    """Shannon entropy in nats. Reference: Shannon (1948), Bell System Technical Journal 27."""
    part = _parts(counts)
    return float(-(part * np.log(part)).sum())


def miller_madow(counts: ArrayLike) -> float:
    """Shannon entropy plus (S - 1)/(2n), which corrects its being too small. Reference: Miller (1955)."""
    x = _present(counts)
    return shannon(x) + (len(x) - 1) / (2 * float(x.sum()))


def evenness(counts: ArrayLike) -> float:
    """Entropy over its maximum, ln S (Pielou); NaN for one source."""
    x = _present(counts)
    return shannon(x) / float(np.log(len(x))) if len(x) > 1 else float("nan")


def hill(counts: ArrayLike, order: float) -> float:
    """Effective number of sources: as many with equal parts would be as diverse.

    order 0 counts sources, 1 weighs them by their parts (exp of the entropy), 2 stresses the frequent ones.
    Reference: Hill (1973), Ecology 54(2); Jost (2006), Oikos 113(2).
    """
    part = _parts(counts)
    if order == 1:
        return float(np.exp(shannon(counts)))
    return float((part**order).sum() ** (1 / (1 - order)))


def simpson(counts: ArrayLike) -> float:
    """The chance that two mentions drawn with replacement have different sources (Gini-Simpson)."""
    return float(1 - np.square(_parts(counts)).sum())


def simpson_unbiased(counts: ArrayLike) -> float:
    """The same without replacement, which does not depend on how many mentions there are; NaN for one mention.

    The inverse of 1 less this can exceed the number of sources seen: few mentions that hardly repeat a source speak
    for more sources than were met. Reference: Simpson (1949), Nature 163.
    """
    x = _present(counts)
    total = float(x.sum())
    return float(1 - (x * (x - 1)).sum() / (total * (total - 1))) if total > 1 else float("nan")


def herfindahl(counts: ArrayLike) -> float:
    """Herfindahl-Hirschman index, 0 to 10,000 (one source)."""
    return float(10_000 * np.square(_parts(counts)).sum())


def gini(counts: ArrayLike) -> float:
    """Gini coefficient of the counts, 0 (equal) towards 1; of sources that were met, not of all there might be."""
    x = np.sort(_present(counts))
    size = len(x)
    return float(2 * (np.arange(1, size + 1) * x).sum() / (size * x.sum()) - (size + 1) / size)


def concentration_ratio(counts: ArrayLike, largest: int = 4) -> float:
    """CRk, the part that the `largest` sources have together."""
    return float(np.sort(_parts(counts))[-largest:].sum())


def chao1(counts: ArrayLike) -> float:
    """How many sources there are at least, those never met included, from those met once and twice.

    Corrected for small samples. Reference: Chao (1984), Scandinavian Journal of Statistics 11(4); Chao (1987).
    """
    x = _present(counts)
    total, once, twice = float(x.sum()), int((x == 1).sum()), int((x == 2).sum())
    hidden = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    return len(x) + (total - 1) / total * hidden


def coverage(counts: ArrayLike, size: float | None = None) -> float:
    """The share of all mentions there could be whose source is among those met, in `size` of the mentions.

    Without a size: of all of them. Reference: Chao & Jost (2012), Ecology 93(12).
    """
    x = _present(counts)
    total = float(x.sum())
    if size is None or size >= total:
        once, twice = int((x == 1).sum()), int((x == 2).sum())
        if twice or once > 1:
            ahead = (total - 1) * (once if twice else once - 1)
            return float(1 - once / total * ahead / (ahead + 2 * max(twice, 1)))
        return 1 - once / total
    return float(1 - (x / total * np.exp(_log_choose(total - x, size) - _log_choose(total - 1, size))).sum())


def rarefied(counts: ArrayLike, size: float, order: float = 0) -> float:
    """The Hill number of `order` to expect in a draw of `size` of the mentions.

    Reference: Hurlbert (1971), Ecology 52(4); Chao et al. (2014), Ecological Monographs 84(1).
    """
    x = _present(counts)
    total = float(x.sum())
    if not 1 <= size <= total:
        raise FramingError(f"a draw has 1 to {total:g} mentions, not {size:g}")
    if order == 0:
        return float((1 - np.exp(_log_choose(total - x, size) - _log_choose(total, size))).sum())
    if order == 2:
        repeated = 1 - simpson_unbiased(x)
        return 1.0 if size == 1 else float(1 / (1 / size + (size - 1) / size * repeated))
    if order != 1:
        raise FramingError(f"rarefied numbers have order 0, 1 or 2, not {order:g}")
    seen = np.arange(1, int(min(size, x.max())) + 1)
    kinds, times = np.unique(x, return_counts=True)
    ways = _log_choose(kinds[:, None], seen) + _log_choose(total - kinds[:, None], size - seen)
    expected = times @ np.exp(ways - _log_choose(total, size))
    return float(np.exp(-(expected * seen / size * np.log(seen / size)).sum()))


def _log_choose(many: ArrayLike, some: ArrayLike) -> Floats:
    """Logarithm of the number of ways to choose; -infinity where there is none."""
    from scipy.special import gammaln

    n, k = np.broadcast_arrays(np.asarray(many, dtype=float), np.asarray(some, dtype=float))
    possible = k <= n
    n = np.where(possible, n, k)
    return np.where(possible, gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1), -np.inf)


def _present(counts: ArrayLike) -> Floats:
    x = np.asarray(counts, dtype=float)
    if x.ndim != 1 or not np.isfinite(x).all() or (x < 0).any() or not x.sum() > 0:
        raise FramingError("counts must be a list of numbers from 0 up, one a source, with a source that has any")
    return np.asarray(x[x > 0], dtype=float)


def _parts(counts: ArrayLike) -> Floats:
    x = _present(counts)
    return np.asarray(x / x.sum(), dtype=float)
