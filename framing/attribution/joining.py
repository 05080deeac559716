"""Quotations that stand alone: given to the attribution beside them, or to the last speaker."""

from __future__ import annotations

from collections.abc import Sequence

from framing.attribution.drafts import Draft
from framing.attribution.segments import Segment
from framing.types import Quotation, Span

_FOLLOWED = 0.5  # confidence that a paragraph of quotation alone goes to the speaker before
_REACH = 12  # sentences over which a quotation may run before its cue


def join_quotations(
    segments: Sequence[Segment], drafts: Sequence[list[Draft]], quotations: Sequence[Quotation]
) -> list[Draft]:
    """Return all drafts in text order, each stray sentence of quotation joined to one.

    `drafts` holds the drafts of each segment. A quotation after the cue in its paragraph is the second half
    of the same attribution; one before it is its first half; a paragraph of quotation alone carries on what
    the paragraph before left open, or else goes to the last one quoted there.
    """
    out: list[Draft] = []
    last: Draft | None = None
    for place, seg in enumerate(segments):
        own = drafts[place]
        if not own and seg.is_bare():
            span = _extent(seg)
            ahead = _ahead(segments, drafts, place, quotations)
            if last is not None and last.paragraph == seg.paragraph:
                last.content.append(span)
            elif ahead is not None:
                ahead.content.insert(0, span)
            elif last is not None and seg.paragraph - last.paragraph == 1 and (last.quoted or not last.content):
                last = _carry_on(last, span, seg, quotations, out)
        elif own:
            out.extend(own)
            quoted = [draft for draft in own if draft.quoted or not draft.content]
            last = (quoted or own)[-1]
    return [draft for draft in out if draft.content]


def _extent(seg: Segment) -> Span:
    units = [unit for unit in range(len(seg)) if seg.quotation[unit] >= 0]
    return seg.starts[units[0]], seg.ends[units[-1]]


def _ahead(
    segments: Sequence[Segment], drafts: Sequence[list[Draft]], place: int, quotations: Sequence[Quotation]
) -> Draft | None:
    """Return the draft of a sentence to come that begins with the rest of this quotation: `"A." "B," X said`.

    It stands in the same paragraph, or in a later one while each leaves the quotation open.
    """
    for following in range(place + 1, min(place + _REACH, len(segments))):
        before, seg = segments[following - 1], segments[following]
        last = next(index for index in reversed(before.quotation) if index >= 0)
        if seg.paragraph != before.paragraph and quotations[last].closed:
            return None
        if drafts[following]:
            first = drafts[following][0]
            return first if first.quoted and any(start == seg.starts[0] for start, _ in first.content) else None
        if not seg.is_bare():
            return None
    return None


def _carry_on(last: Draft, span: Span, seg: Segment, quotations: Sequence[Quotation], out: list[Draft]) -> Draft:
    """Join a paragraph of quotation to the draft it continues, or make a draft with the same source."""
    first = next(index for index in seg.quotation if index >= 0)
    if quotations[first].continues or not last.content:
        last.content.append(span)
        last.paragraph, last.quoted = seg.paragraph, True
        return last
    follow = Draft([span], list(last.source), [], last.row, seg.paragraph, _FOLLOWED, quoted=True)
    out.append(follow)
    return follow
