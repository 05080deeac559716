from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.dates import DateError, numeric_parts, parse_date

DAY = date(2015, 7, 5)


@pytest.mark.parametrize(
    "value",
    [
        "2015-07-05",
        "2015-7-5",
        "2015/07/05",
        " 2015-07-05 ",
        "2015-07-05T23:30:00Z",
        "2015-07-05T23:30:00.123456+02:00",
        "2015-07-05 23:30",
        "Sun, 05 Jul 2015 23:30:00 +0000",
        "Sun, 5 Jul 2015 23:30:00 GMT",
        "5 Jul 2015 10:00:00 -0400 (EDT)",
        "Jul 5, 2015",
        "July 5, 2015",
        "July 5th, 2015, 10:30 am",
        "5 July 2015",
        "5th of July 2015",
        "05-Jul-2015",
        "Sun 05 Jul 2015",
        "Sunday, July 5, 2015",
        "July 5, 2015 Sunday",
        "July 5, 2015 Sunday 10:15 AM EST",
        "5 July 2015 Sunday",
        "20150705",
        "20150705T233000Z",
        "1436054400",
        "1436054400000",
        "1436054400.0",
    ],
)
@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_spellings_that_no_order_changes(value, order):
    assert parse_date(value, order) == DAY


@pytest.mark.parametrize("value", ["3/4/2015", "03.04.2015", "3-4-2015", "3/4/2015 10:30 PM"])
def test_order_decides_numeric_dates(value):
    assert parse_date(value, "dmy") == date(2015, 4, 3)
    assert parse_date(value, "mdy") == date(2015, 3, 4)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31/02/2015", "impossible-date"),
        ("2015-02-30", "impossible-date"),
        ("0000-01-01", "impossible-date"),
        ("31 Feb 2015", "impossible-date"),
        ("3/4/15", "two-digit-year"),
        ("5 Jul 15", "two-digit-year"),
        ("1599-12-31", "early-date"),
        ("July 2015", "unreadable-date"),
        ("2015", "unreadable-date"),
        ("yesterday", "unreadable-date"),
        ("5 Brumaire 2015", "unreadable-date"),
        ("2015-07-05 and more", "unreadable-date"),
        ("٢٠١٥-٠٧-٠٥", "unreadable-date"),
    ],
)
def test_refused(value, code):
    with pytest.raises(DateError) as error:
        parse_date(value, "dmy")
    assert error.value.code == code


@given(st.dates(min_value=date(1600, 1, 1)))
def test_every_day_comes_back(day):
    assert parse_date(day.isoformat(), "mdy") == day
    assert parse_date(f"{day.day}/{day.month}/{day.year:04}", "dmy") == day
    assert parse_date(f"{day.month}/{day.day}/{day.year:04}", "mdy") == day


@given(st.text())
def test_any_text_gives_a_date_or_its_own_error(value):
    try:
        parse_date(value, "dmy")
    except DateError as error:
        assert error.code.endswith(("-date", "-year"))


def test_numeric_parts():
    assert numeric_parts("3/14/2015") == (3, 14)
    assert numeric_parts("3/14/15") is None
    assert numeric_parts("2015-03-14") is None
