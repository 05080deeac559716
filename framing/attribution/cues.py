"""The cue table: reporting verbs with their stance and frames, and every inflected form of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from framing.attribution.words import AUXILIARY, DETERMINER, POSSESSIVE, PREPOSITION, is_adverb
from framing.types import Stance

_STANCES = {
    "none": Stance.NEUTRAL,
    "endorses": Stance.ENDORSING,
    "distances": Stance.DISTANCING,
    "rejects": Stance.REJECTING,
}
_VOWELS = frozenset("aeiou")
_SAYING = frozenset(("say", "tell", "write", "add", "go on to say"))
_LIGHT = frozenset(("express", "voice", "share", "deliver", "issue", "release"))
_LONGEST_PARTICLE = 4  # words
ADVERBS = frozenset(
    """allegedly purportedly reportedly supposedly ostensibly seemingly so-called falsely wrongly wrongfully incorrectly
    erroneously mistakenly baselessly misleadingly disingenuously dishonestly inaccurately""".split()
)


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


_NEUTRAL = Cue("", "neutral", Stance.NEUTRAL, frozenset())
_UNKNOWN = Cue("", "", Stance.NEUTRAL, frozenset())


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
    return _forms_of(cue for cue in cue_rows() if cue.frames)


@cache
def all_forms() -> Mapping[str, Form]:
    """Return every inflected form of every row of the table, longest particle first."""
    return _forms_of(cue_rows())


def _forms_of(rows: Iterable[Cue]) -> Mapping[str, Form]:
    found: dict[str, tuple[str, list[Cue]]] = {}
    for cue in rows:
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
    rows = ((row["noun"], row_of(row["lemma"]), row["frames"]) for row in _read("nouns.csv"))
    return MappingProxyType({noun: (cue, "n" in frames) for noun, cue, frames in rows if frames})


@cache
def all_nouns() -> Mapping[str, Cue]:
    """Return noun or adjective -> the row it takes its stance from, those without frames included."""
    return MappingProxyType({row["noun"]: row_of(row["lemma"]) for row in _read("nouns.csv")})


def row_in(words: Sequence[str]) -> Cue:
    """Return the row of the table that a cue of these lower-case words stands under.

    An adverb that rejects (`falsely`) decides; else the verb: a plain verb of saying where there is one, or the
    last; else the last noun, as also behind a verb that only carries it (`voiced doubts`). Hearsay (`reportedly
    said`) takes the place of a neutral verb. A cue of marks alone is neutral; one that the table has not is of no
    class.
    """
    verbs, nouns, adverbs = _rows_in(words)
    rejecting = [row for row in adverbs if row.stance is Stance.REJECTING]
    saying = [row for row in verbs if row.lemma in _SAYING]
    ranked = [*nouns[::-1], *verbs[::-1]] if verbs and verbs[-1].lemma in _LIGHT else [*verbs[::-1], *nouns[::-1]]
    plain = _UNKNOWN if any(word[:1].isalpha() for word in words) else _NEUTRAL
    row = [*rejecting, *saying, *ranked, plain][0]
    return row if row.stance is not Stance.NEUTRAL else [*adverbs, row][0]


def _rows_in(words: Sequence[str]) -> tuple[list[Cue], list[Cue], list[Cue]]:
    """Return the rows of the verbs, nouns and adverbs among words, in order; the longest match at each place."""
    verbs: list[Cue] = []
    nouns: list[Cue] = []
    adverbs: list[Cue] = []
    place = 0
    while place < len(words):
        form, noun = all_forms().get(words[place]), all_nouns().get(words[place])
        behind = tuple(words[place + 1 : place + 1 + _LONGEST_PARTICLE])
        row = next((cue for cue in form.cues if behind[: len(cue.particle)] == cue.particle), None) if form else None
        if row and row.lemma in ADVERBS:
            adverbs.append(row)
        elif form and row and (row.particle or _is_verb(form.tense, words[place - 1] if place else "", bool(verbs))):
            verbs.append(row)
        elif noun:
            nouns.append(noun)
        elif row:
            nouns.append(row)
        place += 1 + (len(row.particle) if row else 0)
    return verbs, nouns, adverbs


def _is_verb(tense: str, before: str, later: bool) -> bool:
    """Tell `to question` from `a question` by the word before; `later` says whether a verb stands in front."""
    if before in DETERMINER or before in POSSESSIVE:
        return False
    if tense not in ("base", "s"):
        return True
    if before == "to" or before in AUXILIARY or is_adverb(before):
        return True
    return not later and before not in PREPOSITION
