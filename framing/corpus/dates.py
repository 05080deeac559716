"""Dates of publication in the spellings that tables use."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

EARLIEST = date(1600, 1, 1)

_TIME = (
    r"(?:(?:T|,?\s+)(?:at\s+)?\d{1,2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|[a-z]{2,5}|[+-]\d{2}(?::?\d{2})?)?(?:\s*\([a-z]+\))?)?"
)
_NAMED_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_WEEKDAY = rf"(?:{_NAMED_DAY}\.?,?\s+)?"
_BEHIND = rf"(?:,?\s+{_NAMED_DAY})?"  # as newspaper databases write it: March 12, 2024 Tuesday
_FLAGS = re.ASCII | re.IGNORECASE
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", _FLAGS)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?", _FLAGS)
_NUMERIC = re.compile(rf"{_WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", _FLAGS)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+([a-z]+)\.?,?[\s-]+(\d{{4}}|\d{{2}}){_BEHIND}{_TIME}",
    _FLAGS,
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}|\d{{2}}){_BEHIND}{_TIME}", _FLAGS
)
_EPOCH = re.compile(r"(-?\d{9,10}|\d{12,13})(?:\.\d+)?", _FLAGS)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class DateError(ValueError):
    """A value that is no usable date: `code` is the issue's, the message says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse_date(value: str, order: str) -> date:
    """The day that `value` names, as written there (no change of time zone); epoch seconds count in UTC.

    `order` ("dmy" or "mdy") reads dates such as 3/4/2015; it is decided for a whole column by DateColumn.

    Raises:
        DateError: the value is unreadable, impossible, before 1600 or has a year of two digits.
    """
    found = _parts(value.strip(), order)
    if found is None:
        raise DateError("unreadable-date", "is no date known here; write it as YYYY-MM-DD")
    if isinstance(found, date):
        return _not_early(found)
    year, month, day = found
    if len(year) == 2:
        raise DateError("two-digit-year", "has a year of two digits; write the year in four digits")
    try:
        result = date(int(year), month, day)
    except ValueError:
        raise DateError(
            "impossible-date",
            f"is no day of the calendar (year {year}, month {month}, day {day}); correct it",
        ) from None
    return _not_early(result)


def _not_early(found: date) -> date:
    if found < EARLIEST:
        raise DateError("early-date", "lies before 1600; correct it")
    return found


def _parts(value: str, order: str) -> date | tuple[str, int, int] | None:
    """Year, month and day as written; a date where the value counts seconds; None if it is no date."""
    if match := _YEAR_FIRST.fullmatch(value):
        return match[1], int(match[3]), int(match[4])
    if match := _COMPACT.fullmatch(value):
        return match[1], int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(value):
        first, second = int(match[1]), int(match[3])
        return (match[4], second, first) if order == "dmy" else (match[4], first, second)
    if (match := _DAY_MONTH.fullmatch(value)) and (month := _month(match[2])):
        return match[3], month, int(match[1])
    if (match := _MONTH_DAY.fullmatch(value)) and (month := _month(match[1])):
        return match[3], month, int(match[2])
    if match := _EPOCH.fullmatch(value):
        seconds = int(match[1]) // (1000 if len(match[1]) >= 12 else 1)
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()
    return None


def _month(word: str) -> int:
    """1 to 12, or 0 if the word is no English month."""
    lower = word.lower()
    if lower in _FULL:
        return _FULL.index(lower) + 1
    if lower == "sept":
        return 9
    return _MONTHS.index(lower) + 1 if lower in _MONTHS else 0


def numeric_parts(value: str) -> tuple[int, int] | None:
    """First and second number of a date such as 3/4/2015; None for any other spelling."""
    match = _NUMERIC.fullmatch(value.strip())
    if match is None or len(match[4]) == 2:
        return None
    return int(match[1]), int(match[3])
