"""What a quotation left open at the end of a paragraph needs to know of the paragraphs after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.text.marks import Marks
from framing.types import Layout

_MAX_LINES = 12  # lines without marks that a quotation may run over


class Head(NamedTuple):
    """Of a paragraph with marks: the family of one that opens it, family and side of the first that is not single."""

    opened: str
    family: str
    side: str


def read_heads(layout: Layout, marks: Sequence[Marks | None]) -> list[Head | None]:
    """Return the head of each paragraph, None where it has no marks."""
    known: dict[Head, Head] = {}  # one object a kind: a text may have millions of paragraphs
    out: list[Head | None] = []
    for paragraph, own in zip(layout.paragraphs, marks, strict=True):
        first = own.first(strong=False) if own else None
        if not own or not first:
            out.append(None)
            continue
        start, opened, side = first
        _, family, strong_side = own.first(strong=True) or (0, "", "")
        head = Head(opened if start == paragraph.start and side != "close" else "", family, strong_side)
        out.append(known.setdefault(head, head))
    return out


def carried_families(text: str, layout: Layout, heads: Sequence[Head | None]) -> list[frozenset[str]]:
    """Return for each paragraph the families of quotation that those after it may carry on, in one pass."""
    known: dict[tuple[str, str], frozenset[str]] = {}
    out = [frozenset[str]()] * len(heads)
    closing, lines = "", 0  # `closing`: what a line still to come closes
    for index in range(len(heads) - 1, 0, -1):
        opened, family, side = heads[index] or Head("", "", "")
        if family:
            closing, lines = family if side == "close" else "", 0
        blank = text.count("\n", layout.paragraphs[index - 1].end, layout.paragraphs[index].start) > 1
        reached = closing if family or (not blank and lines < _MAX_LINES) else ""
        out[index - 1] = known.setdefault((reached, opened), frozenset((reached, opened)) - {""})
        closing, lines = "" if blank else closing, lines + 1
    return out
