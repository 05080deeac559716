"""Quotation marks as they stand on the page: family, side, and what a pairing must know of those after."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from framing.types import Span

_GLYPHS = r"“”„‟\"＂«»‹›‛'’‘`"
SUBSTANCE = re.compile(rf"[^\s{_GLYPHS}]")  # what a quotation must hold
# more than sixteen in a row are an ornament, taken whole and then no mark; single ones are none inside a word
_SHAPES = r"[“”„‟\"＂«»‹›‛]|'{2,}|’’|‘‘|``?|(?<!\w)['’‘]|['’‘](?!\w)"
_MARK = re.compile(rf"(?=[{_GLYPHS}])(?:[{_GLYPHS}]{{17,}}|{_SHAPES})")  # looking ahead skips what is no mark fast
_FAMILIES = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "''", "``", "’’", "‘‘"), "double"),
    **dict.fromkeys(("«", "»"), "angle"),
    **dict.fromkeys(("‹", "›"), "small angle"),
    **dict.fromkeys(("‘", "’", "'", "`", "‛"), "single"),
}
_OPENS = frozenset(("“", "„", "‟", "``", "‘‘", "‘", "`", "‛", "«", "‹"))
_CLOSES = frozenset(("”", "’’", "’", "»", "›"))
_STEPS = {"open": -1, "close": 1, "either": 0}
_BEFORE_OPEN = frozenset("([{—–-/“„«‹‘\"'`")
_AFTER_CLOSE = frozenset(".,;:!?…)]}—–-/”»›’\"'")
_ELISION = re.compile(r"\d0s|(?:em|til|tis|twas|twere|cause|cos|bout|round|neath|n)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’]\s?\d{1,2}\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `side` is "open", "close" or "either"; `weak` a close that may be an apostrophe.

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


def read_marks(text: str, span: Span, boilerplate: Boilerplate) -> Iterator[Mark]:
    """Yield the marks of a paragraph, those in boilerplate left out, without what stands behind them."""
    for match in _MARK.finditer(text, *span):
        if not boilerplate.holds(match.start()):
            yield from _read(text, match.start(), match.end(), span)


class Marks:
    """The marks of a paragraph in nine bytes each: a page may be nothing but marks."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._starts = array("q")
        self._codes = bytearray()
        self._kinds: list[tuple[str, str, bool, int]] = []  # by code: family, side, weak, length
        self._closes: dict[str, int] = {}  # by family, closes less opens
        codes: dict[tuple[str, str, bool, int], int] = {}
        for mark in marks:
            kind = (mark.family, mark.side, mark.weak, mark.end - mark.start)
            if kind not in codes:
                codes[kind] = len(codes)
                self._kinds.append(kind)
            self._starts.append(mark.start)
            self._codes.append(codes[kind])
            self._closes[mark.family] = self._closes.get(mark.family, 0) + _STEPS[mark.side]

    def __iter__(self) -> Iterator[Mark]:
        """Yield the marks with what stands behind them, in one pass."""
        balance = dict(self._closes)
        singles = bytes(code for code, kind in enumerate(self._kinds) if kind[0] == "single")
        shutting = bytes(c for c, kind in enumerate(self._kinds) if kind[0] != "single" and kind[1] != "open")
        single = shut = -1
        for place, (start, code) in enumerate(zip(self._starts, self._codes, strict=True)):
            family, side, weak, length = self._kinds[code]
            single = self._next(place, single, singles)
            shut = self._next(place, shut, shutting)
            after = self._kinds[self._codes[single]][1] if single < len(self._codes) else ""
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
