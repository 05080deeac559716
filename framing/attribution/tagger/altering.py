"""Hand-marked articles as a careless archive would keep them: without commas, quotation marks or paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from framing.attribution.gold import Event
from framing.types import Span

_COMMA = re.compile(r",(?!\d)|['’](?=s\b)")
_MARK = re.compile(r"[\"“”]|''|``")
_BREAK = re.compile(r"\n+")
_CHANCE = {_COMMA: 0.5, _MARK: 0.25, _BREAK: 0.6}


def alter(text: str, events: Sequence[Event], rng: np.random.Generator) -> tuple[str, tuple[Event, ...]]:
    """Return the text with some kinds of marks lost, each kind by chance, and its attributions moved along."""
    kept, letters = np.ones(len(text), dtype=bool), list(text)
    for pattern, chance in _CHANCE.items():
        if rng.random() < chance:
            for match in pattern.finditer(text):
                kept[match.start() : match.end()] = False
                if pattern is _BREAK:
                    letters[match.start()], kept[match.start()] = " ", True
    place = np.r_[0, np.cumsum(kept)].tolist()

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((place[start], place[end]) for start, end in spans if place[start] < place[end])

    new = (Event(moved(e.source), moved(e.cue), moved(e.content)) for e in events)
    left = "".join(letter for letter, keep in zip(letters, kept, strict=True) if keep)
    return left, tuple(event for event in new if event.content)
