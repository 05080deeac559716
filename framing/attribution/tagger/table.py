"""Rows for feature keys: which keys a model knows, found without comparing strings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Rows = NDArray[np.int32]

_BITS = 21
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(64 - _BITS)


def slots_of(keys: Keys) -> NDArray[np.int64]:
    """Return the slot of each key."""
    return ((keys * _MIX) >> _SHIFT).astype(np.int64)


class KeyTable:
    """A set of keys; `rows` gives the place of each in it, and their number for a key that is not."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._slots = np.full(1 << _BITS, len(keys), dtype=np.int32)
        self._slots[slots_of(keys)] = np.arange(len(keys), dtype=np.int32)
        self._padded = np.append(keys, np.uint64(0))

    def __len__(self) -> int:
        return len(self.keys)

    def rows(self, keys: Keys) -> Rows:
        """Return the row of each key, the same shape."""
        found = self._slots[slots_of(keys)]
        found[self._padded[found] != keys] = len(self.keys)
        return found


def frequent(keys: Keys, least: int) -> Keys:
    """Return the keys other than 0 that occur `least` times, sorted; of two in one slot the more frequent."""
    found, counts = np.unique(keys, return_counts=True)
    kept = (counts >= least) & (found != 0)
    found, counts = found[kept], counts[kept]
    order = np.lexsort((found, -counts))
    _, first = np.unique(slots_of(found[order]), return_index=True)
    return np.sort(found[order][first])
