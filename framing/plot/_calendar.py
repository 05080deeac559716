"""Periods in the order of the calendar, so that a stretch without articles keeps its width."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

_NAME = re.compile(r"(\d{4})(?:-([HQW]?)(\d{1,2})(?:-\d{2})?)?")
_LENGTHS = {"H": 2, "Q": 4, "": 12}


def every_period(names: Iterable[str]) -> list[str]:
    """All periods from the first to the last of `names`, those that are missing between them included.

    names: 2016, 2016-H1, 2016-Q1, 2016-02, 2016-W05 or 2016-02-05, of one kind; others are only sorted.
    """
    known = sorted(set(names))
    kinds = {(match[2], len(name)) if (match := _NAME.fullmatch(name)) else name for name in known}
    if len(kinds) != 1 or not _NAME.fullmatch(known[0]):
        return known
    periods = [known[0]]
    while periods[-1] < known[-1]:
        periods.append(_after(periods[-1]))
    return periods


def place_of(day: date, periods: Sequence[str]) -> float | None:
    """Where the start of a day lies on an axis whose periods, one after the other, have their middles at 0, 1, 2 …

    None where the periods are not of the calendar. A day before or after all of them is at either end.
    """
    if not periods or not _NAME.fullmatch(periods[0]):
        return None
    starts = [first_day(name) for name in (*periods, _after(periods[-1]))]
    if day <= starts[0]:
        return -0.5
    index = min(bisect_right(starts, day), len(periods)) - 1
    start, end = starts[index], starts[index + 1]
    return index - 0.5 + min(1.0, (day - start).days / (end - start).days)


def first_day(name: str) -> date:
    """The first day of a period of the calendar."""
    if name.count("-") == 2:
        return date.fromisoformat(name)
    year, _, part = name.partition("-")
    kind, number = part.rstrip("0123456789"), int(part.lstrip("HQW") or 1)
    if kind == "W":
        return date.fromisocalendar(int(year), number, 1)
    return date(int(year), (number - 1) * {"H": 6, "Q": 3, "": 1}[kind] + 1, 1)


def _after(name: str) -> str:
    """The period that follows."""
    if name.count("-") == 2:
        return (date.fromisoformat(name) + timedelta(days=1)).isoformat()
    year, _, part = name.partition("-")
    following = f"{int(year) + 1:04d}"
    if not part:
        return following
    kind, number = part.rstrip("0123456789"), int(part.lstrip("HQW"))
    # 28 December is in the last ISO week of its year
    last = date(int(year), 12, 28).isocalendar().week if kind == "W" else _LENGTHS[kind]
    digits = len(part) - len(kind)
    return f"{year}-{kind}{number + 1:0{digits}d}" if number < last else f"{following}-{kind}{1:0{digits}d}"
