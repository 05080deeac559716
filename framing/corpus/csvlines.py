"""Rows of a delimited file, with a way out of quotation marks that are never closed.

A stray quotation mark makes a CSV parser swallow all lines up to the next one, silently. Here the
parser runs in strict mode: where it stumbles, the record's first line is set apart and the parser
starts again on the line after it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

FIELD_LIMIT = 1 << 28  # characters; an unclosed quotation mark is looked for no further


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row and the physical line it starts on.

    `broken` says what is wrong with its quotation marks ("" if nothing); `fields` then holds the first line
    alone, split literally. `suspect` rows follow a broken one and do not look like rows.
    """

    line: int
    fields: tuple[str, ...]
    broken: str = ""
    suspect: bool = False


class _Lines:
    """Feeds lines to the parser, remembers those of the current record, and takes them back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = iter(stream)
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._stream)
        self.record.append(line)
        return line

    @property
    def replaying(self) -> bool:
        return bool(self._again)

    def begin(self) -> None:
        self.line += len(self.record)
        self.record = []

    def keep_first(self) -> None:
        self._again.extendleft(reversed(self.record[1:]))
        del self.record[1:]


def read_rows(stream: TextIO, delimiter: str) -> Iterator[Row]:
    """Every row that is not blank, the header too."""
    csv.field_size_limit(FIELD_LIMIT)
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    width = 0
    unsettled = False  # from a broken row to the next one that looks like a row
    while True:
        lines.begin()
        suspect = unsettled or lines.replaying
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            unsettled = True
            yield _broken(lines, delimiter)
            continue
        if len(lines.record) > 1 and _swallows_rows(lines.record, delimiter, width):
            unsettled = True
            yield _broken(lines, delimiter)
            continue
        width = width or len(fields)
        if fields:
            odd = len(fields) != width or _is_prose(fields, delimiter)
            unsettled = unsettled and odd
            yield Row(lines.line, tuple(fields), suspect=suspect and odd)


def _broken(lines: _Lines, delimiter: str) -> Row:
    count = len(lines.record)
    first = lines.record[0].rstrip("\r\n")
    why = (
        f"a quotation mark opens on line {lines.line} and is not closed in the {count:,} lines from there on"
        if count > 1 or first.count('"') % 2
        else f"a quotation mark inside a quoted field on line {lines.line} is not doubled"
    )
    lines.keep_first()
    return Row(lines.line, _split_literally(first, delimiter), why)


def _swallows_rows(record: list[str], delimiter: str, width: int) -> bool:
    """Whether a field that runs over lines holds whole rows; told for tabs only, prose holds commas."""
    if delimiter != "\t" or width < 3:
        return False
    return any(line.count("\t") == width - 1 for line in islice(record, 1, len(record) - 1))


def _is_prose(fields: list[str], delimiter: str) -> bool:
    """Whether a line reads like a paragraph, whose commas are followed by spaces."""
    return delimiter != "\t" and any(field.startswith(" ") for field in fields[1:])


def _split_literally(line: str, delimiter: str) -> tuple[str, ...]:
    """The fields between delimiters; () where a comma inside quotation marks may have been cut.

    With tabs a quotation mark is taken for text, unless the field is quoted as a whole.
    """
    fields = line.split(delimiter)
    if delimiter == "\t":
        return tuple(_unwrap(field) if '"' not in field[1:-1].replace('""', "") else field for field in fields)
    if _is_prose(fields, delimiter) or any(field.startswith('"') != field.endswith('"') for field in fields):
        return ()
    return tuple(_unwrap(field) for field in fields)


def _unwrap(field: str) -> str:
    if len(field) > 1 and field[0] == field[-1] == '"':
        return field[1:-1].replace('""', '"')
    return field
