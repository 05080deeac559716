"""The labels of the tagger: roles with the direction of the cue; gold spans to labels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np

from framing.attribution.gold import Event
from framing.attribution.tagger.units import Ints, Units
from framing.types import Span

# Outside; gap before the cue, behind it with content to come, behind it with only the source to come. Then pairs, the
# first unit and further ones: cue with content to its left only or (also) to its right, for a source of its own (Q)
# and for none (N), and one for the source of an attribution before (H); source whose cue lies right, left with no
# content to come, left with content to come; content whose cue lies right, left. So most of what an attribution
# lacks can be told from one label to the next.
LABELS = tuple(
    ["O", "G-", "G+", "GS"]
    + [part + place for part in ("QL", "QR", "HR", "NL", "NR", "SR", "SE", "SM", "CR", "CL") for place in "BI"]
)
SIZE = len(LABELS)
OUTSIDE, GAP_BEFORE, GAP_CONTENT, GAP_SOURCE = 0, 1, 2, 3
CUE, SHARED, SOURCELESS = 4, 8, 10
SOURCE_RIGHT, SOURCE_LAST, SOURCE_MORE = 14, 16, 18
CONTENT_RIGHT, CONTENT_LEFT = 20, 22
CUE_BEGINS = np.arange(CUE, SOURCE_RIGHT, 2)
FIRST = 4  # the first label of a part
# coarse role of each label: 0 none, 1 cue, 2 source, 3 content
ROLE = np.array([0] * 4 + [1] * 10 + [2] * 6 + [3] * 4, dtype=np.int64)

_FILL = {gap: bytes([gap, *range(1, 256)]) for gap in (GAP_BEFORE, GAP_CONTENT, GAP_SOURCE)}  # only where outside

Run = tuple[int, int]


def encode(units: Units, events: Sequence[Event]) -> Ints:
    """Return the label of every unit; where roles meet, cue wins over source over content."""
    labels = bytearray(len(units))
    edges = units.starts.tolist(), units.ends.tolist()
    order = sorted(events, key=lambda e: min(e.cue or e.content))
    placed = [(_runs(edges, e.source), _runs(edges, e.cue), _runs(edges, e.content)) for e in order]
    owners = _owners(placed)
    for number, (source, cue, content) in enumerate(placed):
        if cue and content:
            own = source if owners.get(number) == number else []
            _write_gaps(labels, units.paragraph, [*own, *cue, *content], cue[0][0], content[-1][1] - 1)
    for _, cue, content in placed:
        for run in content:
            _write(labels, run, CONTENT_LEFT if _begins_before(cue, run) else CONTENT_RIGHT)
    for number, (source, cue, content) in enumerate(placed):
        if owners.get(number) == number:
            behind = SOURCE_MORE if content and content[-1][1] > source[-1][1] else SOURCE_LAST
            for run in source:
                _write(labels, run, behind if _begins_before(cue, run) else SOURCE_RIGHT)
    for number, (_, cue, content) in enumerate(placed):
        base = SOURCELESS if number not in owners else CUE if owners[number] == number else SHARED
        right = base != SHARED and bool(cue and content) and content[-1][1] > cue[-1][1]
        for run in cue:
            _write(labels, run, base + 2 * right)
    return np.frombuffer(labels, dtype=np.uint8).astype(np.int64)


def _write_gaps(labels: bytearray, paragraph: Ints, parts: Sequence[Run], cue: int, last: int) -> None:
    """Label what stands between the parts of one attribution, if all are in one paragraph.

    `cue` is the first unit of the cue, `last` the last one of the content.
    """
    first, end = min(parts)[0], max(end for _, end in parts)
    if paragraph[first] != paragraph[end - 1]:
        return
    for low, high, gap in ((first, cue, GAP_BEFORE), (cue, last, GAP_CONTENT), (max(cue, last), end, GAP_SOURCE)):
        if low < high:
            labels[low:high] = labels[low:high].translate(_FILL[gap])


def _begins_before(cue: Sequence[Run], run: Run) -> bool:
    return bool(cue) and cue[0][0] < run[0]


def _owners(placed: Sequence[tuple[list[Run], list[Run], list[Run]]]) -> dict[int, int]:
    """Return for each event with a source the one among those that share it whose cue is nearest."""
    groups: dict[tuple[Run, ...], list[int]] = {}
    for number, (source, _, _) in enumerate(placed):
        if source:
            groups.setdefault(tuple(source), []).append(number)
    owners: dict[int, int] = {}
    for runs, numbers in groups.items():
        ends = runs[0][0], runs[-1][1] - 1
        nearest = min(numbers, key=lambda n: _distance(ends, placed[n][1]))
        owners.update(dict.fromkeys(numbers, nearest))
    return owners


def _distance(places: Iterable[int], runs: Iterable[Run]) -> int:
    """Return the units from the nearest of the places to the nearest of the runs."""
    return min((max(first - place, place - end + 1, 0) for first, end in runs for place in places), default=1 << 30)


def _runs(edges: tuple[list[int], list[int]], spans: Sequence[Span]) -> list[Run]:
    """Return the units in the spans as runs, half-open and apart; `edges` are the starts and ends of all units."""
    out: list[Run] = []
    for first, end in sorted((bisect_right(edges[1], start), bisect_left(edges[0], end)) for start, end in spans):
        if out and first <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        elif first < end:
            out.append((first, end))
    return out


def _write(labels: bytearray, run: Run, base: int) -> None:
    """Give a run of places the labels of a pair."""
    first, end = run
    labels[first:end] = bytes([base, *[base + 1] * (end - first - 1)])
