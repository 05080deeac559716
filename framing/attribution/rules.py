"""The rule engine: sentences, quotations and a table of cues, read by hand-written rules."""

from __future__ import annotations

from framing.attribution.clauses import ClauseReader
from framing.attribution.drafts import Draft
from framing.attribution.joining import join_quotations
from framing.attribution.segments import split_segments
from framing.text.parsing import ParsedText


def find_by_rules(parsed: ParsedText) -> list[Draft]:
    """Return what the rules find, in no particular order."""
    quotations = parsed.quotations
    segments = split_segments(parsed.text, parsed.layout, parsed.sentences, quotations)
    return join_quotations(segments, [ClauseReader(seg, quotations).read() for seg in segments], quotations)
