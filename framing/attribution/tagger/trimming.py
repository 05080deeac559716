"""Content that runs on into a second clause, cut where the rules end it."""

from __future__ import annotations

from framing.attribution.tagger.labels import CONTENT_LEFT, CONTENT_RIGHT, OUTSIDE
from framing.attribution.tagger.linking import runs_of
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


def _joins(units: Units, place: int) -> bool:
    """Say whether another clause of the outlet's own may begin here."""
    word, following = (word.lower() for word in (*units.words[place : place + 2], "")[:2])
    return word == "as" or (word in ("and", "but") and following in _VERBS)
