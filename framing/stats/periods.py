"""Calendar periods of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

PERIODS = ("auto", "year", "half", "quarter", "month", "week", "day", "all")
UNDATED = "undated"
ALL = "all"


def choose_period(published: pd.Series) -> str:
    """The period that suits the span of the dates: week up to 2 months, month to 2 years, half to 8, year."""
    import pandas as pd

    dates = pd.to_datetime(published, errors="coerce").dropna()
    if dates.empty:
        return ALL
    first, last = dates.min(), dates.max()
    for name, months in (("week", 2), ("month", 24), ("half", 96)):
        if last <= first + pd.DateOffset(months=months):
            return name
    return "year"


def period_labels(published: pd.Series, period: str = "auto") -> pd.Series:
    """The period of each date as text that sorts in time order, on the index of `published`.

    2016-02-05, 2016-W05 (ISO week), 2016-02, 2016-Q1, 2016-H1, 2016, or "all"; "undated" where there is no date.
    Raises FramingError for an unknown period.
    """
    import pandas as pd

    if period not in PERIODS:
        raise FramingError(f"unknown period {period!r}; choose one of {', '.join(PERIODS)}")
    chosen = choose_period(published) if period == "auto" else period
    if chosen == ALL:
        return pd.Series(ALL, index=published.index, dtype=object)
    dates = pd.to_datetime(published, errors="coerce")
    year = dates.dt.year.astype("Int64").astype(str)
    if chosen == "year":
        labels = year
    elif chosen == "half":
        labels = year + "-H" + ((dates.dt.month + 5) // 6).astype("Int64").astype(str)
    elif chosen == "quarter":
        labels = year + "-Q" + dates.dt.quarter.astype("Int64").astype(str)
    elif chosen in ("month", "day"):
        labels = dates.dt.strftime("%Y-%m" if chosen == "month" else "%Y-%m-%d")
    else:
        week = dates.dt.isocalendar()
        labels = week["year"].astype(str) + "-W" + week["week"].astype(str).str.zfill(2)
    return labels.astype(object).where(dates.notna(), UNDATED)
