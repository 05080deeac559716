from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.plot._calendar import every_period
from framing.stats.periods import period_labels


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["2018", "2015"], ["2015", "2016", "2017", "2018"]),
        (["2015-H2", "2016-H2"], ["2015-H2", "2016-H1", "2016-H2"]),
        (["2015-Q4", "2016-Q2"], ["2015-Q4", "2016-Q1", "2016-Q2"]),
        (["2015-11", "2016-02"], ["2015-11", "2015-12", "2016-01", "2016-02"]),
        (["2020-W52", "2021-W01"], ["2020-W52", "2020-W53", "2021-W01"]),
        (["2021-W52", "2022-W01"], ["2021-W52", "2022-W01"]),
        (["2020-02-28", "2020-03-01"], ["2020-02-28", "2020-02-29", "2020-03-01"]),
        (["2015", "2015-H1"], ["2015", "2015-H1"]),
        (["spring", "autumn"], ["autumn", "spring"]),
        ([], []),
    ],
)
def test_missing_periods_are_filled_in(names, expected):
    assert every_period(names) == expected


@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(["year", "half", "quarter", "month", "week", "day"]),
)
def test_the_periods_are_those_of_all_days_between(first, days, period):
    every_day = pd.Series(pd.to_datetime([first + timedelta(days=i) for i in range(days + 1)]))
    labels = period_labels(every_day, period)
    assert every_period([labels.iloc[0], labels.iloc[-1]]) == list(dict.fromkeys(labels))
