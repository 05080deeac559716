"""What the tagger found, as drafts that the rest of the room finishes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from framing.attribution.cues import row_in
from framing.attribution.drafts import Draft
from framing.attribution.gold import Event
from framing.attribution.rules import find_by_rules
from framing.attribution.tagger.calibration import Calibration
from framing.attribution.tagger.chain import Floats
from framing.attribution.tagger.labels import ROLE, encode
from framing.attribution.tagger.linking import Link, Run, link
from framing.attribution.tagger.tagger import Labelled, Tagger
from framing.attribution.tagger.trimming import lend_sources, trim
from framing.attribution.tagger.units import Ints, Units, split_units
from framing.attribution.tagger.weights import load
from framing.text.parsing import ParsedText
from framing.types import Span

_AT_ONCE = 3_000  # units; more at a time would fall out of the processor's cache


@lru_cache(maxsize=4)
def _loaded(path: str) -> Tagger:
    return load(path)


def ruled_labels(units: Units, parsed: ParsedText) -> Ints:
    """Return the labels that spell out what the rules find."""
    return encode(units, [Event(tuple(d.source), tuple(d.cue), tuple(d.content)) for d in find_by_rules(parsed)])


class TaggerFinder:
    """Finds drafts with the weights of a file, which are read once a process."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __call__(self, parsed: Sequence[ParsedText]) -> list[list[Draft]]:
        """Return what the tagger finds in each text, in no particular order."""
        tagger = _loaded(self._path)
        out: list[list[Draft]] = [[] for _ in parsed]
        some: list[tuple[int, Units, Ints]] = []
        for number, item in enumerate(parsed):
            units = split_units(item)
            if units is not None:
                some.append((number, units, ruled_labels(units, item)))
            if some and (number == len(parsed) - 1 or sum(len(units) for _, units, _ in some) >= _AT_ONCE):
                found = tagger.read([(units, ruled) for _, units, ruled in some])
                for (place, units, ruled), labelled in zip(some, found, strict=True):
                    out[place] = drafts_of(units, ruled, labelled, tagger.calibration)
                some = []
        return out


def drafts_of(units: Units, ruled: Ints, labelled: Labelled, calibration: Calibration) -> list[Draft]:
    """Return the drafts that the labels of a text spell out."""
    links = link(trim(labelled.labels, ruled, units), units.paragraph)
    lend_sources(links, link(ruled, units.paragraph))
    edges = units.starts.tolist(), units.ends.tolist()
    content, cue = (_sums(labelled.chances[:, role == ROLE]) for role in (3, 1))
    return [_draft(units, edges, item, calibration(_chance(item, content, cue))) for item in links]


def _draft(units: Units, edges: tuple[list[int], list[int]], found: Link, confidence: float) -> Draft:
    cue = [] if found.cue is None else [found.cue]
    words = [word.lower() for first, last in cue for word in units.words[first:last]]
    return Draft(
        content=[_span(edges, run) for run in found.content],
        source=[_span(edges, run) for run in found.source],
        cue=[_span(edges, run) for run in cue],
        row=row_in(words),
        paragraph=int(units.paragraph[found.content[0][0]]),
        confidence=confidence,
    )


def _span(edges: tuple[list[int], list[int]], run: Run) -> Span:
    return edges[0][run[0]], edges[1][run[1] - 1]


def _chance(found: Link, content: list[float], cue: list[float]) -> float:
    """Return the mean probability that the units of the content are content, times that of the cue.

    `content` and `cue` have the sums of the probabilities before each unit.
    """
    chance = sum(_mean(content, run) for run in found.content) / len(found.content)
    return chance if found.cue is None else chance * _mean(cue, found.cue)


def _sums(chances: Floats) -> list[float]:
    return [0.0, *chances.sum(axis=1, dtype=np.float64).cumsum().tolist()]


def _mean(sums: list[float], run: Run) -> float:
    first, end = run
    return (sums[end] - sums[first]) / (end - first)
