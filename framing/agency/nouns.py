"""Events told by a noun (`the killing of X by Y`) or by the word `dead`."""

from __future__ import annotations

from framing.agency.adjuncts import adjuncts
from framing.agency.drafts import Draft, Line
from framing.agency.heads import actor_in, group_of, head_of, is_actor, is_means
from framing.agency.phrases import phrase_at
from framing.agency.roles import read_left
from framing.agency.senses import shows_violence
from framing.agency.subjects import phrase_before
from framing.agency.tables import Predicate, among, forms_of
from framing.agency.wording import PREPOSITION, is_number, is_possessive, is_verb
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import AUXILIARY, BE, DETERMINER, POSSESSIVE, TIME, word_set
from framing.types import EventForm

DEAD = Predicate("dead", "death", "", broad=True)
_TIMES = TIME | word_set("week month year day night morning evening weekend")
_LOOSE = word_set("die beat strike attack raid assault")
_TARGET = word_set("on against at")
_NO_TARGET = word_set("least large will home dawn night noon midnight most")
_FOUND = word_set("found confirmed pronounced declared feared presumed reported")
_COMPOUND = word_set(
    "toll penalty threat threats row rate certificate sentence squad warrant warrants rates charge charges"
)
_BEFORE_NOUN = PREPOSITION | DETERMINER | POSSESSIVE
_NO_MODIFIER = PREPOSITION | DETERMINER | AUXILIARY
_NO_VICTIM = _NO_TARGET | TIME
_BEHIND_DEAD = PREPOSITION | {"as", "when", ",", "and", "."}


def read_noun(seg: Segment, place: int, predicate: Predicate) -> Draft | None:
    """Return the event of a noun that says whom it befell: behind `of` or `on`, or as its owner; else None."""
    if seg.low[place + 1 : place + 2] and seg.low[place + 1] in _COMPOUND:
        return None
    owner = _owner(seg, place)
    victim, end = _complement(seg, place, predicate)
    agent: Units | None = None
    if victim is None:
        if predicate.roles != "patient" or owner is None:
            return None
        victim = owner
    elif owner is not None and predicate.lemma != "die":
        agent = owner
    elif predicate.roles == "agent" or seg.low[place - 1 : place] != ["the"]:
        agent = _modifier(seg, place)
    if among(seg.low[head_of(seg, victim)], "abstract"):
        return None
    known = group_of(seg, victim) and (predicate.roles == "agent" or seg.low[place].endswith("s"))
    known = known or (agent is not None and predicate.lemma != "die" and is_actor(seg, head_of(seg, agent)))
    if predicate.lemma in _LOOSE and not known and not shows_violence(seg, place, strict=True):
        return None
    behind = adjuncts(seg, end, passive=True)
    if behind.mishap:
        return None
    agent, means = agent or behind.agent, behind.instrument
    if agent and is_means(seg, agent):
        agent, means = actor_in(seg, agent), agent
    return Draft(place, predicate, EventForm.NOMINAL, agent, victim, means)


def _owner(seg: Segment, place: int) -> Units | None:
    """Return the owner before a noun: `her`, `the editor's`."""
    last = place - 1
    while last > max(0, place - 4) and seg.low[last].isalpha() and seg.low[last] not in _BEFORE_NOUN:
        if is_possessive(seg.low[last]) or is_verb(seg, last) or seg.low[last] in AUXILIARY:
            break
        last -= 1
    if last < 0 or not is_possessive(seg.low[last]) or seg.low[last] in TIME:
        return None
    if seg.low[last] in POSSESSIVE:
        return last, last + 1
    if not _TIMES.isdisjoint(forms_of(seg.low[last])):
        return None
    return phrase_before(seg, last + 1, 0)


def _complement(seg: Segment, place: int, predicate: Predicate) -> tuple[Units | None, int]:
    """Return whom the noun's complement names, and the unit to go on from."""
    unit = place + 1
    if seg.low[unit : unit + 1] == ["by"] and (by := phrase_at(seg, unit + 1)):
        unit = by[1]
    word = seg.low[unit] if unit < len(seg) else ""
    if word in ("of", "against") or (predicate.roles == "agent" and word in _TARGET):
        phrase = phrase_at(seg, unit + 1)
        if phrase and seg.low[phrase[0]] not in _NO_VICTIM and not _dated(seg, phrase):
            return phrase, place + 1 if unit > place + 1 else phrase[1]
    return None, place + 1


def _dated(seg: Segment, phrase: Units) -> bool:
    head = seg.low[head_of(seg, phrase)]
    return head in TIME or (is_number(head) and len(head) == 4)


def _modifier(seg: Segment, place: int) -> Units | None:
    """Return an actor named before the noun: `rebel attacks`, `Israeli shelling`."""
    start = place
    while start > 0 and seg.low[start - 1][:1].isalpha() and seg.low[start - 1] not in _NO_MODIFIER:
        start -= 1
    return actor_in(seg, (start, place + 1)) if start < place else None


def read_dead(line: Line, place: int) -> Draft | None:
    """Return the event of `dead`: `left three dead`, `was among the dead`, `31 dead in a bombing`."""
    seg, drafts, low = line.seg, line.drafts, line.seg.low
    before = low[place - 1] if place else ""
    if not place or low[place + 1 : place + 2] == ["end"]:
        return None
    if any(low[draft.place] in ("shot", "shoot", "shooting") and place - 12 < draft.place < place for draft in drafts):
        return None
    if before == "the" and place > 1 and low[place - 2] == "among":
        verb = next((unit for unit in range(place - 3, -1, -1) if low[unit] in BE), None)
        victim = phrase_before(seg, verb, 0) if verb else None
        return Draft(place, DEAD, EventForm.STATIVE, victim=victim) if victim else None
    if not shows_violence(seg, place):
        return None
    left = read_left(line, place, DEAD)
    if left is not None:
        return left
    verb = place - 1 - (before in _FOUND)
    if verb >= 0 and low[verb] in BE:
        while verb and low[verb - 1] in AUXILIARY:
            verb -= 1
        victim = phrase_before(seg, verb, 0)
    else:
        victim = phrase_before(seg, place, 0) if is_number(before) or before in ("people", "civilians") else None
        if victim and not (place + 1 == len(seg) or low[place + 1] in _BEHIND_DEAD):
            return None
    if victim is None or among(low[head_of(seg, victim)], "abstract") or low[victim[0]] in ("it", "this", "that"):
        return None
    behind = adjuncts(seg, place + 1, passive=False)
    if behind.mishap:
        return None
    return Draft(place, DEAD, EventForm.STATIVE, behind.agent, victim, behind.instrument)
