"""Rates and shares with covariates: quasi-Poisson, quasi-binomial and, as sensitivity, NB2; cluster-robust errors.

The quasi-Poisson model keeps what ratios of sums estimate: without covariates its coefficient is the logarithm of the
ratio of two rates. NB2 weighs short articles more and so answers another question; where the two part, say both.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.ratios import Flags, Floats, sum_by
from framing.stats.resampling import CHUNK_VALUES, generator

if TYPE_CHECKING:
    import pandas as pd

# below this many clusters the sandwich is too small for bursty counts (10 to 12 % of null differences are significant
# at 5 % where one of two outlets has 20 articles, the other hundreds): jackknife and permutation take its place
FEW_CLUSTERS = 2000
_REFITTED = 200  # clusters up to which the jackknife fits anew; above, one step of Newton's method is as good
INTERCEPT = "intercept"
_ENDLESS = 1000.0  # an error of so many logarithms for a standard deviation of the covariate: it grows without end
_FEWER = "use fewer covariates, longer periods, or put rare categories together"
_MODELS = ("quasi-poisson", "nb2", "quasi-binomial")


@dataclass(frozen=True, slots=True)
class RegressionOptions:
    """`level` of intervals, `replicates` and `seed` of the permutation test, `few` clusters that call for it.

    tested: the covariates with a permutation test, () for all; it takes time where covariates have many categories.
    """

    level: float = 0.95
    replicates: int = 9999
    seed: int = 0
    few: int = FEW_CLUSTERS
    tested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted model.

    coefficients: one row a term: `term`, `estimate` (logarithm of a rate ratio or of an odds ratio), `se` (clustered),
    `low`, `high`, `p_value`, `model_se` (scaled by the dispersion, no clustering), `ratio`. With few clusters test and
    interval are made in different ways: state a difference where both show it. dispersion: Pearson's X² over its
    degrees of freedom; for NB2 alpha, of Var = mu + alpha mu². log_likelihood: NaN for quasi models.
    """

    coefficients: pd.DataFrame
    model: str
    dispersion: float
    log_likelihood: float
    n: int
    n_clusters: int
    method: str
    options: RegressionOptions


def fit_rates(
    counts: Floats,
    exposure: Floats,
    covariates: pd.DataFrame,
    *,
    cluster: NDArray[Any] | None = None,
    model: str = "quasi-poisson",
    options: RegressionOptions | None = None,
) -> Regression:
    """Log-linear model of counts, E[x] = w exp(Xb): coefficients are logarithms of rate ratios.

    Parameters
    ----------
    counts, exposure
        a row an article: events, and words (or mentions) they could have stood in; exposure above 0
    covariates
        a column a covariate, rows as `counts`. Text and categories are coded against their first category (sorted, or
        the first of a pandas Categorical), numbers enter as they are. The intercept is added: the logarithm of the
        rate per unit of exposure where all covariates are 0
    cluster
        a label a row; rows of one label are not independent (a story, a day). Default: each row by itself
    model
        "quasi-poisson" or "nb2"
    options
        level of the intervals; from `few` clusters the sandwich with the factor G/(G-1) · (n-1)/(n-k) and Student's t
        with G-1 degrees of freedom; below them the cluster jackknife (CV3) in its place, and p-values of a studentised
        permutation of the covariate over clusters

    Raises
    ------
    FramingError
        lengths differ, an exposure is not positive, a covariate has no value somewhere or repeats another, a category
        has no event (its coefficient would be infinite), there are fewer than 2 clusters, or the covariates cannot be
        told apart without one of few clusters

    References: Liang & Zeger (1986), Biometrika 73; Ver Hoef & Boveng (2007), Ecology 88(11); Cameron & Trivedi (2013),
    Regression Analysis of Count Data; Cameron & Miller (2015), Journal of Human Resources 50(2); MacKinnon, Nielsen &
    Webb (2023), Journal of Applied Econometrics 38(5); DiCiccio & Romano (2017), JASA 112(519) (permutation).
    """
    if model not in _MODELS[:2]:
        raise FramingError(f"unknown model {model!r}; choose from {', '.join(_MODELS[:2])}")
    x, w = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    _check_positive(w, "exposure")
    return _fit(x, w, covariates, cluster, model, options or RegressionOptions())


def fit_shares(
    successes: Floats,
    totals: Floats,
    covariates: pd.DataFrame,
    *,
    cluster: NDArray[Any] | None = None,
    options: RegressionOptions | None = None,
) -> Regression:
    """Logistic model of shares with free dispersion (quasi-binomial): coefficients are logarithms of odds ratios.

    A row an article with `successes` among `totals` mentions, totals above 0; otherwise as `fit_rates`. Raises
    FramingError also where successes exceed totals. Reference: McCullagh & Nelder (1989), Generalized Linear Models.
    """
    k, n = np.asarray(successes, dtype=float), np.asarray(totals, dtype=float)
    _check_positive(n, "total")
    if len(k) == len(n) and (k > n).any():
        raise FramingError(f"{k[k > n][0]:g} of {n[k > n][0]:g} in row {int(np.argmax(k > n))}; a share is at most 1")
    return _fit(k, n, covariates, cluster, "quasi-binomial", options or RegressionOptions())


