"""Sentences as sequences of units: words, punctuation marks, and quotations that count as one unit each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from framing.types import Layout, Quotation, Sentence, Span, Zone

_UNIT = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Capt|Sgt|Prof|Rev|St|Jr|Sr|[A-Z])\.(?=\W)"
    r"|\w+(?:[-'’./&@]\w+)*|--+|[^\w\s]"
)


@dataclass(slots=True)
class Segment:
    """A sentence as seen from outside its quotations: parallel lists over its units.

    `low` holds lower-case words, and "" for a quotation; `quotation` its index, else -1.
    """

    text: str
    paragraph: int
    zone: Zone
    starts: list[int]
    ends: list[int]
    low: list[str]
    quotation: list[int]

    def __len__(self) -> int:
        return len(self.low)

    def span(self, first: int, last: int) -> Span:
        """The code points of units first (included) to last (left out)."""
        return self.starts[first], self.ends[last - 1]

    def capital(self, unit: int) -> bool:
        """Say whether a word unit begins with a capital letter."""
        return self.text[self.starts[unit]].isupper()

    def last_mark(self, unit: int) -> str:
        """Return the last character inside a quotation unit: "," in `"so,"`; "" for other units."""
        if unit < 0 or self.quotation[unit] < 0:
            return ""
        return self.text[max(self.starts[unit], self.ends[unit] - 6) : self.ends[unit]].rstrip("”“\"'’»›` ")[-1:]

    def is_bare(self) -> bool:
        """Say whether it is quotations and punctuation only."""
        words = sum(1 for word in self.low if word and word[0].isalnum())
        return words == 0 and any(index >= 0 for index in self.quotation)


def split_segments(
    text: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> list[Segment]:
    """Return the segments of an article in text order; sentence breaks inside a quotation do not count."""
    outer = [(q.start, q.end, index) for index, q in enumerate(quotations) if q.depth == 0]
    quote_starts = [start for start, _, _ in outer]
    paragraph_starts = [paragraph.start for paragraph in layout.paragraphs]
    boilerplate = sorted(layout.boilerplate)
    merged: list[tuple[int, int, Zone]] = []
    for sentence in sentences:
        place = bisect_left(quote_starts, sentence.start) - 1
        if merged and place >= 0 and sentence.start < outer[place][1]:
            merged[-1] = (merged[-1][0], sentence.end, merged[-1][2])
        else:
            merged.append((sentence.start, sentence.end, sentence.zone))
    segments = []
    for start, end, zone in merged:
        first, last = bisect_left(quote_starts, start), bisect_left(quote_starts, end)
        segment = Segment(text, bisect_right(paragraph_starts, start) - 1, zone, [], [], [], [])
        at = start
        for quote_start, quote_end, index in outer[first:last]:
            _add_words(segment, at, quote_start, boilerplate)
            _add(segment, quote_start, quote_end, "", index)
            at = quote_end
        _add_words(segment, at, end, boilerplate)
        if len(segment):
            segments.append(segment)
    return segments


def _add(segment: Segment, start: int, end: int, low: str, index: int) -> None:
    segment.starts.append(start)
    segment.ends.append(end)
    segment.low.append(low)
    segment.quotation.append(index)


def _add_words(segment: Segment, start: int, end: int, boilerplate: Sequence[Span]) -> None:
    first = max(bisect_right(boilerplate, (start, start)) - 1, 0)
    nearby = boilerplate[first : bisect_left(boilerplate, (end, end))]
    for match in _UNIT.finditer(segment.text, start, end):
        if not any(left <= match.start() < right for left, right in nearby):
            _add(segment, match.start(), match.end(), match.group().lower(), -1)
