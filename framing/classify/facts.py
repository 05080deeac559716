"""What is known of a word before any sentence is labelled: published lists, use in the news, its company there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from framing.classify.words import Floats

Keys = NDArray[np.uint64]

NUMBERS = 5  # of a word, beside lists and vector
_LONGEST = 40  # code points of a word that count
_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "ism", "ist", "ists")


def key_of(word: str) -> int:
    """Return a word's key of 64 bits."""
    return int.from_bytes(blake2b(word[:_LONGEST].encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def stems_of(word: str) -> tuple[str, ...]:
    """Return what a word may be a form of, by its ending.

    >>> stems_of("slammed")
    ('slamm', 'slamme', 'slam')
    """
    found: dict[str, None] = {}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found |= dict.fromkeys((stem, stem + "e"))
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found[stem[:-1]] = None
    found.pop(word, None)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of known words, in the order of their keys; it has a row of key 0 for no word.

    `lists` says which lists a word is in (words x lists); `numbers` has the logarithm of its count in the news, the
    log ratio of its rates in marked articles and in the news, and how often marked passages hold it (words x 3);
    `vectors` where it stands among the words of the news, 0 where nothing is known of that (words x width).
    """

    keys: Keys
    lists: NDArray[np.bool_]
    numbers: Floats
    vectors: Floats

    @property
    def width(self) -> int:
        """Columns of `of`."""
        return int(2 * self.lists.shape[1] + NUMBERS + self.vectors.shape[1])

    def of(self, words: Sequence[str]) -> Floats:
        """Return what is known of each word, words x width; of one that is not in the table, by its stems.

        Lists, lists by a stem, numbers (with whether it is known, and its length), vector.
        """
        rows = self._rows([key_of(word) for word in words])
        stems = [stems_of(word) for word in words]
        owner = np.repeat(np.arange(len(words)), [len(each) for each in stems])
        stem_rows = self._rows([key_of(stem) for each in stems for stem in each])
        known, stem_known = rows >= 0, stem_rows >= 0
        lists = np.where(known[:, None], self.lists[rows], False)
        by_stem = np.zeros_like(lists)
        np.logical_or.at(by_stem, owner[stem_known], self.lists[stem_rows[stem_known]])
        seen = known & self.vectors[rows].any(axis=1)
        vectors = np.where(seen[:, None], self.vectors[rows], 0)
        lent = np.zeros_like(vectors)
        told = stem_known & self.vectors[stem_rows].any(axis=1)
        np.add.at(lent, owner[told], self.vectors[stem_rows[told]])
        times = np.bincount(owner[told], minlength=len(words))
        vectors = np.where(seen[:, None], vectors, lent / np.maximum(times, 1)[:, None])
        numbers = np.where(known[:, None], self.numbers[rows], 0)
        length = np.array([len(word) for word in words]) / 10
        found: Floats = np.c_[lists, by_stem & ~lists, numbers, ~seen, length, vectors].astype(np.float32)
        return found

    def _rows(self, keys: Sequence[int]) -> NDArray[np.int64]:
        """Return the row of each key, -1 where the table lacks it."""
        wanted = np.array(keys, dtype=np.uint64)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[found] == wanted, found, -1)
