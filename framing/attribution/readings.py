"""The words of a source read on their own: a pronoun, a name, several names, or a common noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from framing.attribution.descriptions import JOINED, NOTHING, Description, describe
from framing.attribution.names import OF_BODY, RUN, Name, read_name
from framing.attribution.sources import organisation_names, terms, words_of
from framing.attribution.words import DETERMINER, POSSESSIVE, word_set
from framing.types import Span

_PRONOUNS = {
    **dict.fromkeys(word_set("he his him himself"), "he"),
    **dict.fromkeys(word_set("she her herself"), "she"),
    **dict.fromkeys(word_set("they their them themselves"), "they"),
    **dict.fromkeys(word_set("it its itself"), "it"),
    **dict.fromkeys(word_set("i my me myself"), "i"),
    **dict.fromkeys(word_set("we our us"), "we"),
    **dict.fromkeys(word_set("you your everyone everybody nobody anyone someone"), "open"),
    **dict.fromkeys(word_set("who whose whom which that"), "relative"),
}
_NUMBERS = {"he": "individual", "she": "individual", "i": "individual", "they": "collective", "we": "collective"}
_SHARE = re.compile(
    r"\bper\s?cent\b|\d%|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine)\s(?:in|out of)\s"
    r"(?:\d+|five|ten|four|three|six)\b"
    r"|\brespondents\b|\bthose (?:surveyed|polled)\b|\b(?:half|thirds?|quarters?|majorit(?:y|ies)|plurality)\s"
    r"of\s(?!the\sC)"
    r"|\A(?:(?:almost|about|nearly|more than|less than|fewer than|only|just|roughly)\s)?(?:an?\s|one-|two-|three-)?"
    r"(?:half|thirds?|quarters?|fourths)\Z|\bshare\sof\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r",?\sand (?:his|her|their|its|others?|some|many)\b")
_BOTH = re.compile(r"(he|she|they)\s(?:and|or)\s")
_HEAD_END = re.compile(
    r"[,(;:—–]|\s--?\s|\s(?:of|in|for|from|with|at|on|who|that|which|whose|by|to|and|or|close|familiar|under|during|after)\b"
)
_GROUPS = word_set("campaign administration camp team foundation family")
_MANY = word_set("many some several few most both others two three four five six various multiple these those all") | {
    "a number"
}
_QUANTITY = (DETERMINER | _MANY | word_set("one other ordinary")) - {"the"}
COLLECTIVE = word_set(
    """campaign company firm police people group party crowd public media press administration government army military
    court board team committee union organization agency department council congress senate house network newspaper
    coalition industry establishment electorate ministry opposition regime family audience staff leadership gop"""
)
_TRAILING = re.compile(r"(?:['’]s?|\s(?:also|himself|herself|alone|too|then|himself))$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A source's words: `pronoun` is a class of pronouns or "", `names` those it bears with their places in it.

    `group` is the noun of a body named by a person: `the Clinton campaign`. `definite` nouns have `the` or a
    possessive, `owner` is that possessive. `share` is a share of those asked in a poll. `sure` is False for a
    lone capital word that may be a common noun.
    """

    pronoun: str = ""
    names: tuple[tuple[Span, Name], ...] = ()
    group: str = ""
    description: Description = NOTHING
    number: str = ""
    definite: bool = False
    owner: str = ""
    share: bool = False
    sure: bool = True


@lru_cache(1 << 14)
def read_source(phrase: str) -> Reading:
    """Return what kind of words a source is made of."""
    if not phrase:
        return Reading()
    low = phrase.lower()
    if low in _PRONOUNS:
        return Reading(_PRONOUNS[low], number=_NUMBERS.get(_PRONOUNS[low], ""))
    both = _BOTH.match(low)
    if both:
        return Reading(_PRONOUNS[both[1]], number="collective")
    if _SHARE.search(phrase):
        return Reading(share=True, description=Description("document_data"))
    names = _names(phrase)
    description = describe(phrase)
    sure = not names or not _plain(phrase, names)
    if names and sure:
        several = len(names) > 1 or names[0][1].body or _OTHERS.match(phrase[names[0][0][1] :])
        return Reading("", names, "", description, "collective" if several else "individual")
    words = low.split()
    group, owner = "", words[0] if words[0] in POSSESSIVE else ""
    head = head_of(phrase)
    if not names and words_of(head)[-1:] and words_of(head)[-1].lower() in _GROUPS:
        group = words_of(head)[-1].lower()
        names = _owner(head)
    number = "" if description.type == "document_data" else "collective" if _is_many(words, head) else "individual"
    return Reading(
        "", names, group, description, number, words[0] in ("the", "that", "this") or bool(owner), owner, sure=sure
    )


