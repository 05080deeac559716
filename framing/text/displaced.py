"""Double quotation marks that an archive moved: an opening one that slipped before the space, or was merged there.

Where paragraphs were joined a collection may read `It rained." We stay," she said.` The mark looks like a closing one,
and what follows is paired out of phase. What each mark does is then decided for the paragraph as a whole, by the
cheapest path through two states, outside and inside a quotation (Viterbi 1967): a mark that does what it looks like
costs nothing, a displaced one a little, one without a partner much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import inf

from framing.text.marks import Mark, Marks
from framing.types import Span

_MOVED, _MERGED, _ODD = 2, 3, 8  # costs
# what a mark does: nothing, close, open, open with another open, open though displaced, close and open
_LOST, _CLOSES, _OPENS, _REOPENS, _MOVES, _MERGES = range(6)
_FROM_INSIDE = frozenset((_CLOSES, _REOPENS, _MERGES))
_SAID = r"(?:said|says?|added|adds|told|tells|asked|explained|warned|argued|noted|posted|wrote|tweeted)\b"
# what stands before a mark that may belong to the words behind it, and those words
_ENDED = re.compile(rf"[.!?…:][)\]'’\"”]?\Z|\b{_SAID},\Z")
_BEGUN = re.compile(rf"\s*+(?!(?:(?:he|she|they)\s+)?{_SAID})(?=[\w'‘’(\[$£€…])", re.IGNORECASE)
_REACH = 12  # how far before a mark `_ENDED` looks


def set_right(text: str, span: Span, marks: Marks, pending: str) -> Marks | None:
    """Return the marks of a paragraph with the sides that agree best; None if they agree with none displaced.

    A displaced mark stands where its words begin and has no length; one that closes a quotation and opens the next
    is given twice. `pending` is the family that the paragraph before left open. Work is linear in the text.
    """
    roles = _roles(text, span, marks, inside=pending == "double")
    return Marks(_recast(text, span, marks, roles)) if _MOVES in roles or _MERGES in roles else None


def _recast(text: str, span: Span, marks: Marks, roles: Iterable[int]) -> Iterator[Mark]:
    """Yield the marks as their roles have them."""
    each = iter(roles)
    for mark in marks:
        role = next(each) if mark.family == "double" else _LOST
        if role == _LOST:
            yield mark
        if role in (_CLOSES, _MERGES):
            yield mark._replace(side="close")
        if role in (_OPENS, _REOPENS):
            yield mark._replace(side="open")
        if role in (_MOVES, _MERGES):
            words = _words_behind(text, span, mark)
            yield mark._replace(start=words, end=words, side="open")


def _roles(text: str, span: Span, marks: Marks, *, inside: bool) -> bytearray:
    """What each double mark does on the cheapest path from `inside` or outside to outside."""
    came = bytearray(), bytearray()  # the best way to be outside, and inside, behind each mark
    out, within = 0.0, 0.0 if inside else inf
    for mark in marks:
        if mark.family != "double":
            continue
        displaced = mark.side != "open" and _words_behind(text, span, mark) >= 0
        closes, opens = (inf if mark.side == other else 0 for other in ("open", "close"))
        moves, merges = (_MOVED, _MERGED) if displaced else (inf, inf)
        ways_out = (within + closes, _CLOSES), (out + closes + _ODD, _LOST)
        ways_in = (
            (out + opens, _OPENS),
            (within + opens + _ODD, _REOPENS),
            (out + moves, _MOVES),
            (within + merges, _MERGES),
        )
        (out, last_out), (within, last_in) = min(ways_out), min(ways_in)
        came[False].append(last_out)
        came[True].append(last_in)
    state = within + _ODD < out
    roles = came[False]  # written over from the end
    for place in reversed(range(len(roles))):
        roles[place] = came[state][place]
        state = roles[place] in _FROM_INSIDE
    return roles


def _words_behind(text: str, span: Span, mark: Mark) -> int:
    """Where the words begin that a mark behind an ended sentence may belong to; -1 if it can belong to none."""
    if not _ENDED.search(text, max(span[0], mark.start - _REACH), mark.start):
        return -1
    begun = _BEGUN.match(text, mark.end, span[1])
    return begun.end() if begun else -1
