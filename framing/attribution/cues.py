"""The cue table: reporting verbs with their stance and frames, and every inflected form of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from framing.types import Stance

_STANCES = {
    "none": Stance.NEUTRAL,
    "endorses": Stance.ENDORSING,
    "distances": Stance.DISTANCING,
    "rejects": Stance.REJECTING,
}
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table: `frames` are the letters of the complements it takes.

    t that-clause, c clause without that, w question word, i infinitive, n noun phrase, q quotation,
    l after its content, r may name a hearer first, v also with a subject that does not speak.
    """

    lemma: str
    stance_class: str
    stance: Stance
    frames: frozenset[str]
    particle: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Form:
    """An inflected form: `tense` is one of base, s, past, part (participle only), ing."""

    tense: str
    cues: tuple[Cue, ...]


def inflect(verb: str, past: str = "", participle: str = "") -> dict[str, str]:
    """Return the forms of an English verb with their tense, e.g. said: past; regular where no past is given."""
    past = past or _regular_past(verb)
    doubled = past.startswith(verb + verb[-1])
    forms = {participle or past: "part", past: "past", _gerund(verb, doubled=doubled): "ing"}
    forms |= {_third_person(verb): "s", verb: "base"}
    return forms | ({verb: "past"} if past == verb else {})


def _third_person(verb: str) -> str:
    if verb[-1] == "y" and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _regular_past(verb: str) -> str:
    if verb[-1] == "y" and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + ("d" if verb[-1] == "e" else "ed")


def _gerund(verb: str, *, doubled: bool) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb[-1] == "e" and verb[-2:] not in ("ee", "oe", "ye"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if doubled else "") + "ing"


def _read(name: str) -> list[dict[str, str]]:
    text = resources.files("framing.attribution").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def cue_rows() -> tuple[Cue, ...]:
    """Return the rows of the shipped table, in file order."""
    return tuple(
        Cue(
            lemma=row["lemma"],
            stance_class=row["stance_class"],
            stance=_STANCES[row["own_voice_commitment"]],
            frames=frozenset(row["frames"]),
            particle=tuple(row["lemma"].split()[1:]),
            forms=inflect(row["lemma"].split()[0], row["past"], row["participle"]),
        )
        for row in _read("cues.csv")
    )


@cache
def cue_forms() -> Mapping[str, Form]:
    """Return every inflected form of every verb of the table that has frames, longest particle first."""
    found: dict[str, tuple[str, list[Cue]]] = {}
    for cue in cue_rows():
        if cue.frames:
            for form, tense in cue.forms.items():
                found.setdefault(form, (tense, []))[1].append(cue)
    forms = {
        form: Form(tense, tuple(sorted(cues, key=lambda cue: -len(cue.particle))))
        for form, (tense, cues) in found.items()
    }
    return MappingProxyType(forms)


@cache
def row_of(lemma: str) -> Cue:
    """Return the row of the table with this lemma."""
    return next(row for row in cue_rows() if row.lemma == lemma)


@cache
def noun_cues() -> Mapping[str, tuple[Cue, bool]]:
    """Return noun -> the row it takes its stance from, and whether it takes an object: `criticism of X`."""
    rows = ((row["noun"], row_of(row["lemma"]), "n" in row["frames"]) for row in _read("nouns.csv"))
    return MappingProxyType({noun: (cue, objective) for noun, cue, objective in rows})


@cache
def _plain() -> Cue:
    return Cue("", "neutral", Stance.NEUTRAL, frozenset())


def row_in(words: Sequence[str]) -> Cue:
    """Return the row of the table that a cue of these lower-case words stands under; else a neutral one.

    The last verb decides, with its particle where the table has it; else the last noun; else `according to`.
    """
    for place in range(len(words) - 1, -1, -1):
        form = cue_forms().get(words[place])
        for cue in form.cues if form else ():
            if tuple(words[place + 1 : place + 1 + len(cue.particle)]) == cue.particle:
                return cue
    nouns = [noun_cues()[word][0] for word in words if word in noun_cues()]
    if nouns:
        return nouns[-1]
    return row_of("according to") if "according" in words else _plain()
