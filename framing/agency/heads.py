"""What a noun phrase names: its head, whether that acts or is a weapon, and who is named inside it."""

from __future__ import annotations

from framing.agency.phrases import phrase_at
from framing.agency.tables import among, side_by
from framing.agency.wording import PREPOSITION, RELATIVE, STOPS, is_number, is_possessive, quantifier
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import word_set

_PARTITIVE = word_set("number group majority most days hours weeks series wave string spate rounds bout")


def head_of(seg: Segment, units: Units) -> int:
    """Return the head of a noun phrase: the last word before `of`, a preposition, `and` or a comma."""
    start, end = units
    start += quantifier(seg, start)
    for place in range(start + 1, end):
        word = seg.low[place]
        if word == "of" and (is_number(seg.low[place - 1]) or seg.low[place - 1] in _PARTITIVE):
            continue
        before = seg.low[place - 1]
        if word == "and" and (side_of(seg, place - 1, "peoples") or among(before, "modifiers")):
            continue  # `Russian and Syrian jets`
        if word in PREPOSITION or word in ("and", "or", ",", "including", "(") or word in RELATIVE:
            return place - 1
    return end - 1


def is_actor(seg: Segment, unit: int) -> bool:
    """Say whether a word names somebody who may act: troops, ISIS."""
    return among(seg.low[unit], "actors")


def is_means(seg: Segment, units: Units) -> bool:
    """Say whether a noun phrase is a weapon or an event of violence."""
    return among(seg.low[head_of(seg, units)], "instruments")


def actor_in(seg: Segment, units: Units) -> Units | None:
    """Return who is named within a means: `Israeli` in `an Israeli airstrike`, the phrase behind `by`."""
    start, end = units
    head = head_of(seg, units)
    if among(seg.low[head], "mutual"):
        return None
    for place in range(start, head):
        word = seg.low[place]
        bare = word.removesuffix("'s").removesuffix("’s")
        endings = bare.endswith(("ian", "ean", "can", "ish", "ese")) and len(bare) > 4
        national = side_of(seg, place, "peoples") or (seg.capital(place) and endings)
        listed = among(word, "modifiers")
        led = word.endswith("-led") or (seg.low[place + 1 : place + 3] == ["-", "led"])
        if national or listed or led or (is_possessive(word) and is_actor(seg, place)):
            first = place
            while first > start and is_possessive(word) and seg.low[first - 1] not in STOPS:
                first -= 1
            last = place + 1
            if seg.low[last : last + 3] == [".", "-", "led"]:
                last, led = last + 3, True
            while last < head and (led or is_actor(seg, last) or among(seg.low[last], "modifiers")):
                last += 1
            return first, last
    if end < len(seg) and seg.low[end] in ("by", "from") and (by := phrase_at(seg, end + 1)):
        if is_means(seg, by):
            return actor_in(seg, by)
        return by if is_actor(seg, head_of(seg, by)) else None
    return None


def group_of(seg: Segment, units: Units) -> str:
    """Return the group that the head of a noun phrase names: civilian, soldier, building; "" for other heads."""
    return side_of(seg, head_of(seg, units), "groups")


def side_of(seg: Segment, unit: int, table: str) -> str:
    """Return what the table `groups` or `peoples` says of a word, "" where it has it not."""
    return side_by(seg.low[unit], table)
