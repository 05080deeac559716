"""The predicates of events and the word lists that tell actors, weapons, mishaps and groups apart."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from framing.attribution.cues import Form, inflect


@dataclass(frozen=True, slots=True)
class Predicate:
    """A row of the table: `kind` is the class of the event, e.g. death.

    `roles` says whom the owner of its noun is: "patient" (`her arrest`) or "agent" (`their attack`). `broad`
    predicates have senses without violence, so that the sentence must show some.
    """

    lemma: str
    kind: str
    roles: str
    broad: bool


def _open(name: str) -> str:
    return resources.files("framing.agency").joinpath(name).read_text(encoding="utf-8")


@cache
def _rows() -> list[tuple[Predicate, dict[str, str]]]:
    rows = csv.DictReader(_open("predicates.csv").splitlines())
    return [(Predicate(row["lemma"], row["kind"], row["roles"], row["broad"] == "1"), row) for row in rows]


@cache
def verb_forms() -> Mapping[str, tuple[str, Predicate]]:
    """Return every inflected form of the verbs, with its tense (base, s, past, part or ing) and predicate."""
    found: dict[str, tuple[str, Predicate]] = {}
    for predicate, row in _rows():
        for form, tense in inflect(row["lemma"], row["past"], row["participle"]).items():
            found[form] = (tense, predicate)
    for noun in ("gun", "guns", "martyr", "martyrs"):
        del found[noun]
    return MappingProxyType(found)


@cache
def event_nouns() -> Mapping[str, Predicate]:
    """Return the nouns of events and their predicate."""
    return MappingProxyType({noun: predicate for predicate, row in _rows() for noun in row["nouns"].split()})


@cache
def triggers() -> frozenset[str]:
    """Return the lower-case words without which a sentence tells of no event."""
    return frozenset(("dead", *verb_forms(), *event_nouns()))


@cache
def as_form(tense: str) -> Form:
    """Return a verb form of that tense for the attribution room's reading of verb groups."""
    return Form(tense, ())


@cache
def _lists() -> Mapping[str, Any]:
    return MappingProxyType(yaml.safe_load(_open("words.yaml")))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of `words.yaml` by its name."""
    return frozenset(_lists()[name].split())


@lru_cache(1 << 12)
def forms_of(word: str) -> tuple[str, ...]:
    """Return a lower-case word and what its singular may be, its possessive ending left out."""
    for ending in ("'s", "’s", "'", "’"):
        word = word.removesuffix(ending)
    found = [word]
    if word.endswith("men"):
        found.append(word[:-2] + "an")
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith("es"):
        found.append(word[:-2])
    if word.endswith("s"):
        found.append(word[:-1])
    return tuple(found) if word != "children" else (word, "child")


@lru_cache(1 << 14)
def among(word: str, name: str) -> bool:
    """Say whether a word, singular or plural, is in a list."""
    words = word_list(name)
    return any(form in words for form in forms_of(word)) or ("-" in word and among(word.rpartition("-")[2], name))


@cache
def sides(name: str) -> Mapping[str, str]:
    """Return word -> side, of the table `groups` or `peoples`."""
    return MappingProxyType({word: side for side, words in _lists()[name].items() for word in words.split()})


@lru_cache(1 << 14)
def side_by(word: str, table: str) -> str:
    """Return what the table `groups` or `peoples` says of a word, singular or plural; "" where it has it not."""
    return next((side for form in forms_of(word) if (side := sides(table).get(form))), "")
