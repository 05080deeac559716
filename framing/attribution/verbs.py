"""The verb group around a cue form: its first unit, and whether it is finite, passive, a participle, an infinitive."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from framing.attribution.cues import Form
from framing.attribution.segments import Segment
from framing.attribution.words import (
    AUXILIARY,
    BE,
    CONTRACTED,
    DETERMINER,
    HAVE,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    is_adverb,
)

_CATENATIVE = frozenset(("going", "able", "continued", "continues", "went", "used", "expected", "on"))
_QUOTED_AS = frozenset(("quoted", "reported", "cited", "recorded"))


class Mode(StrEnum):
    """How a verb group stands in its clause."""

    FINITE = "finite"
    PASSIVE = "passive"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    NOUN = "noun"


class Group(NamedTuple):
    """A verb group of units `start` to `verb`, both included."""

    start: int
    verb: int
    mode: Mode


def verb_group(seg: Segment, verb: int, form: Form, floor: int) -> Group:
    """Return the group that ends in the cue form at unit `verb`, not reaching back before `floor`."""
    start, words = _reach_back(seg, verb, form, floor)
    if start == floor < verb and is_adverb(seg.low[start]):
        start += 1  # an adverb that opens the sentence is no part of the group
    return Group(start, verb, _mode(seg, start, verb, form, words))


def _reach_back(seg: Segment, verb: int, form: Form, floor: int) -> tuple[int, set[str]]:
    start, words = verb, set[str]()
    if form.tense == "ing" and verb - 2 >= floor and seg.low[verb - 1] == "as" and seg.low[verb - 2] in _QUOTED_AS:
        start = verb - 2
        words.add("as")
    while start > floor and start > verb - 8:
        word = seg.low[start - 1]
        infinitive = word == "to" and form.tense == "base" and start == verb
        if not (word in AUXILIARY or is_adverb(word) or infinitive or ("to" in words and word in _CATENATIVE)):
            break
        words.add(word)
        start -= 1
    return start, words


def _mode(seg: Segment, start: int, verb: int, form: Form, words: set[str]) -> Mode:
    before = seg.low[start - 1] if start else ""
    contracted = before.endswith(CONTRACTED) and before.split("'")[0].split("’")[0] in PERSONAL
    if "as" in words:
        return Mode.FINITE
    if form.tense == "ing":
        if before in DETERMINER or before in POSSESSIVE or before in ("most", "more") or before.endswith(("'s", "’s")):
            return Mode.NOUN
        return Mode.FINITE if words & BE or contracted else Mode.PARTICIPLE
    if form.tense in ("past", "part"):
        if words & HAVE:
            return Mode.PASSIVE if "been" in words else Mode.FINITE
        if words & BE:
            return Mode.PASSIVE
        return Mode.FINITE if form.tense == "past" or contracted else Mode.NOUN
    if form.tense == "base" and words & AUXILIARY - BE:
        return Mode.FINITE
    if "to" in words:
        return Mode.INFINITIVE
    if words & AUXILIARY:
        return Mode.NOUN
    return _finite_or_noun(seg, start, form.tense, before)


def _finite_or_noun(seg: Segment, start: int, tense: str, before: str) -> Mode:
    """Tell `they claim` from `the claim` by the word before."""
    if not before[:1].isalnum() and before != ")":
        return Mode.FINITE if start and before in ("", ",") and tense == "s" else Mode.NOUN
    if before in PERSONAL or before in ("who", "which", "that", "and"):
        return Mode.FINITE
    if (
        before in DETERMINER
        or before in POSSESSIVE
        or before in PREPOSITION
        or before.endswith(("'s", "’s", "s'", "s’"))
    ):
        return Mode.NOUN
    if tense == "base":
        plural = before.endswith("s") and not before.endswith("ss")
        return Mode.FINITE if plural or before in ("people", "men", "women", "many", "some", "police") else Mode.NOUN
    return Mode.FINITE
