"""What is said after a cue: where its content begins."""

from __future__ import annotations

from typing import NamedTuple

from framing.attribution.cues import Cue, cue_forms
from framing.attribution.segments import Segment
from framing.attribution.words import (
    AUXILIARY,
    BREAK,
    CLAUSE_PRONOUN,
    DETERMINER,
    HAVE,
    PREPOSITION,
    QUESTION,
    STOP,
    TIME,
    is_adverb,
)

_NO_ADJUNCT = frozenset(("and", "but", "when", "while", "because", "which", "who", "where", "as", "if", "after"))
_VERB_REACH = 25
_HEARER_REACH = 14  # units within which the content must begin after a hearer or an adjunct
_NO_OBJECT = frozenset(("that", "to", "as", "and", "or", "but", "than"))
_SUBJECT_ONLY = frozenset(("i", "we", "they", "he", "she", "there"))
_INDIRECT_QUESTION = frozenset(("whether", "how", "what", "why"))
_ASKING = frozenset(("ask", "wonder", "know", "say", "decide", "question", "see"))


class Opening(NamedTuple):
    """The unit at which content begins; the cue's own units end at `cue_end`.

    `phrase` is True for a noun phrase or infinitive, which ends sooner than a clause; `quoted` where the
    content is a quotation brought in by the cue.
    """

    start: int
    cue_end: int
    phrase: bool = False
    quoted: bool = False


def opening(seg: Segment, after: int, cue: Cue) -> Opening | None:
    """Return where content begins behind unit `after` - 1, the last of the verb and its particle, or None."""
    place = after
    while place < len(seg) and is_adverb(seg.low[place]):
        place += 1
    if place >= len(seg):
        return None
    found = _quotation(seg, place, cue, place)
    if found is None and "r" in cue.frames and seg.low[place] not in QUESTION:
        found = _beyond(seg, place, cue, hearer=True)
    found = found or _clause(seg, place, cue)
    if found is None and cue.frames & {"t", "q"} and _opens_adjunct(seg, place):
        return _beyond(seg, place, cue, hearer=False)
    return found


def fits(seg: Segment, place: int, cue: Cue) -> bool:
    """Say whether the particle of a cue follows its verb."""
    return not cue.particle or tuple(seg.low[place + 1 : place + 1 + len(cue.particle)]) == cue.particle


def _quotation(seg: Segment, place: int, cue: Cue, cue_end: int) -> Opening | None:
    """Return a quotation right here, or after a comma or colon; after a colon, whatever stands there."""
    frames = cue.frames
    if seg.quotation[place] >= 0 and frames & {"q", "n", "c"}:
        return Opening(place, cue_end, phrase=not frames & {"q", "c"}, quoted="q" in frames)
    if seg.low[place] in (",", ":") and place + 1 < len(seg) and "q" in frames:
        quoted = seg.quotation[place + 1] >= 0
        if quoted or seg.low[place] == ":":
            return Opening(place + 1, cue_end, quoted=quoted)
    return None


def _clause(seg: Segment, place: int, cue: Cue) -> Opening | None:
    """Return a that-clause, question, infinitive, bare clause or noun phrase that begins here."""
    word, frames = seg.low[place], cue.frames
    if word == "that" and "t" in frames:
        return Opening(place, place)
    if "w" in frames and (word in QUESTION or (word == "if" and cue.lemma in _ASKING)):
        return Opening(place, place)
    if word == "to" and "i" in frames:
        return Opening(place, place, phrase=True)
    if cue.lemma == "say" and word in HAVE:
        return Opening(place, place)  # headline grammar: X says has ...
    if not word or word in BREAK or word in PREPOSITION or word in AUXILIARY or word in _NO_OBJECT:
        return None
    if "c" in frames and (word not in TIME or word == "this") and (word in CLAUSE_PRONOUN or _has_verb(seg, place)):
        return Opening(place, place)
    if "n" in frames and word not in _SUBJECT_ONLY and (word not in TIME or word in DETERMINER):
        return Opening(place, place, phrase=True)
    return None


def _has_verb(seg: Segment, place: int) -> bool:
    """Say whether a verb follows soon, so that the words are a clause."""
    forms = cue_forms()
    for word in seg.low[place + 1 : place + _VERB_REACH]:
        if not word or word in AUXILIARY or word.endswith(("ed", "n't", "n’t")) or word in forms:
            return True
    return False


def _opens_adjunct(seg: Segment, place: int) -> bool:
    return seg.low[place] in PREPOSITION or seg.low[place] in TIME or seg.low[place] == ","


def _beyond(seg: Segment, place: int, cue: Cue, *, hearer: bool) -> Opening | None:
    """Return content behind a hearer (`told reporters in May that`) or an adjunct (`said in May that`)."""
    frames = cue.frames
    for unit in range(place, min(len(seg), place + _HEARER_REACH)):
        word = seg.low[unit]
        if word in STOP or (word == "," and hearer and unit == place) or (unit > place and word in _NO_ADJUNCT):
            return None
        cue_end = place if hearer else unit
        found = _quotation(seg, unit, cue, cue_end) if unit > place and word in (",", ":") else None
        if found:
            return found
        if unit == place:
            if word == "that" and "t" in frames:
                return Opening(unit, cue_end)
            if word == "to" and not hearer:
                return None
            continue
        if word == "that" and "t" in frames and seg.low[unit - 1] not in DETERMINER:
            return Opening(unit, cue_end)
        if word in CLAUSE_PRONOUN and "c" in frames and seg.low[unit - 1] not in PREPOSITION:
            return Opening(unit, cue_end)
        if hearer and (word in ("to", "about", "if") or (word in _INDIRECT_QUESTION and "w" in frames)):
            return Opening(unit, cue_end)
    return None
