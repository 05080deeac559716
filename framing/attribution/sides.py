"""Sources across a corpus: one name for each by the user's table, and the side that each belongs to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from framing.attribution.aliases import Known, SourceTable
from framing.types import Attribution, Hit, Span

_NEAR = 200  # code points from a name within which the words of its affiliation stand


def with_known(text: str, attributions: Iterable[Attribution], table: SourceTable) -> tuple[Attribution, ...]:
    """Return attributions whose sources bear the name, type, affiliation and side that a table gives them.

    A source is found by its name; one without a name, by its words without article.
    """
    return tuple(_known(text, attribution, table) for attribution in attributions)


def _known(text: str, attribution: Attribution, table: SourceTable) -> Attribution:
    words = " ".join(text[start:end].strip(" ,") for start, end in attribution.source)
    bare = words.removeprefix("the ").removeprefix("The ")
    known: Known | None = table.get(attribution.source_name or bare)
    if known is None:
        return attribution
    return replace(
        attribution,
        source_name=known.name,
        source_type=known.type or attribution.source_type,
        source_affiliation=known.affiliation or attribution.source_affiliation,
        source_side=known.side,
    )


def with_sides(text: str, attributions: Sequence[Attribution], hits: Sequence[Hit]) -> tuple[Attribution, ...]:
    """Return attributions whose sources without a side have the referent of a hit in their words.

    Looked at in turn: the source's words, the fullest mention of its name, the mention of its affiliation
    near that. The first hit in text order that has a referent decides.
    """
    named = sorted((hit.start, hit.end, hit.referent) for hit in hits if hit.referent)
    if not named:
        return tuple(attributions)
    starts = [start for start, _, _ in named]

    def side_in(spans: Iterable[Span]) -> str:
        for first, last in spans:
            for start, end, referent in named[bisect_left(starts, first) : bisect_left(starts, last)]:
                if start >= first and end <= last:
                    return referent
        return ""

    return tuple(
        attribution
        if attribution.source_side
        else replace(attribution, source_side=side_in(_places(text, attribution)))
        for attribution in attributions
    )


def _places(text: str, attribution: Attribution) -> Iterable[Span]:
    """Yield where the article says who the source is."""
    yield from attribution.source
    at = attribution.source_mention
    if at:
        yield at
    words, near = attribution.source_affiliation, at or next(iter(attribution.source), None)
    if words and near:
        start = text.find(words, max(0, near[0] - _NEAR), near[1] + _NEAR)
        if start >= 0:
            yield start, start + len(words)
