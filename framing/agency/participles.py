"""A past form without an auxiliary: finite, an adjective, a reduced relative clause, or a headline's passive."""

from __future__ import annotations

from dataclasses import replace

from framing.agency.drafts import Draft, Line
from framing.agency.phrases import phrase_at, starts_phrase
from framing.agency.roles import acted, has_by, object_at, read_left, suffered
from framing.agency.sharing import subject_of
from framing.agency.tables import Predicate, verb_forms
from framing.agency.wording import PREPOSITION, REACH, RELATIVE, is_number, is_possessive, is_verb, quantified
from framing.attribution.words import (
    AUXILIARY,
    DETERMINER,
    POSSESSIVE,
    word_set,
)
from framing.types import EventForm

_OTHERS = frozenset(("others", "more"))
_REFLEXIVE = word_set("himself herself themselves itself myself")
_OBJECTS = word_set("him them her us me you it")
_VERBAL = word_set("hit strike storm target attack beat raid assault pound")
_SUBORDINATE = RELATIVE | {"when", "as", "after", "while"}


def read_bare(line: Line, place: int, tense: str, predicate: Predicate, start: int) -> Draft | None:
    """Return what `killed` without an auxiliary tells: finite, a participle, or a headline's passive."""
    seg = line.seg
    before = seg.low[start - 1] if start else ""
    if before == "those":
        return suffered(line, place, predicate, (start - 1, start), EventForm.PARTICIPLE)
    left = read_left(line, place, predicate) if predicate.kind in ("death", "injury", "displacement") else None
    if left is not None:
        return left
    if _stands_before_noun(line, place, before):
        phrase = phrase_at(seg, place + 1)
        if phrase is None:
            return None
        return Draft(place, predicate, EventForm.PARTICIPLE, victim=phrase)
    if before in ("the", "a", "an"):
        return None  # `the wounded`
    victim = None if tense == "part" else object_at(line, place + 1)
    if victim and victim[1] < len(seg) and _counts(seg.low[victim[1] - 1]) and _is_participle(line, victim[1]):
        victim = None  # `three killed, ten injured` where the comma is missing
    reflexive = seg.low[place + 1 : place + 2] and seg.low[place + 1] in _REFLEXIVE
    if reflexive and victim is None:
        return None
    if victim is not None:
        return acted(line, place, predicate, victim, subject_of(line, start))
    last = line.drafts[-1] if line.drafts else None
    if last and last.predicate.lemma == "dead" and seg.low[last.place + 1] == "and":
        return replace(last, place=place, predicate=predicate, victim=(last.place + 2, place))
    sufferer = subject_of(line, start, bare=True)
    if sufferer is None or before in DETERMINER or before in POSSESSIVE or is_possessive(before):
        return None
    form = EventForm.PASSIVE if _lacks_verb(line, place, start) else EventForm.PARTICIPLE
    found = suffered(line, place, predicate, sufferer, form)
    if found and predicate.lemma in _VERBAL and form is EventForm.PARTICIPLE and not has_by(seg, found):
        return None  # `the missile struck when`
    return found


def _counts(word: str) -> bool:
    return is_number(word) or word in _OTHERS


def _is_participle(line: Line, place: int) -> bool:
    return verb_forms().get(line.seg.low[place], ("", None))[0] in ("past", "part")


def _stands_before_noun(line: Line, place: int, before: str) -> bool:
    """Say whether a participle is an adjective: `the murdered priest`, `six wounded men`."""
    seg = line.seg
    if not starts_phrase(seg, place + 1):
        return False
    behind = seg.low[place + 1]
    if behind in DETERMINER or behind in POSSESSIVE or behind in _REFLEXIVE or quantified(seg, place + 1):
        return False
    if before == "that" or behind in _OTHERS:
        return False
    if behind in _OBJECTS or (seg.capital(place + 1) and before not in PREPOSITION):
        return False
    opening = place == 0 or before in DETERMINER or before in POSSESSIVE or is_possessive(before)
    return opening or before in PREPOSITION or is_number(before) or is_verb(seg, place - 1) or before.endswith("ing")


def _lacks_verb(line: Line, place: int, start: int) -> bool:
    """Say whether no other verb is in the clause, or the passive before lends its auxiliary."""
    seg = line.seg
    before = [draft for draft in line.drafts if draft.place < place]
    if before and before[-1].form in (EventForm.PASSIVE, EventForm.PASSIVE_BY):
        between = seg.low[before[-1].place + 1 : place]
        if ("and" in between or "," in between or "or" in between) and not AUXILIARY & set(between):
            return True
    for unit in range(max(0, place - REACH), min(len(seg), place + REACH)):
        bare = _is_participle(line, unit) and (line.title or not starts_phrase(seg, unit + 1))
        if unit == place or bare:
            continue
        if unit > place and seg.low[unit] in _SUBORDINATE:
            break
        if seg.low[unit] in AUXILIARY or is_verb(seg, unit):
            return False
    return line.title
