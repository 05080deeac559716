"""The words that a network knows: feature keys to rows of its word table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger.traits import word_keys
from framing.attribution.tagger.units import Ints

Keys = NDArray[np.uint64]


class Vocabulary:
    """A sorted set of feature keys; a word is the rows of its keys, the row past the last where a key is unknown."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._padded = np.append(keys, np.uint64(0))

    def __len__(self) -> int:
        return len(self.keys)

    def rows(self, words: Sequence[str]) -> Ints:
        """Return the rows of each word, words x keys of a word."""
        wanted = np.array([word_keys(word) for word in words], dtype=np.uint64)
        found: Ints = np.searchsorted(self.keys, wanted)
        return np.where(self._padded[found] == wanted, found, len(self.keys))


def frequent(texts: Iterable[Sequence[str]], least: int) -> Vocabulary:
    """Return the feature keys that occur `least` times in the words of the texts."""
    words = Counter(word for text in texts for word in text)
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for key in word_keys(word):
            counts[key] += count
    return Vocabulary(np.array(sorted(key for key, n in counts.items() if key and n >= least), dtype=np.uint64))
