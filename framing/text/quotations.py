"""Where quotation marks open and close: every style of mark, one paragraph at a time, in linear time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.text.marks import Mark, marks_by_paragraph
from framing.text.tokens import count_words
from framing.types import Issue, Layout, Quotation, Span

_MAX_LINES = 12  # lines without marks that a quotation may run over
_MAX_DEPTH = 4  # deeper marks are noise; the limit keeps the work a mark constant


def find_quotations(text: str, layout: Layout) -> tuple[tuple[Quotation, ...], tuple[Issue, ...]]:
    """Return the quotations of a text in text order, and an issue for each paragraph with an odd mark.

    Pairing starts afresh in every paragraph, so that one lost mark cannot turn the rest of an article
    inside out. A paragraph may leave a quotation open when the next one opens it again (or closes it):
    the two are then marked by `closed=False` and `continues=True`; where a text has a line a sentence,
    lines without marks may lie between. Apostrophes, elisions and feet and inches are no marks. Spans are
    half-open ranges of code points; work is linear in the text.
    """
    found: list[Quotation] = []
    issues: list[Issue] = []
    skipped = iter(sorted(layout.boilerplate))
    spans = [(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]
    marks = marks_by_paragraph(text, spans, skipped)
    pending, carried = "", _carried(text, spans, marks)
    for index, span in enumerate(spans):
        pairing = _Pairing(text, span, marks[index], carried[index])
        found.extend(pairing.run(pending))
        pending = pairing.left_open
        if pairing.odd:
            where = text[pairing.odd[0] : pairing.odd[0] + 30]
            message = (
                f"{len(pairing.odd)} quotation mark(s) without a partner, the first at {where!r}; "
                "what is open is taken to end with the paragraph: check the passage"
            )
            issues.append(Issue("unbalanced-quotation", message, span=span))
    return tuple(found), tuple(issues)


def _carried(text: str, spans: Sequence[Span], marks: Sequence[Sequence[Mark]]) -> list[frozenset[str]]:
    """Return for each paragraph the families of quotation that those after it may carry on, in one pass."""
    none: frozenset[str] = frozenset()
    out, closing, lines = [none] * len(spans), none, 0  # `closing`: what a line still to come closes
    for index in range(len(spans) - 1, 0, -1):
        first = next((mark for mark in marks[index] if mark.family != "single"), None)
        if first is not None:
            closing, lines = frozenset((first.family,)) if first.side == "close" else none, 0
        blank = text.count("\n", spans[index - 1][1], spans[index][0]) > 1
        reached = first is not None or (not blank and lines < _MAX_LINES)
        opened = marks[index] and marks[index][0].start == spans[index][0] and marks[index][0].side != "close"
        out[index - 1] = (closing if reached else none) | ({marks[index][0].family} if opened else none)
        closing, lines = none if blank else closing, lines + 1
    return out


class _Pairing:
    """Pairs the marks of one paragraph; afterwards `odd` and `left_open` say what stayed unpaired."""

    def __init__(self, text: str, span: Span, marks: Sequence[Mark], carried: frozenset[str]) -> None:
        self._text, self._span, self._marks, self._carried = text, span, marks, carried
        self._stack: list[Mark] = []
        self._found: list[Quotation] = []
        self.odd: list[int] = []
        self.left_open = ""

    def run(self, pending: str) -> list[Quotation]:
        """Return the quotations, outer before inner, given the family the paragraph before left open."""
        first = next((mark for mark in self._marks if mark.family != "single"), None)
        implied = Mark(self._span[0], self._span[0], pending, "open")
        if first is None and pending in self._carried:
            self._stack.append(implied)  # a line in the middle of a quotation
        for mark in self._marks if not self._stack else ():
            if mark.family == "single":
                self._single(mark)
            elif mark is first and mark.side == "close" and mark.family == pending:
                self._stack.insert(0, implied)
                self._pop(implied, mark.start, mark.end)
            else:
                self._strong(mark)
        self._finish()
        found = sorted(self._found, key=lambda q: (q.start, -q.end))
        if found and pending and found[0].start == self._span[0]:
            found[0] = replace(found[0], continues=True)
        return _with_depth(found)

    def _strong(self, mark: Mark) -> None:
        """Open or close a quotation with a mark that is no apostrophe."""
        same = [item for item in self._stack if item.family == mark.family]
        if not same:
            if mark.side != "close":
                self._push(mark)
            elif not self._text[mark.start - 1 : mark.start].isdigit():  # 12" is a length
                self.odd.append(mark.start)
        elif mark.side == "open" and not self._spaced(same[-1], mark):
            if mark.balance < len(same) - (mark.family in self._carried):
                self.odd.append(same[-1].start)  # too few closes are left: its own was lost
                self._pop(same[-1], self._trimmed(mark.start), closed=False)
            self._push(mark)
        else:
            self._pop(same[-1], mark.start, mark.end)

    def _single(self, mark: Mark) -> None:
        """Open or close a quotation with a mark that may be an apostrophe."""
        own = next((item for item in self._stack if item.family == "single"), None)
        limit = mark.close if any(item.family == "double" for item in self._stack) else -1
        after = self._marks[mark.single] if mark.single >= 0 and not 0 <= limit < mark.single else None
        if own is None:
            closable = after is not None and after.side != "open"
            if mark.side != "close" and (closable or self._carries_single(mark)):
                self._push(mark)
        elif mark.side != "open" and not (mark.weak and after and after.side == "close"):
            self._pop(own, mark.start, mark.end)

    def _carries_single(self, mark: Mark) -> bool:
        before = self._text[self._span[0] : mark.start][-2:]
        return "single" in self._carried and mark.single < 0 and (not before or before[0] in ":,.")

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
            self.odd.append(mark.start)

    def _pop(self, mark: Mark, inner_end: int, end: int = 0, *, closed: bool = True) -> None:
        """Close an open mark, dropping what was opened inside it and never closed."""
        while self._stack:
            item = self._stack.pop()
            if item is mark:
                break
            if item.family != "single":
                self.odd.append(item.start)
        self._add(mark, inner_end, end or inner_end, closed=closed)

    def _add(self, mark: Mark, inner_end: int, end: int, *, closed: bool = True) -> None:
        words = count_words(self._text[mark.end : inner_end])
        if self._text[mark.end : inner_end].strip():
            glyph = self._text[mark.start : mark.end]
            self._found.append(Quotation(mark.start, end, mark.end, inner_end, glyph, words, closed))

    def _finish(self) -> None:
        """Let what is open run to the end of the paragraph; it is odd unless the next carries it on."""
        for mark in self._stack:
            carried = mark.family in self._carried
            if carried or mark.family != "single":
                self._pop(mark, self._span[1], closed=False)
                self.left_open = mark.family if carried else ""
                if not carried:
                    self.odd.append(mark.start)
                return


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
