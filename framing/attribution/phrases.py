"""Cues that are no verbs: `according to X`, `X's claim that`, `reportedly`, `X: ...`."""

from __future__ import annotations

from functools import cache

from framing.attribution.cues import noun_cues, row_of
from framing.attribution.drafts import Found
from framing.attribution.endings import clause_end, phrase_end
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import AUXILIARY, BREAK, DETERMINER, POSSESSIVE, STOP, SUBORDINATOR, is_adverb

_OBJECT_OF = frozenset(("of", "for", "about", "against", "on", "over", "to", "regarding"))
_SURVEYS = frozenset(("poll", "polls", "survey", "surveys", "polling"))
_ADVERBS = frozenset(("reportedly", "allegedly", "purportedly", "supposedly"))
_ASIDE = frozenset((",", "—", "–", "--", ")"))
_LONGEST = 30  # units of a noun phrase
_REACH = 150  # units looked at for the end of a name: more only in text without any punctuation
_NO_SPEAKER = frozenset(
    [
        "related",
        "update",
        "updated",
        "abstract",
        "video",
        "watch",
        "photo",
        "photos",
        "read",
        "more",
        "exclusive",
        "correction",
        "note",
        "editor's",
        "source",
        "sources",
        "editor’s",
        "by",
        "breaking",
        "live",
        "analysis",
        "opinion",
        "text",
    ]
)


@cache
def phrase_words() -> frozenset[str]:
    """Return the words that `find_phrase` turns on."""
    return _ADVERBS.union(noun_cues(), ("according", "in"))


def find_phrase(seg: Segment, place: int, floor: int) -> Found | None:
    """Return the attribution whose cue, no verb, begins at unit `place`, or None."""
    word = seg.low[place]
    if word == "according" and seg.low[place + 1 : place + 2] == ["to"]:
        return _according(seg, place, floor)
    if word == "in" and place == floor:
        return _survey(seg, place)
    if word in _ADVERBS:
        return _adverb(seg, place, floor)
    if word in noun_cues():
        return _noun(seg, place, floor)
    return None


def _according(seg: Segment, place: int, floor: int) -> Found | None:
    source = _authority(seg, place + 2)
    if source is None:
        return None
    cue, row, end = (place, place + 2), row_of("according to"), source[1]
    opening = place == floor or seg.low[place - 1] in ("but", "and", ";", ":")
    if opening and end < len(seg) and seg.low[end] == ",":
        stop = clause_end(seg, end + 1)
        return Found(((end + 1, stop),), cue, source, row, stop) if stop > end + 1 else None
    start = skip_conjunction(seg, floor, place)
    colon = next((unit for unit in range(place - 1, start, -1) if seg.low[unit] in (":", ";")), None)
    start = start if colon is None or seg.low[colon + 1] == "" else colon + 1
    left = place - (seg.low[place - 1] in (",", "—", "–", "--"))
    return Found(((start, left),), cue, source, row, end) if left > start else None


def _survey(seg: Segment, place: int) -> Found | None:
    """Take `In a poll by X, clause`."""
    comma = next((unit for unit in range(place + 1, min(len(seg), place + 16)) if seg.low[unit] in BREAK), None)
    if comma is None or seg.low[comma] != "," or not _SURVEYS & set(seg.low[place:comma]):
        return None
    end = clause_end(seg, comma + 1) if comma + 1 < len(seg) else comma
    found = Found(((comma + 1, end),), (place, place + 1), (place + 1, comma), row_of("report"), end)
    return found if end > comma + 1 else None


def _authority(seg: Segment, place: int) -> Units | None:
    """Return whom `according to` names: up to a comma, or the second one where an apposition follows."""
    end = place
    while end < min(len(seg), place + _REACH) and seg.low[end] not in STOP and seg.low[end] not in _ASIDE:
        end += 1
    if end + 1 < len(seg) and seg.low[end] == "," and seg.low[end + 1] in ("a", "an", "the", "which", "who", "whose"):
        rest = range(end + 1, min(len(seg), end + _REACH))
        after = next((unit for unit in rest if seg.low[unit] in (",", ".")), end)
        verb = any(seg.low[unit] in AUXILIARY for unit in range(end + 2, after))
        return place, end if verb and seg.low[end + 1] in DETERMINER else after
    return (place, end) if end > place else None


