"""Whether a word is meant as an event of violence: senses that are none, and nouns that look like verbs."""

from __future__ import annotations

from framing.agency.drafts import Draft, Line
from framing.agency.heads import group_of, head_of, is_actor, side_of
from framing.agency.phrases import starts_phrase
from framing.agency.tables import Predicate, among, event_nouns, verb_forms
from framing.agency.wording import PREPOSITION, REACH, RELATIVE, is_possessive, quantified
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import (
    DETERMINER,
    PERSONAL,
    POSSESSIVE,
    word_set,
)

_EUPHEMISMS = word_set("eliminate liquidate neutralise neutralize execute")
_PEOPLE = word_set("him her them us me he she they we i many some others those")
_NOUNS_TOO = word_set("bomb shell storm target damage hit martyr wound gas torch")
_VERBAL = word_set("hit strike storm target attack beat raid assault pound")


def is_finite(line: Line, place: int, tense: str, predicate: Predicate) -> bool:
    """Tell a verb in the present from a noun: `Police arrest 12`, `the arrest`."""
    seg = line.seg
    before = seg.low[place - 1] if place else ""
    if before in PERSONAL or before in RELATIVE:
        return True
    if not place or before in DETERMINER or before in POSSESSIVE or before in PREPOSITION or is_possessive(before):
        return False
    behind = seg.low[place + 1] if place + 1 < len(seg) else ""
    object_ = starts_phrase(seg, place + 1)
    if seg.low[place] not in event_nouns() and predicate.lemma not in _NOUNS_TOO:
        return object_ and (tense == "s" or before.endswith("s") or before in ("police", "people", "men", "and"))
    if (among(before, "instruments") and seg.low[place] in event_nouns()) or before == "air" or behind in verb_forms():
        return False
    doer = among(before, "instruments") or is_actor(seg, place - 1) or bool(side_of(seg, place - 1, "groups"))
    titled = line.title and doer and not among(behind, "instruments")
    return object_ and (quantified(seg, place + 1) or behind in DETERMINER or behind in POSSESSIVE or titled)


def is_harmless(line: Line, found: Draft) -> bool:
    """Say whether the verb is meant in a manner of speaking: `killed the bill`, `hit a record`."""
    seg, predicate = line.seg, found.predicate
    if found.victim and among(seg.low[head_of(seg, found.victim)], "abstract"):
        return True
    if predicate.lemma in _EUPHEMISMS and found.victim and not _may_die(line.seg, found.victim):
        return True
    if predicate.lemma in _VERBAL:
        armed = found.agent is not None and is_actor(seg, head_of(seg, found.agent))
        return not (found.instrument or armed or shows_violence(line.seg, found.place, strict=True))
    if predicate.kind == "destruction" and found.victim and group_of(seg, found.victim) in ("building", "place"):
        return False
    if predicate.lemma == "die" and (found.agent or found.instrument):
        return False
    strict = predicate.kind in ("destruction", "death")
    return predicate.broad and not shows_violence(line.seg, found.place, strict=strict)


def _may_die(seg: Segment, victim: Units) -> bool:
    """Say whether a noun phrase names people: by its head, a number, a name, or a pronoun that is not `it`."""
    head = head_of(seg, victim)
    people = group_of(seg, victim) not in ("", "building", "place") or is_actor(seg, head)
    return people or quantified(seg, victim[0]) or seg.capital(head) or seg.low[head] in _PEOPLE


def shows_violence(seg: Segment, place: int, *, strict: bool = False) -> bool:
    """Say whether another word of the sentence is of violence: a weapon, harm, or (unless `strict`) an armed actor."""
    for unit in range(max(0, place - REACH), min(len(seg), place + REACH)):
        word = seg.low[unit]
        if unit == place or not word[:1].isalpha():
            continue
        if among(word, "signs") or among(word, "instruments"):
            return True
        if not strict and is_actor(seg, unit):
            return True
    return False
