"""Which of the outlets' labels a guide of their own lays down, so that it is not read as a choice of the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.lexicon.guides import StyleRule, style_guides
from framing.stats.reading import opened

if TYPE_CHECKING:
    from framing.tables import ScoredCorpus

Mark = tuple[str, StyleRule]  # an outlet, and a rule in force for it at some time in the corpus


def house_marks(scored: ScoredCorpus, items: Sequence[str], outlets: Sequence[str]) -> dict[str, list[Mark]]:
    """The rules in force on labels of each item, for outlets shown; items without any are left out."""
    rules = style_guides()
    dates = {
        str(outlet): [None, *{moment.date() for moment in published.dropna()}]
        for outlet, published in opened(scored).articles.groupby("outlet")["published"]
    }
    bound = {o: [r for r in rules if any(r.binds(o, day) for day in dates.get(o, ()))] for o in outlets}
    found = {item: list(_marks(scored, item, bound)) for item in items}
    return {item: marks for item, marks in found.items() if marks}


def _marks(scored: ScoredCorpus, item: str, bound: dict[str, list[StyleRule]]) -> Iterator[Mark]:
    entries = [
        (lexicon.name, entry.id)
        for lexicon in scored.lexicons
        for entry in lexicon.entries
        if item in (entry.referent, f"{lexicon.name}/{entry.referent}")
    ]
    for outlet, rules in bound.items():
        for rule in rules:
            if any(rule.covers(*entry) for entry in entries):
                yield outlet, rule