def head_of(phrase: str) -> str:
    """Return the words before the first preposition or comma."""
    boundary = _HEAD_END.search(phrase)
    return phrase[: boundary.start()] if boundary else phrase


def _is_many(words: list[str], head: str) -> bool:
    last = (words_of(head) or [""])[-1].lower()
    if words[0] in ("a", "an", "one", "another") and last not in COLLECTIVE:
        return False
    plural = last.endswith("s") and not last.endswith(("ss", "us", "'s", "’s"))
    return (
        plural
        or last in COLLECTIVE
        or last.endswith("men")
        or words[0] in _MANY | {"people"}
        or last in ("children", "people")
    )


def _names(phrase: str) -> tuple[tuple[Span, Name], ...]:
    """Return the names that the source bears: the end of its head, or what follows its first comma."""
    at = 0
    phrase = JOINED.sub(
        lambda match: match.group().replace(" ", "-") if match.group().islower() else match.group(), phrase
    )
    for part in re.split(r"(?<=[,:])\s", phrase, maxsplit=2)[:2]:
        boundary = _HEAD_END.search(part)
        head = part[: boundary.start()] if boundary else part
        found = _last_name(part, head)
        if found:
            names = [found]
            rest = part[boundary.start() :] if boundary else ""
            while (joined := re.match(r",?\s(?:and|or)\s|,\s", rest)) and (run := RUN.match(rest, joined.end())):
                name = read_name(run.group())
                if not name.words or not (name.person or name.body or len(name.words) > 1 or len(names) == 1):
                    break
                start = at + len(part) - len(rest) + run.start() + name.at
                names.append(((start, start + len(run.group()) - name.at), name))
                rest = rest[run.end() :]
            (start, end), name = names[0]
            names[0] = ((start + at, end + at), name)
            return tuple(names)
        at += len(part) + 1
    return ()


def _last_name(part: str, head: str) -> tuple[Span, Name] | None:
    """Return the name that ends the head of a part, with its place in the part."""
    head = head.rstrip()
    while trimmed := _TRAILING.search(head):
        head = head[: trimmed.start()]
    run = next((match for match in RUN.finditer(head) if match.end() == len(head)), None)
    if run is None:
        return None
    name = read_name(run.group())
    start, end = run.start() + name.at, run.end()
    if not name.words:  # `Secretary of State Ada Lind`
        joint = re.compile(r"\s(?:of|for)\s(?:the\s)?").match(part, run.end())
        run = RUN.match(part, joint.end()) if joint else None
        name = read_name(run.group()) if run else name
        if run is None or not name.person or not name.words:
            return None
        return (run.start() + name.at, run.end()), name
    if name.words[-1] in organisation_names():
        tail = OF_BODY.match(part, end)
        if tail and not name.person:
            return (start, tail.end()), Name(tuple(part[start : tail.end()].split()), name.at, body=True)
    return (start, end), name


def _plain(phrase: str, names: tuple[tuple[Span, Name], ...]) -> bool:
    """Whether a lone capital word may be a common noun: it begins the source, or stands behind a quantity."""
    ((start, _), name), *_ = names
    before = phrase[:start].split()
    if len(name.words) > 1 or name.person or name.body or (before and before[-1].lower() not in _QUANTITY):
        return False
    word = name.words[0]
    return bool(before) or word.endswith("s") or bool(terms(word)) or word.lower() in DETERMINER


def _owner(head: str) -> tuple[tuple[Span, Name], ...]:
    """Return the name before the noun of a group: `the Clinton campaign`."""
    runs = list(RUN.finditer(head))
    name = read_name(runs[-1].group()) if runs else None
    if name is None or not name.words:
        return ()
    return (((runs[-1].start() + name.at, runs[-1].end()), name),)
