"""Quotations with a credit: a dash and the name of who speaks, behind a quotation that begins a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from framing.attribution.cues import row_of
from framing.attribution.drafts import Draft
from framing.text.parsing import ParsedText
from framing.types import Quotation, Span

_WORD = r"[A-Z][\w.’'&-]*"
_CREDIT = re.compile(
    rf"[\s\xa0]{{0,6}}(―|—|–|--?)[ \xa0]?({_WORD}(?:[ \xa0](?:{_WORD}|of|the|de|van|von|bin|al|and|for)){{0,6}}"
    r"(?:,[^\n“”\"]{1,80}?)?)[ \xa0.]*(?=\n|$)"
)
_LEAST = 4  # words of a quotation that somebody may be credited with
_CONFIDENCE = 0.95


def with_credits(parsed: ParsedText, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with a credited quotation given to its name, in place of what was found inside it."""
    credited = [draft for quotation in parsed.quotations for draft in _credited(parsed, quotation)]
    if not credited:
        return drafts
    taken = [draft.content[0] for draft in credited]
    return [draft for draft in drafts if not any(_meet(span, draft) for span in taken)] + credited


def _credited(parsed: ParsedText, quotation: Quotation) -> list[Draft]:
    text, start, end = parsed.text, quotation.start, quotation.end
    match = _CREDIT.match(text, end) if quotation.depth == 0 and quotation.words >= _LEAST else None
    if match is None or text[text.rfind("\n", 0, start) + 1 : start].strip():  # the scan back is the dearer test
        return []
    paragraph = bisect_right(parsed.layout.paragraphs, start, key=attrgetter("start")) - 1
    return [Draft([(start, end)], [match.span(2)], [match.span(1)], row_of("say"), paragraph, _CONFIDENCE, quoted=True)]


def _meet(span: Span, draft: Draft) -> bool:
    return any(start < span[1] and span[0] < end for start, end in (*draft.content, *draft.cue))
