"""The labels of the tagger: roles with the direction of the cue; gold spans to labels."""

from __future__ import annotations

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


def encode(units: Units, events: Sequence[Event]) -> Ints:
    """Return the label of every unit; where roles meet, cue wins over source over content."""
    labels = np.zeros(len(units), dtype=np.int64)
    order = sorted(events, key=lambda e: min(e.cue or e.content))
    placed = [(_places(units, e.source), _places(units, e.cue), _places(units, e.content)) for e in order]
    owners = _owners(placed)
    for number, (source, cue, content) in enumerate(placed):
        own = source if owners.get(number) == number else source[:0]
        _write_gaps(labels, units.paragraph, (own, cue, content))
    for _, cue, content in placed:
        for run in _split(content):
            _write(labels, run, CONTENT_LEFT if _begins_before(cue, run) else CONTENT_RIGHT)
    for number, (source, cue, content) in enumerate(placed):
        if owners.get(number) == number:
            behind = SOURCE_MORE if len(content) and content[-1] > source[-1] else SOURCE_LAST
            for run in _split(source):
                _write(labels, run, behind if _begins_before(cue, run) else SOURCE_RIGHT)
    for number, (_, cue, content) in enumerate(placed):
        base = SOURCELESS if number not in owners else CUE if owners[number] == number else SHARED
        right = base != SHARED and bool(len(cue)) and bool(len(content)) and bool(content[-1] > cue[-1])
        for run in _split(cue):
            _write(labels, run, base + 2 * right)
    return labels


def _write_gaps(labels: Ints, paragraph: Ints, parts: tuple[Ints, Ints, Ints]) -> None:
    """Label what stands between the parts of one attribution, if all are in one paragraph."""
    everything, (_, cue, content) = np.concatenate(parts), parts
    if not len(cue) or not len(content) or paragraph[everything.min()] != paragraph[everything.max()]:
        return
    hull = np.arange(everything.min(), everything.max() + 1)
    gap = np.where(hull < cue[0], GAP_BEFORE, np.where(hull < content[-1], GAP_CONTENT, GAP_SOURCE))
    free = labels[hull] == OUTSIDE
    labels[hull[free]] = gap[free]


def _begins_before(cue: Ints, run: Ints) -> bool:
    return bool(len(cue)) and bool(cue[0] < run[0])


def _owners(placed: Sequence[tuple[Ints, Ints, Ints]]) -> dict[int, int]:
    """Return for each event with a source the one among those that share it whose cue is nearest."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, (source, _, _) in enumerate(placed):
        if len(source):
            groups.setdefault(tuple(source.tolist()), []).append(number)
    owners: dict[int, int] = {}
    for places, numbers in groups.items():
        nearest = min(numbers, key=lambda n: _distance(places, placed[n][1]))
        owners.update(dict.fromkeys(numbers, nearest))
    return owners


def _distance(source: Iterable[int], cue: Ints) -> int:
    ends = list(source)
    return int(min(abs(cue - ends[0]).min(), abs(cue - ends[-1]).min())) if len(cue) else 1 << 30


def _places(units: Units, spans: Sequence[Span]) -> Ints:
    found: set[int] = set()
    for start, end in spans:
        first = int(np.searchsorted(units.ends, start, side="right"))
        found.update(range(first, int(np.searchsorted(units.starts, end, side="left"))))
    return np.array(sorted(found), dtype=np.int64)


def _split(places: Ints) -> list[Ints]:
    return np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(places) else []


def _write(labels: Ints, run: Ints, base: int) -> None:
    """Give a run of places the labels of a pair."""
    labels[run] = base + 1
    labels[run[0]] = base
