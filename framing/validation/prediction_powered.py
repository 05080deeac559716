"""Means and regressions that stay right when labels by the tool are wrong: gold on a sample, the tool's on all.

Everything here is for plain units (one row a unit); `corrected` has the ratios of sums over articles that the
toolkit reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PoweredMean:
    """A mean with its normal interval, and the weight given to the tool's labels (0 none, 1 all)."""

    value: float
    standard_error: float
    low: float
    high: float
    weight: float


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients of a linear regression and their standard errors."""

    coefficients: Floats
    standard_errors: Floats


def powered_mean(
    gold: Floats, surrogate: Floats, unlabelled: Floats, *, weight: float | None = None, level: float = 0.95
) -> PoweredMean:
    """The prediction-powered mean of a sample with gold and a larger set that has the tool's labels alone.

    gold, surrogate: the labels of the same n units, by hand and by the tool. unlabelled: the tool's labels of N
    other units of the same population. weight: how much the tool's labels count; None chooses the weight of the
    least variance. value = weight mean(unlabelled) + mean(gold - weight surrogate).

    Reference: Angelopoulos et al. (2023), Science 382; Angelopoulos, Duchi & Zrnic (2023), arXiv:2311.01453 ("PPI++").

    Raises
    ------
    FramingError
        gold and surrogate differ in number, or there are fewer than two of either set
    """
    y, f, rest = (np.asarray(v, dtype=float) for v in (gold, surrogate, unlabelled))
    if len(y) != len(f):
        raise FramingError(
            f"{len(y)} gold labels and {len(f)} labels by the tool for the same units; give as many of both"
        )
    if len(y) < 2 or len(rest) < 2:
        raise FramingError(f"{len(y)} labelled and {len(rest)} other units; a spread needs at least two of each")
    chosen = _least_variance(y, f, rest) if weight is None else weight
    value = chosen * rest.mean() + (y - chosen * f).mean()
    error = float(np.sqrt(chosen**2 * rest.var() / len(rest) + (y - chosen * f).var() / len(y)))
    half = _normal(level) * error
    return PoweredMean(float(value), error, float(value - half), float(value + half), float(chosen))


def _least_variance(gold: Floats, surrogate: Floats, rest: Floats) -> float:
    """The weight of the least variance, kept between 0 and 1."""
    pooled = np.concatenate([surrogate, rest]).var(ddof=1)
    if pooled == 0:
        return 0.0
    shared = float(((gold - gold.mean()) * (surrogate - surrogate.mean())).mean())
    return float(np.clip(shared / ((1 + len(gold) / len(rest)) * pooled), 0, 1))


def adjusted_count(classified: float, n: int, confusion: tuple[int, int, int, int]) -> tuple[float, float]:
    """The share of positives, corrected by the error rates seen in a gold sample, and its standard error.

    classified: the share that the tool calls positive among n units. confusion: of the sample, gold and tool
    positive, gold negative and tool positive, gold positive and tool negative, both negative. (classified - fpr) /
    (tpr - fpr), clipped to 0 and 1; the standard error by the delta method. It takes the error rates to be the same
    in sample and corpus: estimate them outlet by outlet.

    Reference: Rogan & Gladen (1978), AJE 107(1); Forman (2008), DMKD 17(2).

    Raises
    ------
    FramingError
        the sample lacks gold positives or negatives, or the tool does no better than chance in it
    """
    hits, false, missed, right = confusion
    positives, negatives = hits + missed, false + right
    if not positives or not negatives:
        raise FramingError(f"the gold sample has {positives} positives and {negatives} negatives; both are needed")
    tpr, fpr = hits / positives, false / negatives
    gain = tpr - fpr
    if gain <= 0:
        raise FramingError(
            f"the tool finds {tpr:.3f} of the positives and {fpr:.3f} of the negatives: no correction is possible; "
            "mend the lexicon or model, or estimate from the gold sample alone"
        )
    share = (classified - fpr) / gain
    variance = (
        classified * (1 - classified) / n
        + share**2 * tpr * (1 - tpr) / positives
        + (1 - share) ** 2 * fpr * (1 - fpr) / negatives
    ) / gain**2
    return float(np.clip(share, 0, 1)), float(np.sqrt(variance))


def pseudo_outcomes(gold: Floats, surrogate: Floats, sampled: Floats, probability: Floats) -> Floats:
    """Outcomes whose expectation over the sampling is the gold label: surrogate + R/pi (gold - surrogate).

    gold may be NaN where `sampled` is 0. probability: that of being sampled, known by design, above 0 where sampled.
    Reference: Egami, Hinck, Stewart & Wei (2023), NeurIPS 36.
    """
    taken = np.asarray(sampled, dtype=bool)
    f, pi = np.asarray(surrogate, dtype=float), np.asarray(probability, dtype=float)
    if (pi[taken] <= 0).any() or (pi[taken] > 1).any():
        raise FramingError("a sampled unit has a probability outside 0 to 1; give those that the sample was drawn with")
    made = f.copy()
    made[taken] += (np.asarray(gold, dtype=float)[taken] - f[taken]) / pi[taken]
    return made


def design_based_regression(
    design: Floats, outcomes: Floats, clusters: NDArray[Any] | None = None, *, corrected: bool = True
) -> Regression:
    """Least squares on pseudo-outcomes, with errors robust to unequal variance, or to shared clusters.

    design: units × coefficients (give the column of ones). clusters: an article or story a unit. corrected:
    multiplies the clustered variance by G/(G-1). Reference: Egami et al. (2023); White (1980), Econometrica 48(4)
    (HC0); Liang & Zeger (1986).
    """
    x, y = np.asarray(design, dtype=float), np.asarray(outcomes, dtype=float)
    inverse = np.linalg.inv(x.T @ x)
    coefficients = inverse @ (x.T @ y)
    scores = x * (y - x @ coefficients)[:, None]
    if clusters is not None:
        _, place = np.unique(np.asarray(clusters), return_inverse=True)
        groups = int(place.max()) + 1
        if groups < 2:
            raise FramingError("all units are one cluster; a spread needs at least two articles")
        summed = np.zeros((groups, x.shape[1]))
        np.add.at(summed, place, scores)
        scores = summed * np.sqrt(groups / (groups - 1)) if corrected else summed
    covariance = inverse @ (scores.T @ scores) @ inverse
    return Regression(coefficients, np.sqrt(np.diag(covariance)))


def _normal(level: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf((1 + level) / 2))