def skip_conjunction(seg: Segment, start: int, end: int) -> int:
    """Return where a clause begins behind commas and a conjunction."""
    end = min(end, start + _LONGEST)
    while start < end and seg.low[start] in ("and", "but", ",", ";", "yet", ":", "—", "–"):
        start += 1
    return start


def _adverb(seg: Segment, place: int, floor: int) -> Found | None:
    start = skip_conjunction(seg, floor, place)
    for unit in range(place - 1, start - 1, -1):
        if seg.low[unit] in (",", ";", ":", "(") or seg.low[unit] in SUBORDINATOR - {"who", "which"}:
            start = unit + 1
            break
    end = clause_end(seg, place + 1) if place + 1 < len(seg) else place + 1
    parts = tuple(part for part in ((start, place), (place + 1, end)) if part[0] < part[1])
    return Found(parts, (place, place + 1), None, row_of(seg.low[place]), end) if parts else None


def _noun(seg: Segment, place: int, floor: int) -> Found | None:
    """Take `X's claim that ...`, `his criticism of ...`, `the allegation that ...`."""
    noun, after = seg.low[place], place + 1
    following = seg.low[after] if after < len(seg) else ""
    start = place
    while start > max(floor, place - _LONGEST) and _modifies(seg, start - 1):
        start -= 1
    owner = _owner(seg, start, floor)
    if owner is None and start > floor and seg.low[start - 1] in DETERMINER:
        start -= 1
    row, objective = noun_cues()[noun]
    if following == "that" and seg.low[after + 1 : after + 2] and not _relative(seg, after):
        end = clause_end(seg, after)
        return Found(((after, end),), (start, after), owner, row, end)
    if owner is None or not objective or following not in _OBJECT_OF:
        return None
    content = after if following == "to" else after + 1
    end = phrase_end(seg, content) if content < len(seg) else content
    return Found(((content, end),), (start, content), owner, row, end) if end > content else None


def _relative(seg: Segment, that: int) -> bool:
    """Say whether `that` begins a relative clause: a verb follows at once."""
    word = seg.low[that + 1]
    return word in AUXILIARY or word.endswith("ed")


def _modifies(seg: Segment, unit: int) -> bool:
    word = seg.low[unit]
    plain = word[:1].isalpha() and not seg.capital(unit) and not word.endswith(("'s", "’s", "s'", "s’", "ing"))
    known = word in AUXILIARY or word in SUBORDINATOR or word in POSSESSIVE or word in DETERMINER
    return (
        plain
        and not known
        and (word.endswith(("al", "ed", "ive", "ous", "ful", "ing", "ent", "ic", "y")) or is_adverb(word))
    )


def _owner(seg: Segment, start: int, floor: int) -> Units | None:
    """Return the possessor in front of unit `start`: his, Mr. Trump's, the Iranian leader's."""
    last = start - 1
    if last < floor:
        return None
    if seg.low[last] in POSSESSIVE:
        return last, start
    if not seg.low[last].endswith(("'s", "’s", "s'", "s’")):
        return None
    first = last
    while (
        first > max(floor, start - _LONGEST)
        and (seg.capital(first - 1) or seg.low[first - 1] in DETERMINER)
        and seg.low[first - 1][:1].isalpha()
    ):
        first -= 1
    return first, start


def speaker_label(seg: Segment) -> Found | None:
    """Return `NAME: words` at the start of a sentence: a name in capitals, or with a quotation behind."""
    for colon in range(1, min(len(seg) - 1, 7)):
        word = seg.low[colon]
        if word == ":":
            label = seg.text[seg.starts[0] : seg.ends[colon - 1]]
            shown = (label.isupper() and len(label) > 2) or seg.quotation[colon + 1] >= 0
            if not shown or seg.low[0] in _NO_SPEAKER:
                return None
            end = clause_end(seg, colon + 1)
            return (
                Found(((colon + 1, end),), (colon, colon + 1), (0, colon), row_of("say"), end)
                if end > colon + 1
                else None
            )
        named = (word[:1].isalpha() and seg.capital(colon)) or word in (".", "(", ")", ",")
        if not named or not seg.low[0][:1].isalpha() or not seg.capital(0):
            return None
    return None
