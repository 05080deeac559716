"""Rates and shares corrected for the tool's errors by a gold sample, cell by cell, with clustered intervals.

A cell is one outlet, or one outlet in one period. Its units are what was sampled: articles, sentences, hits, or
mentions. The tool labelled every unit of the cell, a person those that were drawn with known probabilities. What
the person found replaces the tool's labels in expectation; the tool's labels make the interval narrower, never the
figure wrong.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MIN_POSITIVES = 30  # gold events of a cell below which nothing is corrected


@dataclass(frozen=True, slots=True)
class Labelled:
    """The units of one cell, an entry a unit.

    surrogate, base: numerator and denominator by the tool (for a share of units: the label, and ones). gold,
    gold_base: the same by hand, read where `probability` is above 0. probability: of being drawn, where the unit
    was drawn, else 0. cluster: a number for each unit's article (or story). stratum: a number for the stratum it
    was drawn in.
    """

    surrogate: Floats
    base: Floats
    gold: Floats
    gold_base: Floats
    probability: Floats
    cluster: Integers
    stratum: Integers

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """Which units have gold."""
        return np.asarray(self.probability > 0)

    @property
    def positives(self) -> float:
        """The events that the gold sample holds."""
        return float(self.gold[self.drawn].sum())


@dataclass(frozen=True, slots=True)
class Corrected:
    """A ratio of sums as the tool gives it (`raw`) and corrected, with an interval of `level`.

    weight: how much the tool's labels count, 0 where they were of no use. labels_only: the half-width that the gold
    sample alone would give. freedom: degrees of it, clusters with gold less one. n_gold: units with gold, of n_units.
    """

    raw: float
    value: float
    low: float
    high: float
    level: float
    standard_error: float
    labels_only: float
    weight: float
    freedom: int
    n_gold: int
    n_units: int
    positives: float

    def scaled(self, factor: float) -> Corrected:
        """The same figure in another unit, e.g. per 1,000 words."""
        names = ("raw", "value", "low", "high", "standard_error", "labels_only")
        return replace(self, **{name: getattr(self, name) * factor for name in names})


def labelled(  # noqa: PLR0913 - the columns of a table
    surrogate: Floats,
    gold: Floats,
    probability: Floats,
    *,
    base: Floats | None = None,
    gold_base: Floats | None = None,
    clusters: Sequence[Hashable] | None = None,
    strata: Sequence[Hashable] | None = None,
) -> Labelled:
    """The units of a cell from columns of equal length.

    By default bases are ones, every unit is its own cluster, and there is one stratum.

    Raises
    ------
    FramingError
        columns differ in length, a probability is outside 0 to 1, or gold is missing for a unit that was drawn
    """
    n = len(surrogate)
    ones = np.ones(n)
    made = Labelled(
        np.asarray(surrogate, dtype=float),
        ones if base is None else np.asarray(base, dtype=float),
        np.asarray(gold, dtype=float),
        (ones if base is None else np.asarray(base, dtype=float))
        if gold_base is None
        else np.asarray(gold_base, dtype=float),
        np.asarray(probability, dtype=float),
        np.arange(n) if clusters is None else _numbers(clusters),
        np.zeros(n, dtype=np.int64) if strata is None else _numbers(strata),
    )
    for name in ("base", "gold", "gold_base", "probability", "cluster", "stratum"):
        if len(getattr(made, name)) != n:
            raise FramingError(f"{len(getattr(made, name))} values of {name} for {n} units; give one a unit")
    if ((made.probability < 0) | (made.probability > 1)).any() or np.isnan(made.probability).any():
        raise FramingError(
            "a probability lies outside 0 to 1; give those that the sample was drawn with, 0 for the rest"
        )
    if np.isnan(made.gold[made.drawn]).any() or np.isnan(made.gold_base[made.drawn]).any():
        raise FramingError("a unit that was drawn has no gold label; code it, or take it out of the sample")
    return made


def corrected_ratio(
    units: Labelled, *, level: float = 0.95, weight: float | None = None, min_positives: float = MIN_POSITIVES
) -> Corrected:
    """The ratio of sums over the cell, corrected, with a t interval clustered by article.

    With R/p the drawn units weighted by the inverse of their probability, and r what the tool's labels of a unit
    lie above its own ratio: value = [sum R/p gold - weight sum R/p r] / sum R/p gold_base. The weight of the least
    variance is chosen between 0 and 1 unless given. The variance is that of the linearised values summed by
    cluster, with the strata's sizes taken as known, and of one more event at the greatest weight: what the tool
    misses is rare and weighs much, and a sample that happens to show none of it would pass for certain.

    Assumes that probabilities are those of the draw, that articles are independent, and that gold is right: coders'
    errors are not corrected. Shares can fall outside 0 to 1 by chance; bounds are not cut, so that contrasts keep
    their coverage. Of a stratum without gold nothing is known: each must have some.

    Reference: Angelopoulos, Duchi & Zrnic (2023), arXiv:2311.01453; Egami et al. (2023), NeurIPS 36; Särndal,
    Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 5-6.

    Raises
    ------
    FramingError
        fewer than `min_positives` gold events, fewer than two clusters with gold, or a stratum without
    """
    if units.positives < min_positives:
        raise FramingError(
            f"the gold sample holds {units.positives:g} positives and a correction needs {min_positives:g}; "
            "code more units"
        )
    n_clusters = len(np.unique(units.cluster[units.drawn]))
    if n_clusters < 2:
        raise FramingError("the gold sample lies in one article; a spread needs at least two")
    bare = np.setdiff1d(units.stratum, units.stratum[units.drawn])
    if len(bare):
        lost = int(np.isin(units.stratum, bare).sum())
        raise FramingError(
            f"{lost:,} units lie in strata without any gold, of which nothing is known; code some of each"
        )
    raw = _divide(units.surrogate.sum(), units.base.sum())
    surplus = units.surrogate - raw * units.base
    gold, base = (np.where(units.drawn, v, 0.0) for v in (units.gold, units.gold_base))
    inverse = np.divide(1.0, units.probability, out=np.zeros(len(gold)), where=units.drawn)
    total = float((inverse * base).sum())
    if not total > 0:
        raise FramingError("the gold sample holds nothing to take a share of; code more units")
    by_hand = _divide(float((inverse * gold).sum()), total)
    left = _by_cluster(_settled(gold - by_hand * base, inverse, units), units)
    pulled = _by_cluster(_settled(np.where(units.drawn, surplus, 0.0), inverse, units) - surplus, units)
    chosen = _best_weight(left, pulled) if weight is None else weight
    value = by_hand - chosen * float((inverse * surplus).sum()) / total
    around = np.where(units.drawn, gold - value * base - chosen * surplus, 0.0)
    influence = _by_cluster(_settled(around, inverse, units) + chosen * surplus, units) / total
    quantile = student(level, n_clusters - 1)
    one_more = float(np.max(inverse**2 - inverse)) / total**2
    error, alone = (float(np.sqrt(_variance(sums, n_clusters) + one_more)) for sums in (influence, left / total))
    half = quantile * error
    return Corrected(
        raw=float(raw),
        value=value,
        low=value - half,
        high=value + half,
        level=level,
        standard_error=error,
        labels_only=quantile * alone,
        weight=float(chosen),
        freedom=n_clusters - 1,
        n_gold=int(units.drawn.sum()),
        n_units=len(units.gold),
        positives=units.positives,
    )


def _settled(value: Floats, inverse: Floats, units: Labelled) -> Floats:
    """Weighted values with each stratum's mean put at every unit of it: its size is known, not a matter of chance.

    Strata with one drawn unit are left as they are: they have no spread to go by.
    """
    strata = int(units.stratum.max()) + 1
    drawn = np.bincount(units.stratum[units.drawn], minlength=strata)
    weight = np.bincount(units.stratum, inverse, minlength=strata)
    total = np.bincount(units.stratum, inverse * value, minlength=strata)
    mean = np.divide(total, weight, out=np.zeros(strata), where=weight > 0)
    known = drawn > 1
    mean = np.where(known, mean, 0.0)
    spread = np.where(known, np.sqrt(drawn / np.maximum(drawn - 1, 1)), 1.0)
    centred = np.where(units.drawn, value - mean[units.stratum], 0.0)
    return np.asarray(inverse * centred * spread[units.stratum] + mean[units.stratum])


def _best_weight(left: Floats, pulled: Floats) -> float:
    """The weight of the tool's labels that leaves the least variance, between 0 and 1."""
    spread = pulled - pulled.mean()
    squares = float((spread**2).sum())
    return float(np.clip((spread * (left - left.mean())).sum() / squares, 0, 1)) if squares > 0 else 0.0


def _variance(influence: Floats, drawn: int) -> float:
    """Variance of a sum of values of clusters; the factor is that of the clusters with gold."""
    return float(np.square(influence - influence.mean()).sum() * drawn / (drawn - 1))


def _by_cluster(values: Floats, units: Labelled) -> Floats:
    return np.asarray(np.bincount(units.cluster, values, minlength=int(units.cluster.max()) + 1), dtype=float)


def _divide(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else 0.0


def _numbers(names: Sequence[Hashable]) -> Integers:
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)


def student(level: float, freedom: float) -> float:
    """Half-width of Student's interval of a level, in standard errors."""
    from scipy.stats import t

    return float(t.ppf((1 + level) / 2, max(freedom, 1)))
