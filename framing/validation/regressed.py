"""Rates and shares regressed on outlet, time and other facts of an article, corrected for the tool's errors.

The model is linear in the figure: sum over units of X (x - w X b) = 0, with x and w the numerator and denominator of a
unit and X what is known of its article. With an indicator of each outlet for X, b are the outlets' ratios of sums; so
contrasts, adjusted contrasts, trends and changes at a date are all coefficients of one estimator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

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
from framing.validation.units import Floats, Labelled

_ENDLESS = 1e10  # condition of the cross-products above which columns cannot be told apart


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient by the tool's labels (`raw`) and corrected, each with its interval, and a t test of the latter.

    weight, labels_only: as of `Corrected`. freedom: clusters with gold, less the number of coefficients.
    """

    term: str
    raw: float
    raw_low: float
    raw_high: float
    value: float
    low: float
    high: float
    standard_error: float
    labels_only: float
    weight: float
    p_value: float
    freedom: int

    def scaled(self, factor: float) -> Coefficient:
        """The same in another unit, e.g. per 1,000 words."""
        names = ("raw", "raw_low", "raw_high", "value", "low", "high", "standard_error", "labels_only")
        return replace(self, **{name: getattr(self, name) * factor for name in names})


def corrected_regression(
    units: Labelled,
    design: Floats,
    terms: Sequence[str],
    *,
    level: float = 0.95,
    weight: float | None = None,
    min_positives: float = MIN_POSITIVES,
) -> list[Coefficient]:
    """Coefficients of a linear model of a rate or share, corrected, with t intervals clustered by `units.cluster`.

    b = A^-1 [sum R/p X x  -  weight sum R/p X r],  A = sum R/p w X X',  with R/p the drawn units weighted by the
    inverse of their probability and r = x - w X b of the tool's labels, for which sum X r is 0. The weight of the
    least variance is chosen between 0 and 1 for each coefficient. A column of ones gives what `corrected_ratio` gives.

    Parameters
    ----------
    units
        of all outlets and periods together; strata must not reach over outlets
    design
        units × coefficients, known of every unit; the column of ones included
    terms
        a name a column

    Raises
    ------
    FramingError
        fewer than `min_positives` gold events, a stratum without gold, fewer clusters with gold than coefficients and
        two more, or columns that repeat each other

    Reference: Egami, Hinck, Stewart & Wei (2023), NeurIPS 36 ("DSL"); Angelopoulos, Duchi & Zrnic (2023),
    arXiv:2311.01453; Liang & Zeger (1986), Biometrika 73.
    """
    n_clusters = check_enough(units, min_positives)
    x = np.asarray(design, dtype=float)
    if x.shape != (len(units.gold), len(terms)):
        raise FramingError(f"a design of {x.shape} for {len(units.gold)} units and {len(terms)} terms")
    freedom = n_clusters - len(terms)
    if freedom < 2:
        raise FramingError(
            f"{n_clusters} articles with gold are too few for {len(terms)} coefficients; use fewer terms or code more"
        )
    everything = replace(
        units, gold=units.surrogate, gold_base=units.base, probability=np.ones(len(units.gold)), stratum=_one(units)
    )
    raw, raw_error = _plain(everything, x, terms)
    surplus = units.surrogate - units.base * (x @ raw)
    gold, base = (np.where(units.drawn, v, 0.0) for v in (units.gold, units.gold_base))
    inverse = inverse_of(units)
    inner = _inverted(x, inverse * base, terms)
    by_hand = inner @ (x.T @ (inverse * gold))
    pull = inner @ (x.T @ (inverse * surplus))
    quantile, raw_quantile = student(level, freedom), student(level, len(np.unique(units.cluster)) - len(terms))
    left, pulled = gold - base * (x @ by_hand), np.where(units.drawn, surplus, 0.0)
    found = []
    for j, term in enumerate(terms):
        lever = x @ inner[j]  # what a unit's surplus moves the coefficient by
        alone = by_cluster(settled(lever * left, inverse, units), units)
        moved = by_cluster(settled(lever * pulled, inverse, units) - lever * surplus, units)
        chosen = best_weight(alone, moved) if weight is None else weight
        value = float(by_hand[j] - chosen * pull[j])
        influence = alone - chosen * moved
        doubt = one_more(inverse, lever)
        error, unaided = (float(np.sqrt(variance(sums, n_clusters) + doubt)) for sums in (influence, alone))
        found.append(
            Coefficient(
                term=term,
                raw=float(raw[j]),
                raw_low=float(raw[j] - raw_quantile * raw_error[j]),
                raw_high=float(raw[j] + raw_quantile * raw_error[j]),
                value=value,
                low=value - quantile * error,
                high=value + quantile * error,
                standard_error=error,
                labels_only=quantile * unaided,
                weight=float(chosen),
                p_value=_p_value(value, error, freedom),
                freedom=freedom,
            )
        )
    return found


def _plain(units: Labelled, x: Floats, terms: Sequence[str]) -> tuple[Floats, Floats]:
    """Coefficients and clustered errors where the tool's labels are taken for the truth."""
    inner = _inverted(x, units.base, terms)
    found = inner @ (x.T @ units.surrogate)
    left = units.surrogate - units.base * (x @ found)
    clusters = len(np.unique(units.cluster))
    errors = [np.sqrt(variance(by_cluster((x @ row) * left, units), clusters)) for row in inner]
    return found, np.array(errors)


def _inverted(x: Floats, weight: Floats, terms: Sequence[str]) -> Floats:
    """The inverse of the weighted cross-products; FramingError where a column is a sum of others."""
    products = x.T @ (x * weight[:, None])
    size = np.sqrt(np.diag(products))
    if (size == 0).any():
        raise FramingError(
            f"nothing that was coded has {terms[int(np.argmin(size))]!r}; take the term out, or code more units"
        )
    scaled = products / np.outer(size, size)
    if np.linalg.cond(scaled) > _ENDLESS:
        raise FramingError(
            f"the terms {', '.join(terms)} cannot be told apart in what was coded; use fewer, or code more units"
        )
    return np.asarray(np.linalg.inv(scaled) / np.outer(size, size))


def _p_value(value: float, error: float, freedom: int) -> float:
    from scipy.stats import t

    return float(2 * t.sf(abs(value) / error, freedom)) if error > 0 else np.nan


def _one(units: Labelled) -> NDArray[np.int64]:
    return np.zeros(len(units.gold), dtype=np.int64)
