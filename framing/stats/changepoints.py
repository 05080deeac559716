"""Where the level of a series changes: optimal partitioning with a penalty, and intervals of the dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from framing.errors import FramingError
from framing.stats.ratios import Floats

MIN_SEGMENT = 5
_HIGHEST = 0.9  # autocorrelation that is believed
_ROUNDS = 6  # of segments and variance in turn


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """A change of level. Indices count the points of the series from 0.

    index: the first point of the new level; it lies in low..high (both included) at `level`. before, after: the
    levels on both sides. period, low_period, high_period: names of those points, "" where the series has none.
    explained: the known events that lie in the interval.
    """

    index: int
    low: int
    high: int
    level: float
    before: float
    after: float
    period: str = ""
    low_period: str = ""
    high_period: str = ""
    explained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangePoints:
    """The changes of a series. `variance` is that of a point of weight 1, `autocorrelation` that of neighbours.

    penalty: what each change must lower the sum of squares by. cost: the sum of squares that is left.
    """

    changes: tuple[ChangePoint, ...]
    means: tuple[float, ...]
    penalty: float
    cost: float
    variance: float
    autocorrelation: float


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """How changes are sought.

    penalty: of each change, in units of the long-run variance; 2 ln(n) without it. min_segment: fewest points between
    changes. level: of the intervals of dates. independent: take neighbouring points as independent.
    """

    penalty: float | None = None
    min_segment: int = MIN_SEGMENT
    level: float = 0.95
    independent: bool = False


def change_points(
    values: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    periods: Sequence[str] = (),
    events: Sequence[tuple[str, str]] = (),
    options: ChangeOptions | None = None,
) -> ChangePoints:
    """The changes of the mean of a series, by exact optimal partitioning with a penalty of the BIC kind.

    values: one a period, in order. weights: how much each tells, for rates their denominators. periods: names of the
    points that sort in time. events: pairs (period, what happened), such as a new scraper or a new style guide, that
    changes are marked with. The long-run variance comes from the residuals about the segments found with a first one,
    which is that of differences of neighbours, and again until segments and variance agree; where there is no change,
    from those about the best two segments, so that noise has to beat its own best division. Raises FramingError for a
    series that is too short, has gaps, or does not fit its weights or periods.

    Reference: Jackson et al. (2005), IEEE Signal Processing Letters 12(2) (optimal partitioning); Killick, Fearnhead
    & Eckley (2012), JASA 107; Yao (1988), Statistics & Probability Letters 6 (the penalty); Chakar, Lebarbier,
    Lévy-Leduc & Robin (2017), Bernoulli 23(2) (autocorrelation).
    """
    options = options or ChangeOptions()
    y = np.asarray(values, dtype=float)
    w = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=float)
    _check(y, w, periods, options)
    w = w / w.mean()
    # two points are taken off for what the noise itself costs to learn
    share = 2 * np.log(len(y)) * len(y) / (len(y) - 2) if options.penalty is None else options.penalty
    variance, correlation = _rough_noise(y, w, independent=options.independent)
    edges: list[int] = []
    for _ in range(1 if options.independent else _ROUNDS):
        long_run = variance * (1 + correlation) / (1 - correlation)
        penalty, previous = share * long_run, edges
        edges, cost = partition(y, w, penalty, min_segment=options.min_segment)
        if edges == previous or options.independent:
            break
        about = edges if len(edges) > 2 else [0, _best_split(y, w, options.min_segment), len(y)]
        variance, correlation = _noise_about(y, w, about)
    means = [float(np.average(y[a:b], weights=w[a:b])) for a, b in pairwise(edges)]
    changes = []
    for place, index in enumerate(edges[1:-1]):
        around = float(w[edges[place] : edges[place + 2]].mean())
        step = means[place + 1] - means[place]
        reach = int(np.floor(_reach(options.level) * long_run / around / step**2)) + 1
        low, high = max(index - reach, edges[place] + 1), min(index + reach, edges[place + 2] - 1)
        changes.append(
            ChangePoint(
                index,
                low,
                high,
                options.level,
                means[place],
                means[place + 1],
                *_named(index, low, high, periods, events),
            )
        )
    return ChangePoints(tuple(changes), tuple(means), float(penalty), cost, variance, correlation)


def partition(
    values: Floats, weights: Floats, penalty: float, *, min_segment: int = MIN_SEGMENT
) -> tuple[list[int], float]:
    """The edges of the segments that minimise squares about the segments' means plus the penalty a change.

    Edges begin with 0 and end with the number of points; also the sum of squares that is left.
    """
    size = len(values)
    w, wy, wyy = (np.concatenate([[0.0], np.cumsum(each)]) for each in (weights, weights * values, weights * values**2))
    best = np.full(size + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(size + 1, dtype=int)
    for end in range(min_segment, size + 1):
        start = np.arange(end - min_segment + 1)
        cost = wyy[end] - wyy[start] - (wy[end] - wy[start]) ** 2 / (w[end] - w[start])
        total = best[start] + cost + penalty
        last[end] = int(np.argmin(total))
        best[end] = total[last[end]]
    edges = [size]
    while edges[0]:
        edges.insert(0, int(last[edges[0]]))
    return edges, float(best[size] - penalty * (len(edges) - 2))


def largest_f(values: ArrayLike, *, trim: float = 0.15) -> tuple[float, int]:
    """The largest F statistic of one change of the mean, and the index of the first point after it (supF).

    trim: the share of points at either end where no change is sought. Reference: Andrews (1993), Econometrica 61(4).
    """
    y = np.asarray(values, dtype=float)
    size = len(y)
    first = max(int(np.floor(trim * size)), 1)
    sums = np.cumsum(y)[first - 1 : size - first]
    left = np.arange(first, size - first + 1)
    gained = left * size / (size - left) * np.square(sums / left - y.mean())
    whole = np.square(y - y.mean()).sum()
    best = int(np.argmax(gained))
    return float(gained[best] / ((whole - gained[best]) / (size - 2))), int(left[best])


def _rough_noise(values: Floats, weights: Floats, *, independent: bool) -> tuple[float, float]:
    """Variance of a point of weight 1 and autocorrelation of neighbours, from differences one and two points apart."""
    near, far = (
        _winsorised(np.square(values[lag:] - values[:-lag]) / (1 / weights[lag:] + 1 / weights[:-lag]))
        for lag in (1, 2)
    )
    if independent or not near > 0:
        return near, 0.0
    # half a standard error on the safe side: too small a value finds changes where there are none
    correlation = float(np.clip(far / near - 1 + 0.5 / np.sqrt(len(values)), 0.0, _HIGHEST))
    return near / (1 - correlation), correlation


def _noise_about(values: Floats, weights: Floats, edges: Sequence[int]) -> tuple[float, float]:
    """Variance of a point of weight 1 and autocorrelation of neighbours, from residuals about the segments' means.

    The autocorrelation of residuals is too small, by (1 + 3ρ)/n for one mean (Kendall 1954) and, in simulations of
    20 to 100 points, by (3 + 11ρ)/n more for each change that is fitted; 0.3 standard errors are added to be safe.
    """
    size, changes = len(values), len(edges) - 2
    parts = [(values[a:b] - np.average(values[a:b], weights=weights[a:b])) for a, b in pairwise(edges)]
    left = np.concatenate(parts) * np.sqrt(weights)
    squares = float(np.square(left).sum())
    if not squares > 0:
        return 0.0, 0.0
    seen = float((left[1:] * left[:-1]).sum()) / squares
    slope = max(1 - (3 + 11 * changes) / size, 0.3)
    correlation = float(np.clip((seen + (1 + 3 * changes) / size) / slope + 0.3 / np.sqrt(size), 0.0, _HIGHEST))
    return squares / max(size - 2 * (changes + 1), 1), correlation


def _best_split(values: Floats, weights: Floats, min_segment: int) -> int:
    """The first point of the second of two segments that leave the fewest squares."""
    w, wy = np.cumsum(weights), np.cumsum(weights * values)
    last = np.arange(min_segment - 1, len(values) - min_segment)
    gained = np.square(wy[last]) / w[last] + np.square(wy[-1] - wy[last]) / (w[-1] - w[last])
    return int(last[np.argmax(gained)]) + 1


def _winsorised(squares: Floats) -> float:
    """The mean of squares of normal differences, the few that a change makes large cut at ten times the median."""
    from scipy.stats import chi2

    edge = 10 * float(chi2.median(1))
    kept = chi2.cdf(edge, 3) + edge * chi2.sf(edge, 1)  # of the mean, where nothing changes
    median = float(np.median(squares))
    return float((np.minimum(squares, 10 * median) if median > 0 else squares).mean() / (kept if median > 0 else 1))


def _reach(level: float) -> float:
    """The quantile of the change point's error in units of variance / step². Reference: Bai (1997), REStat 79(4)."""
    from scipy.optimize import brentq
    from scipy.stats import norm

    def below(x: float) -> float:
        root = np.sqrt(x)
        tail = 1.5 * np.exp(x + norm.logcdf(-1.5 * root))
        return (
            float(1 + root / np.sqrt(2 * np.pi) * np.exp(-x / 8) - (x + 5) / 2 * norm.cdf(-root / 2) + tail)
            - (1 + level) / 2
        )

    return float(brentq(below, 1e-6, 500.0))


def _named(
    index: int, low: int, high: int, periods: Sequence[str], events: Sequence[tuple[str, str]]
) -> tuple[str, str, str, tuple[str, ...]]:
    """The names of the points, and the events between the outer two."""
    if not periods:
        return "", "", "", ()
    known = tuple(what for when, what in events if periods[low] <= when <= periods[high])
    return periods[index], periods[low], periods[high], known


def _check(values: Floats, weights: Floats, periods: Sequence[str], options: ChangeOptions) -> None:
    if options.min_segment < 2:
        raise FramingError(f"min_segment is {options.min_segment}; a level needs 2 points or more")
    if len(values) < 2 * options.min_segment:
        raise FramingError(
            f"{len(values)} points are too few for a change between segments of {options.min_segment} or more; take a "
            "shorter period, or lower min_segment"
        )
    if not np.isfinite(values).all() or not (np.isfinite(weights) & (weights > 0)).all():
        raise FramingError("the series has points without a value or a weight; leave those periods out")
    if weights.shape != values.shape or len(periods) not in (0, len(values)):
        raise FramingError(f"{len(values)} values need as many weights and names of periods")
