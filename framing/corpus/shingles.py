"""Texts as numbers: hashes of their words and of their word sequences, in which copies of a text are found."""

from __future__ import annotations

import re
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np

Hashes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint64]]"
Distinct: TypeAlias = "np.ndarray[Any, np.dtype[np.uint32]]"

LONGEST = 1_000_000  # code points of a text that are read: what is longer is no article
WORDS = 4  # of a shingle: shorter ones recur by chance, longer ones are lost to an edit

_WORD = re.compile(r"\w+")
_WEIGHTS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
_MULTIPLIERS = tuple(np.uint64(number) for number in _WEIGHTS)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def shingles(text: str) -> Hashes:
    """The hashes of all sequences of four words of a text, in order; case and punctuation do not count.

    A text of n words has n - 3 of them, none if it is shorter. The same text has the same hashes on every machine.

    >>> len(shingles("It rained on Monday, and on Tuesday.")), len(shingles("It rained."))
    (4, 0)
    """
    words = np.array([word_hash(word) for word in _WORD.findall(text[:LONGEST].casefold())], dtype=np.uint64)
    count = len(words) - WORDS + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place, multiplier in enumerate(_MULTIPLIERS):
        mixed += words[place : place + count] * multiplier
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def distinct(hashes: Hashes) -> Distinct:
    """The distinct hashes, in order and cut to 32 bits, which is enough to tell those of two texts apart."""
    return np.unique(hashes.astype(np.uint32))


def word_hash(word: str) -> int:
    """A number below 2**32 for a word, the same on every machine."""
    return crc32(word.encode("utf-8", "surrogatepass"))
