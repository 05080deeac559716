"""From what the tagger thinks of an attribution to how often such ones are right. Platt (1999)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_STEPS = 50
_PRIOR = 1.0  # articles' worth of doubt that keeps the fit finite
_EDGE = 1e-4  # probabilities are kept this far from 0 and 1


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through the log odds; the default leaves probabilities as they are."""

    level: float = 0.0
    slope: float = 1.0

    def __call__(self, chance: float) -> float:
        """Return the calibrated probability, to three digits."""
        chance = min(max(chance, _EDGE), 1 - _EDGE)
        odds = self.level + self.slope * float(np.log(chance / (1 - chance)))
        return round(float(1 / (1 + np.exp(-odds))), 3)


def calibrate(chances: Sequence[float], right: Sequence[bool]) -> Calibration:
    """Return the line that makes probabilities likeliest, given which attributions were right; Newton's method."""
    clipped = np.clip(np.array(chances, dtype=np.float64), _EDGE, 1 - _EDGE)
    x = np.stack([np.ones_like(clipped), np.log(clipped / (1 - clipped))], axis=1)
    y, line = np.array(right, dtype=np.float64), np.array([0.0, 1.0])
    for _ in range(_STEPS):
        found = 1 / (1 + np.exp(-x @ line))
        gradient = x.T @ (y - found) - _PRIOR * (line - [0.0, 1.0])
        curve = (x * (found * (1 - found))[:, None]).T @ x + _PRIOR * np.eye(2)
        line = line + np.linalg.solve(curve, gradient)
    return Calibration(*(round(float(value), 4) for value in line))
