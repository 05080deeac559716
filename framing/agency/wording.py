"""Closed classes of words that the rules of events turn on, numbers, and which words are verbs."""

from __future__ import annotations

from functools import lru_cache

from framing.agency.tables import event_nouns, verb_forms, word_list
from framing.attribution.cues import cue_forms
from framing.attribution.segments import Segment
from framing.attribution.words import (
    AUXILIARY,
    BREAK,
    CLAUSE_PRONOUN,
    DETERMINER,
    OBJECT,
    PERSONAL,
    POSSESSIVE,
    SUBORDINATOR,
    TIME,
    is_adverb,
    word_set,
)
from framing.attribution.words import PREPOSITION as BASIC_PREPOSITION

REACH = 60  # units to each side of a predicate in which its clause is read: keeps the work a predicate constant
PREPOSITION = BASIC_PREPOSITION | word_set("across along throughout around behind beyond off via")
RELATIVE = word_set("who which that whom")
SUBSTITUTES = PERSONAL | OBJECT | word_set("nobody someone anyone everyone")
STOPS = (BREAK | SUBORDINATOR | AUXILIARY | CLAUSE_PRONOUN | PREPOSITION | RELATIVE) - {"of"}
AFTER = word_set("dead alive again today yesterday tonight overnight there here together too loyal back")
NUMBERS = word_set(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozens scores hundreds
    thousands tens half dozen million millions"""
)
_QUANTIFIERS = {  # first word -> the whole, as it stands before a number
    words[0]: words
    for words in map(
        str.split,
        """at least|more than|fewer than|less than|up to|as many as|close to|an estimated|over|about|around
        |nearly|almost|some|roughly|only|just|another|all|both""".split("|"),
    )
}
_POSSESSED = ("'s", "’s", "s'", "s’")
_OPENING = DETERMINER | POSSESSIVE | PREPOSITION | {"and", "or", "of"}
_NOMINAL = DETERMINER | POSSESSIVE | PREPOSITION
_ARTICLES = DETERMINER - {"that"}
_ENDING = STOPS | {"early", "late"}
_BEHIND = AFTER | OBJECT


def is_number(word: str) -> bool:
    """Say whether a lower-case word is a number."""
    return word[:1].isdigit() or word in NUMBERS


def is_possessive(word: str) -> bool:
    """Say whether a lower-case word owns what follows."""
    return word in POSSESSIVE or word.endswith(_POSSESSED)


def quantified(seg: Segment, place: int) -> bool:
    """Say whether a number, or words like `at least` before one, begin at a unit."""
    return is_number(seg.low[place]) or quantifier(seg, place) > 0


def quantifier(seg: Segment, place: int) -> int:
    """Return how many units of `at least` and the like stand before a number."""
    if seg.low[place] == "between" and seg.low[place + 2 : place + 3] == ["and"] and is_number(seg.low[place + 1]):
        return 3
    words = _QUANTIFIERS.get(seg.low[place])
    if words is None:
        return 0
    behind = place + len(words)
    if seg.low[place:behind] != words or behind >= len(seg):
        return 0
    more = quantifier(seg, behind)
    loose = len(words) == 1 and words[0] not in PREPOSITION
    counted = more or is_number(seg.low[behind]) or loose or seg.low[behind] in ("a", "an")
    return len(words) + more if counted else 0


def names_no_time(seg: Segment, place: int, start: int) -> bool:
    """Say whether a word of time is part of a noun phrase: `the last attack`, `May`."""
    inside = place > start and seg.low[place - 1] in DETERMINER
    return seg.low[place] in ("may", "march") or (
        seg.low[place] in ("last", "this", "earlier") and (inside or place == start)
    )


def is_verb(seg: Segment, place: int) -> bool:
    """Say whether a unit is a verb in the past: `said`, `killed`, or a word in -ed before the start of a phrase."""
    kind = _kind(seg.low[place])
    if not kind:
        return False
    before = seg.low[place - 1] if place else ""
    if place and (before == "-" or (seg.capital(place) and before not in RELATIVE)):
        return False
    if kind == "common":
        return before not in _ARTICLES
    if kind == "present":
        return _opens_clause(seg, place)
    return (kind == "event" and before in ("and", "or")) or not _adjectival(seg, place)


@lru_cache(1 << 14)
def _kind(word: str) -> str:
    """Return how a word may be a verb: a common one, a cue in the present, a past of an event or another; or ""."""
    if word in word_list("verbs"):
        return "common"
    cue, own = cue_forms().get(word), verb_forms().get(word)
    if cue is not None and cue.tense in ("base", "s"):
        return "present"
    if own is not None and own[0] in ("past", "part"):
        return "event"
    past = (cue is not None and cue.tense in ("past", "part")) or (word.endswith("ed") and len(word) > 3)
    return "past" if past and "-" not in word else ""


def _opens_clause(seg: Segment, place: int) -> bool:
    """Say whether a present form like `say` or `shows` has a clause or object behind it, and a noun before."""
    if not place or place + 1 >= len(seg) or seg.low[place - 1] in _NOMINAL:
        return False
    after = seg.low[place + 1]
    if seg.low[place] in event_nouns() or after == "that":
        return False
    return after in DETERMINER or after in POSSESSIVE or is_number(after) or after in PERSONAL


def _adjectival(seg: Segment, place: int) -> bool:
    """Say whether a participle stands inside a noun phrase: `the armed men`, `six wounded soldiers`."""
    after = seg.low[place + 1] if place + 1 < len(seg) else "."
    if (
        not after[:1].isalpha()
        or after.endswith("ing")
        or after in _ENDING
        or after in DETERMINER
        or after in POSSESSIVE
        or after == "of"
    ):
        return False
    if seg.capital(place + 1) or is_number(after) or is_adverb(after) or after in TIME or after in _BEHIND:
        return False
    before = seg.low[place - 1] if place else "."
    return (
        not before[:1].isalnum()
        or before in _OPENING
        or (is_number(before) or is_possessive(before) or (not before.endswith("s") and not seg.capital(place - 1)))
    )