@dataclass(frozen=True, slots=True)
class _Data:
    """Counts, exposure (or totals), design and cluster labels (0 to G-1), a row an article, and the model's name."""

    x: Floats
    w: Floats
    design: Floats
    labels: NDArray[np.intp]
    model: str

    def part(self, rows: Flags, columns: list[int]) -> _Data:
        """Some rows and columns of it."""
        return _Data(self.x[rows], self.w[rows], self.design[rows][:, columns], self.labels[rows], self.model)


def _fit(
    x: Floats,
    w: Floats,
    covariates: pd.DataFrame,
    cluster: NDArray[Any] | None,
    model: str,
    options: RegressionOptions,
) -> Regression:
    import pandas as pd
    from scipy.stats import t

    names, design = design_matrix(covariates)
    labels = np.arange(len(x)) if cluster is None else np.asarray(cluster)
    if not len(x) == len(w) == len(design) == len(labels):
        lengths = f"{len(x)}, {len(w)}, {len(design)} and {len(labels)}"
        raise FramingError(f"counts, exposure, covariates and cluster have {lengths} rows; give as many of each")
    data = _Data(x, w, design, np.unique(labels, return_inverse=True)[1], model)
    groups = len(np.unique(labels))
    _check(data, names, groups)
    fitted = _statsmodel(data)
    if model != "nb2":
        with np.errstate(all="ignore"):
            spread = np.asarray(fitted.bse)[1:] * design[:, 1:].std(axis=0)
        if not (fitted.converged and (spread < _ENDLESS).all()):
            raise FramingError(f"the covariates tell all events from the rest: no finite estimate; {_FEWER}")
    estimate = np.asarray(fitted.params)[: len(names)]
    dispersion = float(fitted.params[-1]) if model == "nb2" else float(fitted.pearson_chi2 / fitted.df_resid)
    scale = 1.0 if model == "nb2" else np.sqrt(dispersion)
    few = groups < options.few
    if few:
        error = _jackknife_errors(data, estimate) if groups <= _REFITTED else _one_step_errors(data, fitted)
        method = f"cluster jackknife (CV3), t({groups - 1}); studentised covariate permutation, B={options.replicates}"
    else:
        error = np.asarray(_statsmodel(data, robust=True).bse)[: len(names)]
        method = f"cluster-robust sandwich, t({groups - 1})"
    p_value = np.asarray(2 * t.sf(np.abs(estimate / error), groups - 1), dtype=float)
    p_value[0] = np.nan
    for j, name in enumerate(names[1:], 1):
        if few and (not options.tested or name.split("[")[0] in options.tested):
            p_value[j] = _permutation_p(data, j, options)
    reach = t.isf((1 - options.level) / 2, groups - 1) * error
    table = pd.DataFrame(
        {
            "term": names,
            "estimate": estimate,
            "se": error,
            "low": estimate - reach,
            "high": estimate + reach,
            "p_value": p_value,
            "model_se": np.asarray(fitted.bse)[: len(names)] * scale,
            "ratio": np.exp(estimate),
        }
    )
    likelihood = float(fitted.llf) if model == "nb2" else np.nan
    return Regression(table, model, dispersion, likelihood, len(x), groups, method, options)


def design_matrix(covariates: pd.DataFrame) -> tuple[list[str], Floats]:
    """Names and columns of the design: the intercept, numbers as they are, categories against their first one.

    Raises FramingError where a covariate has no value in some row.
    """
    import pandas as pd

    names, columns = [INTERCEPT], [np.ones(len(covariates))]
    for name, values in covariates.items():
        if values.isna().any():
            raise FramingError(
                f"covariate {name!r} has no value in row {int(np.argmax(values.isna()))}; fill or drop it"
            )
        if pd.api.types.is_numeric_dtype(values):
            names.append(str(name))
            columns.append(values.to_numpy(dtype=float))
            continue
        coded = pd.Categorical(values) if not isinstance(values.dtype, pd.CategoricalDtype) else values.array
        present = [level for level in coded.categories if (values == level).any()]
        for level in present[1:]:
            names.append(f"{name}[{level}]")
            columns.append((values == level).to_numpy(dtype=float))
    return names, np.column_stack(columns)


