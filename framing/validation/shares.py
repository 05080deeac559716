"""Shares among drawn units: an estimate weighted by the draw, and an interval that is never of no width."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.validation.units import Floats


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A share with its Wilson interval; NaN where nothing was coded. `effective`: `n` after weighting."""

    value: float
    low: float
    high: float
    n: float
    effective: float


def weighted_share(part: Floats, whole: Floats, probability: Floats, level: float = 0.95) -> WeightedShare:
    """The share of `part` in `whole` over the corpus, from units that were drawn (probability above 0).

    Each unit weighs the inverse of its probability. The interval is Wilson's with Kish's effective size, (sum of
    weights)² over the sum of their squares, in place of the number of cases; articles are not clustered. Reference:
    Wilson (1927), JASA 22; Kish (1965), Survey Sampling, ch. 11.
    """
    from scipy.stats import norm

    drawn = probability > 0
    weight = 1 / probability[drawn]
    total, squares = float((weight * whole[drawn]).sum()), float((weight**2 * whole[drawn]).sum())
    if not total:
        return WeightedShare(np.nan, np.nan, np.nan, 0.0, 0.0)
    value = float((weight * part[drawn]).sum()) / total
    n = total**2 / squares
    z = float(norm.ppf((1 + level) / 2))
    middle = (value + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(value * (1 - value) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return WeightedShare(
        value, float(max(0.0, middle - half)), float(min(1.0, middle + half)), float(whole[drawn].sum()), n
    )
