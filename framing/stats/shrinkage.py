"""Empirical Bayes for small cells: shares and other figures drawn towards what the other cells show.

Show the raw figure beside the shrunk one, and rank by the probability of the rank, never by the shrunk value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.ratios import Floats
from framing.stats.resampling import generator

if TYPE_CHECKING:
    import pandas as pd

# below this many cells the uncertainty of the prior itself widens the intervals
FEW_CELLS = 10
_MAX_SIZE = 1e7  # a prior as strong as so many mentions: the cells do not differ beyond chance


@dataclass(frozen=True, slots=True)
class BetaPrior:
    """Beta(alpha, beta) of the cells' true shares, fitted by maximum marginal likelihood.

    log_likelihood: sum of ln B(alpha+k, beta+n-k) - ln B(alpha, beta), without binomial coefficients.
    """

    alpha: float
    beta: float
    log_likelihood: float

    @property
    def mean(self) -> float:
        """Share expected in a new cell."""
        return self.alpha / self.size

    @property
    def size(self) -> float:
        """How many mentions the prior weighs."""
        return self.alpha + self.beta

    @property
    def icc(self) -> float:
        """Intraclass correlation of two mentions of one cell."""
        return 1 / (self.size + 1)


@dataclass(frozen=True, slots=True)
class ShrinkageOptions:
    """`level` of the intervals, `draws` and `seed` of the posterior, `few` cells that make the prior uncertain too."""

    level: float = 0.95
    draws: int = 20_000
    seed: int = 0
    few: int = FEW_CELLS


def fit_beta_binomial(count: Floats, total: Floats) -> BetaPrior:
    """Prior of shares with k_i ~ Bin(n_i, p_i), p_i ~ Beta(alpha, beta), by maximum likelihood.

    Raises FramingError with fewer than 2 cells that have a total, or where all events or none occurred. Cells that
    differ no more than chance get a prior of 10⁷ mentions: complete pooling. References: Griffiths (1973), Biometrics
    29; Gelman et al. (2013), Bayesian Data Analysis, s. 5.1-5.3.
    """
    from scipy.optimize import minimize

    k, n = _cells(count, total)
    mean = k.sum() / n.sum()

    def loss(point: Floats) -> float:
        return -_log_likelihood(point, k, n)

    start = np.array([np.log(mean / (1 - mean)), np.log(10.0)])
    bounds = [(-30.0, 30.0), (np.log(1e-3), np.log(_MAX_SIZE))]
    found = minimize(loss, start, method="Nelder-Mead", bounds=bounds, options={"xatol": 1e-6, "fatol": 1e-9})
    alpha, beta = _polished(*_parameters(found.x), k, n)
    return BetaPrior(alpha, beta, _log_likelihood(np.array([np.log(alpha / beta), np.log(alpha + beta)]), k, n))


def beta_from_moments(mean: float, sd: float) -> tuple[float, float]:
    """alpha and beta of the Beta distribution with this mean and standard deviation.

    Raises FramingError where sd² is not below mean (1 - mean). Reference: Gelman et al. (2013), s. 5.1.
    """
    size = mean * (1 - mean) / sd**2 - 1
    if not size > 0:
        raise FramingError(
            f"no Beta distribution has mean {mean:g} and standard deviation {sd:g}; sd² < mean (1 - mean)"
        )
    return mean * size, (1 - mean) * size


def intraclass_correlation(count: Floats, total: Floats) -> float:
    """Moment estimator of the intraclass correlation of shares, cells weighed by their totals.

    Reference: Kleinman (1973), JASA 68.
    """
    k, n = _cells(count, total)
    weight, whole = n, n.sum()
    mean = k.sum() / whole
    squares = (weight * np.square(k / n - mean)).sum()
    within = (weight / n * (1 - weight / whole)).sum()
    between = (weight * (1 - weight / whole)).sum()
    chance = mean * (1 - mean)
    return float((squares - chance * within) / (chance * (between - within)))


def shrink_shares(
    count: Floats,
    total: Floats,
    *,
    effect: Floats | float = 1.0,
    prior: BetaPrior | None = None,
    options: ShrinkageOptions | None = None,
) -> pd.DataFrame:
    """Raw and shrunk shares: one row a cell with `raw`, `shrunk`, `low`, `high`, `weight`, `p_highest`.

    shrunk: posterior mean (alpha + k)/(alpha + beta + n). weight: n/(alpha + beta + n), the part that the cell's own
    mentions have. low, high: equal-tailed bounds of the posterior, given the prior; with fewer than `few` cells the
    prior's own uncertainty is added (Laplace approximation; Morris 1983). p_highest: posterior probability of being
    the highest share. effect: design effect by which k and n are divided first, since mentions of one article are
    not independent. A cell without mentions gets the prior. Raises FramingError as `fit_beta_binomial`.
    """
    import pandas as pd
    from scipy.stats import beta

    chosen = options or ShrinkageOptions()
    k, n = (np.asarray(part, dtype=float) / effect for part in (count, total))
    fitted = prior or fit_beta_binomial(k, n)
    above, below = fitted.alpha + k, fitted.beta + n - k
    tail = (1 - chosen.level) / 2
    low, high = beta.ppf(tail, above, below), beta.isf(tail, above, below)
    rng = generator(chosen.seed, "shrinkage")
    if prior is None and (n > 0).sum() < chosen.few:
        drawn = _uncertain_draws(fitted, k, n, rng, chosen.draws)
        low, high = np.quantile(drawn, [tail, 1 - tail], axis=0)
    else:
        drawn = rng.beta(above, below, size=(chosen.draws, len(k)))
    return pd.DataFrame(
        {
            "raw": np.where(n > 0, k / np.where(n > 0, n, 1.0), np.nan),
            "shrunk": above / (above + below),
            "low": low,
            "high": high,
            "weight": n / (fitted.size + n),
            "p_highest": np.bincount(drawn.argmax(axis=1), minlength=len(k)) / chosen.draws,
        }
    )


def shrink_normal(
    value: Floats, error: Floats, *, walk: bool = False, options: ShrinkageOptions | None = None
) -> pd.DataFrame:
    """Raw and shrunk figures from estimates with clustered errors: one row a cell with `raw`, `shrunk`, `low`, `high`.

    Normal-normal model on whatever scale is given: logits of shares, logarithms of rates. By default the cells'
    true figures are draws from one normal distribution; with `walk` they are a random walk over adjacent periods
    (in their order; 8 or more). The variance between cells is the restricted maximum likelihood estimate; with few
    cells its uncertainty is integrated over a grid. Cells without a finite error (no data) are filled from the others.
    Raises FramingError with fewer than 3 cells (8 for a walk) that have an error. References: Morris (1983), JASA 78;
    Gelman et al. (2013), s. 5.4.
    """
    import pandas as pd
    from scipy.stats import norm

    chosen = options or ShrinkageOptions()
    value, error = np.asarray(value, dtype=float), np.asarray(error, dtype=float)
    known = np.isfinite(value) & np.isfinite(error) & (error > 0)
    least = 8 if walk else 3
    if known.sum() < least:
        raise FramingError(f"{int(known.sum())} cells with a standard error; pooling needs at least {least}")
    precision = np.where(known, 1 / np.square(np.where(known, error, 1.0)), 0.0)
    filled = np.where(known, value, 0.0)
    spans = np.exp(np.linspace(np.log(1e-3), np.log(1e2), 101)) * error[known].mean()
    fits = [_pool(filled, precision, span, walk=walk) for span in spans]
    likelihood = np.array([fit[2] for fit in fits])
    # flat on the standard deviation between cells
    weight = np.exp(likelihood - likelihood.max()) * spans
    weight = weight / weight.sum() if known.sum() < chosen.few else (likelihood == likelihood.max()) * 1.0
    means, variances = (np.array([fit[i] for fit in fits]) for i in (0, 1))
    centre = weight @ means
    spread = np.sqrt(weight @ (variances + np.square(means - centre)))
    reach = norm.isf((1 - chosen.level) / 2) * spread
    raw = np.where(known, value, np.nan)
    return pd.DataFrame({"raw": raw, "shrunk": centre, "low": centre - reach, "high": centre + reach})


def _pool(value: Floats, precision: Floats, span: float, *, walk: bool) -> tuple[Floats, Floats, float]:
    """Posterior means and variances given the standard deviation between cells, and its restricted log-likelihood."""
    cells = len(value)
    if walk:
        steps = np.diff(np.eye(cells), axis=0)
        structure = steps.T @ steps / span**2
        rank = cells - 1
    else:
        structure = (np.eye(cells) - np.full((cells, cells), 1 / cells)) / span**2
        rank = cells - 1
    posterior = np.diag(precision) + structure
    covariance = np.linalg.inv(posterior)
    mean = covariance @ (precision * value)
    fit = -0.5 * (precision * np.square(value - mean)).sum() - 0.5 * mean @ structure @ mean
    determinant = np.linalg.slogdet(posterior)[1]
    return mean, np.diag(covariance), float(fit - 0.5 * determinant - rank * np.log(span))


def _cells(count: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Counts and totals of the cells that have a total, checked."""
    k, n = np.asarray(count, dtype=float), np.asarray(total, dtype=float)
    if (k < 0).any() or (k > n).any():
        bad = int(np.argmax((k < 0) | (k > n)))
        raise FramingError(f"{k[bad]:g} of {n[bad]:g} in cell {bad}; a count lies between 0 and its total")
    k, n = k[n > 0], n[n > 0]
    if len(n) < 2:
        raise FramingError(f"{len(n)} cell(s) with a total; pooling needs at least 2")
    if k.sum() in (0, n.sum()):
        raise FramingError("no cell has an event, or none is without: there is nothing to pool")
    return k, n


