"""An event in the making: what is known of it in units of one segment."""

from __future__ import annotations

from dataclasses import dataclass

from framing.agency.tables import Predicate
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.types import EventForm


@dataclass(slots=True)
class Draft:
    """One mention of an event: `place` is the unit of its predicate, `subject` what a coordinated verb shares."""

    place: int
    predicate: Predicate
    form: EventForm
    agent: Units | None = None
    victim: Units | None = None
    instrument: Units | None = None
    negated: bool = False
    hypothetical: bool = False
    subject: Units | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence being read: its `drafts` so far, for the subjects that verbs share, and whether it is a `title`."""

    seg: Segment
    drafts: list[Draft]
    title: bool
