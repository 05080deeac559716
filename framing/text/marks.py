"""Quotation marks as they stand on the page: family, side, and what a pairing must know of those after."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from framing.types import Layout, Span

_GLYPHS = r"“”„‟\"＂«»‹›‛'’‘`"
SUBSTANCE = re.compile(rf"[^\s{_GLYPHS}]")  # what a quotation must hold
# more than sixteen in a row are an ornament, taken whole and then no mark; single ones are none inside a word;
# a class comes first and what it may be is asked behind it, so that the search skips what is no mark fast
_MARK = re.compile(
    rf"[{_GLYPHS}](?:[{_GLYPHS}]{{16,}}|(?<=[“”„‟\"＂«»‹›‛])|(?<=')'+|(?<=’)’|(?<=‘)‘|(?<=`)`?"
    r"|(?<=['’‘])(?:(?<!\w['’‘])|(?!\w)))"
)
_FAMILIES = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "''", "``", "’’", "‘‘"), "double"),
    **dict.fromkeys(("«", "»"), "angle"),
    **dict.fromkeys(("‹", "›"), "small angle"),
    **dict.fromkeys(("‘", "’", "'", "`", "‛"), "single"),
}
_OPENS = frozenset(("“", "„", "‟", "``", "‘‘", "‘", "`", "‛", "«", "‹"))
_CLOSES = frozenset(("”", "’’", "’", "»", "›"))
_STEPS = {"open": -1, "close": 1, "either": 0}
_NAMES = ("double", "angle", "small angle", "single")
# what a mark may be, by code: family, side, weak, length; and the codes of single marks, and of others that may close
_KINDS = tuple(product(_NAMES, _STEPS, (False, True), (0, 1, 2)))
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_SINGLES = bytes(code for code, kind in enumerate(_KINDS) if kind[0] == "single")
_SHUTTING = bytes(code for code, kind in enumerate(_KINDS) if kind[0] != "single" and kind[1] != "open")
_BEFORE_OPEN = frozenset("([{—–-/“„«‹‘\"'`")
_AFTER_CLOSE = frozenset(".,;:!?…)]}—–-/”»›’\"'")
# behind an initial an s is a genitive: the U.N.'s
_ELISION = re.compile(r"\d0s|(?:em|til|tis|twas|twere|cause|cos|bout|round|neath|n|(?<=\..)s)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’]\s?\d{1,2}\Z")


class Mark(NamedTuple):
    """One mark: `side` is "open", "close" or "either"; `weak` a close that may be an apostrophe.

    One of no length stands where a displaced mark belongs.

    `balance` is closes less opens of the family from here to the end of the paragraph, `next_single` the
    side of the next single mark ("" where there is none), and `shut` whether a mark of another family that
    may close stands before that.
    """

    start: int
    end: int
    family: str
    side: str
    weak: bool = False
    balance: int = 0
    next_single: str = ""
    shut: bool = False


class Boilerplate:
    """Answers whether positions, asked in rising order, lie in boilerplate."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = iter(sorted(spans))
        self._span = next(self._spans, None)

    def holds(self, position: int) -> bool:
        """Whether a span of boilerplate holds the position."""
        while self._span and self._span[1] <= position:
            self._span = next(self._spans, None)
        return bool(self._span and self._span[0] <= position)


class Marks:
    """The marks of a paragraph in nine bytes each: a page may be nothing but marks."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._starts = array("q")
        self._codes = bytearray()
        for mark in marks:
            self._starts.append(mark.start)
            self._codes.append(_CODES[mark.family, mark.side, mark.weak, mark.end - mark.start])

    def first(self, *, strong: bool) -> tuple[int, str, str] | None:
        """Return start, family and side of the first mark, or of the first that is not single; None for none."""
        for place, code in enumerate(self._codes):
            family, side, _, _ = _KINDS[code]
            if not strong or family != "single":
                return self._starts[place], family, side
        return None

    def __iter__(self) -> Iterator[Mark]:
        """Yield the marks with what stands behind them, in one pass."""
        balance = dict.fromkeys(_NAMES, 0)  # closes less opens
        for code in set(self._codes):
            family, side, _, _ = _KINDS[code]
            balance[family] += _STEPS[side] * self._codes.count(code)
        single = shut = -1
        for place, (start, code) in enumerate(zip(self._starts, self._codes, strict=True)):
            family, side, weak, length = _KINDS[code]
            single = self._next(place, single, _SINGLES)
            shut = self._next(place, shut, _SHUTTING)
            after = _KINDS[self._codes[single]][1] if single < len(self._codes) else ""
            yield Mark(start, start + length, family, side, weak, balance[family], after, shut < single)
            balance[family] -= _STEPS[side]

    def _next(self, place: int, known: int, codes: bytes) -> int:
        """The first place behind `place` with one of the codes, past the end where there is none."""
        if known > place:
            return known
        known = place + 1
        while known < len(self._codes) and self._codes[known] not in codes:
            known += 1
        return known


def read_marks(text: str, layout: Layout) -> list[Marks | None]:
    """Return the marks of each paragraph, those in boilerplate left out; None where it has none."""
    boilerplate = Boilerplate(layout.boilerplate)
    spans = [(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]
    return [Marks(_read_all(text, span, boilerplate)) if _MARK.search(text, *span) else None for span in spans]


def _read_all(text: str, span: Span, boilerplate: Boilerplate) -> Iterator[Mark]:
    """Yield the marks of a paragraph, without what stands behind them."""
    for match in _MARK.finditer(text, *span):
        start, end = match.span()
        if boilerplate.holds(start):
            continue
        parts = [(start, end)]
        if match[0] == "'''":  # ''He said, 'No.''' ends with a single and a double, '''No,' she said'' begins reversed
            middle = start + (1 if text[max(start - 1, span[0]) : start].strip() else 2)
            parts = [(start, middle), (middle, end)]
        for left, right in parts:
            mark = _read(text, left, right, span)
            if mark:
                yield mark


def _read(text: str, start: int, end: int, span: Span) -> Mark | None:
    """Return the mark at a place with the side it seems to be on, or None for an apostrophe."""
    glyph = text[start:end]
    left = text[start - 1] if start > span[0] else ""
    right = text[end] if end < span[1] else ""
    family = _FAMILIES.get(glyph)
    if family is None:
        return None
    opens = not left.strip() or left in _BEFORE_OPEN
    closes = not right.strip() or right in _AFTER_CLOSE
    side = "either" if opens == closes else "open" if opens else "close"
    if glyph in _OPENS and side == "either":
        side = "open"
    elif glyph in _CLOSES:
        side = "either" if side == "open" else "close"
    if family == "single":
        if (side != "close" and _ELISION.match(text, end)) or (glyph == "’" and side == "either"):
            return None
        lower = end + 1 < span[1] and right.isspace() and text[end + 1].islower()
        return Mark(start, end, family, side, weak=lower and left in "sSnN")
    if left.isdigit() and _FEET.search(text, max(span[0], start - 6), start):
        return None
    return Mark(start, end, family, side)
