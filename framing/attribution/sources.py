"""What kind of source speaks: a type of the shipped taxonomy from the words of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

UNATTRIBUTED = "unattributed"
_NAMING_ONLY = frozenset(("anonymous", UNATTRIBUTED))  # how a source is named, not what it is
_DOCUMENTS = frozenset(("report", "data", "book", "post"))  # listed under media too
_WORD = re.compile(r"\w+(?:[-’'&.]\w+)*")
_LONGEST_TERM = 3  # words


class Term(NamedTuple):
    """A term of the taxonomy in a phrase: the words `first:last`, the term, its type, "head" or "modifier"."""

    first: int
    last: int
    term: str
    type: str
    part: str


@cache
def _read(name: str) -> Mapping[str, Any]:
    source = resources.files("framing.attribution").joinpath(name)
    return MappingProxyType(yaml.safe_load(source.read_text(encoding="utf-8")))


def _taxonomy() -> Mapping[str, Mapping[str, list[str]]]:
    types: Mapping[str, Mapping[str, list[str]]] = _read("source_types.yaml")["types"]
    return types


@cache
def source_types() -> tuple[str, ...]:
    """Return the types that a source may have, in the taxonomy's order."""
    return tuple(kind for kind in _taxonomy() if kind not in _NAMING_ONLY)


@cache
def _table(part: str) -> Mapping[str, str]:
    """Return term -> type for heads or modifiers; terms with capitals as written, others in lower case."""
    table: dict[str, str] = {}
    for kind in source_types():
        for term in _taxonomy()[kind].get(part, []):
            if kind == "document_data" and term in _DOCUMENTS:
                table[term] = kind
            table.setdefault(term, kind)
    return MappingProxyType(table)


@cache
def _wide_table(part: str) -> Mapping[str, str]:
    """Return the table with the words that the tagger does not read."""
    table = dict(_table(part))
    if part == "heads":
        for kind, words in _read("source_words.yaml").items():
            for term in words["heads"]:
                table.setdefault(term, "" if kind == "any" else kind)
    return MappingProxyType(table)


@cache
def organisation_names() -> Mapping[str, str]:
    """Return last word of an organisation's name -> type."""
    words: Mapping[str, Mapping[str, list[str]]] = _read("source_words.yaml")
    return MappingProxyType({name: kind for kind in words for name in words[kind].get("names", ())})


def anonymous_patterns() -> list[str]:
    """Return the taxonomy's patterns for a source whose identity is withheld."""
    return list(_taxonomy()["anonymous"]["patterns"])


def is_head_of(term: str, kind: str) -> bool:
    """Whether the taxonomy lists a term among the heads of a type."""
    return term in _taxonomy()[kind]["heads"]


def word_type(word: str) -> str:
    """Return the type that one word hints at as a head or modifier of a source, "" for none.

    The tagger reads it: another answer for a word needs other weights.
    """
    forms = _forms(word)
    return next((_table(part)[form] for part in ("heads", "modifiers") for form in forms if form in _table(part)), "")


def words_of(phrase: str) -> list[str]:
    """Return the words of a phrase."""
    return _WORD.findall(phrase)


@lru_cache(1 << 13)
def terms(phrase: str) -> tuple[Term, ...]:
    """Return the terms of up to three words in a phrase in order: the longest at a place, heads first."""
    return tuple(_terms(words_of(phrase)))


def _terms(words: list[str]) -> Iterator[Term]:
    place = 0
    while place < len(words):
        for size in range(min(_LONGEST_TERM, len(words) - place), 0, -1):
            written = " ".join(words[place : place + size])
            forms = (*_forms(written), re.sub(r"men$", "man", written.lower()))
            both = ((part, form) for part in ("heads", "modifiers") for form in forms if form in _wide_table(part))
            part, term = next(both, ("", ""))
            if part:
                yield Term(place, place + size, term, _wide_table(part)[term], part.removesuffix("s"))
                place += size
                break
        else:
            place += 1


def _forms(written: str) -> tuple[str, ...]:
    """Return a term as written, in lower case, in the singular."""
    bare = re.sub(r"['’]s?$", "", written)
    low = bare.lower()
    singular = (low[:-3] + "y" if low.endswith("ies") else low[:-1]) if low.endswith("s") else low
    irregular = re.sub(r"\bmen$", "man", re.sub(r"women$", "woman", low)) if low.endswith("men") else low
    return bare, low, singular, irregular
