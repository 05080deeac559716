"""Spans that coders mark in passages: how they are written in a sheet, and what they count as."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from framing.errors import FramingError
from framing.validation.targets import Target
from framing.validation.unitizing import Marked

SPANS = "spans"  # the column of a sheet, and the name of such a code
OTHER, NONE = "other", "none"  # labels: counted in the denominator alone; nothing is to be marked
_SPAN = re.compile(r"(\d+)\s*[-–]\s*(\d+)\s*(.*)")


def labels_of(target: Target) -> tuple[str, ...]:
    """The labels of a target's spans, first what counts in the numerator; () where it is not counted in spans."""
    names = tuple(question.name for question in target.questions)
    if target.of_words or any(question.most is not None for question in target.questions):
        return ()
    return (names[0], OTHER) if target.has_base else names


def counts_of(spans: Sequence[Marked], target: Target) -> dict[str, int]:
    """What the spans of a passage answer to the questions of a target."""
    first, *rest = (question.name for question in target.questions)
    counts = {first: sum(span.category == first for span in spans)}
    return counts | dict.fromkeys(rest, len(spans))


def read_spans(cell: str, target: Target, place: str) -> tuple[Marked, ...]:
    """The spans in a cell: "3-9 LABEL; 12-20 LABEL", offsets in the passage, half-open; "none" for nothing to mark.

    The label may be left out where there is one. Raises FramingError for anything else, and for an unknown label.
    """
    known = labels_of(target)
    if not known:
        raise FramingError(f"{place}: {target} is not coded in spans; answer its questions")
    if cell.strip().casefold() == NONE:
        return ()
    spans = []
    for part in filter(None, (each.strip() for each in cell.split(";"))):
        found = _SPAN.fullmatch(part)
        label = found[3] or known[0] if found else ""
        if found is None or int(found[1]) >= int(found[2]) or label not in known:
            raise FramingError(
                f"{place}: {part!r} is no span; write START-END LABEL with START below END and a label of "
                f"{', '.join(known)}, parted by semicolons, or {NONE!r}"
            )
        spans.append(Marked(int(found[1]), int(found[2]), label))
    spans.sort()
    for one, other in pairwise(spans):
        if other.start < one.end:
            raise FramingError(f"{place}: {write_spans([one, other])} overlap; spans of one coder may touch only")
    return tuple(spans)


def write_spans(spans: Sequence[Marked]) -> str:
    """Spans as a cell holds them."""
    return "; ".join(f"{s.start}-{s.end} {s.category}" for s in spans) or NONE


def check_inside(
    spans: Mapping[str, Mapping[str, tuple[Marked, ...]]],
    lengths: Mapping[str, int],
    places: Mapping[tuple[str, str], str],
) -> None:
    """Raise FramingError where a span runs past the end of its passage."""
    for unit, by_coder in spans.items():
        for coder, marked in by_coder.items():
            if marked and marked[-1].end > lengths[unit]:
                raise FramingError(
                    f"{places[unit, coder]}: a span ends at {marked[-1].end}, and the passage of {unit} has "
                    f"{lengths[unit]} characters; offsets count from the start of the passage"
                )
