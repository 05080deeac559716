"""What the tagger found, as drafts that the rest of the room finishes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from framing.attribution.cues import row_in
from framing.attribution.drafts import Draft
from framing.attribution.gold import Event
from framing.attribution.rules import find_by_rules
from framing.attribution.tagger.chain import Floats
from framing.attribution.tagger.labels import ROLE, encode
from framing.attribution.tagger.linking import Link, Run, link
from framing.attribution.tagger.tagger import Tagger
from framing.attribution.tagger.trimming import trim
from framing.attribution.tagger.units import Ints, Units, split_units
from framing.attribution.tagger.weights import load
from framing.types import Layout, Quotation, Sentence, Span


@lru_cache(maxsize=4)
def _loaded(path: str) -> Tagger:
    return load(path)


def ruled_labels(
    units: Units, text: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> Ints:
    """Return the labels that spell out what the rules find."""
    drafts = find_by_rules(text, layout, sentences, quotations)
    return encode(units, [Event(tuple(d.source), tuple(d.cue), tuple(d.content)) for d in drafts])


class TaggerFinder:
    """Finds drafts with the weights of a file, which are read once a process."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __call__(
        self, text: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> list[Draft]:
        """Return what the tagger finds, in no particular order."""
        units = split_units(text, layout, sentences, quotations)
        if units is None:
            return []
        ruled = ruled_labels(units, text, layout, sentences, quotations)
        (found,) = _loaded(self._path).read([(units, ruled)])
        labels = trim(found.labels, ruled, units)
        return [_draft(units, item, found.chances) for item in link(labels, units.paragraph)]


def _draft(units: Units, found: Link, chances: Floats) -> Draft:
    cue = [] if found.cue is None else [found.cue]
    words = [word.lower() for first, last in cue for word in units.words[first:last]]
    return Draft(
        content=[_span(units, run) for run in found.content],
        source=[_span(units, run) for run in found.source],
        cue=[_span(units, run) for run in cue],
        row=row_in(words),
        paragraph=int(units.paragraph[found.content[0][0]]),
        confidence=_confidence(found, chances),
    )


def _span(units: Units, run: Run) -> Span:
    return int(units.starts[run[0]]), int(units.ends[run[1] - 1])


def _confidence(found: Link, chances: Floats) -> float:
    """Return the mean probability that the units of the content are content, times that of the cue."""
    is_content, is_cue = ROLE == 3, ROLE == 1
    content = np.mean([chances[first:last][:, is_content].sum(axis=1).mean() for first, last in found.content])
    cue = 1.0 if found.cue is None else chances[found.cue[0] : found.cue[1]][:, is_cue].sum(axis=1).mean()
    return float(min(1.0, max(0.0, round(float(content * cue), 3))))
