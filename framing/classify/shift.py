"""How far sentences lie from those that a model learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.classify.linear import Linear
from framing.classify.model import LoadedModel
from framing.classify.words import Floats, read_words

_FEWEST = 30  # sentences that a distance is told of


def distance(linear: Linear, dense: Floats) -> float:
    """Return how far the mean of sentences lies from that of the sentences learned from, in standard deviations.

    The root mean square over counts of listed words, use in the news and style, less what chance gives to a sample
    of this size. `dense` is sentences x features.
    """
    apart = (dense.mean(axis=0) - linear.centre) / linear.scale
    return float(np.sqrt(max(float((apart**2).mean()) - 1 / len(dense), 0)))


def shift_of(model: LoadedModel, texts: Sequence[str]) -> float:
    """Return the distance of some sentences; 0 where they are too few to tell."""
    return distance(model.learned.linear, model.dense(read_words(texts))) if len(texts) >= _FEWEST else 0.0


def warning_of(model: LoadedModel, texts: Sequence[str]) -> str:
    """Return a warning where sentences lie farther off than any outlet learned from does, else nothing."""
    found, far = shift_of(model, texts), model.learned.far
    if not far or found <= far:
        return ""
    return (
        f"these sentences are unlike those that the model learned from (distance {found:.2f}; the farthest outlet "
        f"among those was at {far:.2f}): probabilities may be off; label a sample of them and compare"
    )
