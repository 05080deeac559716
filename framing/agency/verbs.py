"""Events told by a verb: active, passive, intransitive, participle."""

from __future__ import annotations

from framing.agency.adjuncts import adjuncts
from framing.agency.drafts import Draft, Line
from framing.agency.heads import group_of, head_of, is_actor, is_means
from framing.agency.participles import read_bare
from framing.agency.roles import acted, object_at, suffered
from framing.agency.senses import is_finite, is_harmless
from framing.agency.sharing import clause_subject, governor, subject_of
from framing.agency.subjects import phrase_before
from framing.agency.tables import Predicate, as_form, event_nouns
from framing.agency.wording import PREPOSITION, is_possessive, is_verb, quantified
from framing.attribution.subjects import Units
from framing.attribution.verbs import verb_group
from framing.attribution.words import (
    BE,
    DETERMINER,
    HAVE,
    MODAL,
    POSSESSIVE,
    word_set,
)
from framing.types import EventForm

_NO = word_set("no none nobody neither")
_NEGATIVE = word_set("not never n't n’t cannot without nor")
_PHASES = word_set(
    "start starts started begin begins began keep keeps kept stop stops stopped resume resumed continued"
)
_DENIALS = word_set("deny denies denied denying")
_UNREAL = (MODAL | {"to"}) - word_set("do does did didn't doesn't don't didn’t doesn’t don’t")
_LET = word_set("managed began begun started continued continue continues used able forced forces forcing led")
_SEEN = word_set("shows show showed showing saw see seen filmed films caught heard hear watched depicts depicted")
_OBJECTS = word_set("him them her us me you it")
_HOMES = word_set(
    """home homes house houses fighting violence war bombing bombardment shelling conflict village villages town towns
    city country persecution advance clashes area region advancing airstrikes unrest massacre offensive siege
    province enclave district camp neighbourhood neighborhood isis regime"""
)
_GET = word_set("get gets got getting")
_FINITE = HAVE | MODAL | {"to"}
_AUXILIARY = MODAL | {"to"}
_NEGATING = _DENIALS | {"without", "never", "not"}


def read_verb(line: Line, place: int, tense: str, predicate: Predicate) -> Draft | None:
    """Return the event whose verb stands at a unit, or None where it is none."""
    seg = line.seg
    group = verb_group(seg, place, as_form(tense), 0)
    start = group.start
    words = set(seg.low[start:place])
    if start and seg.low[start - 1] in _GET and tense in ("past", "part"):
        start -= 1
        words |= {"be"}
    found = _read(line, place, tense, predicate, start, words)
    if found is None or is_harmless(line, found):
        return None
    found.negated = found.negated or _is_negated(line, found, start, words)
    found.hypothetical = bool(words & _UNREAL) and not _LET & set(seg.low[max(0, start - 6) : start])
    return found


def _read(line: Line, place: int, tense: str, predicate: Predicate, start: int, words: set[str]) -> Draft | None:
    passive = bool(words & BE or words & {"be", "been", "being"}) and tense in ("past", "part")
    if predicate.lemma in ("die", "perish", "flee", "lose"):
        return _intransitive(line, place, tense, predicate, start)
    if passive:
        return _passive(line, place, predicate, start)
    if tense in ("past", "part") and not words & _FINITE:
        return read_bare(line, place, tense, predicate, start)
    if tense == "ing":
        return _gerund(line, place, predicate, start, words)
    if tense in ("base", "s") and not words & _AUXILIARY and not is_finite(line, place, tense, predicate):
        return None
    return _active(line, place, predicate, start, words)


def _active(line: Line, place: int, predicate: Predicate, start: int, words: set[str]) -> Draft | None:
    seg = line.seg
    victim = object_at(line, place + 1)
    if victim is None:
        return None
    subject = governor(line, start) if seg.low[start] == "to" else subject_of(line, start)
    return acted(line, place, predicate, victim, subject)


def _passive(line: Line, place: int, predicate: Predicate, start: int) -> Draft | None:
    seg = line.seg
    without = seg.low[start] == "being" and start > 0 and seg.low[start - 1] in PREPOSITION
    victim = clause_subject(line, start) if without else subject_of(line, start)
    if victim is None:
        return None
    return suffered(line, place, predicate, victim, EventForm.PASSIVE)


def _gerund(line: Line, place: int, predicate: Predicate, start: int, words: set[str]) -> Draft | None:
    seg = line.seg
    before = seg.low[start - 1] if start else ""
    if (
        before in DETERMINER
        or before in POSSESSIVE
        or is_possessive(before)
        or seg.low[place + 1 : place + 2] == ["of"]
    ):
        return None
    victim = object_at(line, place + 1)
    if victim is None or (seg.low[place] in event_nouns() and _is_compound(line, victim)):
        return None
    if words & BE:
        subject = subject_of(line, start)
    elif before in _PHASES:
        subject = subject_of(line, start - 1)
    elif before == "," or before in PREPOSITION or before in ("and", "or", "while", "when", "") or before in _DENIALS:
        subject = clause_subject(line, start)
    else:
        subject = phrase_before(seg, start, 0)
        beside = subject is not None and subject[1] == start and not _is_object(line, subject)
        if subject and beside and (is_means(seg, subject) or is_actor(seg, head_of(seg, subject))):
            return acted(line, place, predicate, victim, subject)
        if not beside:
            subject = clause_subject(line, start) or subject
        last = line.drafts[-1] if line.drafts else None
        if last and last.form is EventForm.ACTIVE and last.subject and last.victim and last.victim[0] < place:
            subject = last.subject  # `hit a car in the town killing two`: the comma is missing
    return acted(line, place, predicate, victim, subject)


def _is_object(line: Line, units: Units) -> bool:
    """Say whether a noun phrase is the object of a verb that does not tell what is seen: `dropped bombs killing`."""
    seg, verb = line.seg, units[0] - 1
    return verb > 0 and is_verb(seg, verb) and seg.low[verb] not in _SEEN


def _is_compound(line: Line, victim: Units) -> bool:
    """Say whether an event noun and the words behind it are one noun: `shooting victims`."""
    seg = line.seg
    first = seg.low[victim[0]]
    opens = first in DETERMINER or first in POSSESSIVE or quantified(seg, victim[0]) or seg.capital(victim[0])
    return not opens and not group_of(seg, victim) and first not in _OBJECTS


def _intransitive(line: Line, place: int, tense: str, predicate: Predicate, start: int) -> Draft | None:
    seg = line.seg
    if tense == "ing" and not set(seg.low[start:place]) & BE:
        return None
    if predicate.lemma == "lose" and not {"life", "lives"} & set(seg.low[place + 1 : place + 4]):
        return None
    if predicate.lemma == "flee" and not _HOMES & set(seg.low[place + 1 : place + 6]):
        return None
    victim = governor(line, start) if "to" in seg.low[start:place] else subject_of(line, start)
    behind = adjuncts(seg, place + 1, passive=predicate.lemma == "flee")
    if victim is None or behind.mishap:
        return None
    return Draft(place, predicate, EventForm.INTRANSITIVE, behind.agent, victim, behind.instrument, subject=victim)


def _is_negated(line: Line, found: Draft, start: int, words: set[str]) -> bool:
    seg = line.seg
    if any(word in _NEGATIVE or word.endswith(("n't", "n’t")) for word in words):
        return True
    if start and seg.low[start - 1] in _NEGATING:
        return True
    return any(units and seg.low[units[0]] in _NO for units in (found.victim, found.agent))
