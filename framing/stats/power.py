"""How many articles, mentions or labels a study needs. Sizes are not rounded: take the next whole number up.

Formulas hold for independent draws; multiply by `design_factor` where mentions of one article resemble each other.
What no formula covers, `simulated_power` answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.errors import FramingError
from framing.stats.ratios import Floats
from framing.stats.resampling import generator, permutation_p_values


def design_factor(cluster_size: float, icc: float) -> float:
    """1 + (m - 1) ICC: times as many mentions are needed, m to an article. Reference: Kish (1965), Survey Sampling."""
    return 1 + (cluster_size - 1) * icc


def size_for_share(share: float, margin: float, *, level: float = 0.95, effect: float = 1.0) -> float:
    """Mentions for an interval of ± `margin` about a share: z² p(1-p)/d² times the design effect."""
    _between(share, "share")
    return float(_normal((1 - level) / 2) ** 2 * share * (1 - share) / _positive(margin, "margin") ** 2 * effect)


def size_for_two_shares(
    first: float, second: float, *, power: float = 0.8, alpha: float = 0.05, effect: float = 1.0, arcsine: bool = False
) -> float:
    """Mentions in each outlet to tell two shares apart, two-sided, times the design effect.

    [z √(2 p̄q̄) + z_b √(p₁q₁ + p₂q₂)]² / (p₁ - p₂)², or with `arcsine` 2 (delta/h)² by Cohen's h, delta the
    distance at which a two-sided z-test has the power. References: Cohen
    (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 6; Fleiss, Levin & Paik (2003), Statistical
    Methods for Rates and Proportions, ch. 4.
    """
    for share in (first, second):
        _between(share, "share")
    if first == second:
        raise FramingError(f"both shares are {first:g}; no number of mentions tells them apart")
    z, z_power = _normal(alpha / 2), _normal(1 - power)
    if arcsine:
        return float(2 * (_distance(z, power) / cohen_h(first, second)) ** 2 * effect)
    pooled = (first + second) / 2
    spread = first * (1 - first) + second * (1 - second)
    reach = z * np.sqrt(2 * pooled * (1 - pooled)) + z_power * np.sqrt(spread)
    return float((reach / (first - second)) ** 2 * effect)


def cohen_h(first: float, second: float) -> float:
    """Difference of two shares on the arcsine scale, 2 asin √p₁ - 2 asin √p₂. Reference: Cohen (1988), ch. 6."""
    return float(2 * np.arcsin(np.sqrt(first)) - 2 * np.arcsin(np.sqrt(second)))


def size_for_alpha(smallest: float, *, share: float = 0.5, significance: float = 0.05) -> float:
    """Units two coders must label so that an alpha of `smallest` is told from less, for a category of this share.

    2 z² [(1 + a)(3 - a)/(4 p(1-p)(1-a)) - a], z one-sided. Reference: Krippendorff (2018), Content Analysis, ch. 12.
    """
    _between(share, "share")
    _between(smallest, "alpha")
    chance = 4 * share * (1 - share) * (1 - smallest)
    return float(2 * _normal(significance) ** 2 * ((1 + smallest) * (3 - smallest) / chance - smallest))


def effective_labels(labelled: float, correlation: float, unlabelled: float) -> float:
    """Labels that n labels are worth beside predictions on N more: n / (1 - rho² N/(N+n)), rho of label and prediction.

    Reference: Angelopoulos, Duchi & Zrnic (2023), PPI++: efficient prediction-powered inference.
    """
    return labelled / (1 - correlation**2 * unlabelled / (unlabelled + labelled))


def rule_of_three(n: float) -> float:
    """Upper 95 % bound of a rate of which none was found among n, 3/n. Hanley & Lippman-Hand (1983), JAMA 249."""
    return 3 / _positive(n, "n")


@dataclass(frozen=True, slots=True)
class Scenario:
    """Two outlets to simulate, as a pilot would estimate them.

    articles: in each outlet. rate: mean events an article of 500 words in the reference. ratio: of the outlet's rate to
    the reference's. dispersion: of negative binomial counts, Var = mu + mu²/dispersion (small: bursty). words_cv:
    coefficient of variation of article lengths.
    """

    articles: int
    rate: float
    ratio: float
    dispersion: float
    words_cv: float = 0.53


@dataclass(frozen=True, slots=True)
class ShareScenario:
    """Two outlets whose labelling shares differ: beta-binomial mentions with an article ICC.

    articles: in each outlet that name the referent. mentions: mean an article (at least 1 in each). share: of the
    reference; other: of the outlet; icc: correlation of two mentions of one article.
    """

    articles: int
    mentions: float
    share: float
    other: float
    icc: float


def simulated_power(
    scenario: Scenario | ShareScenario,
    *,
    alpha: float = 0.05,
    datasets: int = 500,
    permutations: int = 499,
    seed: int = 0,
) -> float:
    """Share of simulated corpora in which the studentised permutation test finds the difference.

    Its Monte-Carlo standard error is √(power (1 - power)/datasets). Reference: Card et al. (2020), Proceedings of
    EMNLP.
    """
    rng = generator(seed, "power")
    n = scenario.articles
    if n < 2:
        raise FramingError(f"{n} article(s) an outlet; a spread needs at least 2")
    member = np.arange(2 * n) < n
    found = []
    # articles of other lengths in each part, so that power is not that of one draw of them
    for part in np.array_split(np.zeros(datasets), min(10, datasets)):
        counts, below = simulate(scenario, len(part), rng)
        found.append(permutation_p_values(counts, below, member, rng, permutations=permutations))
    return float(np.mean(np.concatenate(found) <= alpha))


def simulate(scenario: Scenario | ShareScenario, datasets: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Numerators and denominators, articles × datasets each: the outlet's articles first, then the reference's.

    Denominators are the same in all datasets. Rates are per word about a mean of 500 words.
    """
    first = np.arange(2 * scenario.articles) < scenario.articles
    if isinstance(scenario, ShareScenario):
        total = 1.0 + rng.poisson(max(scenario.mentions - 1, 0.0), size=len(first))
        mean, size = np.where(first, scenario.other, scenario.share), (1 - scenario.icc) / scenario.icc
        chance = rng.beta((mean * size)[:, None], ((1 - mean) * size)[:, None], size=(len(first), datasets))
        counts = rng.binomial(total.astype(int)[:, None], chance).astype(float)
        return counts, np.repeat(total[:, None], datasets, axis=1)
    width = np.sqrt(np.log1p(scenario.words_cv**2))
    words = np.maximum(np.round(500 * rng.lognormal(-(width**2) / 2, width, size=len(first))), 1.0)
    mean = scenario.rate * np.where(first, scenario.ratio, 1.0) * words / 500
    burst = rng.gamma(scenario.dispersion, 1 / scenario.dispersion, size=(len(first), datasets))
    counts = rng.poisson(mean[:, None] * burst).astype(float)
    return counts, np.repeat(words[:, None], datasets, axis=1)


def _normal(tail: float) -> float:
    from scipy.stats import norm

    return float(norm.isf(tail))


def _distance(z: float, power: float) -> float:
    """Standardised difference that a two-sided test with critical value z finds with this power, in either tail."""
    from scipy.optimize import brentq
    from scipy.stats import norm

    return float(brentq(lambda delta: norm.sf(z - delta) + norm.sf(z + delta) - power, 0.0, z + 10.0, xtol=1e-12))


def _between(value: float, name: str) -> None:
    if not 0 < value < 1:
        raise FramingError(f"{name} is {value:g}; give a number between 0 and 1")


def _positive(value: float, name: str) -> float:
    if not value > 0:
        raise FramingError(f"{name} is {value:g}; give a number above 0")
    return value