def _check_positive(values: Floats, what: str) -> None:
    bad = ~(np.isfinite(values) & (values > 0))
    if bad.any():
        raise FramingError(f"{what} is {values[bad][0]:g} in row {int(np.argmax(bad))}; leave such rows out")


def _check(data: _Data, names: list[str], groups: int) -> None:
    """Raise FramingError where the model has no finite or no unique estimate."""
    counted = np.isfinite(data.x) & (data.x >= 0)
    if not counted.all():
        raise FramingError(f"a count is {data.x[~counted][0]:g}; counts are numbers from 0")
    endless = [name for name, column in zip(names, data.design.T, strict=True) if not np.isfinite(column).all()]
    if endless:
        raise FramingError(f"covariate {endless[0]!r} is infinite in some row; leave such rows out")
    if groups < 2:
        raise FramingError(f"{groups} cluster(s): a spread needs at least 2; cluster by a finer unit")
    if len(data.x) <= len(names):
        raise FramingError(f"{len(data.x)} rows for {len(names)} coefficients; use fewer covariates")
    for column in range(1, len(names)):
        if np.linalg.matrix_rank(data.design[:, : column + 1]) <= column:
            raise FramingError(f"covariate {names[column]!r} repeats others or never varies; leave it out")
        if not _informed(data, data.design[:, column]):
            raise FramingError(
                f"no finite estimate for {names[column]!r}: its rows, or all others, have no event or nothing else"
            )


def _informed(data: _Data, column: Floats) -> bool:
    """Whether a coefficient of the column is finite: it varies, and a category has events, in or out.

    For shares it must also lack some on either side.
    """
    if len(column) == 0 or column.min() == column.max():
        return False
    if not set(np.unique(column)) <= {0.0, 1.0}:
        return True
    sides = [column == value for value in (0.0, 1.0)]
    some = all(data.x[side].sum() > 0 for side in sides)
    return some and (data.model != "quasi-binomial" or all((data.w - data.x)[side].sum() > 0 for side in sides))


def _statsmodel(data: _Data, *, robust: bool = False) -> Any:
    """The fitted statsmodels result, with the cluster sandwich where asked for."""
    import statsmodels.api as sm

    x, w, design = data.x, data.w, data.design
    sandwich = {"cov_type": "cluster", "cov_kwds": {"groups": data.labels}} if robust else {}
    if data.model != "nb2":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whether it converged is asked by the caller
            if data.model == "quasi-binomial":
                return sm.GLM(np.column_stack([x, w - x]), design, family=sm.families.Binomial()).fit(**sandwich)
            return sm.GLM(x, design, family=sm.families.Poisson(), exposure=w).fit(**sandwich)
    start = np.append(_statsmodel(replace(data, model="quasi-poisson")).params, 1.0)
    model = sm.NegativeBinomial(x, design, exposure=w)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whether it converged is asked below
        rough = model.fit(start_params=start, disp=0, maxiter=200)
        found = model.fit(start_params=rough.params, method="newton", disp=0, maxiter=100, **sandwich)
    if not (found.mle_retvals["converged"] and found.params[-1] > 1e-6):
        raise FramingError("NB2 has no estimate: the counts are not overdispersed; use model='quasi-poisson'")
    return found


def _jackknife_errors(data: _Data, whole: Floats) -> Floats:
    """CV3 errors: sqrt((G-1)/G · Σ (b without cluster g - b)²); infinite where a coefficient hangs on one cluster."""
    squares = np.zeros(len(whole))
    groups = int(data.labels.max()) + 1
    for left in range(groups):
        keep = data.labels != left
        rest = data.part(keep, list(range(len(whole))))
        kept = [j for j in range(len(whole)) if j == 0 or _informed(rest, rest.design[:, j])]
        if np.linalg.matrix_rank(rest.design[:, kept]) < len(kept):
            raise FramingError(f"without one of its {groups} clusters the model has no single estimate; {_FEWER}")
        found = _refit(data.part(keep, kept), whole[kept])
        change = np.full(len(whole), np.inf)
        change[kept] = found - whole[kept]
        squares += np.square(change)
    return np.sqrt((groups - 1) / groups * squares)


def _one_step_errors(data: _Data, fitted: Any) -> Floats:
    """CV3 errors with one step of Newton's method from the whole in place of a fit without each cluster."""
    residual, weight = _residuals(data, fitted)
    design, scores = data.design, sum_by(data.labels, residual[:, None] * data.design)
    whole = design.T @ (weight[:, None] * design)
    order = np.argsort(data.labels, kind="stable")
    squares = np.zeros(design.shape[1])
    for rows, score in zip(np.split(order, np.flatnonzero(np.diff(data.labels[order])) + 1), scores, strict=True):
        part = design[rows]
        try:
            squares += np.square(np.linalg.solve(whole - part.T @ (weight[rows, None] * part), score))
        except np.linalg.LinAlgError:
            raise FramingError(f"without one of its clusters the model has no single estimate; {_FEWER}") from None
    return np.sqrt((len(scores) - 1) / len(scores) * squares)


