"""Labels to attributions: each part goes to the nearest cue in the direction that its label says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

import numpy as np

from framing.attribution.tagger.labels import (
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CUE,
    FIRST,
    SHARED,
    SOURCE_LAST,
    SOURCE_MORE,
    SOURCE_RIGHT,
    SOURCELESS,
)
from framing.attribution.tagger.units import Ints, changes

Run = tuple[int, int]


@dataclass(slots=True)
class Link:
    """One attribution as runs of units, half-open."""

    cue: Run | None = None
    source: list[Run] = field(default_factory=list)
    content: list[Run] = field(default_factory=list)


def runs_of(labels: Ints, paragraph: Ints) -> list[tuple[int, Run]]:
    """Return the runs of one part, each with its first label (the even one), in text order."""
    base = labels & ~1
    inside = labels >= FIRST
    begins = inside & ((labels & 1) == 0)
    changed = changes(base) | changes(paragraph)
    starts = np.flatnonzero(inside & (begins | changed))
    breaks = np.flatnonzero(np.append(~inside | begins | changed, True))
    ends = breaks[np.searchsorted(breaks, starts, side="right")]
    return list(zip(base[starts].tolist(), zip(starts.tolist(), ends.tolist(), strict=True), strict=True))


def link(labels: Ints, paragraph: Ints) -> list[Link]:
    """Return the attributions that the labels of a text spell out, in the order of their cues.

    Parts are linked within their paragraph. Content that looks back, in a paragraph without a cue, goes to the
    last cue of the paragraph before: `He said:` and the quotation below it.
    """
    runs = runs_of(labels, paragraph)
    place = [*np.flatnonzero(changes(paragraph)).tolist(), len(paragraph)]
    links: list[Link] = []
    at, before = 0, -1  # the paragraph before is still that of the last link, or of what was added to it
    for number, high in enumerate(place[1:]):
        first = at
        while at < len(runs) and runs[at][1][0] < high:
            at += 1
        found = _paragraph(runs[first:at])
        if not found and links and before == number - 1:
            more = [run for base, run in runs[first:at] if base == CONTENT_LEFT]
            links[-1].content.extend(more)
            before = number if more else before
        elif found:
            before = number
        links.extend(found)
    return [item for item in links if item.content]


def _paragraph(runs: list[tuple[int, Run]]) -> list[Link]:
    cues = [(base, run) for base, run in runs if base < SOURCE_RIGHT]
    links = [Link(cue=run) for _, run in cues]
    starts = [run[0] for _, run in cues]
    own = [number for number, (base, _) in enumerate(cues) if CUE <= base < SHARED]
    for base, run in runs:
        if base in (SOURCE_RIGHT, SOURCE_LAST, SOURCE_MORE):
            number = _nearest(starts, run[0], own, right=base == SOURCE_RIGHT)
            if number >= 0:
                links[number].source.append(run)
        elif base in (CONTENT_RIGHT, CONTENT_LEFT):
            number = _nearest(starts, run[0], range(len(cues)), right=base == CONTENT_RIGHT)
            if number >= 0:
                links[number].content.append(run)
    last: list[Run] = []
    for link, (base, _) in zip(links, cues, strict=True):
        if base < SOURCELESS and not link.source:
            link.source = list(last)
        last = link.source or last
    return links


def _nearest(starts: list[int], unit: int, among: list[int] | range, *, right: bool) -> int:
    """Return the nearest of the cues `among` in a direction, else in the other, else -1."""
    if not among:
        return (
            -1 if among == range(len(starts)) or not starts else _nearest(starts, unit, range(len(starts)), right=right)
        )
    start = starts.__getitem__
    place = bisect_left(among, unit, key=start) if right else bisect_right(among, unit, key=start) - 1
    return among[min(max(place, 0), len(among) - 1)]
