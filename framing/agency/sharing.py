"""The subject of a verb, also where it stands elsewhere: before `and`, over an infinitive, in the main clause."""

from __future__ import annotations

from framing.agency.drafts import Line
from framing.agency.subjects import phrase_before
from framing.agency.wording import REACH, is_verb
from framing.attribution.subjects import Units
from framing.attribution.words import (
    AUXILIARY,
    is_adverb,
    word_set,
)
from framing.types import EventForm

_ORDERS = word_set(
    """order orders ordered urge urges urged tell tells told ask asked force forced allow allowed want wants wanted send
    sends sent"""
)
_BETWEEN = AUXILIARY | {"earlier", "later"}


def subject_of(line: Line, start: int, *, bare: bool = False) -> Units | None:
    """Return the subject of the verb group from `start` on: beside it, or that of the verb it is joined to."""
    seg = line.seg
    if not start:
        return None
    joint = start
    while joint > 0 and (is_adverb(seg.low[joint - 1]) or seg.low[joint - 1] in _BETWEEN):
        joint -= 1
    joint -= bool(joint) and seg.low[joint - 1] in ("“", '"')
    before = seg.low[joint - 1] if joint else ""
    if before in ("and", "or", "but", "then", "&"):
        return shared_subject(line, joint - 1)
    if before == ",":
        beside = phrase_before(seg, joint - bare, 0)
        return beside or shared_subject(line, joint - 1)
    return phrase_before(seg, joint, 0)


def shared_subject(line: Line, joint: int) -> Units | None:
    """Return the subject of the clause that a conjunction goes on with."""
    for draft in reversed(line.drafts):
        if draft.subject and draft.place < joint and draft.form is not EventForm.PARTICIPLE:
            return draft.subject
    return clause_subject(line, joint)


def clause_subject(line: Line, end: int) -> Units | None:
    """Return the subject of the last finite verb before a unit."""
    seg = line.seg
    for unit in range(end - 1, max(0, end - REACH), -1):
        if seg.low[unit] in AUXILIARY or is_verb(seg, unit) or seg.low[unit] in ("is", "are", "say", "says"):
            first = unit
            while first > 0 and (seg.low[first - 1] in AUXILIARY or is_adverb(seg.low[first - 1])):
                first -= 1
            if first and seg.low[first - 1] in ("and", "or", "but"):
                continue
            subject = phrase_before(seg, first, 0)
            if subject:
                return subject
    return None


def governor(line: Line, start: int) -> Units | None:
    """Return who is to do what an infinitive says: whom somebody orders, else the subject of the clause."""
    seg = line.seg
    beside = phrase_before(seg, start, 0)
    if beside and _ORDERS & set(seg.low[max(0, beside[0] - 2) : beside[0]]):
        return beside
    return clause_subject(line, start)
