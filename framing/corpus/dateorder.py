"""The order of day and month in a column: decided for the whole column, never row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.corpus.dates import numeric_parts
from framing.errors import CorpusError
from framing.types import Issue


@dataclass(slots=True)
class DateColumn:
    """What the numeric dates of a whole column say about the order of day and month."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0
    first: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, value: str, row: int) -> None:
        """Count one value of the column; other spellings than 3/4/2015 say nothing."""
        parts = numeric_parts(value)
        if parts is None:
            return
        first, second = parts
        if first > 12 >= second >= 1:
            self.day_first += 1
            self.first.setdefault("dmy", (row, value))
        elif second > 12 >= first >= 1:
            self.month_first += 1
            self.first.setdefault("mdy", (row, value))
        elif first != second and max(first, second) <= 12:
            self.open += 1
            self.first.setdefault("open", (row, value))

    def decide(self, name: str, column: str) -> tuple[str, str]:
        """The order of the column and a sentence on how it was decided ("" where it does not matter).

        Raises:
            CorpusError: the column holds dates that fit both orders and none that decides.
        """
        if self.day_first == self.month_first:
            if self.open or self.day_first:
                raise CorpusError(self._undecided(name, column))
            return "dmy", ""
        order = "dmy" if self.day_first > self.month_first else "mdy"
        row, value = self.first[order]
        words = "day/month/year" if order == "dmy" else "month/day/year"
        decisive = max(self.day_first, self.month_first)
        return order, (
            f"{name}: dates in column {column!r} read as {words}, decided by {decisive:,} of them "
            f"(first: {value!r} in row {row:,}); pass --date-order to change"
        )

    def mixed(self, order: str, name: str, column: str) -> Issue | None:
        """An issue where dates of the column fit only the other order."""
        count = self.month_first if order == "dmy" else self.day_first
        if not count:
            return None
        message = (
            f"{name}: column {column!r} mixes orders of day and month: read as {order}, which {count:,} "
            "dates contradict; dates that fit both orders may be wrong; write all as YYYY-MM-DD"
        )
        return Issue("mixed-date-order", message, file=name)

    def _undecided(self, name: str, column: str) -> str:
        remedy = "pass --date-order dmy (day first) or --date-order mdy (month first)"
        if self.day_first:
            (row, value), (other, second) = self.first["dmy"], self.first["mdy"]
            return (
                f"column {column!r} of {name} mixes day/month/year ({self.day_first:,} dates, first "
                f"{value!r} in row {row:,}) and month/day/year ({self.month_first:,}, first {second!r} in "
                f"row {other:,}); {remedy}"
            )
        row, value = self.first["open"]
        return (
            f"the order of day and month in column {column!r} of {name} cannot be decided: {self.open:,} "
            f"dates fit both orders and none decides (first: {value!r} in row {row:,}); {remedy}"
        )
