"""The noun phrase before a verb: back over adverbs, asides and relative clauses."""

from __future__ import annotations

from framing.agency.heads import group_of, head_of, is_actor
from framing.agency.tables import among
from framing.agency.wording import (
    AFTER,
    NUMBERS,
    PREPOSITION,
    RELATIVE,
    STOPS,
    is_number,
    is_verb,
    names_no_time,
    quantified,
    quantifier,
)
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import (
    AUXILIARY,
    BREAK,
    CLAUSE_PRONOUN,
    DETERMINER,
    PERSONAL,
    POSSESSIVE,
    SUBORDINATOR,
    TIME,
    is_adverb,
    word_set,
)

_LONGEST = 40  # units
_BRACKET = 12  # units
_ASIDES = {",": ",", "—": "—", "–": "–", "--": "--", ")": "("}  # closing mark: the one that opens
_OPENERS = word_set("and or but then meanwhile however elsewhere separately moreover")
_LEADING = PREPOSITION | {"according"}
_DATES = word_set("mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec")
_PLACES = ("", "building", "place")
_WHERE = word_set("in at on near by outside inside from")
_REDUCING = PREPOSITION | {"out"}
_FINITE = AUXILIARY | {"and", "or"}
_LEAVING = PREPOSITION - {"of"}
_DAYS = TIME - DETERMINER
_NO_BOUNDARY = STOPS | DETERMINER
_WITHIN = PREPOSITION | {"last", "this"}


def phrase_before(seg: Segment, end: int, floor: int) -> Units | None:
    """Return the noun phrase that is the subject of the words from `end` on: in front of adverbs and asides."""
    end = _back_over_adverbs(seg, end, floor)
    if end <= floor:
        return None
    mark = seg.low[end - 1]
    if mark in _ASIDES:
        opening = _back_to(seg, _ASIDES[mark], end - 2, max(floor, end - _LONGEST))
        found = None if opening is None else phrase_before(seg, opening, floor)
        aged = found and found[1] - found[0] == 1 and seg.low[found[0]].isdigit() and seg.low[found[0] - 1] == ","
        return phrase_before(seg, found[0] - 1, floor) if found and aged else found  # `X, 40, a cook, was`
    if seg.low[end - 1] in RELATIVE:
        return _antecedent(seg, end - 1, floor)
    if seg.low[end - 1] in PERSONAL or seg.low[end - 1] in ("nobody", "someone", "everyone"):
        return end - 1, end
    start = end
    while start > max(floor, end - _LONGEST) and not _stops_back(seg, start - 1, end):
        start -= 1
        if seg.low[start] == ")":
            start = _back_to(seg, "(", start, max(floor, start - _BRACKET)) or start
        if _restarts(seg, start):
            break
    return _behind_clause(seg, start, end, floor) or _first_phrase(seg, start, end)


def _back_to(seg: Segment, mark: str, last: int, floor: int) -> int | None:
    return next((unit for unit in range(last, floor, -1) if seg.low[unit] == mark), None)


def _behind_clause(seg: Segment, start: int, end: int, floor: int) -> Units | None:
    """Return the subject in front of a relative clause that ends at `end`: `men who wore masks`, `strikes run by`."""
    if start > floor and start < end and seg.low[start - 1] in RELATIVE and _predicates(seg, start):
        return _antecedent(seg, start - 1, floor)
    if start - 1 > floor and start < end and _is_reduced(seg, start - 1):
        new = None if seg.low[start] in ("by", "out") else _first_phrase(seg, start, end)
        return new or phrase_before(seg, start - 1, floor)
    if start - 2 > floor and seg.low[start - 2] in RELATIVE and is_verb(seg, start - 1):
        return _antecedent(seg, start - 2, floor)
    if start > floor and seg.low[start - 1] in AUXILIARY:
        relative = next((u for u in range(start - 2, max(floor, start - 8), -1) if seg.low[u] in RELATIVE), None)
        if relative is not None:
            return _antecedent(seg, relative, floor)
    return None


def _is_reduced(seg: Segment, verb: int) -> bool:
    """Say whether a participle stands behind its noun: `strikes carried out by`."""
    if quantifier(seg, verb + 1) or seg.low[verb + 1] not in _REDUCING:
        return False
    return seg.low[verb].endswith("ed") and is_verb(seg, verb) and seg.low[verb - 1] not in _FINITE


def _restarts(seg: Segment, place: int) -> bool:
    """Say whether a new sentence begins at a unit without any mark before it, as where a title runs into a text."""
    if not place or not seg.low[place - 1][:1].isalnum() or not (seg.capital(place) or seg.low[place] == "none"):
        return seg.low[place] == "none"
    word, before = seg.low[place], seg.low[place - 1]
    opens = word in DETERMINER or word in PREPOSITION or word in NUMBERS or word in ("more", "at", "fewer")
    return opens or (before.isdigit() and len(before) == 4)


def _back_over_adverbs(seg: Segment, end: int, floor: int) -> int:
    while end > floor and (
        is_adverb(seg.low[end - 1]) or seg.low[end - 1] in ("also", "later", "then", "both", "since")
    ):
        end -= 1
    return end


