"""What kind of source speaks: a type of the shipped taxonomy from the words of the source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

_UNATTRIBUTED = "unattributed"
_NAMING_ONLY = frozenset(("anonymous", _UNATTRIBUTED))  # how a source is named, not what it is
_SPOKESPERSON = frozenset(("spokesman", "spokeswoman", "spokesperson", "official", "representative", "secretary"))
_DOCUMENTS = frozenset(("report", "data", "book", "post"))  # listed under media too
_SPLIT = re.compile(r",|\(|\s(?:of|in|for|from|with|at|on|who|that|which|by|to|close|familiar)\s")
_WORD = re.compile(r"\w+(?:[-’'&]\w+)*")


@cache
def _taxonomy() -> Mapping[str, Mapping[str, list[str]]]:
    source = resources.files("framing.attribution").joinpath("source_types.yaml")
    return MappingProxyType(yaml.safe_load(source.read_text(encoding="utf-8"))["types"])


@cache
def _table(part: str) -> Mapping[str, str]:
    """Return term -> type for heads or modifiers; terms with capitals as written, others in lower case."""
    table: dict[str, str] = {}
    for kind, row in _taxonomy().items():
        if kind not in _NAMING_ONLY:
            for term in row.get(part, []):
                if kind == "document_data" and term in _DOCUMENTS:
                    table[term] = kind
                table.setdefault(term, kind)
    return MappingProxyType(table)


def anonymous_patterns() -> list[str]:
    """Return the taxonomy's patterns for a source whose identity is withheld."""
    return list(_taxonomy()["anonymous"]["patterns"])


def source_type(phrase: str) -> str:
    """Return the type of a source from its words, "unattributed" for none, "" where nothing tells.

    The last head noun before the first preposition or comma decides, else one before the second; a
    spokesperson takes the type of the organisation spoken for.
    """
    if not phrase.strip():
        return _UNATTRIBUTED
    head, _, rest = _SPLIT.sub("\n", phrase).partition("\n")
    rest = rest.partition("\n")[0]
    heads = _matches(head, "heads")
    modifiers = _matches(head, "modifiers")
    if heads and heads[-1][0] not in _SPOKESPERSON:
        listed = [kind for _, kind in modifiers if heads[-1][0] in _taxonomy()[kind]["heads"]]
        return listed[0] if listed else heads[-1][1]  # a police officer is no military one
    found = [pair for pair in [*heads, *_matches(rest, "heads")] if pair[0] not in _SPOKESPERSON]
    if found and (heads or not modifiers):
        return found[0][1]
    if modifiers:
        return modifiers[0][1]
    return heads[-1][1] if heads else ""


def word_type(word: str) -> str:
    """Return the type that one word hints at as a head or modifier of a source, "" for none."""
    forms = _forms(word)
    return next((_table(part)[form] for part in ("heads", "modifiers") for form in forms if form in _table(part)), "")


def _matches(phrase: str, part: str) -> list[tuple[str, str]]:
    """Return (term, type) for the terms of up to three words in a phrase, in order."""
    table, words, found = _table(part), _WORD.findall(phrase), []
    place = 0
    while place < len(words):
        for size in (3, 2, 1):
            written = " ".join(words[place : place + size])
            term = next((form for form in _forms(written) if form in table), None)
            if term:
                found.append((term, table[term]))
                place += size - 1
                break
        place += 1
    return found


def _forms(written: str) -> tuple[str, ...]:
    bare = re.sub(r"['’]s?$", "", written)
    low = bare.lower()
    singular = (low[:-3] + "y" if low.endswith("ies") else low[:-1]) if low.endswith("s") else low
    irregular = re.sub(r"\bmen$", "man", re.sub(r"women$", "woman", low)) if low.endswith("men") else low
    return bare, low, singular, irregular
