"""Sentences as pieces of words, as the encoder takes them, and which of our words each piece belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.classify.words import Ints, Words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one sentence with the marks of its beginning and end.

    `words` has for each piece the row of its word in the sentence, -1 for marks and punctuation.
    """

    ids: Ints
    words: Ints

    def windows(self, most: int) -> list[Pieces]:
        """Return the sentence in parts of at most `most` pieces, each with both marks; itself where it is short."""
        if len(self.ids) <= most:
            return [self]
        first, last, inner = self.ids[0], self.ids[-1], most - 2
        return [
            Pieces(
                np.r_[first, self.ids[at : min(at + inner, len(self.ids) - 1)], last],
                np.r_[-1, self.words[at : min(at + inner, len(self.ids) - 1)], -1],
            )
            for at in range(1, len(self.ids) - 1, inner)
        ]


def read_pieces(tokenizer: Tokenizer, texts: Sequence[str], words: Words) -> list[Pieces]:
    """Return the pieces of each sentence; `words` are those of the same sentences."""
    edges, found = words.edges, []
    for number, encoding in enumerate(tokenizer.encode_batch([_plain(text) for text in texts])):
        mine = slice(edges[number], edges[number + 1])
        starts, ends = words.starts[mine], words.ends[mine]
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        rows = np.searchsorted(starts, offsets[:, 0], side="right") - 1
        inside = (rows >= 0) & (offsets[:, 1] > offsets[:, 0])
        if len(starts):
            inside &= offsets[:, 0] < ends[np.maximum(rows, 0)]
        found.append(Pieces(np.array(encoding.ids, dtype=np.int64), np.where(inside, rows, -1)))
    return found


def of_words(pieces: Pieces, values: np.ndarray, count: int, missing: float) -> np.ndarray:
    """Return the mean of the values of each word's pieces; `missing` for a word without pieces."""
    inside = pieces.words >= 0
    rows = pieces.words[inside]
    sizes = np.bincount(rows, minlength=count)
    sums = np.bincount(rows, values[inside], minlength=count)
    return np.where(sizes > 0, sums / np.maximum(sizes, 1), missing)


def _plain(text: str) -> str:
    """Return the text with lone surrogates, which the tokenizer refuses, replaced one by one."""
    return _SURROGATE.sub("\ufffd", text)
