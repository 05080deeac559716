"""Who the source of an attribution is: names, pronouns and nouns resolved through the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from framing.attribution.anonymity import is_anonymous, is_part
from framing.attribution.antecedents import Spoken, find_noun, find_person, group_before, standing_before
from framing.attribution.descriptions import SPEAKERS, Description
from framing.attribution.people import Cast, Figure
from framing.attribution.profiles import profile, speaking_for
from framing.attribution.readings import Reading, read_source
from framing.attribution.words import word_set
from framing.types import Layout, Naming, Span

_NO_ROLE = frozenset(("citizen_witness", "unattributed"))
# members, and bodies that are no public institution: without a name they are unnamed
_NO_OFFICE = word_set(
    """republican democrat conservative liberal progressive libertarian moderate socialist company firm business bank
    corporation outlet network site group organization organisation nonprofit non-profit charity pac donor opponent
    rival ally friend colleague associate loyalist insider billionaire millionaire establishment camp side movement
    industry market television channel newspaper magazine media press newspaper union association foundation campaign
    team institute think university coalition airline retailer campaigner gop convention leadership activist
    fundraiser hopeful contender militant rebel fighter insurgent opposition crowd party faction"""
) | {
    "super pac",
    "news outlet",
    "news organization",
    "advocacy group",
    "news media",
    "think tank",
    "media outlet",
    "hedge fund",
}
_FARTHEST_CUE = 1_000  # code points behind a source at which its cue can end
_LOOK_AHEAD = 160  # code points behind a source in which "on condition of anonymity" counts
_REACH = 1_000  # code points over which a pronoun may point back to the last source
_LEAD = re.compile(r"\s*(?:(?:for|by|to|from|among|according to)\s+)?", re.IGNORECASE)  # before the source's own words
_ANYBODY = word_set("person people friend man woman")
_PART_OF = _ANYBODY | {"", "official", "officer"}
_LATEST = 40  # sources before that are looked at
_OWNERS = {"his": "m", "her": "f"}
_GENDERS = {"he": "m", "she": "f"}


@dataclass(frozen=True, slots=True)
class Source:
    """A source resolved: who it is in the article, and how it is introduced.

    `name` is the full form that it is known by ("" if none), `mention` the code points of the fullest form in
    the text; `number` is "individual", "collective" or ""; `office`, `affiliation` and `speaks_for` are words of
    the article, "" where it gives none.
    """

    name: str
    type: str
    naming: Naming
    number: str = ""
    office: str = ""
    affiliation: str = ""
    speaks_for: str = ""
    mention: Span | None = None


def name_sources(text: str, layout: Layout, roles: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> list[Source]:
    """Return a source for each (source spans, cue spans) of an article's attributions, given in text order."""
    resolver = _Resolver(text, layout)
    return [resolver.resolve(source, cue) for source, cue in roles]


