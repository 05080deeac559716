"""One pass: feature keys of units to scores of labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.attribution.tagger.chain import Chain, Floats
from framing.attribution.tagger.labels import SIZE
from framing.attribution.tagger.table import Keys, KeyTable
from framing.attribution.tagger.units import Ints, Units

OFFSETS = tuple(range(-5, 6))  # units around in whose words a unit sees


@dataclass(frozen=True, slots=True)
class Pass:
    """The weights of one pass.

    `word_weights` has shape (word keys + 1) x offsets x labels, `place_weights` (place keys + 1) x labels;
    the last row of both, of unknown keys, is 0.
    """

    words: KeyTable
    word_weights: Floats
    places: KeyTable
    place_weights: Floats
    chain: Chain

    def scores(self, units: Units, place_keys: Keys) -> Floats:
        """Return the score of every label for every unit."""
        word_rows = self.words.rows(units.keys)
        by_type = np.zeros((len(word_rows) + 1, len(OFFSETS), SIZE), dtype=np.float32)
        for column in np.ascontiguousarray(word_rows.T):
            by_type[:-1] += self.word_weights.take(column, axis=0, mode="clip")
        total = np.zeros((len(units), SIZE), dtype=np.float32)
        for column in self.places.rows(place_keys):
            total += self.place_weights.take(column, axis=0, mode="clip")
        near = neighbours(units.types, units.first, units.last)  # -1 is the row of zeros
        for number in range(len(OFFSETS)):
            total += by_type[near[:, number], number]
        return total


def neighbours(types: Ints, first: Ints, last: Ints) -> Ints:
    """Return the types at each offset of `OFFSETS` in the same paragraph, -1 outside; units x offsets."""
    place = np.arange(len(types))[:, None] + np.array(OFFSETS)
    inside = (place >= first[:, None]) & (place <= last[:, None])
    return np.where(inside, types[np.clip(place, 0, len(types) - 1)], -1)


def empty(word_keys: Keys, place_keys: Keys) -> Pass:
    """Return a pass without knowledge."""
    return Pass(
        KeyTable(word_keys),
        np.zeros((len(word_keys) + 1, len(OFFSETS), SIZE), dtype=np.float32),
        KeyTable(place_keys),
        np.zeros((len(place_keys) + 1, SIZE), dtype=np.float32),
        Chain(*(np.zeros(shape, dtype=np.float32) for shape in ((SIZE, SIZE), (SIZE,), (SIZE,)))),
    )
