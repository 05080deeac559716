"""Where the rules know better: content that runs on into a second clause, and sources that were not found."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attribution.tagger.labels import CONTENT_LEFT, CONTENT_RIGHT, OUTSIDE
from framing.attribution.tagger.linking import Link, runs_of
from framing.attribution.tagger.units import Ints, Units
from framing.attribution.words import BE, HAVE

_VERBS = BE | HAVE


def trim(labels: Ints, ruled: Ints, units: Units) -> Ints:
    """Return the labels with content cut before `as ...`, `and have ...` or `but is ...`.

    Only where the rules begin a content at the same unit and end it there: `said A as both did B`,
    `declared A last year and have since done B`. Elsewhere the model's own end is the better one.
    """
    ends = {first: last for base, (first, last) in runs_of(ruled, units.paragraph) if base >= CONTENT_RIGHT}
    out = labels.copy()
    for base, (first, last) in runs_of(labels, units.paragraph):
        end = ends.get(first, last)
        if base == CONTENT_LEFT and end < last and _joins(units, end):
            out[end:last] = OUTSIDE
    return out


def lend_sources(links: Sequence[Link], ruled: Sequence[Link]) -> None:
    """Give attributions without a source the one that the rules find for the same cue.

    Where it was taken for content (`..., two people who saw it said`), the content is that of the rules too.
    """
    lenders = {unit: item for item in ruled if item.cue and item.source for unit in range(*item.cue)}
    for link in links:
        if link.cue and not link.source:
            lender = next((lenders[unit] for unit in range(*link.cue) if unit in lenders), None)
            if lender:
                link.source = list(lender.source)
                if any(a < d and c < b for a, b in lender.source for c, d in link.content):
                    link.content = list(lender.content) or link.content


def _joins(units: Units, place: int) -> bool:
    """Say whether another clause of the outlet's own may begin here."""
    word, following = (word.lower() for word in (*units.words[place : place + 2], "")[:2])
    return word == "as" or (word in ("and", "but") and following in _VERBS)
