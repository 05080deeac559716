"""Rates and shares corrected for the tool's errors by a gold sample, cell by cell, with clustered intervals.

A cell is one outlet, or one outlet in one period. Its units are what was sampled: articles, sentences, hits, or
mentions. The tool labelled every unit of the cell, a person those that were drawn with known probabilities. What
the person found replaces the tool's labels in expectation; the tool's labels make the interval narrower, never the
figure wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from framing.errors import FramingError
from framing.validation.spread import (
    MIN_POSITIVES,
    best_weight,
    by_cluster,
    check_enough,
    inverse_of,
    one_more,
    settled,
    student,
    variance,
)
from framing.validation.units import Labelled


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
    n_clusters = check_enough(units, min_positives)
    raw = _divide(units.surrogate.sum(), units.base.sum())
    surplus = units.surrogate - raw * units.base
    gold, base = (np.where(units.drawn, v, 0.0) for v in (units.gold, units.gold_base))
    inverse = inverse_of(units)
    total = float((inverse * base).sum())
    if not total > 0:
        raise FramingError("the gold sample holds nothing to take a share of; code more units")
    by_hand = _divide(float((inverse * gold).sum()), total)
    left = by_cluster(settled(gold - by_hand * base, inverse, units), units)
    pulled = by_cluster(settled(np.where(units.drawn, surplus, 0.0), inverse, units) - surplus, units)
    chosen = best_weight(left, pulled) if weight is None else weight
    value = by_hand - chosen * float((inverse * surplus).sum()) / total
    around = np.where(units.drawn, gold - value * base - chosen * surplus, 0.0)
    influence = by_cluster(settled(around, inverse, units) + chosen * surplus, units) / total
    quantile = student(level, n_clusters - 1)
    doubt = one_more(inverse, 1 / total)
    error, alone = (float(np.sqrt(variance(sums, n_clusters) + doubt)) for sums in (influence, left / total))
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


def _divide(numerator: float, denominator: float) -> float:
    return numerator / denominator if denominator else 0.0
