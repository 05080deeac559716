"""How a cue presents what is said: its tense, whether it hedges, whether it says that nothing was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.attribution.cues import ADVERBS, all_forms, all_nouns
from framing.attribution.words import DETERMINER, MODAL, POSSESSIVE, PREPOSITION, is_adverb, word_set
from framing.types import Span, Tense

_WORD = re.compile(r"n['’]t\b|['’](?:s|re|ve|d|ll|m)\b|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|[^\w\s]")
_BEFORE = 48  # code points before the cue in which the rest of its verb group may stand
_LONGEST_GROUP = 6  # words of a verb group before the cue, and of one behind a word of it

_PRESENT = word_set("is are am 's ’s 're ’re 'm ’m do does")
_PAST = word_set("was were did had")
_PERFECT = word_set("has have 've ’ve")
_FUTURE = word_set("will shall 'll ’ll wo")
_BE = _PRESENT - {"do", "does"} | {"was", "were", "be", "been", "being"}
_CONDITIONAL = MODAL - word_set("do does did will shall 'll ’ll") | word_set("ca would should ought")
_AUXILIARY = _PRESENT | _PAST | _PERFECT | _FUTURE | _CONDITIONAL | word_set("be been being having to not n't n’t")
_SETS = {
    **dict.fromkeys(_FUTURE, Tense.FUTURE),
    **dict.fromkeys(_CONDITIONAL, Tense.CONDITIONAL),
    **dict.fromkeys(_PERFECT, Tense.PERFECT),
    **dict.fromkeys(_PAST, Tense.PAST),
    "according": Tense.NONE,
}
_IRREGULAR = word_set(
    """made gave went took put held kept got came became began ran stood brought drew hit led left met paid sent set
    shot sought spent struck won lost broke chose drove fell felt found heard built caught taught bought stuck tore"""
)

_MANY = word_set("all many some most several few both")  # subjects by themselves: `many claim`

_NOT = word_set("not n't n’t never nor neither cannot hardly scarcely")
_ONLY = word_set("only just merely simply")  # `not only said`
_WITHOUT = word_set("without no")
_CERTAIN = word_set("doubt question secret")  # `makes no secret of`
_REFUSE = word_set("decline refuse fail neglect unwilling unable stop avoid reluctant")
_REFUSALS = frozenset(f"{verb}{end}" for verb in _REFUSE for end in ("", "s", "d", "ed")) | word_set(
    "declining refusing failing avoiding neglecting refusal failure stopped stopping refrained"
)

_HEARSAY = word_set(
    """reportedly allegedly apparently supposedly purportedly seemingly presumably ostensibly possibly perhaps probably
    maybe"""
)
_MAY = word_set("may might")
_SEEM = word_set("seem seems seemed seeming appear appears appeared appearing")
_SAID = word_set("said believed thought understood reported rumored rumoured alleged supposed claimed")
_CATENATIVE = _SEEM | _REFUSALS | word_set("going went goes continued continues began begins used able trying tried")


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of one cue; all fields at their defaults where it has no verb."""

    tense: Tense = Tense.NONE
    hedged: bool = False
    negated: bool = False


def manner_of(text: str, cue: Sequence[Span]) -> Manner:
    """Return the manner of a cue, read from its words and those of its verb group right before it.

    Tense is that of the first finite verb: `has said` is perfect, `had said` past, `will say` and `is going to say`
    future, any other modal conditional; a participle, an infinitive, a noun and `according to` have none. Hedged is
    what the outlet holds back about the saying itself: hearsay adverbs, `may` or `might`, `could have`, `seemed to`
    and `is said to` before the verb. Negated is a saying that did not take place: `not`, `never`, `without`, and
    refusals of a verb of saying (`declined to say`); `denied`, and `declined` with the deed as content, are not.
    """
    if not cue:
        return Manner()
    # capitals as they stand: Will and May may be names
    before = _WORD.findall(text[max(0, cue[0][0] - _BEFORE) : cue[0][0]])
    words = [word for first, last in cue for word in _WORD.findall(text[first:last].lower())]
    group = words if all(map(is_adverb, words)) else _group(before, words)
    return Manner(_tense(group, before[-1].lower() if before else ""), _hedged(group), _negated(group))


def _group(before: list[str], words: list[str]) -> list[str]:
    """Return the words of a cue with those of its verb group that stand before it, which it takes from `before`."""
    group = words
    while before and len(group) < len(words) + _LONGEST_GROUP:
        word = before[-1]
        if not (word in _AUXILIARY or is_adverb(word) or (word in _CATENATIVE and group[:1] == ["to"])):
            break
        group = [before.pop(), *group]
    return group


def _tense(group: Sequence[str], before: str) -> Tense:
    for place, word in enumerate(group):
        tense = _tense_of(word, before, group[place + 1 : place + 1 + _LONGEST_GROUP])
        if tense is not None:
            return tense
        before = word
    return Tense.NONE


def _tense_of(word: str, before: str, behind: Sequence[str]) -> Tense | None:
    """Return the tense that a word sets, NONE where no finite verb is to come, None where the word tells nothing."""
    if word in _SETS:
        return _SETS[word]
    if word in _PRESENT:
        going = "going" in behind[:3] and "to" in behind[1:4]
        return Tense.FUTURE if going else _owner_or_present(word, behind)
    form = all_forms().get(word)
    if form is None or form.cues[0].lemma in ADVERBS:
        regular = word.endswith("ed") and word not in all_nouns() and "-" not in word and before not in DETERMINER
        return Tense.PAST if regular or word in _IRREGULAR else None
    if form.tense == "past":
        return Tense.PAST
    if form.tense in ("part", "ing") or _is_noun(word, before, behind):
        return Tense.NONE
    return Tense.PRESENT


def _is_noun(word: str, before: str, behind: Sequence[str]) -> bool:
    """Tell `the claim`, `estimates of` and `to claim`, an infinitive, from `they claim` and `polls that claim`."""
    if behind[:1] == ["of"] and not any(row.particle == ("of",) for row in all_forms()[word].cues):
        return True
    if before == "that":
        return word in all_nouns()
    if before in _MANY and all_forms()[word].tense == "base":
        return False
    return before in DETERMINER or before in POSSESSIVE or before in PREPOSITION or before in ("'s", "’s")


def _owner_or_present(word: str, behind: Sequence[str]) -> Tense | None:
    """Tell `he's said` and `she's asking` from the owner in `Lee's claim`."""
    if word not in ("'s", "’s"):
        return Tense.PRESENT
    verb = next((each for each in behind if not is_adverb(each)), "")
    form = all_forms().get(verb)
    if form is None:
        return None
    if form.tense in ("past", "part"):
        return Tense.PERFECT
    return Tense.PRESENT if form.tense == "ing" else None


def _hedged(group: Sequence[str]) -> bool:
    for place, word in enumerate(group):
        if word in _HEARSAY or word in _MAY:
            return True
        if word == "could" and "have" in group[place + 1 : place + 3]:
            return True
        to = group[place + 1] if place + 1 < len(group) else ""
        more = place + 2 < len(group)
        if more and to == "to" and (word in _SEEM or (word in _SAID and group[place - 1] in _BE)):
            return True
    return False


def _negated(group: Sequence[str]) -> bool:
    for place, word in enumerate(group):
        following = group[place + 1] if place + 1 < len(group) else ""
        if word in _NOT and following not in _ONLY:
            return True
        if word in _WITHOUT and following and following not in _CERTAIN:
            return True
        if word in _REFUSALS and any(each in all_forms() for each in group[place + 1 :] if each not in _AUXILIARY):
            return True
    return False