def _antecedent(seg: Segment, relative: int, floor: int) -> Units | None:
    """Return the noun phrase that a relative pronoun stands for."""
    end = relative - (relative > floor and seg.low[relative - 1] == ",")
    if end <= floor:
        return None
    if seg.low[end - 1] in DETERMINER:
        return end - 1, end
    start = end
    while start > max(floor, end - _LONGEST) and not _stops_back(seg, start - 1, end):
        start -= 1
    phrases = [place + 1 for place in range(end - 2, start - 1, -1) if _parts(seg, place)]
    if start < end and not _parts(seg, start):
        phrases.append(start)
    stop = end
    for first in phrases:  # `the war in Syria which`: from the right, the first that can act or be acted on
        head = head_of(seg, (first, stop))
        place = seg.low[first - 1] in _WHERE and first > start
        if (
            (is_actor(seg, head) and not place)
            or among(seg.low[head], "instruments")
            or group_of(seg, (first, stop)) not in _PLACES
        ):
            return first, stop
        stop = first - 1
    if phrases and seg.low[phrases[0] - 1] in _WHERE:
        return _first_phrase(seg, start, end)
    return (phrases[0], end) if phrases else None


def _parts(seg: Segment, place: int) -> bool:
    return seg.low[place] in PREPOSITION and seg.low[place] != "of" and not quantifier(seg, place)


def _predicates(seg: Segment, place: int) -> bool:
    """Say whether a relative clause begins with its verb: `who wore uniforms`."""
    return is_verb(seg, place) or (
        seg.low[place].endswith("s") and place + 1 < len(seg) and seg.low[place + 1] in DETERMINER
    )


def _stops_back(seg: Segment, place: int, end: int) -> bool:
    """Say whether a noun phrase that ends at `end` cannot reach back over a unit."""
    word = seg.low[place]
    if word == "than" or (word == "as" and "many" in (seg.low[place - 1], seg.low[min(place + 1, end - 1)])):
        return False
    if word == ",":
        between = seg.low[place - 1].isdigit() and place + 1 < end and seg.low[place + 1].isdigit()
        return not between
    if word in ("and", "or", "&"):
        around = (seg.low[place - 1], seg.low[place + 1]) if place and place + 1 < end else ("", "")
        both = all(each in PREPOSITION for each in around) or all(is_number(each) for each in around)
        names = place + 1 < end and seg.capital(place + 1) and place > 0 and seg.capital(place - 1)
        return not both and not names and not _joins(seg, place, end)
    if word == "those" and place == end - 1:
        return False
    if word.endswith("ing") and word != "including" and place + 1 < end and quantified(seg, place + 1):
        return True
    if not word[:1].isalnum() and word not in (".", ")", "-", "'", "’", "$", "%", "&"):
        return True
    if word in BREAK or word in AUXILIARY or word in SUBORDINATOR or word in CLAUSE_PRONOUN:
        return not (word == "." and seg.text[seg.starts[place] - 1].isupper())
    return is_verb(seg, place)


def _joins(seg: Segment, place: int, end: int) -> bool:
    """Say whether `and` joins two noun phrases before the verb: `women and children were`."""
    if place == 0 or place + 1 >= end or not seg.low[place - 1][:1].isalnum():
        return False
    before = place - 1
    while before > max(0, place - 6) and seg.low[before][:1].isalnum():
        if is_verb(seg, before) or seg.low[before] in AUXILIARY or seg.low[before] in _LEAVING:
            return False
        before -= 1
    return True


def _first_phrase(seg: Segment, start: int, end: int) -> Units | None:
    """Return the noun phrase that is the subject among the words before a verb: `In May two men from Oster`."""
    while start < end and (is_adverb(seg.low[start]) or seg.low[start] in _OPENERS or _is_date(seg, start, end)):
        start += 1
    if start >= end:
        return None
    if not quantifier(seg, start) and (seg.low[start] in _LEADING or seg.low[start] in _DAYS):
        start = _behind_opening(seg, start, end)
        if start >= end:
            return None
    stop = start + quantifier(seg, start)
    while stop < end:
        word = seg.low[stop]
        leaves = word in _LEAVING and stop > start and not quantifier(seg, stop)
        if word in AFTER or leaves:
            break
        if word in TIME and stop > start and not names_no_time(seg, stop, start):
            break
        stop += 1
    if stop <= start or not seg.low[stop - 1][:1].isalnum():
        return None
    return start, stop


def _is_date(seg: Segment, place: int, end: int) -> bool:
    """Say whether a unit is a date that no punctuation parts from the subject: `01-06-2016 Three men`, `2016 9`."""
    word = seg.low[place]
    behind = seg.low[place + 1] if place + 1 < end else ""
    before = seg.low[place - 1 - (place > 1 and seg.low[place - 1] == ".")] if place else ""
    day = word[:1].isdigit() and (before in _DATES or before in _DAYS)
    if word in _DATES or (day and behind) or (word.isdigit() and (behind.isdigit() or behind in DETERMINER)):
        return True
    return word[:1].isdigit() and ("-" in word or "/" in word or (len(word) == 4 and behind != ""))


def _behind_opening(seg: Segment, start: int, end: int) -> int:
    """Return where the subject begins behind a phrase of time or place."""
    for place in range(end - 1, start, -1):
        word, before = seg.low[place], seg.low[place - 1]
        if quantifier(seg, place) and before not in PREPOSITION:
            return place
        opens = word in DETERMINER or word in POSSESSIVE or is_number(word)
        dated = is_number(before) and not (before.isdigit() and len(before) == 4)
        if (
            opens
            and before not in PREPOSITION
            and before != "including"
            and before not in DETERMINER
            and not (dated and is_number(word))
        ):
            return place
        boundary = seg.capital(place) and before.isalpha() and not seg.capital(place - 1)
        if boundary and before not in _NO_BOUNDARY:
            return place if before != "of" else end
    for place in range(start + 1, end):
        before, word = seg.low[place - 1], seg.low[place]
        if is_number(before) and len(before) == 4 and not is_number(word):
            return place
        if (seg.capital(place - 1) or before in TIME) and before not in PREPOSITION and not seg.capital(place):
            return place if word not in PREPOSITION else end
        if before in TIME and word not in TIME and before not in _WITHIN:
            return place
    return end
