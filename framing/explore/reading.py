"""An article as it is read in the explorer: its paragraphs cut into pieces, each with its voice, roles and hits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from framing.attribution.voice import VOICES
from framing.engine.articles import MAX_TEXT
from framing.explore.passages import printable, voices_of
from framing.explore.store import Store, pairs
from framing.text.parsing import ParsedText, parse_text
from framing.types import Attribution, Kind, Layout, Span

LONGEST = 60_000  # code points of a part of an article, about
MOST_ROWS = 400  # hits, and attributions, of a part


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without a boundary inside: `kinds` are its CSS classes.

    hit: the number of the hit that begins here, from 1; None where none does. attribution: the same of content.
    """

    text: str
    kinds: str
    hit: int | None = None
    attribution: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and the zone that it stands in; "" where it is page furniture."""

    zone: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of an article: its paragraphs, and the hits and attributions in it that are marked.

    left_out: how many more of them there are. parts: how many parts the article has.
    """

    row: Any
    blocks: tuple[Block, ...]
    hits: tuple[Any, ...]
    attributions: tuple[Any, ...]
    left_out: int
    part: int
    parts: int


def read(store: Store, article_id: str, part: int = 1) -> Reading | None:
    """A part of an article, counted from 1; None where there is no such article or part."""
    found = store.article(article_id)
    if found is None:
        return None
    row, article = found
    # what is too long was not scored either
    parsed = parse_text(article) if len(article.text) <= MAX_TEXT else ParsedText(article.text, Layout(()), (), ())
    windows = _windows(parsed.text)
    if part > len(windows):
        return None
    window = windows[part - 1]
    hits = _inside(store.of_article("hits", row, 'start, "end"'), window, lambda hit: (hit.start, hit.end))
    every = store.of_article("attributions", row, '"index"')
    said = _inside(every, window, lambda one: (one.content_start, one.content_end))
    contents = [Attribution(kind=Kind.MIXED, content=pairs(one.content_spans)) for one in every]
    shown, spoken = hits[:MOST_ROWS], said[:MOST_ROWS]
    layers = _Layers(shown, spoken, voices_of(parsed, contents).paint)
    for number, hit in enumerate(shown, 1):
        hit.text, hit.number = printable(parsed.text[hit.start : min(hit.end, hit.start + 200)]), number
    for number, one in enumerate(spoken, 1):
        one.cue = printable(" … ".join(parsed.text[s:e] for s, e in pairs(one.cue_spans))[:200])
        one.source = printable(" … ".join(parsed.text[s:e] for s, e in pairs(one.source_spans))[:200])
        one.number = number
    return Reading(
        row=row,
        blocks=tuple(_blocks(parsed.text, parsed.layout, window, layers)),
        hits=tuple(shown),
        attributions=tuple(spoken),
        left_out=len(hits) + len(said) - len(shown) - len(spoken),
        part=part,
        parts=len(windows),
    )


def _inside(rows: Sequence[Any], window: Span, span_of: Any) -> list[Any]:
    """The rows that begin in the window."""
    return [row for row in rows if window[0] <= span_of(row)[0] < window[1]]


def _windows(text: str) -> list[Span]:
    """The parts of a text, cut at the ends of lines where there are such."""
    windows, start = [], 0
    while len(text) - start > LONGEST:
        cut = text.rfind("\n", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        windows.append((start, cut))
        start = cut
    return [*windows, (start, len(text))]


class _Layers:
    """What lies over the text: voices, roles of attributions, hits; and where any of them begins or ends."""

    def __init__(self, hits: Sequence[Any], attributions: Sequence[Any], paint: bytes) -> None:
        self.hits = [(hit.start, hit.end) for hit in hits]
        self.roles = {
            role: _merged(span for one in attributions for span in pairs(getattr(one, f"{role}_spans")))
            for role in ("source", "cue", "content")
        }
        self.paint = paint
        self.hit_at = _first_at(self.hits)
        self.content_at = _first_at([(one.content_start, one.content_end) for one in attributions])
        self.covered = _merged(self.hits)
        edges = {edge for span in self.hits for edge in span} | set(self.content_at)
        edges |= {edge for spans in self.roles.values() for span in spans for edge in span}
        edges |= {at for at in range(1, len(paint)) if paint[at] != paint[at - 1]}
        self.edges = sorted(edges)

    def kinds(self, at: int) -> str:
        """The classes of the piece that begins at a place."""
        voice = VOICES[self.paint[at]].value if self.paint[at] < len(VOICES) else "furniture"
        roles = [role for role, spans in self.roles.items() if _covers(spans, at)]
        return " ".join([voice, *roles, *(["hit"] if _covers(self.covered, at) else [])])


def _blocks(text: str, layout: Layout, window: Span, layers: _Layers) -> Iterable[Block]:
    """The lines of the window that hold anything, each with the zone of its paragraph."""
    starts = [paragraph.start for paragraph in layout.paragraphs]
    at = window[0]
    for line in text[window[0] : window[1]].splitlines(keepends=True):
        start, end = at, at + len(line)
        at = end
        if not line.strip():
            continue
        index = bisect_right(starts, end - 1) - 1
        inside = index >= 0 and layout.paragraphs[index].end > start
        zone = layout.paragraphs[index].zone.value if inside else ""
        yield Block(zone, tuple(_pieces(text, (start, end), layers)))


def _pieces(text: str, span: Span, layers: _Layers) -> Iterable[Piece]:
    start, end = span
    first, last = bisect_right(layers.edges, start), bisect_right(layers.edges, end - 1)
    cuts = [start, *layers.edges[first:last], end]
    for here, there in pairwise(cuts):
        yield Piece(
            text=printable(text[here:there].rstrip("\n") if there == end else text[here:there]),
            kinds=layers.kinds(here),
            hit=layers.hit_at.get(here),
            attribution=layers.content_at.get(here),
        )


def _first_at(spans: Sequence[Span]) -> dict[int, int]:
    """The number, from 1, of the first span that begins at each place."""
    return {start: number for number, (start, _) in reversed(list(enumerate(spans, 1)))}


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that meet as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _covers(spans: Sequence[Span], at: int) -> bool:
    index = bisect_right(spans, (at, float("inf"))) - 1
    return index >= 0 and spans[index][1] > at
