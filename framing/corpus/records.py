"""What every table reader yields: one record a data row, and plain text for any cell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from framing.types import Issue

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One data row, counted from 1; `cells` is None where it could not be read, and an issue says why."""

    row: int
    cells: Mapping[str, object] | None
    issues: tuple[Issue, ...] = ()


class Table(Protocol):
    """A table that can be read more than once."""

    columns: tuple[str, ...]
    guesses: list[str]

    def records(self, wanted: Sequence[str]) -> Iterator[Record]:
        """Every data row, in order, with the cells of the wanted columns."""
        ...


def as_text(value: object) -> str | None:
    """A cell as text: "" for a missing value, None for a nested one.

    Half a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, (dict, list, tuple)):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # tables write whole numbers with gaps as floats
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
