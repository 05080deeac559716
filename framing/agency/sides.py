"""Which side an agent or a victim belongs to: a referent of the lexicons, else a people, else a group."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from framing.agency.heads import group_of, side_of
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.types import Hit

_NO_SIDE = frozenset(("kill_verb", "dead_noun", "suicide_attack", "protest_event"))  # referents that are events


class Sides:
    """The sides that one article's hits and words give to phrases."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        named = (hit for hit in hits if hit.referent and hit.referent not in _NO_SIDE)
        self._hits = sorted((hit.start, hit.end, hit.referent) for hit in named)

    def of(self, seg: Segment, units: Units | None) -> str:
        """Return the side of a phrase, "" where nothing tells."""
        if units is None:
            return ""
        start, end = seg.span(*units)
        for hit in self._hits[bisect_left(self._hits, (start,)) :]:
            if hit[0] >= end:
                break
            if hit[1] <= end:
                return hit[2]
        for unit in range(*units):
            people = side_of(seg, unit, "peoples")
            if people:
                return people
        return group_of(seg, units)
