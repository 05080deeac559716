"""The tables of the report's section on sources: how they are presented, who they are, who is given how many words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from framing.report.selection import HOW, WHO, Selection
from framing.report.wording import name_of
from framing.stats.diversity import IN_ARTICLE, OVERALL
from framing.stats.sourcing import (
    DOUBTING_OF,
    NO_SOURCE,
    SIDE_SHARE,
    SIDE_WORDS,
    SOURCE_WORDS,
    TYPE_WORDS,
    UNKNOWN_TYPE,
)

_HEADINGS = {
    "attributions": "Attributions per 1,000 words",
    TYPE_WORDS + UNKNOWN_TYPE: "type unknown",
    TYPE_WORDS + NO_SOURCE: "no source",
    IN_ARTICLE: "Effective sources, an article",
}
# what a figure says, for a place without the note of its table
_MEANINGS = {
    "attributions": "How often somebody is quoted or paraphrased.",
    "direct share": "Of attributions, those in which at least 95 % of the words stand in quotation marks.",
    "hedged share": "Of attributions, those in which the outlet holds back about the saying (“reportedly said”).",
    "doubting share": "Of attributions whose cue takes a stand, those that distance or reject (“claimed”).",
    "headline or lead share": "Of attributions, those whose content stands in the headline or the first paragraph.",
    "named share": "Of attributions with a source, those that give its name.",
    "anonymous share": "Of attributions with a source, those that withhold its name (“a source who spoke on condition "
    "of anonymity”).",
    "unsourced share": "Of attributions, those that do not say who said it (“it was reported”).",
    "official share": "Of attributions whose type of source is known, those of government, military, police, courts "
    "and intergovernmental bodies.",
    "affected share": "Of attributions whose type of source is known, those of residents, witnesses and others "
    "concerned.",
    IN_ARTICLE: "How many sources with equal parts would be as concentrated as the named ones within an article.",
    OVERALL: "How many sources with equal parts would be as concentrated as the named ones over as many articles.",
}
_NOTES = {
    "How": "Direct: at least 95 % of the words stand in quotation marks. Hedged: the outlet holds back about the "
    "saying (“reportedly said”). Doubting: cues that distance or reject, of those that do or endorse. Headline or "
    "lead: the content stands there.",
    "Who": "Named and anonymous: of attributions with a source. Unsourced: nobody is said to have said it. Official: "
    "government, military, police and courts, intergovernmental bodies; affected: residents, witnesses and others "
    "concerned; both of sources whose type is known. Effective sources: how many sources with equal parts would be as "
    "concentrated as the named ones are, within an article and over as many articles of each outlet.",
    "Words": "Of the words that are quoted or paraphrased from anybody. Types with fewer words are left out, so "
    "that the bars may end before 100\N{NO-BREAK SPACE}%.",
    "Names": "Sources as they are named in full in the article; the same name in two articles is taken for one source.",
    SIDE_SHARE: "Of attributions whose source belongs to a side.",
    SIDE_WORDS: "Of the words of attributions whose source belongs to a side.",
    DOUBTING_OF: "Of the cues to a side’s attributions that take a stand, those that distance or reject (“claimed”).",
}
_BY_SIDE = (  # what the items begin with, heading, caption
    (SIDE_SHARE, "Sides: how often they are given the word", "Share of attributions, by side"),
    (SIDE_WORDS, "Sides: how many words they are given", "Share of attributed words, by side"),
    (DOUBTING_OF, "Sides: how their words are introduced", "Share of doubting cues, by side"),
)


_OF_TYPE = "Of all attributed words, those of sources of this type."


@dataclass(frozen=True, slots=True)
class SourcingTable:
    """A table of sourcing figures: columns are pairs (item, heading); `chart` is the kind of those above it."""

    heading: str
    caption: str
    note: str
    columns: tuple[tuple[str, str], ...]
    chart: str = ""


def sourcing_tables(selection: Selection) -> list[SourcingTable]:
    """The tables that have a column, in order."""

    def table(heading: str, caption: str, note: str, items: tuple[str, ...], chart: str = "") -> SourcingTable:
        columns = tuple((item, heading_of(item, selection.labels)) for item in items if item in selection.all_sourcing)
        return SourcingTable(heading, caption, _NOTES[note], columns, chart)

    tables = (
        table("How they are presented", "Attributions per 1,000 words, and shares of them", "How", HOW),
        table("Who they are", "Shares of attributions, and effective numbers of named sources", "Who", WHO),
        table("Who gets to speak", "Share of attributed words by source type", "Words", selection.types, "stack"),
        table("Most words", "Share of attributed words of the sources with most", "Names", selection.sources),
        *(
            table(heading, caption, begin, tuple(item for item in selection.sides if item.startswith(begin)))
            for begin, heading, caption in _BY_SIDE
        ),
    )
    return [each for each in tables if each.columns]


def meaning_of(item: str, categories: Mapping[str, str]) -> str:
    """What a figure on sources or the rate of a category says, in a sentence; "" where its name says it.

    categories: what the lexicons say of theirs, by item.
    """
    if item.startswith((SOURCE_WORDS, TYPE_WORDS)):
        return "Of all attributed words, those of this source." if item.startswith(SOURCE_WORDS) else _OF_TYPE
    for begin, *_ in _BY_SIDE:
        if item.startswith(begin):
            return f"{_NOTES[begin].rstrip('.')}; this side’s part."
    if said := categories.get(item):
        return f"Hits per 1,000 words: {said.rstrip('.')}."
    return _MEANINGS.get(item, "").replace(" %", "\N{NO-BREAK SPACE}%")


def heading_of(item: str, labels: dict[str, str]) -> str:
    """What stands over a column; the heading of its table says the rest."""
    for begin, *_ in _BY_SIDE:
        if item.startswith(begin):
            side = item.removeprefix(begin)
            return labels.get(side, side.replace("_", " "))
    plain = item.removeprefix(TYPE_WORDS).removeprefix(SOURCE_WORDS)
    if item in _HEADINGS or plain == item:
        return _HEADINGS.get(item) or name_of("sourcing", item, "all", labels)
    return plain.replace("_", " ").replace("ngo civil", "NGO, civil")
