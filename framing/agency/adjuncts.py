"""What stands behind a predicate: who did it (`by rebels`) and with what (`in an airstrike`)."""

from __future__ import annotations

from typing import NamedTuple

from framing.agency.heads import actor_in, head_of, is_actor, is_means
from framing.agency.phrases import phrase_at
from framing.agency.tables import among
from framing.agency.wording import RELATIVE, is_number, is_verb
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import TIME, word_set

_MEANS_AFTER = word_set("in by with from during after when amid as under of following because")
_ENDS = word_set("; : — – -- . ? ! ( ) but while although that , and or")
_NO_AGENT = word_set(
    """mistake accident chance name now then time end hand force surprise dozens train car bus sea air land night day
    suicide midnight noon dawn morning evening"""
)
_KEEPING = word_set("held led run owned kept known")
_DOING = word_set(
    "fired launched conducted planted detonated dropped committed perpetrated staged waged killed wounded injured"
)
_REACH = 25  # units


class Adjuncts(NamedTuple):
    """Agent and instrument of a predicate, and whether a mishap is named as the cause."""

    agent: Units | None = None
    instrument: Units | None = None
    mishap: bool = False


def adjuncts(seg: Segment, place: int, *, passive: bool) -> Adjuncts:
    """Return agent and instrument in the phrases from unit `place` to the end of the clause.

    Only a `passive` has an agent behind `by`; elsewhere an agent is one that a means names: `in an army raid`.
    """
    agent: Units | None = None
    means: Units | None = None
    unit, end = place, min(len(seg), place + _REACH)
    while unit < end:
        word = seg.low[unit]
        if word in _ENDS or (word in RELATIVE and unit > place):
            break
        if seg.low[unit : unit + 4] == ["at", "the", "hands", "of"]:
            agent = agent or phrase_at(seg, unit + 4)
        late = seg.low[unit + 1 : unit + 2] == ["overnight"]
        phrase = phrase_at(seg, unit + 1 + late) if word in _MEANS_AFTER else None
        if phrase is None:
            unit += 1
            continue
        head = head_of(seg, phrase)
        words = seg.low[phrase[0] : phrase[1]]
        if any(among(each, "mishaps") for each in words) and not any(among(each, "instruments") for each in words):
            return Adjuncts(mishap=True)
        if means is None and is_means(seg, phrase):
            means, agent = phrase, agent or actor_in(seg, phrase)
            unit = phrase[1] if word != "when" else unit + 1
            if word in ("when", "as"):
                break
        elif (
            word == "by" and passive and agent is None and not _holds(seg, unit, place) and _may_act(seg, phrase, head)
        ):
            agent = phrase
            unit = phrase[1]
        elif word in ("when", "as", "because"):
            break
        else:
            unit = head + 1 if word == "of" else unit + 1
    return Adjuncts(agent, means)


def _holds(seg: Segment, by: int, place: int) -> bool:
    """Say whether `by` belongs to another participle than the predicate's: `a town held by the army`."""
    before = seg.low[by - 1]
    return (
        by > place and before not in _DOING and (before in _KEEPING or (before.endswith("ed") and is_verb(seg, by - 1)))
    )


def _may_act(seg: Segment, phrase: Units, head: int) -> bool:
    word = seg.low[head]
    if word in _NO_AGENT or word in TIME or word.endswith("ing") or seg.low[phrase[0]] in ("hundreds", "thousands"):
        return word.endswith("ing") and is_actor(seg, head)
    return not is_number(word) or seg.low[phrase[0]] in ("one", "two", "three")
