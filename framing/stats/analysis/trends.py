"""A figure over time: its values, the effect of a date, dates of change, the days around events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats.analysis.counts import Wanted, count_articles
from framing.stats.analysis.plan import Plan, Trend
from framing.stats.changepoints import ChangeOptions, change_points
from framing.stats.estimates import EstimateOptions
from framing.stats.events import Window, event_change
from framing.stats.its import InterruptionOptions, interrupted
from framing.stats.options import Scored
from framing.stats.periods import choose_period, period_labels
from framing.stats.series import Measured, rate_series

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = Measured("numerator", "denominator")


def run_trend(scored: Scored, trend: Trend, plan: Plan) -> dict[str, pd.DataFrame]:
    """The series of every outlet (or group), and what the trend asks of it, as tables by name.

    series: a row an outlet and period. interruption: a row an outlet and term of the model. changes: a row a date
    of change. events: a row an outlet. What cannot be estimated has a row with a `note`.
    """
    import pandas as pd

    counted = count_articles(scored, Wanted(trend.measure, trend.item, trend.voice, trend.subset))
    # the outlet to compare with belongs to the series, named or not
    both = (*trend.outlets, trend.comparison) if trend.outlets and trend.comparison else trend.outlets
    counted = counted.of(trend.groups, both)
    if trend.period == "auto":
        trend = replace(trend, period=choose_period(counted.articles["published"]))
    options = EstimateOptions(level=plan.level, replicates=plan.replicates, seed=plan.seed)
    series = rate_series(counted.articles, _COLUMNS, period=trend.period, share=counted.share, options=options)
    series = series.assign(
        measure=trend.measure, item=trend.item, voice=trend.voice, unit=counted.unit, trend=trend.name
    )
    tables = {"series": series}
    outlets = sorted(counted.articles["outlet"].unique())
    if trend.interruption is not None:
        rows = [
            row
            for outlet in outlets
            if outlet != trend.comparison
            for row in _interruption(series, outlet, trend, plan)
        ]
        tables["interruption"] = pd.DataFrame(rows)
    if trend.change_points:
        tables["changes"] = pd.DataFrame([row for outlet in outlets for row in _changes(series, outlet, trend, plan)])
    if trend.events:
        window = Window(trend.before, trend.after, counted.share, trend.comparison)
        tables["events"] = pd.DataFrame(
            [
                _events(counted.articles, outlet, trend, window, options) | {"unit": counted.unit}
                for outlet in outlets
                if outlet != trend.comparison
            ]
        )
    return tables


def _interruption(series: pd.DataFrame, outlet: str, trend: Trend, plan: Plan) -> list[dict[str, Any]]:
    import pandas as pd

    names = {"trend": trend.name, "outlet": outlet, "comparison": trend.comparison, "date": trend.interruption}
    mine = series[series["outlet"] == outlet].reset_index(drop=True)
    turn = str(period_labels(pd.Series(pd.to_datetime([str(trend.interruption)])), trend.period).iloc[0])
    index = int((mine["period"] < turn).sum())
    try:
        other = None
        if trend.comparison:
            other = series[series["outlet"] == trend.comparison]["value"].to_numpy(dtype=float)
            if not len(other):
                raise FramingError(f"no outlet {trend.comparison!r} to compare with")
        options = InterruptionOptions(level=plan.level, seed=plan.seed)
        found = interrupted(mine["value"].to_numpy(dtype=float), index, comparison=other, options=options)
    except FramingError as error:
        return [names | {"note": str(error)}]
    return [
        names
        | {
            "term": term.name,
            "estimate": term.value,
            "low": term.low,
            "high": term.high,
            "p_value": term.p_value,
            "placebo": found.placebo,
            "placebo_dates": found.placebo_dates,
            "unit": mine["unit"].iloc[0],
            "note": "; ".join(found.notes),
        }
        for term in found.terms
    ]


def _changes(series: pd.DataFrame, outlet: str, trend: Trend, plan: Plan) -> list[dict[str, Any]]:
    names = {"trend": trend.name, "outlet": outlet}
    mine = series[(series["outlet"] == outlet) & series["value"].notna()]
    try:
        found = change_points(
            mine["value"].to_numpy(dtype=float),
            weights=mine["denominator"].to_numpy(dtype=float),
            periods=mine["period"].tolist(),
            events=list(trend.known.items()),
            options=ChangeOptions(level=plan.level),
        )
    except FramingError as error:
        return [names | {"note": str(error)}]
    if not found.changes:
        return [names | {"note": f"no change found in {len(mine)} periods"}]
    return [
        names
        | {
            "period": change.period,
            "from": change.low_period,
            "to": change.high_period,
            "before": change.before,
            "after": change.after,
            "known": "; ".join(change.explained),
            "unit": mine["unit"].iloc[0],
            "note": "",
        }
        for change in found.changes
    ]


def _events(
    articles: pd.DataFrame, outlet: str, trend: Trend, window: Window, options: EstimateOptions
) -> dict[str, Any]:
    names = {"trend": trend.name, "outlet": outlet, "comparison": trend.comparison}
    try:
        found = event_change(articles, _COLUMNS, trend.events, outlet, window=window, options=options)
    except FramingError as error:
        return names | {"estimate": np.nan, "note": str(error)}
    return names | {
        "before": found.before,
        "after": found.after,
        "estimate": found.change,
        "low": found.low,
        "high": found.high,
        "events": found.events,
        "placebo": found.placebo,
        "placebo_dates": found.placebo_dates,
        "note": "",
    }
