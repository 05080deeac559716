"""What changes in the days after an event, against the days before it and against dates without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.estimates import Cells, EstimateOptions, estimate_cells
from framing.stats.intervals import mover
from framing.stats.ratios import Floats, design_effect
from framing.stats.resampling import generator
from framing.stats.series import Measured, days_of, require

if TYPE_CHECKING:
    import pandas as pd

_PLACEBO_DRAWS = 1999
_FEWEST_DATES = 19  # dates without an event: fewer give no placebo


@dataclass(frozen=True, slots=True)
class Window:
    """Days before the event and from it on, its own day included.

    share: a plain share, no rate per 1,000. comparison: an outlet that the events do not concern, whose change is
    taken off.
    """

    before: int = 14
    after: int = 14
    share: bool = False
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class EventChange:
    """The figure of one outlet before and after, and the change; with a comparison the change beyond its own.

    n_articles: before and after. placebo: the share of draws of as many dates without an event whose change is as
    large, NaN where the corpus has too few such dates (`placebo_dates`).
    """

    outlet: str
    comparison: str
    before: float
    after: float
    change: float
    low: float
    high: float
    level: float
    events: int
    n_articles: tuple[int, int]
    placebo: float
    placebo_dates: int
    unit: str


@dataclass(frozen=True, slots=True)
class _Days:
    """Sums of every day of the corpus: numerator, denominator and articles, `first` the day of index 0."""

    first: date
    numerator: Floats
    denominator: Floats
    articles: Floats


def event_change(
    articles: pd.DataFrame,
    columns: Measured,
    events: Iterable[date],
    outlet: str,
    *,
    window: Window | None = None,
    options: EstimateOptions | None = None,
) -> EventChange:
    """The change of an outlet's ratio of sums from the days before the events to those after, all events together.

    Days are the clusters of the interval, since articles of one day share its news. Raises FramingError for an
    unknown column or outlet, events whose windows overlap or leave the corpus, and windows without articles.
    """
    window, options = window or Window(), options or EstimateOptions()
    if min(window.before, window.after) < 1:
        raise FramingError("a window needs at least one day before the event and one from it on")
    comparison = window.comparison
    series = _by_day(articles, columns, [outlet, comparison] if comparison else [outlet])
    at = _indices(sorted(set(events)), series[0], window)
    scale = 1.0 if window.share else 1000.0
    sides = [[_cells(days, at, side, window, options) for side in (0, 1)] for days in series]
    for name, pair in zip((outlet, comparison), sides, strict=False):
        if not all(cells.denominator[0] > 0 for cells in pair):
            raise FramingError(f"{name} has no articles before or after the events; take a wider window")
    changes = [_change(before, after) for before, after in sides]
    change = changes[0] if len(changes) == 1 else _difference(changes[0], changes[1])
    placebo, dates = _placebo(series, at, window, options.seed, observed=change[0])
    before, after = sides[0]
    return EventChange(
        outlet=outlet,
        comparison=comparison,
        before=float(before.value[0]) * scale,
        after=float(after.value[0]) * scale,
        change=change[0] * scale,
        low=change[1] * scale,
        high=change[2] * scale,
        level=options.level,
        events=len(at),
        n_articles=(_articles(series[0], at, 0, window), _articles(series[0], at, 1, window)),
        placebo=placebo,
        placebo_dates=dates,
        unit=f"share of {columns.denominator}" if window.share else f"per 1,000 {columns.denominator}",
    )


def event_profile(
    articles: pd.DataFrame, columns: Measured, events: Iterable[date], outlet: str, *, window: Window | None = None
) -> pd.DataFrame:
    """The outlet's sums by day relative to the events: columns day, numerator, denominator, n_articles, value."""
    import pandas as pd

    window = window or Window()
    (days,) = _by_day(articles, columns, [outlet])
    at = _indices(sorted(set(events)), days, window)
    relative = np.arange(-window.before, window.after)
    place = at[:, None] + relative
    sums = {name: getattr(days, name)[place].sum(axis=0) for name in ("numerator", "denominator", "articles")}
    below = np.where(sums["denominator"] > 0, sums["denominator"], np.nan)
    value = sums["numerator"] / below * (1.0 if window.share else 1000.0)
    return pd.DataFrame({"day": relative, **sums, "value": value}).rename(columns={"articles": "n_articles"})


