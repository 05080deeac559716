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
    bare = [not own and seg.is_bare() for seg, own in zip(segments, drafts, strict=True)]
    aheads = _ahead(segments, drafts, bare, quotations)
    for place, seg in enumerate(segments):
        own = drafts[place]
        if bare[place]:
            span, ahead = _extent(seg), aheads[place]
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
    segments: Sequence[Segment], drafts: Sequence[list[Draft]], bare: Sequence[bool], quotations: Sequence[Quotation]
) -> list[Draft | None]:
    """Return for each bare sentence the draft of one to come that begins with its rest: `"A." "B," X said`.

    That stands in the same paragraph, or in a later one while each leaves the quotation open.
    """
    out: list[Draft | None] = [None] * len(segments)
    found = 0  # the sentence that has drafts
    for place in range(len(segments) - 2, -1, -1):
        seg, after = segments[place], segments[place + 1]
        if not bare[place]:
            continue
        if seg.paragraph != after.paragraph:
            last = next(index for index in reversed(seg.quotation) if index >= 0)
            if quotations[last].closed:
                continue
        if drafts[place + 1]:
            first, found = drafts[place + 1][0], place + 1
            if first.quoted and any(start == after.starts[0] for start, _ in first.content):
                out[place] = first
        elif found - place < _REACH:
            out[place] = out[place + 1]
    return out


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
