"""The rule engine: sentences, quotations and a table of cues, read by hand-written rules."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attribution.clauses import ClauseReader
from framing.attribution.drafts import Draft
from framing.attribution.joining import join_quotations
from framing.attribution.segments import split_segments
from framing.types import Layout, Quotation, Sentence


def find_by_rules(
    text: str, layout: Layout, sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> list[Draft]:
    """Return what the rules find, in no particular order."""
    segments = split_segments(text, layout, sentences, quotations)
    return join_quotations(segments, [ClauseReader(seg, quotations).read() for seg in segments], quotations)