def _by_day(articles: pd.DataFrame, columns: Measured, outlets: Sequence[str]) -> list[_Days]:
    import pandas as pd

    require(articles, (columns.numerator, columns.denominator, columns.outlet, columns.date))
    known = sorted(articles[columns.outlet].astype(str).unique())
    for name in outlets:
        if name not in known:
            raise FramingError(f"no outlet {name!r}; choose from {', '.join(known)}")
    dated = articles.assign(_day=days_of(articles[columns.date])).dropna(subset=["_day"])
    if dated.empty:
        raise FramingError("no article has a date; event windows need dates")
    every = pd.date_range(dated["_day"].min(), dated["_day"].max(), freq="D")
    found = []
    for name in outlets:
        by_day = dated[dated[columns.outlet].astype(str) == name].groupby("_day")
        sums = by_day[[columns.numerator, columns.denominator]].sum().reindex(every, fill_value=0)
        sizes = by_day.size().reindex(every, fill_value=0)
        figures = (column.to_numpy(dtype=float) for column in (*(sums[name] for name in sums), sizes))
        found.append(_Days(every[0].date(), *figures))
    return found


def _indices(events: Sequence[date], days: _Days, window: Window) -> NDArray[np.intp]:
    if not events:
        raise FramingError("give at least one event")
    at = np.array([(event - days.first).days for event in events], dtype=np.intp)
    outside = (at < window.before) | (at + window.after > len(days.numerator))
    if outside.any():
        raise FramingError(
            f"the window of {events[int(np.argmax(outside))]} leaves the corpus; take a shorter one or leave it out"
        )
    close = np.diff(at) < window.before + window.after
    if close.any():
        first = int(np.argmax(close))
        raise FramingError(f"the windows of {events[first]} and {events[first + 1]} overlap; take shorter ones")
    return at


def _side(at: NDArray[np.intp], side: int, window: Window) -> NDArray[np.intp]:
    """The days of one side of all windows, one after the other."""
    relative = np.arange(-window.before, 0) if side == 0 else np.arange(window.after)
    return np.asarray((at[:, None] + relative).ravel(), dtype=np.intp)


def _cells(days: _Days, at: NDArray[np.intp], side: int, window: Window, options: EstimateOptions) -> Cells:
    place = _side(at, side, window)
    x, w = days.numerator[:, None], days.denominator[:, None]
    effect = design_effect(x, w, np.zeros(len(x), dtype=np.intp), share=window.share)
    return estimate_cells(x[place], w[place], effect, ("event", str(side)), share=window.share, options=options)


def _articles(days: _Days, at: NDArray[np.intp], side: int, window: Window) -> int:
    return int(days.articles[_side(at, side, window)].sum())


def _change(before: Cells, after: Cells) -> tuple[float, float, float]:
    low, high = mover((after.value, after.low, after.high), (before.value, before.low, before.high))
    return float(after.value[0] - before.value[0]), float(low[0]), float(high[0])


def _difference(first: tuple[float, float, float], second: tuple[float, float, float]) -> tuple[float, float, float]:
    one, other = (tuple(np.array([each]) for each in change) for change in (first, second))
    low, high = mover((one[0], one[1], one[2]), (other[0], other[1], other[2]))
    return first[0] - second[0], float(low[0]), float(high[0])


def _placebo(
    series: Sequence[_Days], at: NDArray[np.intp], window: Window, seed: int, *, observed: float
) -> tuple[float, int]:
    """The share of draws of as many other dates with as large a change; and how many dates there are."""
    size = len(series[0].numerator)
    dates = np.arange(window.before, size - window.after + 1)
    reach = window.before + window.after
    dates = dates[(np.abs(dates[:, None] - at) >= reach).all(axis=1)]
    if len(dates) < _FEWEST_DATES * len(at):
        return float("nan"), len(dates)
    draws = dates[generator(seed, "placebo").integers(len(dates), size=(_PLACEBO_DRAWS, len(at)))]
    if len(at) == 1:
        draws = dates[:, None]
    total: Any = 0.0
    for sign, days in zip((1, -1), series, strict=False):
        total = total + sign * _changes(days, draws, window)
    found = np.abs(total[np.isfinite(total)])
    return float((1 + (found >= abs(observed) - 1e-15).sum()) / (1 + len(found))), len(dates)


def _changes(days: _Days, at: NDArray[np.intp], window: Window) -> Floats:
    """The change of every row of dates, from running sums."""
    x, w = (np.concatenate([[0.0], np.cumsum(each)]) for each in (days.numerator, days.denominator))

    def rate(start: NDArray[np.intp], end: NDArray[np.intp]) -> Floats:
        words = (w[end] - w[start]).sum(axis=1)
        return np.asarray((x[end] - x[start]).sum(axis=1) / np.where(words > 0, words, np.nan), dtype=float)

    return rate(at, at + window.after) - rate(at - window.before, at)
