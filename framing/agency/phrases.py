"""Noun phrases that begin at a place: the object of a verb, what stands behind a preposition."""

from __future__ import annotations

from framing.agency.tables import event_nouns
from framing.agency.wording import (
    AFTER,
    STOPS,
    SUBSTITUTES,
    is_number,
    is_verb,
    names_no_time,
    quantifier,
)
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import AUXILIARY, DETERMINER, OBJECT, PERSONAL, POSSESSIVE, TIME, is_adverb, word_set

_LONGEST = 40  # units
_DIRECTIONS = word_set("north south east west northeast northwest southeast southwest outside inside")
_HARM = word_set("injury injuries injuring")
_PRESENT = word_set("kill kills injure injures detain detains destroy destroys live lives")
_NO_START = _PRESENT | {"and", "or"}


def starts_phrase(seg: Segment, place: int) -> bool:
    """Say whether a noun phrase may begin at a unit."""
    if place >= len(seg):
        return False
    word = seg.low[place]
    if not word[:1].isalnum():
        return False
    if word in OBJECT or word in DETERMINER or word in POSSESSIVE or is_number(word) or quantifier(seg, place):
        return word not in ("that", "as")
    return (
        word not in _NO_START
        and word not in STOPS
        and word not in TIME
        and word not in AFTER
        and word != "of"
        and not is_adverb(word)
    )


def phrase_at(seg: Segment, place: int) -> Units | None:
    """Return the noun phrase that begins at a unit, with what `of` and `and` add to it, or None."""
    if not starts_phrase(seg, place):
        return None
    if seg.low[place] in SUBSTITUTES:
        end = place + 1
    else:
        end = _simple_end(seg, place + quantifier(seg, place))
        if end <= place:
            return None
    while end + 1 < len(seg) and end - place < _LONGEST:
        word = seg.low[end]
        if word == "of" or (word == "including" and starts_phrase(seg, end + 1)):
            more = _simple_end(seg, end + 1 + quantifier(seg, end + 1)) if starts_phrase(seg, end + 1) else end
        elif word in ("and", "or", "&") or (word == "," and _lists(seg, end)):
            more = _conjunct(seg, end + 1 + (seg.low[end + 1] in ("and", "or")))
        else:
            break
        if more <= end + 1:
            break
        end = more
    return place, end


def _lists(seg: Segment, comma: int) -> bool:
    """Say whether a comma stands between parts of a list: `two men, a boy and a girl`."""
    after = seg.low[comma + 1]
    if after in ("and", "or"):
        return False
    for place in range(comma + 2, min(len(seg), comma + 7)):
        if seg.low[place] in ("and", "or"):
            return _simple_end(seg, comma + 1) == place and bool(_conjunct(seg, place + 1))
    return False


def _conjunct(seg: Segment, place: int) -> int:
    """Return where the part behind `and` ends, 0 where it is a clause or verb of its own."""
    if not starts_phrase(seg, place) or seg.low[place] in PERSONAL or is_verb(seg, place):
        return 0
    if seg.low[place] in _HARM:
        return 0
    end = _simple_end(seg, place + quantifier(seg, place))
    if end < len(seg):
        word = seg.low[end]
        behind = end + 1 if is_adverb(word) else end
        if word in AUXILIARY or (behind < len(seg) and is_verb(seg, behind)):
            return 0
    if end > place and (seg.low[end - 1] in event_nouns() or seg.low[end - 1] in _HARM):
        return 0
    return end if all(not is_verb(seg, unit) for unit in range(place + 1, end)) else 0


def _simple_end(seg: Segment, place: int) -> int:
    """Return where the words of one noun phrase end."""
    end = place
    while end < min(len(seg), place + _LONGEST):
        word = seg.low[end]
        grouped = word == "," and end > place and seg.low[end - 1].isdigit() and seg.low[end + 1 : end + 2] != [""]
        if grouped and end + 1 < len(seg) and seg.low[end + 1].isdigit() and seg.starts[end + 1] == seg.ends[end]:
            end += 2
            continue
        hyphen = word == "-" and end > place
        if end > place and (word in DETERMINER or is_verb(seg, end) or word in _PRESENT):
            break
        if word in TIME and not names_no_time(seg, end, place):
            break
        opener = end == place and (word in DETERMINER or word in POSSESSIVE)
        if not hyphen and not opener and (not word[:1].isalnum() or word in STOPS or word == "of" or word in AFTER):
            break
        if word in _DIRECTIONS and seg.low[end + 1 : end + 2] == ["of"]:
            break
        if end > place and (
            word in SUBSTITUTES or word in ("and", "or", "including") or (is_adverb(word) and not seg.capital(end))
        ):
            break
        end += 1
    return end
