"""An attribution in the making: code-point spans of its roles and the cue row behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from framing.attribution.cues import Cue
from framing.attribution.subjects import Units
from framing.types import Span


@dataclass(slots=True)
class Draft:
    """What one cue brings together. No content yet: the cue announces the next paragraph (`X said:`).

    `quoted` says whether the content is a quotation that the cue presents, so that the next may join it;
    `paragraph` is where the content last stood, `confidence` a probability by construction.
    """

    content: list[Span]
    source: list[Span]
    cue: list[Span]
    row: Cue
    paragraph: int
    confidence: float
    quoted: bool = False


class Found(NamedTuple):
    """An attribution as units of one segment; `resume` is the unit to go on from, `source` may be None."""

    content: tuple[Units, ...]
    cue: Units
    source: Units | None
    row: Cue
    resume: int
