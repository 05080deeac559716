"""Differences in labelling that a style guide of one of the outlets may account for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.lexicon.guides import StyleRule, style_guides
from framing.stats.labels import FAVOURABLE
from framing.stats.options import Scored
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd


def house_style_notes(scored: Scored, sample: Sample, contrasts: pd.DataFrame) -> list[str]:
    """A sentence an outlet, guide and referent: where labelling differs, and a guide in force rules on its labels.

    A guide counts where it was in force on a day on which the outlet published one of the articles compared.
    """
    found = contrasts[contrasts["differs"].astype(bool) & (contrasts["measure"] == "labelling")]
    if found.empty:
        return []
    rules = style_guides()
    days = {
        str(outlet): [None, *sorted({moment.date() for moment in published.dropna()})]
        for outlet, published in sample.articles.groupby("outlet")["published"]
    }
    wordings: dict[tuple[str, str, str], list[str]] = {}
    for item, rows in found.groupby(found["item"].str.removesuffix(FAVOURABLE)):
        about = list(_about(scored, str(item), rules))
        for outlet in sorted({*rows["outlet"], *rows["reference"]} & set(days)):
            for rule in about:
                if any(rule.binds(outlet, day) for day in days[outlet]):
                    wordings.setdefault((outlet, rule.guide, str(item)), []).append(f"{rule.wording} ({rule.ruling})")
    return [
        f"house style: labels of {item} differ, and the {guide} binds {outlet}: {'; '.join(dict.fromkeys(said))}"
        for (outlet, guide, item), said in wordings.items()
    ]


def _about(scored: Scored, item: str, rules: tuple[StyleRule, ...]) -> Iterator[StyleRule]:
    """The rules on a label of the item: a referent, or "lexicon/referent"."""
    ruled = {rule.lexicon for rule in rules}
    labels = [
        (lexicon.name, entry.id)
        for lexicon in scored.lexicons
        if lexicon.name in ruled
        for entry in lexicon.entries
        if entry.referent and item in (entry.referent, f"{lexicon.name}/{entry.referent}")
    ]
    return (rule for rule in rules if any(rule.covers(*label) for label in labels))
