"""From probabilities to labels: thresholds by cost, and a band in which the model abstains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import FramingError

BANDS = (0.0, 0.05, 0.1, 0.2, 0.3)
LOADED, NEUTRAL, UNSURE = "loaded", "neutral", "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """A sentence counts as loaded from `threshold` on; nearer to it than `band`, the model abstains."""

    threshold: float = 0.5
    band: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.threshold < 1:
            raise FramingError(f"threshold {self.threshold} is no probability between 0 and 1; 0.5 is usual")
        if not 0 <= self.band < 1:
            raise FramingError(f"abstention band {self.band} is no distance between 0 and 1; 0.1 is usual")

    def label(self, chance: float) -> str:
        """Return "loaded", "neutral" or "unsure".

        >>> [Decision(band=0.1).label(chance) for chance in (0.2, 0.45, 0.8)]
        ['neutral', 'unsure', 'loaded']
        """
        if abs(chance - self.threshold) < self.band:
            return UNSURE
        return LOADED if chance >= self.threshold else NEUTRAL


@dataclass(frozen=True, slots=True)
class Abstention:
    """What a band costs and gains: share of sentences decided, and errors among these."""

    band: float
    decided: float
    errors: float


def threshold_for(false_alarm: float, miss: float) -> float:
    """Return the threshold of least expected cost, given what each kind of error costs.

    Right for calibrated probabilities; only the ratio of the costs counts. Elkan (2001).

    >>> threshold_for(false_alarm=3, miss=1)
    0.75
    """
    if not (0 < false_alarm < np.inf and 0 < miss < np.inf):
        raise FramingError(f"costs {false_alarm}:{miss} must both be numbers above 0; 1:1 weighs both errors alike")
    return false_alarm / (false_alarm + miss)


def abstentions(
    labels: Sequence[int],
    chances: Sequence[float],
    bands: Sequence[float] = BANDS,
    threshold: float = 0.5,
) -> list[Abstention]:
    """Return, for each width of the band, how many sentences are decided and how many of these wrongly."""
    y, p = np.asarray(labels, dtype=bool), np.asarray(chances, dtype=np.float64)
    found = []
    for band in bands:
        decided = np.abs(p - threshold) >= band
        wrong = decided & (y != (p >= threshold))
        found.append(Abstention(band, float(decided.mean()), float(wrong.sum() / max(decided.sum(), 1))))
    return found