def _residuals(data: _Data, fitted: Any) -> tuple[Floats, Floats]:
    """Residuals and weights of the score equations at a fit of the data."""
    if data.model == "quasi-binomial":
        share = np.asarray(fitted.fittedvalues)
        return data.x - data.w * share, data.w * share * (1 - share)
    nb2 = data.model == "nb2"
    mean = np.asarray(fitted.predict(exposure=data.w) if nb2 else fitted.fittedvalues)
    shrink = 1 + float(fitted.params[-1]) * mean if nb2 else np.ones(len(mean))
    return (data.x - mean) / shrink, mean / shrink


def _refit(data: _Data, start: Floats) -> Floats:
    """The coefficients from a near start: Newton's method where the link is canonical."""
    from scipy.special import expit

    if data.model == "nb2":
        return np.asarray(_statsmodel(data).params)[: len(start)]
    point = start.copy()
    for _ in range(50):
        linear = np.clip(data.design @ point, -500, 500)  # beyond, it does not converge
        if data.model == "quasi-binomial":
            mean, weight = data.w * expit(linear), data.w * expit(linear) * expit(-linear)
        else:
            mean = weight = data.w * np.exp(linear)
        information = data.design.T @ (weight[:, None] * data.design)
        try:
            step = np.linalg.solve(information, data.design.T @ (data.x - mean))
        except np.linalg.LinAlgError:
            break
        point = point + step
        if np.abs(step).max() < 1e-9:
            return point
    raise FramingError(f"without one of its clusters the model has no finite estimate; {_FEWER}")


def _permutation_p(data: _Data, j: int, options: RegressionOptions) -> float:
    """Two-sided p-value of coefficient j = 0: its covariate is dealt anew to the clusters, studentised scores compared.

    Where a cluster has one value of the covariate, the values of such clusters are permuted; where it has several (two
    outlets on one story), low and high values change places within it, or do not.
    """
    covariate, rng = data.design[:, j], generator(options.seed, f"coefficient {j}")
    statistic = _null_scores(data, j)
    groups = int(data.labels.max()) + 1
    low, high = np.full(groups, np.inf), np.full(groups, -np.inf)
    np.minimum.at(low, data.labels, covariate)
    np.maximum.at(high, data.labels, covariate)
    whole = np.flatnonzero(low == high)
    single = (low == high)[data.labels]
    observed = float(statistic(covariate[None, :])[0]) * (1 - 1e-9)
    exceed, step = 0, max(1, CHUNK_VALUES // len(covariate))
    for start in range(0, options.replicates, step):
        count = min(step, options.replicates - start)
        dealt = np.zeros((count, groups))
        dealt[:, whole] = rng.permuted(np.tile(low[whole], (count, 1)), axis=1)
        turned = (rng.random((count, groups)) < 0.5)[:, data.labels]
        mirrored = np.where(turned, (low + high)[data.labels] - covariate, covariate)
        drawn = statistic(np.where(single, dealt[:, data.labels], mirrored))
        exceed += int((drawn >= observed).sum())
    return (1 + exceed) / (1 + options.replicates)


def _null_scores(data: _Data, j: int) -> Callable[[Floats], Floats]:
    """Size of the score of a covariate over its clustered error, in the model fitted without coefficient j.

    The function takes covariates (draws × rows) in the place of column j; each is first cleared of the others.
    """
    rest = [column for column in range(data.design.shape[1]) if column != j]
    null = data.part(np.ones(len(data.x), dtype=bool), rest)
    others = null.design
    try:
        residual, weight = _residuals(data, _statsmodel(null))
        slopes = np.linalg.solve(others.T @ (weight[:, None] * others), (weight[:, None] * others).T)
    except np.linalg.LinAlgError:
        raise FramingError(f"without one of its covariates the model has no single estimate; {_FEWER}") from None
    indicator = data.labels if int(data.labels.max()) + 1 < len(data.x) else None

    def statistic(covariates: Floats) -> Floats:
        cleared = covariates - (covariates @ slopes.T) @ others.T
        score, information = cleared @ residual, np.square(cleared) @ weight
        known = information > 1e-12 * (np.square(covariates) @ weight)
        step = score / np.where(known, information, 1.0)
        parts = cleared * (residual - weight * cleared * step[:, None])
        if indicator is not None:
            parts = sum_by(indicator, parts.T).T
        error = np.sqrt(np.square(parts).sum(axis=1))
        # a covariate that the others make up has no score: never smaller than the observed one
        return np.where(known, np.abs(score) / np.maximum(error, 1e-300), np.inf)

    return statistic
