"""The parts of a word that a network learns: the word, its beginnings and its endings, as hashed keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from framing.classify.words import Ints

PARTS = 7  # keys of a word
_LONGEST = 40  # code points of a word


def part_keys(word: str) -> tuple[int, ...]:
    """Return the keys of a word's parts."""
    word = word[:_LONGEST]
    parts = (word, *(f"-{word[-n:]}" for n in (2, 3, 4)), *(f"{word[:n]}-" for n in (3, 4, 5)))
    low = [crc32(part.encode("utf-8", "surrogatepass")) for part in parts]
    return tuple(kind << 32 | key for kind, key in enumerate(low, 1))


def frequent_parts(forms: Sequence[str], types: Ints, least: int) -> NDArray[np.uint64]:
    """Return the keys, sorted, that occur `least` times in a text given as rows of `forms`."""
    counts: Counter[int] = Counter()
    for row, count in zip(*np.unique(types, return_counts=True), strict=True):
        for key in part_keys(forms[row]):
            counts[key] += int(count)
    return np.array(sorted(key for key, count in counts.items() if count >= least), dtype=np.uint64)


def part_rows(keys: NDArray[np.uint64], forms: Sequence[str]) -> Ints:
    """Return the row of each part among the keys, words x PARTS; the row past the last where it is unknown."""
    wanted = np.array([part_keys(form) for form in forms], dtype=np.uint64).reshape(-1, PARTS)
    padded = np.append(keys, np.uint64(0))
    found: Ints = np.searchsorted(keys, wanted)
    return np.where(padded[found] == wanted, found, len(keys))
