"""Words looked up for many tokens at once, in bytes; loads numpy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from framing.text.pages import BLOCK, Blocks, Ints

Flags = np.ndarray[Any, np.dtype[np.bool_]]

# odd numbers: a product with one of them loses nothing
_MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9)
_BITS_OF_LENGTH = 32
_LENGTH = (1 << _BITS_OF_LENGTH) - 1
_WIDTH = 64  # bits of a hash
_SPARE = 5  # bits that the table of hashes has more than the number of words


class Words:
    """Words, each with the place where it counts, numbered from 1; the same word may count at several places.

    What is found is exact: hashes choose candidates, and what hashes cannot tell apart is compared.
    """

    def __init__(self, words: Iterable[tuple[bytes, int]]) -> None:
        listed = [(b"", 0), *words]
        places = np.array([place for _, place in listed], np.int64)
        lengths = np.array([len(word) for word, _ in listed], np.int64)
        self._tags = places << _BITS_OF_LENGTH | lengths
        width = max(2, -(-int(lengths.max()) // BLOCK))
        padded = np.frombuffer(b"".join(word.ljust(width * BLOCK, b"\0") for word, _ in listed), "<u8")
        numbers = np.arange(len(padded)).reshape(-1, width)
        self._blocks = _block(padded, numbers, lengths[:, None] - BLOCK * np.arange(width))
        self._hashes = self._blocks[:, 0] * _MIX[0] + self._blocks[:, 1] * _MIX[1] + _of_place(places)
        self._shift = np.uint64(_WIDTH - _SPARE - max(8, len(listed).bit_length()))
        self._heads = np.zeros(1 << int(_WIDTH - self._shift), np.int64)
        self._next = np.zeros(len(listed), np.int64)  # after a word, another of the same hash
        for number, slot in enumerate((self._hashes >> self._shift).tolist()[1:], start=1):
            self._next[number], self._heads[slot] = self._heads[slot], number
        self._gate = self._heads > 0

    def find(self, blocks: Blocks, starts: Ints, lengths: Ints, places: Ints | None = None) -> tuple[Ints, Ints]:
        """Which of the tokens are words at their places, by number among the tokens, and the number of each word.

        Without `places` all tokens are at 0.
        """
        hashes = _block(blocks, starts, lengths)
        hashes *= _MIX[0]
        longer = np.flatnonzero(lengths > BLOCK)
        hashes[longer] += _block(blocks, starts[longer] + BLOCK, lengths[longer] - BLOCK) * _MIX[1]
        if places is not None:
            hashes += _of_place(places)
        slots = (hashes >> self._shift).view(np.int64)
        at = np.flatnonzero(self._gate.take(slots, mode="clip"))  # none is out of range: no check
        numbers, hashes, tags = self._heads[slots[at]], hashes[at], lengths[at]
        if places is not None:
            tags |= places[at] << _BITS_OF_LENGTH
        same = self._same(numbers, hashes, tags, at, blocks, starts)
        left = np.flatnonzero(~same)
        while len(left):
            numbers[left] = self._next[numbers[left]]
            left = left[numbers[left] > 0]
            same[left] = self._same(numbers[left], hashes[left], tags[left], at[left], blocks, starts)
            left = left[~same[left]]
        return at[same], numbers[same]

    def _same(self, numbers: Ints, hashes: Blocks, tags: Ints, at: Ints, blocks: Blocks, starts: Ints) -> Flags:
        """Whether each of the tokens `at` is, at its place, the word of its number."""
        same: Flags = (self._hashes[numbers] == hashes) & (self._tags[numbers] == tags)
        # with equal hashes one block is equal, and the second where the first is
        longer = np.flatnonzero(same & ((tags & _LENGTH) > BLOCK))
        for block in (0, *range(2, self._blocks.shape[1])):
            some = longer[(tags[longer] & _LENGTH) > block * BLOCK]
            here = _block(blocks, starts[at[some]] + block * BLOCK, (tags[some] & _LENGTH) - block * BLOCK)
            same[some] &= here == self._blocks[numbers[some], block]
        return same


def _of_place(places: Ints) -> Blocks:
    return places.astype(np.uint64) * _MIX[2]


def _block(blocks: Blocks, starts: Ints, lengths: Ints) -> Blocks:
    """The first eight bytes from each place on, those behind the length left out: a word has no zeros to confuse."""
    spare = np.minimum(lengths, BLOCK)
    np.subtract(BLOCK, spare, out=spare)
    spare <<= 3  # bits; none of the block is left where they are 64 or more
    found = blocks[starts]
    found <<= spare.view(np.uint64)
    return found
