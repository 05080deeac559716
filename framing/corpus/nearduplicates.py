"""Articles that share most of their text: candidates by MinHash, each verified on its exact word sequences.

Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of SEQUENCES 1997, 21-29.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np

from framing.corpus.shingles import Distinct, Hashes, shingles
from framing.corpus.spill import Rows

Digests: TypeAlias = "np.ndarray[Any, np.dtype[np.uint32]]"
Places: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

COPIED = 0.5  # of an article's word sequences: if another outlet's article has as many of them, it is a copy
REPOSTED = 0.6  # the same within an outlet, where articles share paragraphs of background
FEWEST = 25  # word sequences of a text that can be judged
PERMUTATIONS = 128
HEAD_PERMUTATIONS = 64
HEAD = 100  # word sequences at the start, which a text that was cut still has
_SEED = 20
_ROWS = 2  # of a band: pairs that share all of them in some band are looked at
_HUBS = 20  # of a crowded band each article is paired with the longest ones
_LIKELY = 0.25  # containment that the digests must let expect before the texts are compared
_BATCH = 256  # articles whose digests are made at a time
_CHUNK = 1 << 15  # pairs estimated at a time, and digests read
_BANDS = 8  # whose keys are in memory at a time


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two articles, by place in the corpus, and the share of each one's word sequences that the other has."""

    first: int
    second: int
    of_first: float
    of_second: float

    def both_ways(self) -> tuple[tuple[int, int, float], tuple[int, int, float]]:
        """Each article, the other one, and the share of the first that the other has."""
        return (self.first, self.second, self.of_first), (self.second, self.first, self.of_second)


class Texts(Protocol):
    """The distinct word sequences of articles, by place in the corpus."""

    def __getitem__(self, place: int, /) -> Distinct: ...


class Sketches:
    """MinHash digests of the bodies of a corpus and of their heads, one article at a time.

    They take 768 bytes an article in files of `folder`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._waiting: list[Hashes] = []
        self._digests = Rows(np.dtype((np.uint32, PERMUTATIONS)), folder)
        self._heads = Rows(np.dtype((np.uint32, HEAD_PERMUTATIONS)), folder)
        self._sizes: array[int] = array("q")

    def add(self, body: str) -> None:
        """Take the next article's body."""
        hashes = shingles(body)
        self._sizes.append(len(hashes))
        self._waiting.append(hashes if len(hashes) >= FEWEST else hashes[:0])
        if len(self._waiting) == _BATCH:
            self._sketch()

    @property
    def sizes(self) -> Places:
        """The number of word sequences of each article."""
        return np.array(self._sizes, dtype=np.int64)

    def candidates(self) -> Places:
        """Pairs of places (n, 2), smaller first, of articles that may share a good part of their text."""
        self._sketch()
        if not self._sizes:
            return np.empty((0, 2), dtype=np.int64)
        whole = _candidates(self._digests, self.sizes)
        heads = _candidates(self._heads, np.minimum(self.sizes, HEAD))
        return np.stack(np.divmod(np.union1d(whole, heads), len(self._sizes)), axis=1)

    def _sketch(self) -> None:
        if not self._waiting:
            return
        self._digests.append(_digests(self._waiting, PERMUTATIONS))
        self._heads.append(_digests([hashes[:HEAD] for hashes in self._waiting], HEAD_PERMUTATIONS))
        self._waiting = []


def _digests(texts: Sequence[Hashes], permutations: int) -> Digests:
    """The MinHash digest of each text (texts, permutations)."""
    from rensa import RMinHash

    offsets = np.cumsum([0, *map(len, texts)], dtype=np.uint64)
    made = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(texts), offsets, permutations, _SEED)
    return np.array(made.to_rows(), dtype=np.uint32)


