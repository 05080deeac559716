"""Term lists and lexicons, each made of the other; what is lost on the way is named."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from framing.lexicon.exchange.terms import Term, TermList
from framing.lexicon.model import ContextRule, Entry, Lexicon, Side
from framing.lexicon.patterns import forms

UNVALIDATED = "UNVALIDATED"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ _.'-][A-Za-z0-9]+)*")
_TRAPS = re.compile(r"(?:y|yes|n|no|on|off|true|false|null)", re.IGNORECASE)
_BEFORE_OF = {required: (ContextRule(Side.RIGHT, ("of",), 1, required),) for required in (True, False)}
_OF_YAML = {
    True: "context: {require: [{right: [of]}]}",
    False: "context: {exclude: [{right: [of]}]}",
}


@dataclass(frozen=True, slots=True)
class Header:
    """What an imported lexicon says of itself; the file it comes from seldom does."""

    name: str
    version: str
    language: str
    licence: str
    citation: str
    description: str
    imported: str


def to_yaml(terms: TermList, header: Header) -> str:
    """The terms as a lexicon file: an entry a term, without evidence or examples."""
    lines = [f"{key}: {_scalar(getattr(header, key))}" for key in header.__dataclass_fields__]
    lines += ["categories:"]
    lines += [f"  {_scalar(name)}: {_scalar(text or name)}" for name, text in terms.categories.items()]
    lines += ["entries:"]
    taken: dict[str, int] = {}
    for term in terms.terms:
        parts = [f"pattern: {_scalar(term.word)}", f"category: {_scalar(term.category)}"]
        if term.weight is not None:
            parts.append(f"weight: {term.weight!r}")
        if term.before_of is not None:
            parts.append(_OF_YAML[term.before_of])
        entry_id = _scalar(_free(f"{term.category}.{term.word}", taken))
        lines.append(f"  - {{id: {entry_id}, {', '.join(parts)}}}")
    return "\n".join(lines) + "\n"


def _free(wanted: str, taken: dict[str, int]) -> str:
    """The id, with a number behind it where it is taken: both sides of a condition want the same."""
    name, again = wanted, 1
    while name in taken:
        again = taken[wanted] = taken[wanted] + 1
        name = f"{wanted}#{again}"
    taken[name] = 1
    return name


def _scalar(text: str) -> str:
    """A text as YAML that no reader takes for anything else."""
    plain = _PLAIN.fullmatch(text) and not _TRAPS.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def from_lexicon(lexicon: Lexicon) -> tuple[TermList, list[str]]:
    """The terms of a lexicon, and what a list of terms does not hold of it, in sentences."""
    descriptions = {name: "" if text == name else text for name, text in lexicon.categories.items()}
    terms: dict[tuple[str, str, bool | None], Term] = {}
    clashes = [
        f"{term.category}.{term.word}"
        for entry in lexicon.entries
        for term in (() if entry.block else _terms(entry))
        if terms.setdefault((term.word, term.category, term.before_of), term).weight != term.weight
    ]
    lost = list(_losses(lexicon))
    if clashes:
        lost.append(counted("terms with several weights written with the first", clashes))
    return TermList(descriptions, tuple(terms.values())), lost


def _terms(entry: Entry) -> Iterator[Term]:
    before_of = next((key for key, rules in _BEFORE_OF.items() if entry.context == rules), None)
    for pattern in entry.patterns:
        for word in [form.text for form in forms(pattern, entry.inflect)] if entry.inflect else [pattern]:
            yield Term(word, entry.category, entry.weight, before_of, entry.line)


def _losses(lexicon: Lexicon) -> Iterator[str]:
    entries = lexicon.entries
    shown = [entry for entry in entries if not entry.block]
    lost = (
        ("block entries left out: what they kept from being counted counts", [e for e in entries if e.block]),
        (
            "entries written without their context rules: they match more",
            [e for e in shown if e.context and e.context not in _BEFORE_OF.values()],
        ),
        ("entries written without their case: they match in any", [e for e in shown if e.exact]),
        ("entries written without their anchors: they count wherever they stand", [e for e in shown if e.anchored]),
        ("entries written without referent and loading", [e for e in shown if e.referent]),
        ("entries written out as their inflected forms", [e for e in shown if e.inflect]),
        ("entries written without evidence and examples", [e for e in shown if e.evidence or e.examples]),
    )
    yield from (counted(what, [entry.id for entry in listed]) for what, listed in lost if listed)
    if lexicon.validated:
        yield f"{len(lexicon.validated):,} records of hits read by hand left out"


def counted(what: str, names: list[str]) -> str:
    """How many there are of something, with the first three by name.

    >>> counted("entries left out", ["a", "b", "c", "d"])
    '4 entries left out (a, b, c …)'
    """
    more = " …" if len(names) > 3 else ""
    return f"{len(names):,} {what} ({', '.join(names[:3])}{more})"
