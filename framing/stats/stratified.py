"""2 × 2 tables stratified by story: common odds ratios over mentions, and whether the stories agree on them.

A table is [[a, b], [c, d]]: loaded and plain mentions of one outlet, then of the other. Mentions are taken as
independent within a story, which they are not within an article: secondary to the differences by story of `matched`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.errors import FramingError
from framing.stats.ratios import Floats


@dataclass(frozen=True, slots=True)
class CommonOddsRatio:
    """An odds ratio that all strata share: `value` with bounds, `log_error` (standard error of its logarithm).

    chi_square, p_value: of the test that it is 1 (NaN where the method has none); n_strata: tables that inform it.
    """

    value: float
    low: float
    high: float
    level: float
    log_error: float
    chi_square: float
    p_value: float
    n_strata: int
    method: str


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """Breslow-Day statistic with its degrees of freedom and p-value; `tarone` is the statistic with his correction."""

    chi_square: float
    p_value: float
    tarone: float
    tarone_p_value: float
    degrees: int


def mantel_haenszel(tables: Floats, *, level: float = 0.95, continuity: bool = False) -> CommonOddsRatio:
    """Mantel-Haenszel odds ratio Σ(ad/N) / Σ(bc/N), Robins-Breslow-Greenland bounds, Cochran-Mantel-Haenszel test.

    tables: strata × 2 × 2. continuity: subtract ½ in the test (the default of R's mantelhaen.test). Raises FramingError
    where no stratum compares the two groups, or the ratio is 0 or infinite. References: Mantel & Haenszel (1959), JNCI
    22(4); Robins, Breslow & Greenland (1986), Biometrics 42.
    """
    from scipy.stats import chi2, norm

    a, b, c, d = _informative(tables)
    n = a + b + c + d
    r, s = a * d / n, b * c / n
    if not (r.sum() > 0 and s.sum() > 0):
        raise FramingError(
            "the odds ratio is 0 or infinite: in every story one group has loaded, or plain, mentions only"
        )
    p, q = (a + d) / n, (b + c) / n
    variance = (
        (p * r).sum() / (2 * r.sum() ** 2)
        + (p * s + q * r).sum() / (2 * r.sum() * s.sum())
        + (q * s).sum() / (2 * s.sum() ** 2)
    )
    expected = (a + b) * (a + c) / n
    chance = ((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * np.maximum(n - 1, 1))).sum()
    distance = max(abs((a - expected).sum()) - 0.5 * continuity, 0.0)
    value, reach = r.sum() / s.sum(), norm.isf((1 - level) / 2) * np.sqrt(variance)
    return CommonOddsRatio(
        value=float(value),
        low=float(value * np.exp(-reach)),
        high=float(value * np.exp(reach)),
        level=level,
        log_error=float(np.sqrt(variance)),
        chi_square=float(distance**2 / chance),
        p_value=float(chi2.sf(distance**2 / chance, 1)),
        n_strata=len(n),
        method="Mantel-Haenszel, RBG variance" + (", continuity correction" if continuity else ""),
    )


def breslow_day(tables: Floats) -> Heterogeneity:
    """Test that the strata share one odds ratio (that of Mantel-Haenszel), with Tarone's correction beside it.

    References: Breslow & Day (1980), Statistical Methods in Cancer Research 1, s. 4.4; Tarone (1985), Biometrika 72.
    """
    from scipy.stats import chi2

    a, b, c, d = _informative(tables)
    ratio = mantel_haenszel(tables).value
    first, loaded, n = a + b, a + c, a + b + c + d
    expected = _expected(first, loaded, n, ratio)
    cells = np.stack([expected, first - expected, loaded - expected, n - first - loaded + expected])
    variance = 1 / (1 / cells).sum(axis=0)
    plain = float((np.square(a - expected) / variance).sum())
    tarone = plain - float((a - expected).sum() ** 2 / variance.sum())
    degrees = len(n) - 1
    return Heterogeneity(plain, float(chi2.sf(plain, degrees)), tarone, float(chi2.sf(tarone, degrees)), degrees)


def conditional_logit(tables: Floats, *, level: float = 0.95) -> tuple[CommonOddsRatio, float]:
    """Conditional maximum likelihood of the common odds ratio, strata conditioned out, and its log-likelihood.

    Each table's count a is noncentral hypergeometric given its margins; Newton's method on the logarithm of the ratio.
    The log-likelihood is that of the conditional logit model over mentions. Wald bounds and test. Raises FramingError
    as `mantel_haenszel`, and where a cell is no whole number. References: Breslow & Day (1980), s. 4.2, 7.1;
    Chamberlain (1980), Review of Economic Studies 47.
    """
    from scipy.special import gammaln
    from scipy.stats import norm

    a, b, c, d = _informative(tables)
    cells = np.concatenate([a, b, c, d])
    if (cells % 1 != 0).any():
        raise FramingError(f"a cell is {cells[cells % 1 != 0][0]:g}; the conditional likelihood takes whole mentions")
    beta = np.log(mantel_haenszel(tables).value)

    def choose(top: Floats, part: Floats) -> Floats:
        return np.asarray(gammaln(top + 1) - gammaln(part + 1) - gammaln(top - part + 1))

    def moments(beta: float) -> tuple[float, float, float]:
        score, information, likelihood = 0.0, 0.0, 0.0
        for one, first, loaded, n in zip(a, a + b, a + c, a + b + c + d, strict=True):
            values = np.arange(max(0, first + loaded - n), min(first, loaded) + 1)
            logs = choose(first, values) + choose(n - first, loaded - values) + values * beta
            whole = logs.max() + np.log(np.exp(logs - logs.max()).sum())
            chance = np.exp(logs - whole)
            mean = (chance * values).sum()
            score += one - mean
            information += (chance * np.square(values - mean)).sum()
            likelihood += one * beta - whole
        return score, information, likelihood

    for _ in range(50):
        score, information, _likelihood = moments(beta)
        beta += score / information
        if abs(score / information) < 1e-12:
            break
    _, information, likelihood = moments(beta)
    error = 1 / np.sqrt(information)
    reach = norm.isf((1 - level) / 2) * error
    found = CommonOddsRatio(
        value=float(np.exp(beta)),
        low=float(np.exp(beta - reach)),
        high=float(np.exp(beta + reach)),
        level=level,
        log_error=float(error),
        chi_square=float((beta / error) ** 2),
        p_value=float(2 * norm.sf(abs(beta / error))),
        n_strata=len(a),
        method="conditional logit, strata conditioned out",
    )
    return found, float(likelihood)


def _informative(tables: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """The cells of the strata that compare the two groups: both have mentions, of which not all are loaded or plain."""
    cells = np.asarray(tables, dtype=float)
    if cells.ndim != 3 or cells.shape[1:] != (2, 2):
        raise FramingError(f"tables have the shape {cells.shape}; give strata × 2 × 2")
    if (cells < 0).any():
        raise FramingError(f"a cell is {cells[cells < 0][0]:g}; counts are numbers from 0")
    margins = np.stack([cells.sum(axis=2), cells.sum(axis=1)])
    used = (margins > 0).all(axis=(0, 2))
    if not used.any():
        raise FramingError("no story has mentions of both groups, some loaded and some plain: nothing to compare")
    kept = cells[used]
    return kept[:, 0, 0], kept[:, 0, 1], kept[:, 1, 0], kept[:, 1, 1]


def _expected(first: Floats, loaded: Floats, n: Floats, ratio: float) -> Floats:
    """Expected count of the first cell given the margins and the odds ratio: a root of its quadratic."""
    square, linear, constant = 1 - ratio, n - first - loaded + ratio * (first + loaded), -ratio * first * loaded
    if abs(square) < 1e-12:
        return first * loaded / n
    root = np.sqrt(linear**2 - 4 * square * constant)
    low, high = np.maximum(0.0, first + loaded - n), np.minimum(first, loaded)
    plus, minus = (-linear + root) / (2 * square), (-linear - root) / (2 * square)
    return np.where((plus >= low) & (plus <= high), plus, minus)