def _parameters(point: Floats) -> tuple[Floats, Floats]:
    """alpha and beta of (logit of the mean, logarithm of the size)."""
    from scipy.special import expit

    return expit(point[0]) * np.exp(point[1]), expit(-point[0]) * np.exp(point[1])


def _polished(alpha: Floats, beta: Floats, k: Floats, n: Floats) -> tuple[float, float]:
    """The maximum to machine precision by Newton's method; the start where the size is at its bound or a step fails."""
    from scipy.special import polygamma

    if alpha + beta > _MAX_SIZE / 2:
        return float(alpha), float(beta)
    point = np.array([alpha, beta], dtype=float)
    for _ in range(20):
        parts = [(point[0] + k, point[0]), (point[1] + n - k, point[1]), (point.sum() + n, point.sum())]
        slopes = [(polygamma(0, one) - polygamma(0, other)).sum() for one, other in parts]
        bends = [(polygamma(1, one) - polygamma(1, other)).sum() for one, other in parts]
        gradient = np.array(slopes[:2]) - slopes[2]
        step = np.linalg.solve(np.diag(bends[:2]) - bends[2], gradient)
        if not (np.abs(step) < 0.1 * point).all():
            return float(alpha), float(beta)
        point = point - step
    return float(point[0]), float(point[1])


