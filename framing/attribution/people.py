"""The people and organisations of one article: their names, and what the article says of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.attribution.aliases import Known, well_known
from framing.attribution.descriptions import Description
from framing.attribution.names import OF_BODY, RUN, Name, given_gender, read_name
from framing.attribution.sources import organisation_names, terms
from framing.types import Layout, Span, Zone

_TWICE = 2  # a name that two share is the one's who bears it twice as often


@dataclass(slots=True)
class Figure:
    """One person or organisation of an article; `mention` is the place of the fullest form of its name."""

    name: str
    mention: Span | None
    person: bool
    gender: str = ""
    known: Known | None = None
    mentions: list[tuple[Span, Name]] = field(default_factory=list)  # those in full
    description: Description | None = None  # None until asked for
    heads: frozenset[str] = frozenset()  # nouns that the article calls it by

    @property
    def is_body(self) -> bool:
        """Whether its name is an organisation's."""
        return bool(self.mentions) and self.mentions[0][1].body


class Cast:
    """The figures of an article, found by any form of their name.

    `found` are the spans and readings of all names in text order, outside the headline.
    """

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.found: list[tuple[Span, Name]] = []
        self._groups: dict[str, dict[tuple[str, str], list[tuple[Span, Name]]]] = {}
        self._figures: dict[object, Figure] = {}
        self._proper: set[str] = set()  # lone words with a capital inside a sentence
        for paragraph in layout.paragraphs:
            if paragraph.zone is not Zone.HEADLINE:  # title case makes names of everything
                self._read(paragraph.start, paragraph.end)

    def _read(self, start: int, end: int) -> None:
        for match in RUN.finditer(self.text, start, end):
            name = read_name(match.group())
            if not name.words:
                continue
            span = (match.start() + name.at, match.end())
            if name.words[-1] in organisation_names():
                head = name.last
                name, span = self.whole_body(name, span, end)
                if name.last != head:  # `the Observatory`
                    self._groups.setdefault(head, {}).setdefault(_group(name), []).append((span, name))
            self.found.append((span, name))
            if len(name.words) > 1:
                self._groups.setdefault(name.last, {}).setdefault(_group(name), []).append((span, name))
            elif match.start() > start and self.text[match.start() - 2] not in '.?!”"’':
                self._proper.add(name.words[0])

    def names(self, word: str) -> bool:
        """Whether a lone word with a capital is a name in this article."""
        return word in self._groups or (word in self._proper and not terms(word))

    def whole_body(self, name: Name, span: Span, end: int) -> tuple[Name, Span]:
        """Return a name with what belongs to it behind `of`: `Department of Justice`."""
        tail = OF_BODY.match(self.text, span[1], end)
        if tail is None or name.person:
            return name, span
        words = tuple(self.text[span[0] : tail.end()].split())
        return Name(words, name.at, "", "", person=False, body=True), (span[0], tail.end())

    def figure(self, name: Name, span: Span | None = None) -> Figure:
        """Return whom a name stands for; a figure of its own where the article does not tell."""
        key = (name.words, name.gender)
        if key not in self._figures:
            group = self._group_of(name)
            same = ("group", group[0][1].last, _group(group[0][1])) if group else ("lone", name.form)
            if same not in self._figures:
                self._figures[same] = _figure(group, name, span)
            self._figures[key] = self._figures[same]
            self._figures[key].person |= name.person
        return self._figures[key]

    def body_called(self, noun: str) -> Figure | None:
        """Return the one organisation whose name ends in a noun: `the office` of the Harbour Office."""
        groups = [group for group in self._groups.get(noun.capitalize(), {}).values() if group[0][1].body]
        return self.figure(groups[0][0][1]) if len(groups) == 1 else None

    def _group_of(self, name: Name) -> list[tuple[Span, Name]]:
        """Return the full mentions that a name stands for, [] where there is none or no telling."""
        groups = self._groups.get(name.last, {})
        if len(name.words) > 1:
            return groups.get(_group(name), [])
        known = well_known().get(name.form)
        if not groups:
            return self._by_known(known) or (self._by_first(name) if given_gender(name.form) else [])
        likely = [g for key, g in groups.items() if _agree(name.gender, _gender_of(g))]
        owner = [g for g in likely if known and well_known().get(g[0][1].form) is known]
        if owner:
            return owner[0]
        likely.sort(key=len, reverse=True)
        if len(likely) > 1 and len(likely[0]) < _TWICE * len(likely[1]):
            return []
        return likely[0] if likely else []

    def _by_known(self, known: Known | None) -> list[tuple[Span, Name]]:
        words = known.name.split() if known else ()
        groups = self._groups.get(words[-1], {}) if len(words) > 1 else {}
        return next((g for g in groups.values() if well_known().get(g[0][1].form) is known), [])

    def _by_first(self, name: Name) -> list[tuple[Span, Name]]:
        """Return the one person of that given name."""
        likely = [g for groups in self._groups.values() for (first, _), g in groups.items() if first == name.form]
        return likely[0] if len(likely) == 1 else []

    def between(self, start: int, end: int) -> Sequence[tuple[Span, Name]]:
        """Return the names that stand in a stretch of text, in order."""
        first = bisect_left(self.found, ((start, start),))
        return self.found[first : bisect_left(self.found, ((end, end),), first)]


def _group(name: Name) -> tuple[str, str]:
    return (name.form, "") if name.body else (name.words[0], name.suffix)


def _gender_of(group: Sequence[tuple[Span, Name]]) -> str:
    return next((name.gender for _, name in group if name.gender), "")


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _figure(group: list[tuple[Span, Name]], name: Name, span: Span | None) -> Figure:
    if not group:
        known = well_known().get(name.form)
        gender = name.gender or (given_gender(known.name.split()[0]) if known and name.person else "")
        return Figure(known.name if known else name.form, span, name.person, gender, known)
    mention, fullest = max(group, key=lambda found: (len(found[1].words), -found[0][0]))
    known = next((entry for _, each in group if (entry := well_known().get(each.form))), None)
    known = known or well_known().get(f"{fullest.words[0]} {fullest.last}" if not fullest.suffix else "")
    return Figure(
        name=known.name if known else fullest.form,
        mention=mention,
        person=any(each.person for _, each in group),
        gender=_gender_of(group) or (given_gender(fullest.words[0]) if fullest.person else ""),
        known=known,
        mentions=group,
    )
