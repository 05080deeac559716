"""Text as units: words, clitics and marks of the paragraphs, with what the features must know of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from framing.text.parsing import ParsedText
from framing.types import Quotation, Zone

Ints = NDArray[np.int64]

_UNIT = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:-\w+|[.,]\d+)*|['’](?:s|t|re|ve|d|ll|m|S|T)\b|''|``|--+|\.\.+|[^\w\s]")
_SPACE = np.array([chr(code).isspace() for code in range(0x3002)])  # no code point from there on is white space


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one text as parallel arrays, those outside every paragraph left out.

    `paragraph`, `sentence` and `quotation` number what a unit stands
    in (-1 for no quotation); `first` and `last` give the first and last unit of its paragraph, `opens` and
    `closes` those of its sentence. `zone` is 0 for a headline, 1 lead, 2 body, 3 caption.
    """

    starts: Ints
    ends: Ints
    words: tuple[str, ...]
    paragraph: Ints
    first: Ints
    last: Ints
    sentence: Ints
    opens: Ints
    closes: Ints
    quotation: Ints
    zone: Ints
    quotations: tuple[Quotation, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def quotation_edges(self) -> tuple[Ints, Ints]:
        """Return the first and last unit of the quotation, or of the stretch without one, of every unit."""
        return _runs(self.quotation)


def split_units(parsed: ParsedText) -> Units | None:
    """Return the units of a text, None where it has none."""
    text, layout, sentences = parsed.text, parsed.layout, parsed.sentences
    words = _UNIT.findall(text)
    if not words or not layout.paragraphs:
        return None
    bounds = _bounds(text, words)
    paragraph = _inside(bounds[:, 0], [(p.start, p.end) for p in layout.paragraphs])
    skipped = _inside(bounds[:, 0], sorted(layout.boilerplate)) if layout.boilerplate else None
    kept = paragraph >= 0 if skipped is None else (paragraph >= 0) & (skipped < 0)
    if not kept.any():
        return None
    bounds, paragraph = bounds[kept], paragraph[kept]
    sentence = _inside(bounds[:, 0], [(s.start, s.end) for s in sentences])
    outer = tuple(q for q in parsed.quotations if q.depth == 0)
    first, last = _runs(paragraph)
    opens, closes = _runs(sentence + paragraph * (len(sentences) + 2))
    zones = list(Zone)
    return Units(
        starts=bounds[:, 0],
        ends=bounds[:, 1],
        words=tuple(compress(words, kept.tolist())),
        paragraph=paragraph,
        first=first,
        last=last,
        sentence=sentence,
        opens=opens,
        closes=closes,
        quotation=_inside(bounds[:, 0], [(q.start, q.end) for q in outer]),
        zone=np.array([zones.index(p.zone) for p in layout.paragraphs], dtype=np.int64)[paragraph],
        quotations=outer,
    )


def _bounds(text: str, words: Sequence[str]) -> Ints:
    """Return where units start and end, units x 2: one behind the other they are the text without its white space."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    filled = np.flatnonzero(~_SPACE[np.minimum(codes, len(_SPACE) - 1)])
    sizes = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    ends = sizes.cumsum()
    return np.stack([filled[ends - sizes], filled[ends - 1] + 1], axis=1)


def _inside(points: Ints, spans: Sequence[tuple[int, int]]) -> Ints:
    """Return which of the spans (in order, apart) holds each point, -1 for none."""
    if not spans:
        return np.full(len(points), -1, dtype=np.int64)
    edges = np.array(spans, dtype=np.int64)
    place = np.searchsorted(edges[:, 0], points, side="right") - 1
    return np.where((place >= 0) & (points < edges[place, 1]), place, -1)


def changes(values: Ints) -> NDArray[np.bool_]:
    """Say of each value whether it is the first or another one than that before it."""
    changed = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed


def _runs(values: Ints) -> tuple[Ints, Ints]:
    """Return the first and the last index of the run of equal values that each index is in."""
    starts = np.flatnonzero(changes(values))
    sizes = np.diff(starts, append=len(values))
    return np.repeat(starts, sizes), np.repeat(starts + sizes - 1, sizes)