def _candidates(digests: Rows, sizes: Places) -> Places:
    """Pairs whose digests agree in a band, and let expect that one text holds a good part of the other.

    A pair is one number: the smaller place times the number of texts, plus the larger.
    """
    judged = np.flatnonzero(sizes >= FEWEST)
    judged = judged[np.argsort(-sizes[judged], kind="stable")]  # the longest first
    pairs = np.empty(0, dtype=np.int64)
    for all_keys in _keys(digests):
        keys = all_keys[judged]
        order = np.argsort(keys, kind="stable")
        places, keys = judged[order], keys[order]
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        start = np.repeat(starts, np.diff(np.r_[starts, len(keys)]))  # where each one's bucket begins
        rank = np.arange(len(keys)) - start
        later, found = np.arange(len(keys)), [pairs]
        for hub in range(_HUBS):
            later = later[rank[later] > hub]
            if not len(later):
                break
            found.append(_likely(places[start[later] + hub], places[later], digests, sizes))
        pairs = np.unique(np.concatenate(found))
    return pairs


def _keys(digests: Rows) -> Iterator[Hashes]:
    """The key of every text in one band after the other: two numbers of its digest as one."""
    step = _BANDS * _ROWS
    for first in range(0, digests.width, step):
        keys = np.empty((_BANDS, len(digests)), dtype=np.uint64)
        for number, block in enumerate(digests.blocks(_CHUNK)):
            part = block[:, first : first + step].astype(np.uint64)
            keys[:, number * _CHUNK :][:, : len(block)] = (part[:, ::_ROWS] << np.uint64(32) | part[:, 1::_ROWS]).T
        yield from keys


def _likely(first: Places, second: Places, digests: Rows, sizes: Places) -> Places:
    """Those of the pairs that the digests let expect to be copies."""
    kept = []
    for begin in range(0, len(first), _CHUNK):
        one, other = first[begin : begin + _CHUNK], second[begin : begin + _CHUNK]
        resemblance = (digests.take(one) == digests.take(other)).mean(axis=1)
        shared = resemblance * (sizes[one] + sizes[other]) / (1 + resemblance)
        fit = shared >= _LIKELY * np.minimum(sizes[one], sizes[other])
        low, high = np.minimum(one[fit], other[fit]), np.maximum(one[fit], other[fit])
        kept.append(low * len(sizes) + high)
    return np.concatenate([np.empty(0, dtype=np.int64), *kept])


def overlaps(pairs: Places, texts: Texts) -> list[Overlap]:
    """The exact overlap of each pair; `texts` has the distinct word sequences of each article in it."""
    found, place, one = [], -1, np.empty(0, dtype=np.uint32)
    for first, second in pairs.tolist():  # by the first article
        if first != place:
            place, one = first, texts[first]
        other = texts[second]
        shared = len(np.intersect1d(one, other, assume_unique=True))
        found.append(Overlap(first, second, shared / len(one), shared / len(other)))
    return found


def originals(found: Iterable[Overlap], sizes: Places, days: Sequence[int], outlets: Sequence[str]) -> dict[int, int]:
    """The article that each copy is a copy of, by place.

    The longest text of all and those of which it holds half (60 % within an outlet) are a group, then the longest of
    what is left, and so on: a text joins that of the leaders which holds most of it, and nothing joins by way of a
    third. The original of a group is its first article by day (0 for unknown, which is last), then by place, among
    those that are at least half as long as the longest.
    """
    holders: dict[int, list[tuple[float, int]]] = {}  # of each article: who holds how much of it
    for pair in found:
        for place, other, share in pair.both_ways():
            known = holders.setdefault(place, [])
            if share >= (REPOSTED if outlets[place] == outlets[other] else COPIED):
                known.append((share, other))
    groups: dict[int, list[int]] = {}
    for place in sorted(holders, key=lambda place: (-sizes[place], place)):
        held = [(-share, -int(sizes[other]), other) for share, other in holders[place] if other in groups]
        leader = min(held)[2] if held else place
        groups.setdefault(leader, []).append(place)
    copies = {}
    for leader, members in groups.items():
        whole = [place for place in members if 2 * sizes[place] >= sizes[leader]]
        original = min(whole, key=lambda place: (days[place] == 0, days[place], place))
        copies.update({place: original for place in members if place != original})
    return copies
