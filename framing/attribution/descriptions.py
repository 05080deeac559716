"""What the words of a description say of a source: its type, office, affiliation, and whom it speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from framing.attribution.aliases import well_known
from framing.attribution.places import is_place
from framing.attribution.sources import UNATTRIBUTED, Term, is_head_of, organisation_names, terms, words_of
from framing.attribution.words import DETERMINER, POSSESSIVE, word_set

_SPLIT = re.compile(r"[,(]|\s(?:of|in|for|from|with|at|on|who|that|which|by|to|close|familiar|under|against|about)\s")
_OF_BODY = word_set("of for at with from in to")
SPEAKERS = word_set("spokesman spokeswoman spokesperson lawyer attorney") | {"press secretary"}
# offices that every kind of body has: the body tells the type
_ANY_BODY = (
    SPEAKERS
    | word_set(
        """official representative secretary president director chairman chairwoman chair chairperson chief head leader
        manager member executive founder co-founder officer adviser advisor aide chancellor dean fellow organizer
        coordinator strategist consultant analyst expert specialist scientist people person confidant colleague
        associate attorney staff staffer employee worker operative insider leadership commissioner speaker deputy
        counsel ally veteran owner partner researcher editor"""
    )
    | {"vice president", "communications director", "political director", "chief-of-staff"}
)
_COMPANY = word_set("president chairman chairwoman executive manager partner owner founder co-founder") | {
    "vice president"
}
_PUBLIC = word_set("representative speaker secretary commissioner")  # of no party, whatever stands before
_OF_FIRST = word_set("president director chairman chairwoman chair head leader member founder co-founder")
_FORMER = word_set("former ex retired onetime late then-")
# offices with a preposition inside, which ends an office elsewhere
JOINED = re.compile(
    r"\b(chief|secretar\w+|members?|speaker|board|supervisor|heads?|editor|commander) (of|in) "
    r"(the )?(staff|state|house|elections|congress|parliament|chief)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\A(?:(?:an?|the)\s)?(?:[\w-]+\s){0,2}?(?:number|handful|lot|couple|bunch|dozens|hundreds|thousands|millions|pair|range|variety"
    r"|group|chorus|array|some|many|most|several|few|one|two|three|four|five|all|none|any|each|both|neither|others|half)\sof\s",
    re.IGNORECASE,
)
_SKIP = DETERMINER | POSSESSIVE | word_set("one two three four five six seven eight nine ten and")
_CAPITALS = re.compile(r"[A-Z][\w&.’'-]*(?:\s(?:(?:of|for|on|and|the|&)\s)*[A-Z][\w&.’'-]*)*")
_POSSESSED = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Description:
    """Words about a source read: "" for what they do not say; `head` is the last noun of office, in lower case."""

    type: str = ""
    office: str = ""
    affiliation: str = ""
    speaks_for: str = ""
    head: str = ""
    former: bool = False


NOTHING = Description()


@lru_cache(1 << 13)
def describe(phrase: str) -> Description:
    """Return what a description says, such as `the campaign's spokesman` or `a professor of law at Lund`.

    The last head noun before the first preposition or comma decides the type. Offices that every body has
    take the type of the body, which stands before them or behind `of`, `for`, `at`.
    """
    if not phrase.strip():
        return Description(UNATTRIBUTED)
    parts = _parts(JOINED.sub(r"\1-\2-\4", _AMOUNT.sub("", phrase)))
    front = parts[0][1]
    found = terms(front)
    heads = [term for term in found if term.part == "head"]
    head = heads[-1] if heads else None
    office, body = _office(front, head)
    behind = next((part for joint, part in parts[1:2] if joint in _OF_BODY), "")
    if behind and head and (head.term in _ANY_BODY or not body):
        affiliation = (
            body if body and organisation_type(body) and head.term not in _OF_FIRST else body_in(behind) or body
        )
    else:
        affiliation = body
    return Description(
        type=_type(front, head, found, body, behind, parts),
        office=office,
        affiliation=affiliation,
        speaks_for=affiliation if head and head.term in SPEAKERS else "",
        head=head.term.lower() if head else "",
        former=any(word.lower() in _FORMER for word in words_of(front)[:3]),
    )


def source_type(phrase: str) -> str:
    """Return the type of a source from its words, "unattributed" for none, "" where nothing tells."""
    return describe(phrase).type


@cache
def _longest_known() -> int:
    """Return the words of the longest name of the shipped table."""
    return max(len(name.split()) for name in well_known().entries)


@lru_cache(1 << 12)
def organisation_type(words: str) -> str:
    """Return the type of an organisation or group from its name, "" where the name does not tell."""
    name = _POSSESSED.sub("", words.strip())
    run = _CAPITALS.search(name)
    capitals = run.group().split() if run else []
    ends = (" ".join(capitals[first:]) for first in range(max(0, len(capitals) - _longest_known()), len(capitals)))
    known = next((entry for form in (name, *ends) if (entry := well_known().get(form))), None)
    if known:
        return known.type
    bare = words_of(name)
    if "Police" in bare:
        return "law_enforcement_judicial"
    told = next((word for word in reversed(bare) if word in organisation_names()), "") if len(bare) > 1 else ""
    if told:
        return organisation_names()[told]
    heads = [term for term in terms(name) if term.part == "head" and term.type not in ("", "citizen_witness")]
    return heads[-1].type if heads else ""


def _parts(phrase: str) -> list[tuple[str, str]]:
    """Return (joint, words) for the stretches of a phrase between commas and prepositions."""
    parts, joint, at = [], "", 0
    for match in _SPLIT.finditer(phrase):
        parts.append((joint, phrase[at : match.start()].strip()))
        joint, at = match.group().strip(), match.end()
    parts.append((joint, phrase[at:].strip(" ,()")))
    return parts


def _office(front: str, head: Term | None) -> tuple[str, str]:
    """Return the words of the office, and those before it that name a body."""
    if head is None:
        return "", ""
    words = words_of(front)
    first = head.first
    while first and words[first - 1].islower() and words[first - 1] not in _SKIP and not _is_body(words[first - 1]):
        first -= 1
    before = words[:first]
    while before and before[0].lower() in _SKIP | _FORMER:
        before.pop(0)
    body = _POSSESSED.sub("", " ".join(before)) if any(w[0].isupper() or _is_body(w) for w in before) else ""
    return " ".join(words[first : head.last]).replace("-of-", " of ").replace("-in-", " in "), body


def _is_body(word: str) -> bool:
    """Whether a common noun names a body: `campaign`, `ministry`."""
    found = terms(word)
    return (
        bool(found)
        and found[0].term not in _ANY_BODY
        and (found[0].part == "modifier" or _POSSESSED.search(word) is not None)
    )


def body_in(behind: str) -> str:
    """Return the words behind `of` or `for` that name a body: a name, or a noun with its words."""
    match = _CAPITALS.search(behind)
    if match:
        tail = behind[match.end() :].split()
        return match.group() + (f" {tail[0]}" if tail and organisation_type(tail[0]) else "")
    found = terms(behind)
    return behind.partition(" and ")[0] if found else ""


def _far_type(part: str) -> str:
    """Return the type of a body that is named further on: `in the Tides Program at the Harbour Institute`."""
    return organisation_type(part) if part[:1].isupper() or part.startswith("the ") else ""


def _type(
    front: str, head: Term | None, found: Sequence[Term], body: str, behind: str, parts: Sequence[tuple[str, str]]
) -> str:
    modifiers = [term for term in found if term.part == "modifier" and not (head and term.type == "citizen_witness")]
    if head and head.term not in _ANY_BODY:
        listed = [term.type for term in modifiers if is_head_of(head.term, term.type)]
        return listed[0] if listed else head.type  # a police officer is no military one
    if head:
        own = organisation_type(body) if body and head.term not in _PUBLIC else ""
        far = organisation_type(body_in(behind)) or organisation_type(behind) if behind else ""
        told = (far or own) if head.term in _OF_FIRST else (own or far)
        told = told or next((kind for _, part in parts[2:] if (kind := _far_type(part))), "")
        if told:
            return told
        if behind and _CAPITALS.search(behind) and not is_place(body_in(behind)):
            return "corporate" if head.term in _COMPANY else "" if head.term in SPEAKERS else head.type
        if head.term in _COMPANY and re.search(r"\w['’]s?\s", front):
            return "corporate"
        if head.term in _PUBLIC:
            return head.type
        others = [term for term in found if term.part == "head" and term.term not in _ANY_BODY]
        others = [term for term in others if term.type != "citizen_witness"]
        if others:
            return others[0].type
    named = organisation_type(" ".join(words_of(front)))
    if named and not head:
        return named
    if modifiers:
        return modifiers[0].type
    if head:
        return "" if head.term in SPEAKERS else head.type
    later = [term for _, part in parts[1:2] for term in terms(part) if term.part == "head"]
    return later[0].type if later else ""
