"""Interrupted time series: the step and the change of slope at a date that was fixed beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from framing.errors import FramingError
from framing.stats.hac import Reference, reference_draws
from framing.stats.ratios import Floats
from framing.stats.resampling import generator

TERMS = ("level", "slope", "step", "slope change")
MIN_POINTS = 8  # on each side of the date
FEW = 24  # points below which autocorrelation can hardly be told


@dataclass(frozen=True, slots=True)
class Term:
    """A coefficient with its HAC standard error; of counts on the scale of natural logarithms.

    Interval and p-value hold in short, autocorrelated series (see `framing.stats.hac`): they are wider than normal.
    """

    name: str
    value: float
    error: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Interruption:
    """The fitted series: `terms`, the observed `values` and the `fitted` and `without` (the interruption) ones.

    index: the first point after the date. lag: of the HAC errors. autocorrelation: of the errors. durbin_watson near 2
    and a large ljung_box p-value say that little of it is left in the residuals. placebo: the share of dates before
    the real one at which the step is as large in relation to its error; NaN where there is no room for any. notes:
    what to mind.
    """

    terms: tuple[Term, ...]
    index: int
    lag: int
    autocorrelation: float
    level: float
    values: Floats
    fitted: Floats
    without: Floats
    durbin_watson: float
    ljung_box: float
    placebo: float
    placebo_dates: int
    notes: tuple[str, ...]

    def __getitem__(self, name: str) -> Term:
        """The term of that name: level, slope, step or slope change."""
        return next(term for term in self.terms if term.name == name)


@dataclass(frozen=True, slots=True)
class InterruptionOptions:
    """How the series is fitted.

    slopes: with a trend that may change, or levels alone. lag: of the HAC errors; 4(n/100)^(2/9) rounded down without
    it. min_points: fewest points on each side. seed: of the draws that p-values and intervals rest on.
    """

    slopes: bool = True
    lag: int | None = None
    level: float = 0.95
    min_points: int = MIN_POINTS
    seed: int = 0


def interrupted(
    values: ArrayLike,
    index: int,
    *,
    comparison: ArrayLike | None = None,
    exposure: ArrayLike | None = None,
    options: InterruptionOptions | None = None,
) -> Interruption:
    """Fit y = b0 + b1·t + b2·after + b3·after·(t - T0), with Newey-West standard errors.

    values: one a period, in order. index: the first period after the date; T0 is the one before it. comparison: the
    same series of an outlet that the event does not touch; the difference of the two is fitted, so that what moves
    both drops out. exposure: of counts, e.g. words; a quasi-Poisson model with that offset is fitted instead (not
    with a comparison). Raises FramingError for too few points on a side, gaps, or series of different length.

    Reference: Wagner et al. (2002), Journal of Clinical Pharmacy and Therapeutics 27; Bernal, Cummins & Gasparrini
    (2017), International Journal of Epidemiology 46(1); Newey & West (1987), Econometrica 55.
    """
    options = options or InterruptionOptions()
    y, words = _checked(values, index, comparison, exposure, options)
    fit = _fit(y, index, words, options)
    design, lag = _design(len(y), index, options.slopes), _lag(len(y), options)
    without = design.copy()
    without[:, 1 + options.slopes :] = 0
    linear = without @ fit.params
    residuals = np.asarray(fit.resid if words is None else fit.resid_pearson, dtype=float)
    drawn = reference_draws(design, residuals, lag, generator(options.seed, "interruption"))
    placebo, dates = _placebo(y, index, words, options, observed=abs(float(fit.tvalues[1 + options.slopes])))
    return Interruption(
        terms=_terms(fit, drawn, options),
        index=index,
        lag=lag,
        autocorrelation=drawn.autocorrelation,
        level=options.level,
        values=y,
        fitted=np.asarray(fit.fittedvalues, dtype=float),
        without=linear if words is None else words * np.exp(linear),
        durbin_watson=float(np.square(np.diff(residuals)).sum() / np.square(residuals).sum()),
        ljung_box=_ljung_box(residuals),
        placebo=placebo,
        placebo_dates=dates,
        notes=_notes(len(y), dates),
    )


def _design(size: int, index: int, slopes: bool) -> Floats:
    """Columns level, slope, step, slope change; without slopes level and step. t counts from 1."""
    t = np.arange(size)
    after = (t >= index).astype(float)
    return np.column_stack([np.ones(size), t + 1, after, after * (t - index + 1)] if slopes else [np.ones(size), after])


def _lag(size: int, options: InterruptionOptions) -> int:
    return int(4 * (size / 100) ** (2 / 9)) if options.lag is None else options.lag


def _fit(values: Floats, index: int, exposure: Floats | None, options: InterruptionOptions) -> Any:
    """The fitted model of statsmodels, its covariance by Newey and West with the small-sample factor."""
    import statsmodels.api as sm

    design = _design(len(values), index, options.slopes)
    robust = {"cov_type": "HAC", "cov_kwds": {"maxlags": _lag(len(values), options), "use_correction": True}}
    if exposure is None:
        return sm.OLS(values, design).fit(use_t=True, **robust)
    return sm.GLM(values, design, family=sm.families.Poisson(), offset=np.log(exposure)).fit(use_t=True, **robust)


def _terms(fit: Any, drawn: Reference, options: InterruptionOptions) -> tuple[Term, ...]:
    names = TERMS if options.slopes else (TERMS[0], TERMS[2])
    reach = drawn.critical(options.level) * fit.bse
    columns = (fit.params, fit.bse, fit.params - reach, fit.params + reach, drawn.p_values(np.asarray(fit.tvalues)))
    return tuple(Term(name, *map(float, row)) for name, row in zip(names, np.transpose(columns), strict=True))


def _placebo(
    values: Floats, index: int, exposure: Floats | None, options: InterruptionOptions, *, observed: float
) -> tuple[float, int]:
    """The share of dates before the real one whose step has as large a t, in the points before it; how many dates."""
    dates = range(options.min_points, index - options.min_points + 1)
    head = None if exposure is None else exposure[:index]
    found = [abs(float(_fit(values[:index], date, head, options).tvalues[1 + options.slopes])) for date in dates]
    return (float(np.mean(np.array(found) >= observed)), len(found)) if found else (float("nan"), 0)


def _ljung_box(residuals: Floats, *, lags: int = 10) -> float:
    """p-value of the test that the first autocorrelations are 0. Reference: Ljung & Box (1978), Biometrika 65(2)."""
    from scipy.stats import chi2

    size, centred = len(residuals), residuals - residuals.mean()
    used = min(lags, size // 2 - 1)
    total = np.square(centred).sum()
    each = [np.square((centred[k:] * centred[:-k]).sum() / total) / (size - k) for k in range(1, used + 1)]
    return float(chi2.sf(size * (size + 2) * sum(each), used))


def _notes(points: int, dates: int) -> tuple[str, ...]:
    notes = []
    if points < FEW:
        notes.append(f"{points} points are few to tell autocorrelation from a change: read the p-values as hints")
    if not dates:
        notes.append("no room for placebo dates before the date")
    return tuple(notes)


def _checked(
    values: ArrayLike,
    index: int,
    comparison: ArrayLike | None,
    exposure: ArrayLike | None,
    options: InterruptionOptions,
) -> tuple[Floats, Floats | None]:
    """The series to fit and its exposure, checked."""
    y = np.asarray(values, dtype=float)
    if comparison is not None and exposure is not None:
        raise FramingError("give a comparison or an exposure, not both: differences of counts have no offset")
    words = None if exposure is None else np.asarray(exposure, dtype=float)
    for other in (comparison, words):
        if other is not None and np.shape(other) != y.shape:
            raise FramingError(f"the series has {len(y)} points, the other one {np.size(other)}; give the same periods")
    if words is not None and not ((words > 0).all() and (y >= 0).all()):
        raise FramingError("counts need an exposure above 0 in every period; leave periods without articles out")
    if comparison is not None:
        y = y - np.asarray(comparison, dtype=float)
    if not np.isfinite(y).all():
        raise FramingError("the series has periods without a value; take longer periods, or leave those out")
    if not np.ptp(y) > 0:
        raise FramingError("the series has one value throughout: there is nothing to fit")
    if min(index, len(y) - index) < options.min_points:
        raise FramingError(
            f"{max(index, 0)} periods before the date and {max(len(y) - index, 0)} from it on; "
            f"{options.min_points} are needed on each side: take shorter periods, or lower min_points"
        )
    return y, words
