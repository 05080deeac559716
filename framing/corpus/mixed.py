"""Files that mix encodings: each line is read as UTF-8 where it is that, as Windows-1252 (cp1252) elsewhere.

Bytes that are no UTF-8 travel through the parser as lone surrogates (the error handler `surrogateescape`), which
leaves every delimiter in its place, and are settled in the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.corpus.records import Record
from framing.types import Issue

ESCAPE = "surrogateescape"  # the error handler that `mend` undoes
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_BREAK = re.compile("[\r\n]")
_LINE = re.compile("[^\r\n]+")


def mend(text: str) -> str:
    """The text with every escaped byte read, line by line, and no escape left.

    A line with such bytes is cp1252 as a whole, unless most of its characters beyond ASCII are UTF-8: it is then
    damaged or cut off, and its bad bytes become U+FFFD, as those that cp1252 does not define do.
    """
    return _LINE.sub(lambda line: _mend_line(line[0]), text) if _ESCAPED.search(text) else text


def _mend_line(line: str) -> str:
    bad = len(_ESCAPED.findall(line))
    if not bad:
        return line
    good = len(_BEYOND_ASCII.findall(line)) - bad
    return line.encode("utf-8", ESCAPE).decode("utf-8" if good > bad else "cp1252", "replace")


def mend_record(name: str, record: Record) -> Record:
    """The record with its cells mended, and an issue that names the columns where any was."""
    before = record.cells or {}
    after = {column: mend(cell) if isinstance(cell, str) else cell for column, cell in before.items()}
    odd = [repr(column) for column, cell in after.items() if cell != before[column]]
    if not odd:
        return record
    where = f"column{'s' if len(odd) > 1 else ''} {', '.join(odd)}"
    return Record(record.row, after, (*record.issues, mixed_issue(name, record.row, where)))


def mixed_issue(name: str, row: int, where: str) -> Issue:
    """The issue of a row that is not in the encoding of the others."""
    message = (
        f"{name}, row {row}: bytes in {where} are no UTF-8, though other rows are: such lines are read as "
        "Windows-1252 (cp1252), or keep U+FFFD for each such byte where most of the line is UTF-8; check the "
        "accents and quotation marks of this row, and save the file in one encoding"
    )
    return Issue("mixed-encoding", message, file=name, row=row)


def count_lines(chunks: Iterable[str]) -> tuple[int, int]:
    """How many lines are UTF-8 beyond ASCII, at least for the most part, and how many hold bytes that are none."""
    good = bad = 0
    utf8 = escaped = 0  # characters and bytes of the line that the chunks so far end in
    for chunk in chunks:
        for number, part in enumerate(_BREAK.split(chunk)):
            if number:
                good, bad = good + (utf8 > escaped), bad + (escaped > 0)
                utf8 = escaped = 0
            if not part.isascii():
                stray = len(_ESCAPED.findall(part))
                escaped += stray
                utf8 += len(_BEYOND_ASCII.findall(part)) - stray
    return good + (utf8 > escaped), bad + (escaped > 0)
