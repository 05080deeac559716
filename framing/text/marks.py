"""Quotation marks as they stand on the page: family, side, and what a pairing must know of those after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.types import Span

_MARK = re.compile(r"[“”„‟\"＂«»‹›‛]|'{2,}|’’|‘‘|``?|(?<!\w)['’‘]|['’‘](?!\w)")  # not inside a word
_FAMILIES = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "''", "``", "’’", "‘‘"), "double"),
    **dict.fromkeys(("«", "»"), "angle"),
    **dict.fromkeys(("‹", "›"), "small angle"),
    **dict.fromkeys(("‘", "’", "'", "`", "‛"), "single"),
}
_OPENS = frozenset(("“", "„", "‟", "``", "‘‘", "‘", "`", "‛", "«", "‹"))
_CLOSES = frozenset(("”", "’’", "’", "»", "›"))
_BEFORE_OPEN = frozenset("([{—–-/“„«‹‘\"'`")
_AFTER_CLOSE = frozenset(".,;:!?…)]}—–-/”»›’\"'")
_ELISION = re.compile(r"\d0s|(?:em|til|tis|twas|twere|cause|cos|bout|round|neath|n)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’]\s?\d{1,2}\Z")


@dataclass(slots=True)
class Mark:
    """One mark: `side` is "open", "close" or "either"; `weak` a close that may be an apostrophe.

    `balance` is closes less opens of the family from here to the end of the paragraph, `single` and
    `close` the places of the next single mark and of the next double mark that may close.
    """

    start: int
    end: int
    family: str
    side: str
    weak: bool = False
    balance: int = 0
    single: int = -1
    close: int = -1


def marks_by_paragraph(text: str, spans: Sequence[Span], skipped: Iterator[Span]) -> list[list[Mark]]:
    """Return the marks of each paragraph, those in boilerplate left out."""
    out: list[list[Mark]] = []
    skip = next(skipped, None)
    for start, end in spans:
        marks: list[Mark] = []
        for match in _MARK.finditer(text, start, end):
            while skip and skip[1] <= match.start():
                skip = next(skipped, None)
            if not skip or match.start() < skip[0]:
                marks.extend(_read(text, match.start(), match.end(), (start, end)))
        _look_ahead(marks)
        out.append(marks)
    return out


def _read(text: str, start: int, end: int, span: Span) -> Iterator[Mark]:
    """Yield the mark at a place with the side it seems to be on, or none for an apostrophe."""
    glyph = text[start:end]
    left = text[start - 1] if start > span[0] else ""
    right = text[end] if end < span[1] else ""
    if glyph == "'''":  # ''He said, 'No.''' ends with a single and a double, '''No,' she said'' begins reversed
        middle = start + (1 if left.strip() else 2)
        yield from _read(text, start, middle, span)
        yield from _read(text, middle, end, span)
        return
    family = _FAMILIES.get(glyph)
    if family is None:
        return
    opens = not left.strip() or left in _BEFORE_OPEN
    closes = not right.strip() or right in _AFTER_CLOSE
    side = "either" if opens == closes else "open" if opens else "close"
    if glyph in _OPENS and side == "either":
        side = "open"
    elif glyph in _CLOSES:
        side = "either" if side == "open" else "close"
    if family == "single":
        if (side != "close" and _ELISION.match(text, end)) or (glyph == "’" and side == "either"):
            return
        lower = end + 1 < span[1] and right.isspace() and text[end + 1].islower()
        yield Mark(start, end, family, side, weak=lower and left in "sSnN")
    elif not (left.isdigit() and _FEET.search(text, max(span[0], start - 6), start)):
        yield Mark(start, end, family, side)


def _look_ahead(marks: list[Mark]) -> None:
    """Fill in what each mark must know of those after it, in one pass from the end."""
    balance: dict[str, int] = {}
    single = close = -1
    for place in range(len(marks) - 1, -1, -1):
        mark = marks[place]
        step = {"open": -1, "close": 1}.get(mark.side, 0)
        balance[mark.family] = mark.balance = balance.get(mark.family, 0) + step
        mark.single, mark.close = single, close
        if mark.family == "single":
            single = place
        elif mark.side != "open":
            close = place
