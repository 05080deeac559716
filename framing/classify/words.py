"""The words of sentences as numbers: which word, where it stands, how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

PLACES = 8  # what is told of a word's place and shape
STYLE = 11  # what is told of a sentence as a whole

# words that say nothing of tone; scored apart, since marked phrases hold them by chance
FUNCTION = frozenset(
    """a an the this that these those of to in on at by for from with into onto over under up down out off about as and
    or but nor so if than then because while i you he she it we they me him her us them my your his its our their who
    whom whose which what is are was were be been being am do does did done has have had having will would can could
    shall should may might must not no n't there here when where how s t""".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKS = '"“”', ",", "!?"
_SIGNS = ('"“”', "!", "?", ",", "—–", ":", ";", "(")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `count` sentences, one after another.

    `forms` has each distinct word in lower case, `types` the row of each word in it, `sentence` the sentence that
    it stands in, `starts` and `ends` its half-open span of code points there; `places` is words x PLACES, `style`
    sentences x STYLE.
    """

    forms: tuple[str, ...]
    types: Ints
    sentence: Ints
    starts: Ints
    ends: Ints
    places: Floats
    style: Floats

    @property
    def count(self) -> int:
        """The number of sentences."""
        return len(self.style)

    @property
    def sizes(self) -> Ints:
        """Words of each sentence."""
        return np.bincount(self.sentence, minlength=self.count).astype(np.int64)

    @property
    def edges(self) -> Ints:
        """First word of each sentence, and the number of words."""
        found: Ints = np.r_[0, np.cumsum(self.sizes)]
        return found

    def rows_of(self, sentences: Ints) -> Ints:
        """Return the rows of the words of some sentences."""
        sizes, first = self.sizes[sentences], self.edges[sentences]
        found: Ints = np.repeat(first - np.r_[0, np.cumsum(sizes)[:-1]], sizes) + np.arange(sizes.sum())
        return found

    def subset(self, sentences: Ints) -> Words:
        """Return some of the sentences, in the order given, with the same distinct words."""
        rows = self.rows_of(sentences)
        return Words(
            self.forms,
            self.types[rows],
            np.repeat(np.arange(len(sentences)), self.sizes[sentences]),
            self.starts[rows],
            self.ends[rows],
            self.places[rows],
            self.style[sentences],
        )


def read_words(texts: Sequence[str]) -> Words:
    """Return the words of sentences. A word is a run of letters and digits with inner apostrophes; hyphens part.

    >>> read_words(["It's a so-called truce."]).forms
    ("it's", 'a', 'so', 'called', 'truce')
    """
    joined = "\n".join(texts) + "\n"
    edges = np.cumsum([0, *(len(text) + 1 for text in texts)])
    found = [match.span() for match in _WORD.finditer(joined)]
    spans = np.array(found, dtype=np.int64).reshape(-1, 2)
    starts, ends = spans[:, 0], spans[:, 1]
    sentence = np.searchsorted(edges, starts, side="right") - 1
    plain = joined.replace("’", "'")
    forms: dict[str, int] = {}
    types = [forms.setdefault(plain[start:end].lower(), len(forms)) for start, end in found]
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    first = np.r_[True, sentence[1:] != sentence[:-1]][: len(starts)]
    size = np.diff(np.searchsorted(starts, edges)).astype(np.float32)
    places = _places(joined, codes, (starts, ends), edges[sentence], first)
    capitals = np.bincount(sentence, weights=places[:, 1] + (first & _upper(codes[starts])), minlength=len(texts))
    return Words(
        tuple(forms),
        np.array(types, dtype=np.int64),
        sentence,
        starts - edges[sentence],
        ends - edges[sentence],
        places,
        _style(codes, edges, size, capitals[: len(texts)]),
    )


def _places(joined: str, codes: NDArray[np.uint32], spans: tuple[Ints, Ints], edge: Ints, first: Ints) -> Floats:
    starts, ends = spans
    quotes, commas, loud = (_is_one_of(codes, marks) for marks in _MARKS)
    opened = np.r_[0, np.cumsum(quotes)]
    upper = _upper(codes[starts])
    before, after = np.maximum(starts - 1, 0), np.minimum(ends, len(codes) - 1)
    shouted = [
        end - start > 1 and joined[start:end].isupper() if up else False
        for start, end, up in zip(starts.tolist(), ends.tolist(), upper.tolist(), strict=True)
    ]
    columns = [
        first,
        upper & ~first,
        shouted,
        (opened[starts] - opened[edge]) % 2,
        _is_one_of(codes[starts], "0123456789"),
        quotes[after] | quotes[before],
        commas[after],
        loud[after],
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1).reshape(-1, PLACES)


def _style(codes: NDArray[np.uint32], edges: Ints, size: Floats, capitals: NDArray[Any]) -> Floats:
    """Return length, signs, digits and capitals of each sentence."""
    signs = [np.add.reduceat(np.r_[_is_one_of(codes, marks), 0], edges)[:-1] for marks in _SIGNS]
    digits = np.add.reduceat(np.r_[_is_one_of(codes, "0123456789"), 0], edges)[:-1] > 0
    columns = [np.log1p(size), *signs, digits, capitals / np.maximum(size, 1)]
    return np.stack(columns, axis=1).astype(np.float32).reshape(-1, STYLE)


def _upper(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    latin = (codes >= 0xC0) & (codes <= 0xDE) & (codes != 0xD7)
    found: NDArray[np.bool_] = ((codes >= ord("A")) & (codes <= ord("Z"))) | latin
    return found


def _is_one_of(codes: NDArray[np.uint32], marks: str) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.isin(codes, [ord(mark) for mark in marks])
    return found
