"""Adjusted counts: a figure corrected by the tool's error rates in a cell, which a gold sample shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from framing.errors import FramingError
from framing.validation.spread import (
    MIN_POSITIVES,
    by_cluster,
    check_enough,
    inverse_of,
    one_more,
    settled,
    student,
    variance,
)
from framing.validation.units import Floats, Labelled


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An adjusted figure with its interval, and the rates it rests on.

    found: share of what a person found that the tool found too (recall). false: what the tool alone found, over the
    rest of the denominator.
    """

    value: float
    low: float
    high: float
    standard_error: float
    found: float
    false: float

    def scaled(self, factor: float) -> Adjusted:
        """The same in another unit, e.g. per 1,000 words."""
        names = ("value", "low", "high", "standard_error")
        return replace(self, **{name: getattr(self, name) * factor for name in names})


def adjusted_counts(units: Labelled, *, level: float = 0.95, min_positives: float = MIN_POSITIVES) -> Adjusted:
    """The figure of a cell as (q - false) / (found - false), with q the tool's own, by the delta method.

    For figures whose denominator the tool has right (words, sentences). Error rates are those of the cell, from its
    drawn units weighted by the inverse of their probability. What tool and person both counted in a unit is the smaller
    of their counts: in units that hold several things this passes what is wrong in one place and missed in another, and
    the corrected figure does not. The variance is that of the linearised rates, clustered by article, with the strata's
    sizes known, and of one more event at the greatest weight, as in `corrected_ratio`. Not cut to what the unit can be.

    Reference: Rogan & Gladen (1978), AJE 107(1); Forman (2008), Data Mining and Knowledge Discovery 17(2).

    Raises
    ------
    FramingError
        too little gold, as `corrected_ratio`; no negatives; or the tool finds no more of what is there than of what is
        not, so that no adjustment is possible
    """
    clusters = check_enough(units, min_positives)
    inverse = inverse_of(units)
    gold, base = (np.where(units.drawn, v, 0.0) for v in (units.gold, units.gold_base))
    both = np.where(units.drawn, np.minimum(units.surrogate, gold), 0.0)
    alone = np.where(units.drawn, np.maximum(units.surrogate - both, 0), 0.0)
    positives, negatives = float((inverse * gold).sum()), float((inverse * (base - gold)).sum())
    if not positives > 0 or not negatives > 0:
        raise FramingError("the gold sample has no positives, or no negatives; both are needed to adjust counts")
    hit, false = float((inverse * both).sum()) / positives, float((inverse * alone).sum()) / negatives
    gain = hit - false
    if gain <= 0:
        raise FramingError(
            f"the tool finds {hit:.3f} of the positives and {false:.3f} of the negatives: no count can be adjusted"
        )
    total = float(units.base.sum())
    raw = float(units.surrogate.sum()) / total
    value = (raw - false) / gain
    quantile = student(level, clusters - 1)
    hits = settled(both - hit * gold, inverse, units) / positives
    falses = settled(alone - false * (base - gold), inverse, units) / negatives
    own: Floats = (units.surrogate - raw * units.base) / total
    influence = by_cluster((own - value * hits - (1 - value) * falses) / gain, units)
    lever = np.where(units.surrogate > 0, 1.0, hit) / (gain * (positives + negatives))  # of a false find, of a miss
    error = float(np.sqrt(variance(influence, clusters) + one_more(inverse, lever)))
    return Adjusted(value, value - quantile * error, value + quantile * error, error, hit, false)
