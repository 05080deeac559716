import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats.periods import choose_period, period_labels


def dates(*texts):
    return pd.Series(pd.to_datetime(list(texts)))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2020-03-01", "week"),
        ("2020-03-02", "month"),
        ("2022-01-01", "month"),
        ("2022-01-02", "half"),
        ("2028-01-01", "half"),
        ("2028-01-02", "year"),
    ],
)
def test_the_span_chooses_the_period(last, expected):
    assert choose_period(dates("2020-01-01", last, None)) == expected


def test_no_date_at_all_is_one_period():
    assert choose_period(dates(None, None)) == "all"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("year", ["2020", "2021"]),
        ("half", ["2020-H2", "2021-H1"]),
        ("quarter", ["2020-Q4", "2021-Q1"]),
        ("month", ["2020-12", "2021-01"]),
        ("week", ["2020-W53", "2020-W53"]),
        ("day", ["2020-12-31", "2021-01-02"]),
        ("all", ["all", "all"]),
    ],
)
def test_labels(period, expected):
    assert period_labels(dates("2020-12-31", "2021-01-02"), period).tolist() == expected


def test_undated_articles_keep_their_place():
    found = period_labels(pd.Series(["2020-02-01", None], index=[7, 9], dtype="datetime64[ns]"), "month")
    assert found.to_dict() == {7: "2020-02", 9: "undated"}


def test_plain_dates_work_too():
    found = period_labels(pd.Series([pd.Timestamp("2020-02-01").date(), None], dtype=object), "quarter")
    assert found.tolist() == ["2020-Q1", "undated"]


def test_labels_sort_in_time_order():
    days = pd.Series(pd.date_range("2009-12-20", "2012-02-10", freq="3D"))
    for period in ("year", "half", "quarter", "month", "week", "day"):
        labels = period_labels(days, period).tolist()
        assert labels == sorted(labels)


def test_an_unknown_period_names_the_choices():
    with pytest.raises(FramingError, match=r"'decade'.*quarter"):
        period_labels(dates("2020-01-01"), "decade")