def _log_likelihood(point: Floats, k: Floats, n: Floats) -> float:
    from scipy.special import betaln

    alpha, beta = _parameters(point)
    return float((betaln(alpha + k, beta + n - k) - betaln(alpha, beta)).sum())


def _uncertain_draws(fitted: BetaPrior, k: Floats, n: Floats, rng: np.random.Generator, draws: int) -> Floats:
    """Draws of the shares with the prior's parameters drawn from the Laplace approximation of their likelihood."""
    point = np.array([np.log(fitted.alpha / fitted.beta), np.log(fitted.size)])
    step = 1e-3
    used = n > 0
    curvature = np.empty((2, 2))
    for i in range(2):
        for j in range(2):
            a, b = step * np.eye(2)[i], step * np.eye(2)[j]
            corners = (point + a + b, point + a - b, point - a + b, point - a - b)
            one, two, three, four = (_log_likelihood(corner, k[used], n[used]) for corner in corners)
            curvature[i, j] = -(one - two - three + four) / (4 * step**2)
    # a flat direction (complete pooling) is held to a factor e² either way
    values, vectors = np.linalg.eigh(curvature)
    root = vectors / np.sqrt(np.maximum(values, 0.25))
    points = point + rng.standard_normal((draws, 2)) @ root.T
    alpha, beta = _parameters(points.T)
    return rng.beta(alpha[:, None] + k, beta[:, None] + (n - k))
