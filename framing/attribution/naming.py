"""How a source is introduced, and the fullest form of its name in the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.attribution.anonymity import is_anonymous, is_part
from framing.attribution.sources import source_type
from framing.attribution.words import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    TIME,
)
from framing.types import Layout, Naming, Span, Zone

_CAPITAL = r"(?:[A-Z][\w’'-]*\.?|al-[A-Z][\w’'-]*)"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \xa0](?:(?:de|van|von|bin|ibn|la|der)[ \xa0])?{_CAPITAL})*")
_HEAD_END = re.compile(r"[,(]|\s(?:of|in|for|from|with|at|on|who|that|which|whose|by|to|and|close|familiar)\b")
_TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady sen senator senators rep representative gov governor president vice prime
    minister secretary general gen brigadier colonel col lt lieutenant captain capt sgt major admiral judge
    justice prof professor rev reverend pastor king queen prince princess former chairman chairwoman speaker
    mayor ambassador sheriff attorney chief republican democratic democrat ayatollah imam pope state foreign
    defense defence first deputy us u.s""".split()
)
_FUNCTION = (AUXILIARY | DETERMINER | POSSESSIVE | PREPOSITION | PRONOUN | SUBORDINATOR | TIME | ADVERB) | {
    "and",
    "not",
    "mr",
    "mrs",
}
_PLAIN = frozenset(("people", "police", "men", "women", "children", "everybody", "nobody"))
_PERSON = frozenset(("he", "she", "his", "her", "him"))
_NO_ROLE = frozenset(("", "citizen_witness", "unattributed"))
_PRONOUN_REACH = 1_000  # code points over which a pronoun may point back to the last person quoted
_LOOK_AHEAD = 160  # code points behind a source in which "on condition of anonymity" counts
_WHOLE_NAME = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A source resolved: the name it is known by ("" if none), its type and how it is named."""

    name: str
    type: str
    naming: Naming


class NameBook:
    """The names of one article by their last word; resolves sources in text order."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._full: dict[str, set[str]] = {}
        self._proper: set[str] = set()
        self._types: dict[str, str] = {}
        self._genders: dict[str, str] = {}
        self._person, self._seen = "", 0
        self._hidden = False  # whether the last source without a name was anonymous
        for paragraph in layout.paragraphs:
            if paragraph.zone is not Zone.HEADLINE:  # title case makes names of everything
                for match in _RUN.finditer(text, paragraph.start, paragraph.end):
                    name = _without_titles(match.group())
                    if name and match.start() > paragraph.start and text[match.start() - 2] not in ".?!":
                        self._proper.update(name)
                    if len(name) >= _WHOLE_NAME:
                        self._full.setdefault(name[-1], set()).add(" ".join(name))

    def resolve(self, source: Sequence[Span], cue: Sequence[Span]) -> Source:
        """Return the source of an attribution; call once for each, in text order."""
        if not source:
            return Source("", source_type(""), Naming.NONE)
        start, end = min(source)[0], max(source)[1]
        phrase = self._text[start:end]
        gender = _gender(phrase)
        if phrase.lower() in _PERSON:
            known = self._genders.setdefault(self._person, gender)
            if self._person and known == gender and start - self._seen < _PRONOUN_REACH:
                self._seen = start
                return Source(self._person, self._types.get(self._person, ""), Naming.NAMED)
            return Source("", "", Naming.UNNAMED)
        name = self._name(phrase, start)
        kind = source_type(phrase) if phrase.lower() not in PRONOUN else ""
        if name:
            kind = self._types[name] = self._types.get(name) or kind
            if kind not in ("document_data", "media"):
                self._person, self._seen = name, start
                if gender:
                    self._genders[name] = gender
            return Source(name, kind, Naming.NAMED)
        return Source("", kind, self._unnamed(phrase, kind, self._behind(end, max(cue)[1] if cue else end)))

    def _behind(self, source_end: int, cue_end: int) -> str:
        """Return what follows source and cue in their sentence, where an anonymity is explained."""
        at = max(source_end, cue_end)
        behind = self._text[at : at + _LOOK_AHEAD].partition("\n")[0]
        return re.split(r"[.!?“\"](?:\s|$)", behind, maxsplit=1)[0]

    def _unnamed(self, phrase: str, kind: str, behind: str) -> Naming:
        hidden = is_anonymous(phrase, behind) or (self._hidden and is_part(phrase))
        self._hidden = hidden
        if hidden:
            return Naming.ANONYMOUS
        if kind == "document_data":
            return Naming.DOCUMENT
        return Naming.UNNAMED if kind in _NO_ROLE else Naming.ROLE

    def _name(self, phrase: str, start: int) -> str:
        """Return the fullest form of the name in a source, "" if it has none."""
        if phrase.lower() in ("who", "whose"):
            before = self._text[max(0, start - 60) : start].rstrip()
            if not before.endswith(","):
                return ""  # `owner of the X who`: not X
            before = before[:-1]
            runs = [match for match in _RUN.finditer(before) if match.end() == len(before)]
            return self._fullest(_without_titles(runs[-1].group())) if runs else ""
        parts = re.split(r",\s*", phrase, maxsplit=2)[:2]
        for part in parts:
            boundary = _HEAD_END.search(part)
            head = part[: boundary.start()] if boundary else part
            if boundary and boundary.group().strip() == "and" and _RUN.match(part, boundary.end() + 1):
                return part  # two sources together keep both names
            runs = [match for match in _RUN.finditer(head) if match.end() == len(head.rstrip())]
            name = _without_titles(runs[-1].group()) if runs else []
            if name and (len(name) >= _WHOLE_NAME or self._is_proper(name[0])):
                return self._fullest(name)
        return ""

    def _is_proper(self, word: str) -> bool:
        """Say whether a lone capital word is a name, and not a plain noun that begins a sentence."""
        plain = word.lower() in _PLAIN or word.endswith("s") or source_type(word) not in ("", "media")
        return word in self._proper or word in self._full or not plain

    def _fullest(self, name: Sequence[str]) -> str:
        """Return the one longer form with the same last word; the name as it stands where two share it."""
        own = " ".join(name)
        if len(name) >= _WHOLE_NAME:
            return own
        candidates = self._full.get(name[-1], set()) if name else set()
        return next(iter(candidates)) if len(candidates) == 1 else own


def _gender(phrase: str) -> str:
    """Return m or f where a title or pronoun tells, else ""."""
    first = phrase.split(" ", 1)[0].lower().rstrip(".")
    return "m" if first in ("he", "his", "him", "mr") else "f" if first in ("she", "her", "mrs", "ms", "miss") else ""


def _without_titles(run: str) -> list[str]:
    """Return the words of a run of capitals without titles, articles and what a sentence begins with."""
    words = run.replace("\xa0", " ").split(" ")
    owners = [place for place, word in enumerate(words[:-1]) if word.endswith(("'s", "’s"))]
    words = [re.sub(r"['’]s?$", "", word) for word in words[owners[-1] + 1 if owners else 0 :]]
    while words and words[0].lower().rstrip(".") in _TITLES | _FUNCTION:
        words.pop(0)
    return [word for word in words if word]
