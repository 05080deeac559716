"""Agent, victim and instrument of a verb whose construction is known."""

from __future__ import annotations

from framing.agency.adjuncts import adjuncts
from framing.agency.drafts import Draft, Line
from framing.agency.heads import actor_in, group_of, head_of, is_actor, is_means
from framing.agency.phrases import phrase_at, starts_phrase
from framing.agency.sharing import shared_subject, subject_of
from framing.agency.tables import Predicate, among
from framing.agency.wording import is_verb
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import (
    TIME,
    is_adverb,
    word_set,
)
from framing.types import EventForm

_REFLEXIVE = word_set("himself herself themselves itself myself")
_LEFT = word_set("left leaving leave leaves")
_DAYS = TIME - {"may", "march"}


def acted(line: Line, place: int, predicate: Predicate, victim: Units, subject: Units | None) -> Draft | None:
    """Return the active event of a verb with its object and subject; None where the subject is a mishap."""
    seg = line.seg
    found = Draft(place, predicate, EventForm.ACTIVE, victim=victim, subject=subject)
    behind = adjuncts(seg, victim[1], passive=False)
    if subject and is_means(seg, subject):
        found.instrument, found.agent = subject, actor_in(seg, subject)
    elif subject and not is_actor(seg, head_of(seg, subject)) and _is_mishap(seg, subject):
        return None
    else:
        found.agent, found.instrument = subject, behind.instrument
        if subject is None:
            found.agent = behind.agent
    return found


def _is_mishap(seg: Segment, units: Units) -> bool:
    return any(among(seg.low[unit], "mishaps") for unit in range(*units))


def object_at(line: Line, place: int) -> Units | None:
    """Return the object that begins at a unit or behind words of time; None where it is reflexive alone."""
    seg = line.seg
    while place < len(seg) and _skipped(line, place):
        place += 1
    if seg.low[place : place + 1] == ["at"] and seg.low[place - 1] in ("shot", "shoot"):
        place += 1
    if seg.low[place : place + 1] and seg.low[place] in ("“", '"', "‘"):
        place += 1
    if seg.low[place : place + 1] in (["it"], ["you"]) and seg.low[place + 1 : place + 2] not in (["was"], ["is"]):
        return place, place + 1
    phrase = phrase_at(seg, place)
    if phrase and seg.low[phrase[0]].endswith("ing") and not group_of(seg, phrase) and not seg.capital(phrase[0]):
        return None  # `killed fighting the army`
    if phrase and phrase[1] - phrase[0] == 1 and seg.low[phrase[0]] in _REFLEXIVE:
        return None
    return phrase


def _skipped(line: Line, place: int) -> bool:
    """Say whether a unit may stand between a verb and its object: `destroyed last night a car`."""
    seg = line.seg
    word = seg.low[place]
    dated = word == "on" and seg.low[place + 1 : place + 2] and seg.low[place + 1] in TIME
    day = word in _DAYS or word in ("morning", "night", "evening", "week")
    return bool(dated) or day or ((is_adverb(word) or word == "down") and not starts_phrase(seg, place))


def suffered(line: Line, place: int, predicate: Predicate, victim: Units, form: EventForm) -> Draft | None:
    """Return the event of a passive verb or participle, with who or what stands behind it; None for a mishap."""
    seg = line.seg
    behind = adjuncts(seg, _behind_pair(line, place), passive=True)
    if behind.mishap:
        return None
    found = Draft(place, predicate, form, behind.agent, victim, behind.instrument, subject=victim)
    if form is EventForm.PASSIVE and has_by(seg, found):
        found.form = EventForm.PASSIVE_BY
    return found


def _behind_pair(line: Line, place: int) -> int:
    """Return the unit behind a verb, or behind `killed and wounded` where it is part of such a pair."""
    low = line.seg.low
    pair = place + 2 < len(low) and low[place + 1] in ("and", "or") and low[place + 2].endswith("ed")
    return place + 3 if pair and is_verb(line.seg, place + 2) else place + 1


def has_by(seg: Segment, found: Draft) -> bool:
    """Say whether agent or instrument stand behind `by`."""
    return any(units and seg.low[units[0] - 1] == "by" for units in (found.agent, found.instrument))


def read_left(line: Line, place: int, predicate: Predicate) -> Draft | None:
    """Return what left somebody dead or injured: `The blast left two dead`."""
    seg = line.seg
    for unit in range(place - 1, max(-1, place - 10), -1):
        if seg.low[unit] in _LEFT:
            victim = phrase_at(seg, unit + 1)
            if victim is None or victim[1] != place:
                return None
            finite = seg.low[unit] != "leaving"
            cause = subject_of(line, unit) if finite else shared_subject(line, unit)
            return acted(line, place, predicate, victim, cause)
    return None