class _Resolver:
    """Resolves the sources of one article in text order; `spoken` are those resolved."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.cast = Cast(text, layout)
        self.spoken: list[Spoken] = []
        self._hidden = False  # whether the last source without a name was anonymous

    def resolve(self, spans: Sequence[Span], cue: Sequence[Span]) -> Source:
        """Return the source that stands in these spans."""
        if not spans:
            return Source("", "unattributed", Naming.NONE)
        start, end = _hull(spans)
        lead = _LEAD.match(self.text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        phrase = self.text[start:end].rstrip(" \xa0\n\t,")
        reading = read_source(phrase)
        figure: Figure | None = None
        if reading.pronoun:
            figure, source = self._pronoun(reading, start)
        elif reading.names and not reading.group and (reading.sure or self.cast.names(reading.names[0][1].words[0])):
            figure, source = self._named(reading, start)
        else:
            behind = self._behind(end, max(cue)[1] if cue else end)
            figure, source = self._noun(reading, phrase, start, behind)
        gender = _GENDERS.get(reading.pronoun, "") or (figure.gender if figure else "")
        gender = "writer" if reading.pronoun == "i" and not figure else gender  # whom no "he" stands for
        self.spoken.append(Spoken(start, source, figure, gender))
        return source

    def _named(self, reading: Reading, at: int) -> tuple[Figure, Source]:
        figures = []
        for (start, end), name in reading.names:
            span = (at + start, at + end)
            figure = self.cast.figure(name, span)
            profile(figure, self.cast, span, name)
            figures.append(figure)
        first = figures[0]
        if len(figures) == 1 and reading.number != "collective":
            return first, self._of(first)
        return first, replace(self._of(first), number="collective")

    def _of(self, figure: Figure) -> Source:
        """Return a figure as a source."""
        said = profile(figure, self.cast)
        body = not figure.person and not said.office and said.type not in ("", "citizen_witness")
        return Source(
            figure.name,
            said.type,
            Naming.NAMED,
            "collective" if body else "individual",
            said.office,
            said.affiliation,
            said.speaks_for,
            figure.mention,
        )

    def _pronoun(self, reading: Reading, at: int) -> tuple[Figure | None, Source]:
        pronoun = reading.pronoun
        if pronoun == "relative":
            return self._relative(at)
        open_source = Source("", "unattributed", Naming.UNNAMED, reading.number)
        if pronoun in _GENDERS:
            found = find_person(self.cast, self.spoken, at, _GENDERS[pronoun])
            figure = found if isinstance(found, Figure) else None
            source = self._of(found) if isinstance(found, Figure) else found or open_source
            return figure, replace(source, number=reading.number)
        if pronoun in ("i", "we"):
            return self._first_person(pronoun, at)
        if pronoun in ("they", "it"):
            for spoken in reversed(self.spoken[-3:]):
                source = spoken.source
                told = source.number == "collective" and source.type != "unattributed"
                if at - spoken.at < _REACH and (told or (pronoun == "it" and source.naming is Naming.DOCUMENT)):
                    return spoken.figure, source
        if pronoun == "they":
            group = group_before(self.text, at)
            if group:
                reading = read_source(self.text[group[0] : group[1]])
                if reading.names and reading.sure:
                    return self._named(reading, group[0])
                return self._noun(reading, self.text[group[0] : group[1]], group[0], "")
        return None, open_source

    def _first_person(self, pronoun: str, at: int) -> tuple[Figure | None, Source]:
        """Return the speaker of the quotation that an `I` stands in; outside of any it is the writer's."""
        before = self.text[max(0, at - _REACH) : at].rpartition("\n")[2]
        quoted = before.count("“") > before.count("”") or before.count('"') % 2 or before.count("''") % 2
        last = self.spoken[-1] if quoted and self.spoken and at - self.spoken[-1].at < _REACH else None
        if last:
            return last.figure, last.source
        if pronoun == "i" and not quoted:
            return None, Source("", "media", Naming.ROLE, "individual")
        return None, Source("", "citizen_witness", Naming.UNNAMED, "collective" if pronoun == "we" else "individual")

    def _relative(self, at: int) -> tuple[Figure | None, Source]:
        """Return what a relative pronoun stands for: the name or noun right before it."""
        span = standing_before(self.text, at)
        if span is None:
            return None, Source("", "unattributed", Naming.UNNAMED)
        phrase = self.text[span[0] : span[1]]
        reading = read_source(phrase)
        if reading.pronoun:
            return None, Source("", "unattributed", Naming.UNNAMED)
        if reading.names and not reading.group:
            return self._named(reading, span[0])
        return self._noun(reading, phrase, span[0], self._behind(at, at))

    def _noun(self, reading: Reading, phrase: str, at: int, behind: str) -> tuple[Figure | None, Source]:
        if reading.share:
            return None, Source("", "document_data", Naming.DOCUMENT)
        if reading.group:
            return self._group(reading, at)
        said = reading.description
        if reading.definite and said.type != "document_data" and not is_anonymous(phrase, behind):
            figure = find_noun(self.cast, phrase, reading, self.spoken, at)
            if figure:
                return figure, self._of(figure)
        if said.speaks_for or said.head in SPEAKERS:
            said = speaking_for(said, self.cast, at)
        if not said.type and reading.owner in _OWNERS:
            owner = find_person(self.cast, self.spoken, at, _OWNERS[reading.owner])
            if isinstance(owner, Figure):
                said = replace(said, type=profile(owner, self.cast).type)
        naming = self._unnamed(phrase, said, behind)
        hidden = naming is Naming.ANONYMOUS and said.head in _ANYBODY
        kind = "" if hidden else said.type
        kind = kind or ("anonymous" if naming is Naming.ANONYMOUS else "" if said.head else "unattributed")
        return None, Source("", kind, naming, reading.number, said.office, said.affiliation, said.speaks_for)

    def _group(self, reading: Reading, at: int) -> tuple[Figure | None, Source]:
        """Return a body that is named by a person: `the Clinton campaign`, `his campaign`."""
        owner, mention = "", None
        if reading.names:
            (start, end), name = reading.names[0]
            figure = self.cast.figure(name, (at + start, at + end))
            owner, mention = figure.name, (at + start, at + end + len(reading.group) + 1)
            if self.text[mention[1] - len(reading.group) : mention[1]].lower() != reading.group:
                mention = (at + start, at + end)
        elif reading.owner in _OWNERS:
            found = find_person(self.cast, self.spoken, at, _OWNERS[reading.owner])
            owner = found.name if isinstance(found, Figure) else ""
        elif reading.definite and self.spoken:
            same = next(
                (s.source for s in reversed(self.spoken[-_LATEST:]) if s.source.name.endswith(f" {reading.group}")),
                None,
            )
            if same:
                return None, same
        kind = reading.description.type or ("party_candidate" if reading.group == "campaign" else "")
        if not owner:
            naming = Naming.ROLE if reading.group == "administration" else Naming.UNNAMED
            return None, Source("", kind, naming, "collective")
        name_of = f"{owner.rpartition(' ')[2]} {reading.group}"
        return None, Source(name_of, kind, Naming.NAMED, "collective", speaks_for=owner, mention=mention)

    def _behind(self, source_end: int, cue_end: int) -> str:
        """Return what follows source and cue in their sentence, where an anonymity is explained."""
        end = min(max(source_end, cue_end), source_end + _FARTHEST_CUE)
        behind = self.text[source_end : end + _LOOK_AHEAD].partition("\n")[0]
        return re.split(r"[.!?“\"](?:\s|$)", behind, maxsplit=1)[0]

    def _unnamed(self, phrase: str, said: Description, behind: str) -> Naming:
        if said.type == "document_data":
            return Naming.DOCUMENT
        self._hidden = is_anonymous(phrase, behind) or (self._hidden and is_part(phrase) and said.head in _PART_OF)
        if self._hidden:
            return Naming.ANONYMOUS
        if not said.head or said.type in _NO_ROLE or said.head in _NO_OFFICE:
            return Naming.UNNAMED
        return Naming.ROLE


def _hull(spans: Sequence[Span]) -> Span:
    """Return first start and last end; of spans far apart, those of the first."""
    start, end = min(spans)[0], max(spans)[1]
    held = sum(last - first for first, last in spans)
    return (start, end) if 2 * held > end - start else min(spans)
