"""Runs of capitals read as names: what is title, what is name, whether a person or an organisation bears it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml

from framing.attribution.aliases import well_known
from framing.attribution.places import is_nobody
from framing.attribution.sources import organisation_names
from framing.attribution.words import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    SUBORDINATOR,
    TIME,
    word_set,
)

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŐŘŚŞŠŤŪŮŹŻŽ"
# a full stop belongs to an initial or a short title, whose letters lie before it
_STOP = r"\.(?:{})".format(
    "|".join(
        rf"(?<=\b(?:{titles})\.)"
        for titles in (
            f"[{_UPPER}]",
            "Mr|Ms|Dr|St|Lt|Jr|Sr",
            "Mrs|Sen|Rep|Gov|Gen|Col|Maj|Sgt|Adm|Rev",
            "Sens|Reps|Govs|Capt|Cmdr|Prof|Pres|Brig",
        )
    )
)
_WORD = rf"[{_UPPER}][\w-]*(?:['’](?!s\b)\w+|&\w+)*(?:{_STOP}(?:[{_UPPER}]\.)*)?"
_JOINT = r"[ \xa0](?:(?:de|van|von|bin|ibn|la|der|al|el|da|di|&)[ \xa0])?(?:al-|el-)?"
RUN = re.compile(rf"[{_UPPER}](?<!\w.){_WORD.removeprefix(f'[{_UPPER}]')}(?:{_JOINT}{_WORD})*")
OF_BODY = re.compile(rf"[ \xa0](?:of|for|on|to)[ \xa0](?:the[ \xa0])?{RUN.pattern}(?:[ \xa0]and[ \xa0]{RUN.pattern})?")

_MALE = word_set("mr sir lord king prince congressman chairman spokesman councilman imam ayatollah pope father brother")
_FEMALE = word_set("mrs ms miss lady queen princess congresswoman chairwoman spokeswoman councilwoman sister")
_TITLES = (
    _MALE
    | _FEMALE
    | word_set(
        """dr sen senator senators sens rep reps representative representatives gov governor governors govs president
        presidents premier minister secretary general gen brigadier brig colonel col lt lieutenant captain capt sgt
        sergeant maj major admiral adm commander cmdr judge justice prof professor rev reverend pastor cardinal
        archbishop bishop rabbi sheikh emir chair speaker leader whip mayor ambassador sheriff attorney director
        spokesperson chief officer detective manager strategist adviser advisor correspondent reporter anchor host
        columnist editor analyst economist commissioner treasurer candidate nominee lawyer frontrunner front-runner
        ceo former ex-president vice prime republican republicans democrat democrats democratic gop state foreign us
        u.s first deputy presumptive presidential british american israeli russian pres sens"""
    )
)
_PLAIN = (
    AUXILIARY | DETERMINER | POSSESSIVE | PREPOSITION | PRONOUN | QUESTION | SUBORDINATOR | TIME | ADVERB
) - word_set("will may us") | word_set(
    """and not nor well yes oh ok please according meanwhile however asked people police men women children
        everybody nobody everything nothing others them him me if so then here why earlier critics sources
        officials voters aides experts analysts polls poll none close nearly more half something anything anyone
        instead among still"""
)
_POLITE = word_set("Mr Mrs Ms Dr")
_LONGEST_SHOUTED = 3  # words in capitals alone that may be a name
_SUFFIXES = word_set("jr jr. sr sr. ii iii iv")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitals read: `words` of the name without titles, which begins `at` in the run.

    `gender` is m, f or ""; `person` and `body` say that it names a person or an organisation; both may be False.
    """

    words: tuple[str, ...]
    at: int = 0
    title: str = ""
    gender: str = ""
    person: bool = False
    body: bool = False

    @property
    def form(self) -> str:
        """The name as it is written, with single blanks."""
        return " ".join(self.words)

    @property
    def last(self) -> str:
        """The family name of a person, the last word of any other name."""
        plain = [word for word in self.words if word.lower() not in _SUFFIXES]
        return plain[-1] if plain else ""

    @property
    def suffix(self) -> str:
        """Jr., III and the like, without the full stop."""
        return self.words[-1].lower().rstrip(".") if self.words and self.words[-1].lower() in _SUFFIXES else ""


@cache
def _given_names() -> dict[str, str]:
    file = resources.files("framing.attribution").joinpath("given_names.yaml")
    listed: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: gender for gender in ("m", "f") for name in listed[gender].split()}


def given_gender(name: str) -> str:
    """Return m or f for a given name that is mostly of one gender, else ""."""
    return _given_names().get(name.lower(), "")


@lru_cache(1 << 15)
def read_name(run: str) -> Name:
    """Return the name in a run of capitals; without words where there is none."""
    words = re.split(r"[ \xa0]", run)
    first = next((place for place, word in enumerate(words) if word.lower() not in _PLAIN), len(words))
    form = " ".join(words[first:])
    if form.isupper() and len(words) > _LONGEST_SHOUTED:
        return Name(())  # a heading
    known = well_known().get(form.title() if form.isupper() and " " in form else form)
    if not known and (" " in form and not given_gender(words[first]) and words[-1] in organisation_names()):
        return _name(words, first, 0, body=True)
    start = first
    if not known:
        titles = [p for p in range(first, len(words)) if words[p].lower().rstrip(".") in _TITLES]
        start = max((p + 1 for p in titles if p + 1 < len(words)), default=first)
        if titles and titles[-1] == len(words) - 1 == start and words[start - 1].rstrip(".") not in _POLITE:
            start = len(words)
        elif len(words) - start > 2 and not given_gender(words[start]) and given_gender(words[-2]):
            start = len(words) - 2  # the rest of an office: `of National Intelligence Ada Lind`
    known = known or well_known().get(" ".join(words[start:]))
    place = is_nobody(" ".join(words[start:]))
    person = (start > first or bool(given_gender(words[start])) if start < len(words) else False) and not place
    if known:
        person = is_person(known.name, known.affiliation)
    return _name(words, start, first, person=person, body=bool(known and not person))


def is_person(name: str, affiliation: str) -> bool:
    """Whether a well-known name is a person's: it has an affiliation or a given name, or is one of a kind."""
    return bool(affiliation) or bool(given_gender(name.split(maxsplit=1)[0]) and " " in name and not is_nobody(name))


def _name(words: list[str], start: int, first: int, *, person: bool = False, body: bool = False) -> Name:
    title = "" if body else " ".join(words[first:start])
    marks = {word.lower().rstrip(".") for word in words[first:start]}
    gender = "m" if marks & _MALE else "f" if marks & _FEMALE else ""
    if not gender and person and start < len(words) - 1:
        gender = given_gender(words[start])
    return Name(tuple(words[start:]), sum(map(len, words[:start])) + start, title, gender, person, body)
