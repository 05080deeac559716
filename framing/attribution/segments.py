"""Sentences as sequences of units: words, punctuation marks, and quotations that count as one unit each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

from framing.text.marks import Boilerplate
from framing.types import Layout, Quotation, Sentence, Span, Zone

_UNIT = re.compile(
    r"((?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Capt|Sgt|Prof|Rev|St|Jr|Sr|[A-Z])\.(?=\W)"
    r"|\w+(?:[-'’./&@]\w+)*|--+|[^\w\s])"
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
        return max(self.quotation) >= 0 and not any(word[:1].isalnum() for word in self.low)


def split_segments(
    text: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> list[Segment]:
    """Return the segments of an article in text order; sentence breaks inside a quotation do not count."""
    outer = [(q.start, q.end, index) for index, q in enumerate(quotations) if q.depth == 0]
    starts = [paragraph.start for paragraph in layout.paragraphs[1:]]
    boilerplate = sorted(layout.boilerplate)
    segments = []
    paragraph = quote = 0
    for start, end, zone in _merged(sentences, outer):
        while paragraph < len(starts) and starts[paragraph] <= start:
            paragraph += 1
        segment, at = Segment(text, paragraph, zone, [], [], [], []), start
        while quote < len(outer) and outer[quote][0] < end:
            quote_start, quote_end, index = outer[quote]
            _add_words(segment, at, quote_start, boilerplate)
            segment.starts.append(quote_start)
            segment.ends.append(quote_end)
            segment.low.append("")
            segment.quotation.append(index)
            at, quote = quote_end, quote + 1
        _add_words(segment, at, end, boilerplate)
        if segment.low:
            segments.append(segment)
    return segments


def _merged(sentences: Sequence[Sentence], outer: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, Zone]]:
    """Yield start, end and zone of sentences, those that begin inside a quotation made one with that before."""
    if not sentences:
        return
    quote, covered = 0, 0  # a quotation to come, and where the one before it ends
    start, end, zone = 0, 0, sentences[0].zone
    for sentence in sentences:
        while quote < len(outer) and outer[quote][0] < sentence.start:
            covered, quote = outer[quote][1], quote + 1
        if sentence.start >= covered:
            if start < end:
                yield start, end, zone
            start, zone = sentence.start, sentence.zone
        end = sentence.end
    yield start, end, zone


def _add_words(segment: Segment, start: int, end: int, boilerplate: Sequence[Span]) -> None:
    # one split gives gap, unit, gap, unit, ..., gap; running totals of the lengths are the offsets
    parts = _UNIT.split(segment.text[start:end])
    if len(parts) == 1:
        return
    bounds = list(accumulate(map(len, parts), initial=start))
    starts, ends = bounds[1:-1:2], bounds[2::2]
    low = "\n".join(parts[1::2]).lower().split("\n")  # no unit holds a line break
    first = max(bisect_right(boilerplate, (start, start)) - 1, 0)
    nearby = boilerplate[first : bisect_left(boilerplate, (end, end))]
    if nearby and nearby[-1][1] > start:
        skipped = Boilerplate(nearby)
        kept = [not skipped.holds(at) for at in starts]
        starts, ends, low = list(compress(starts, kept)), list(compress(ends, kept)), list(compress(low, kept))
    segment.starts += starts
    segment.ends += ends
    segment.low += low
    segment.quotation += [-1] * len(low)
