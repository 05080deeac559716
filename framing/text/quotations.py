"""Where quotation marks open and close: every style of mark, one paragraph at a time, in linear time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from framing.text.carrying import carried_families, read_heads
from framing.text.displaced import set_right
from framing.text.marks import SUBSTANCE, Mark, Marks, read_marks
from framing.text.tokens import count_words
from framing.types import Issue, Layout, Quotation, Span

_MAX_DEPTH = 4  # deeper marks are noise; the limit keeps the work a mark constant


def find_quotations(text: str, layout: Layout) -> tuple[tuple[Quotation, ...], tuple[Issue, ...]]:
    """Return the quotations of a text in text order, and an issue for each paragraph with odd or displaced marks.

    Pairing starts afresh in every paragraph, so that one lost mark cannot turn the rest of an article
    inside out. A paragraph may leave a quotation open when the next one opens it again (or closes it):
    the two are then marked by `closed=False` and `continues=True`; where a text has a line a sentence,
    lines without marks may lie between. A quotation whose opening mark was displaced begins at its words, without a
    mark; an issue says so. Apostrophes, elisions, feet and inches are no marks, nor are more than
    sixteen marks in a row; marks with nothing between them are no quotation. Spans are half-open ranges of code
    points; work is linear in the text.
    """
    found: list[Quotation] = []
    issues: list[Issue] = []
    marks = read_marks(text, layout)
    heads = read_heads(layout, marks)
    pending, carried = "", carried_families(text, layout, heads)
    for paragraph, own, head, carries in zip(layout.paragraphs, marks, heads, carried, strict=True):
        through = pending in carries and not (head and head.family)
        if not head and not through:
            pending = ""
            continue
        span = (paragraph.start, paragraph.end)
        if through:
            pairing = _Pairing(text, span, carries)
            quotations = pairing.run_through(pending)
        else:
            pairing, quotations = _pair(text, span, own, pending, carries)
        pending = pairing.left_open
        found.extend(quotations)
        issues.extend(_issues(text, span, pairing, quotations))
    return tuple(found), tuple(issues)


class _Pairing:
    """Pairs the marks of one paragraph; afterwards `odd` and `left_open` say what stayed unpaired."""

    def __init__(self, text: str, span: Span, carried: frozenset[str]) -> None:
        self._text, self._span, self._carried = text, span, carried
        self._stack: list[Mark] = []
        self._found: list[Quotation] = []
        self.odd = 0
        self.first_odd = -1
        self.left_open = ""

    def run(self, marks: Iterable[Mark], pending: str) -> list[Quotation]:
        """Return the quotations, outer before inner, given the family the paragraph before left open."""
        implied = Mark(self._span[0], self._span[0], pending, "open")
        strong = False  # whether a mark was met that is not single
        for mark in marks:
            if mark.family == "single":
                self._single(mark)
                continue
            if not strong and mark.side == "close" and mark.family == pending:
                self._stack.insert(0, implied)
                self._pop(implied, mark.start, mark.end)
            else:
                self._strong(mark)
            strong = True
        return self._finish(pending)

    def run_through(self, pending: str) -> list[Quotation]:
        """Return the paragraph as a part of a quotation that the one before left open and a later one carries on."""
        self._stack.append(Mark(self._span[0], self._span[0], pending, "open"))
        return self._finish(pending)

    def _finish(self, pending: str) -> list[Quotation]:
        self._close_all()
        self._found.reverse()  # of two that start together the outer was found last
        self._found.sort(key=attrgetter("start"))
        if self._found and pending and self._found[0].start == self._span[0]:
            self._found[0] = replace(self._found[0], continues=True)
        return _with_depth(self._found)

    def _strong(self, mark: Mark) -> None:
        """Open or close a quotation with a mark that is no apostrophe."""
        same = [item for item in self._stack if item.family == mark.family]
        if not same:
            if mark.side != "close":
                self._push(mark)
            elif not self._text[mark.start - 1 : mark.start].isdigit():  # 12" is a length
                self._miss(mark)
        elif mark.side == "open" and not self._spaced(same[-1], mark):
            if mark.balance < len(same) - (mark.family in self._carried):
                self._miss(same[-1])  # too few closes are left: its own was lost
                self._pop(same[-1], self._trimmed(mark.start), closed=False)
            self._push(mark)
        else:
            self._pop(same[-1], mark.start, mark.end)

    def _single(self, mark: Mark) -> None:
        """Open or close a quotation with a mark that may be an apostrophe."""
        own = next((item for item in self._stack if item.family == "single"), None)
        inside = any(item.family == "double" for item in self._stack)
        after = "" if inside and mark.shut else mark.next_single
        if own is None:
            closable = after in ("close", "either")
            if mark.side != "close" and (closable or self._carries_single(mark)):
                self._push(mark)
        elif mark.side != "open" and not (mark.weak and after == "close"):
            self._pop(own, mark.start, mark.end)

    def _carries_single(self, mark: Mark) -> bool:
        before = self._text[max(self._span[0], mark.start - 2) : mark.start]
        return "single" in self._carried and not mark.next_single and (not before or before[0] in ":,.")

    def _spaced(self, first: Mark, second: Mark) -> bool:
        """Say whether both marks have a space on their inner side, as in " this "."""
        return self._text[first.end].isspace() and self._text[second.start - 1].isspace()

    def _trimmed(self, end: int) -> int:
        while self._text[end - 1].isspace():
            end -= 1
        return end

    def _push(self, mark: Mark) -> None:
        if len(self._stack) < _MAX_DEPTH:
            self._stack.append(mark)
        elif mark.family != "single":
            self._miss(mark)

    def _pop(self, mark: Mark, inner_end: int, end: int = 0, *, closed: bool = True) -> None:
        """Close an open mark, dropping what was opened inside it and never closed."""
        while self._stack:
            item = self._stack.pop()
            if item is mark:
                break
            if item.family != "single":
                self._miss(item)
        self._add(mark, inner_end, end or inner_end, closed=closed)

    def _add(self, mark: Mark, inner_end: int, end: int, *, closed: bool = True) -> None:
        if SUBSTANCE.search(self._text, mark.end, inner_end):
            glyph, words = self._text[mark.start : mark.end], count_words(self._text, [(mark.end, inner_end)])
            self._found.append(Quotation(mark.start, end, mark.end, inner_end, glyph, words, closed))

    def _miss(self, mark: Mark) -> None:
        self.first_odd = self.first_odd if self.odd else mark.start
        self.odd += 1

    def _close_all(self) -> None:
        """Let what is open run to the end of the paragraph; it is odd unless the next carries it on."""
        for mark in self._stack:
            carried = mark.family in self._carried
            if carried or mark.family != "single":
                self._pop(mark, self._span[1], closed=False)
                self.left_open = mark.family if carried else ""
                if not carried:
                    self._miss(mark)
                return


def _pair(
    text: str, span: Span, marks: Marks | None, pending: str, carried: frozenset[str]
) -> tuple[_Pairing, list[Quotation]]:
    """Pair the marks as they stand, and where that leaves one odd as they pair up with displaced ones set right."""
    pairing = _Pairing(text, span, carried)
    quotations = pairing.run(marks or (), pending)
    right = set_right(text, span, marks, pending) if marks and pairing.odd else None
    if right:
        again = _Pairing(text, span, carried)
        anew = again.run(right, pending)
        if again.odd < pairing.odd:
            return again, anew
    return pairing, quotations


def _issues(text: str, span: Span, pairing: _Pairing, quotations: Sequence[Quotation]) -> Iterator[Issue]:
    """Yield what is wrong with the marks of a paragraph."""
    moved = [quotation.start for quotation in quotations if not (quotation.mark or quotation.continues)]
    if moved:
        message = (
            f"{len(moved)} opening quotation mark(s) displaced or lost, the first before "
            f"{text[moved[0] : moved[0] + 30]!r}; the quotation is taken to begin there: check the passage"
        )
        yield Issue("displaced-quotation-mark", message, span=(moved[0], moved[-1] + 1))
    if pairing.odd:
        message = (
            f"{pairing.odd} quotation mark(s) without a partner, the first at "
            f"{text[pairing.first_odd : pairing.first_odd + 30]!r}; "
            "what is open is taken to end with the paragraph: check the passage"
        )
        yield Issue("unbalanced-quotation", message, span=span)


def _with_depth(found: Sequence[Quotation]) -> list[Quotation]:
    """Return quotations in text order, each with the number of those around it."""
    out: list[Quotation] = []
    ends: list[int] = []
    for quotation in found:
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        out.append(replace(quotation, depth=len(ends)) if ends else quotation)
        ends.append(quotation.end)
    return out
