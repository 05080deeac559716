"""Training one pass: maximum likelihood in small batches with AdaGrad, feature dropout and averaged weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from framing.attribution.tagger.chain import Chain, Floats, Packing, pack, posterior
from framing.attribution.tagger.labels import SIZE
from framing.attribution.tagger.scorer import OFFSETS, Pass, empty, neighbours
from framing.attribution.tagger.table import Keys, Rows, frequent
from framing.attribution.tagger.units import Ints, Units

_EVERY = 3  # batches between the weights that go into the mean


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """How to train: `rate` of the first steps, `decay` of weights, units a batch, least count of a feature."""

    epochs: int = 7
    rate: float = 0.03
    floor: float = 1.0
    decay: float = 2e-5
    batch: int = 12_000
    least_word: int = 10
    least_place: int = 40
    least_step: int = 10
    drop: float = 0.5
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its units, the keys of the pass and the labels it should have."""

    units: Units
    place_keys: Keys
    labels: Ints


class _Features:
    """Which rows of a table fire for each unit, as a sparse matrix and its transpose, with dropout."""

    def __init__(self, rows: Ints | Rows, unknown: int) -> None:
        from scipy.sparse import csr_matrix

        self.known = rows < unknown
        found, columns = np.unique(rows[self.known], return_inverse=True)
        self.rows: Ints = found.astype(np.int64)
        edges = np.r_[0, np.cumsum(self.known.reshape(len(rows), -1).sum(axis=1))]
        count = np.arange(len(columns))
        shape = (len(rows), len(found))
        self._forward = csr_matrix((np.ones(len(count), dtype=np.float32), columns, edges), shape=shape)
        back = csr_matrix((count, columns, edges), shape=shape).T.tocsr()
        self._order = back.data
        self._back = csr_matrix((np.ones(len(count), dtype=np.float32), back.indices, back.indptr), shape=shape[::-1])

    def drop(self, share: float, rng: np.random.Generator) -> None:
        """Silence a random share of the features that fire."""
        kept = (rng.random(len(self._order), dtype=np.float32) >= share).astype(np.float32)
        self._forward.data, self._back.data = kept, kept[self._order]

    def sums(self, weights: Floats) -> Floats:
        """Return for each unit the sum of its rows' weights."""
        found: Floats = self._forward @ weights[self.rows].reshape(len(self.rows), -1)
        return found

    def gradient(self, by_unit: Floats) -> Floats:
        """Return for each of `rows` the sum of the units' gradients."""
        found: Floats = self._back @ by_unit
        return found


@dataclass(frozen=True, slots=True)
class _Batch:
    """A few articles: features of the distinct words, their places around each unit, and gold counts."""

    packing: Packing
    words: _Features
    around: _Features
    places: _Features
    gold: Ints
    counts: tuple[Floats, Floats, Floats]  # steps, starts, ends


def train(examples: Sequence[Example], options: TrainingOptions) -> Pass:
    """Return the weights of a pass trained on articles; the same to the byte for the same input and one thread.

    Duchi, Hazan and Singer (2011) for AdaGrad; weights are the mean over the last half of the epochs.
    """
    word_keys = np.concatenate([e.units.keys[e.units.types].ravel() for e in examples])
    place_keys = np.concatenate([e.place_keys.ravel() for e in examples])
    model = empty(frequent(word_keys, options.least_word), frequent(place_keys, options.least_place))
    rng = np.random.default_rng(options.seed)
    batches = [_batch(model, [examples[i] for i in part]) for part in _parts(examples, options.batch, rng)]
    counts = [sum(parts) for parts in zip(*(batch.counts for batch in batches), strict=True)]
    closed = Chain(*(np.where(count < options.least_step, -np.inf, 0).astype(np.float32) for count in counts))
    trainer = _Trainer(model, options, rng, closed)
    for epoch in range(options.epochs):
        for count, number in enumerate(rng.permutation(len(batches)), 1):
            trainer.step(batches[number])
            if 2 * (epoch + 1) > options.epochs and (count % _EVERY == 0 or count == len(batches)):
                trainer.remember()
    return trainer.mean()


def _parts(examples: Sequence[Example], size: int, rng: np.random.Generator) -> list[list[int]]:
    """Return the articles shuffled into batches of about `size` units."""
    parts: list[list[int]] = [[]]
    total = 0
    for index in rng.permutation(len(examples)).tolist():
        if total > size:
            parts.append([])
            total = 0
        parts[-1].append(index)
        total += len(examples[index].units)
    return parts


def _batch(model: Pass, examples: Sequence[Example]) -> _Batch:
    keys = np.concatenate([e.units.keys for e in examples])
    unique, index = np.unique(keys, axis=0, return_inverse=True)
    beyond = len(unique) * len(OFFSETS)
    around, chains, at, chain = [], [], 0, 0
    for e in examples:
        near = neighbours(e.units.types, e.units.first, e.units.last)
        numbers = index.ravel()[at : at + len(e.units.keys)]
        around.append(np.where(near >= 0, numbers[near] * len(OFFSETS) + np.arange(len(OFFSETS)), beyond))
        chains.append(e.units.paragraph + chain)
        at, chain = at + len(e.units.keys), chain + int(e.units.paragraph[-1]) + 1
    gold, paragraph = np.concatenate([e.labels for e in examples]), np.concatenate(chains)
    place_rows = np.concatenate([model.places.rows(e.place_keys).T for e in examples])
    return _Batch(
        pack(paragraph),
        _Features(model.words.rows(unique), len(model.words)),
        _Features(np.concatenate(around), beyond),
        _Features(place_rows, len(model.places)),
        gold,
        _counts(gold, paragraph),
    )


def _counts(gold: Ints, paragraph: Ints) -> tuple[Floats, Floats, Floats]:
    """Return how often each step, start and end stands in the gold labels."""
    first = np.r_[True, paragraph[1:] != paragraph[:-1]]
    inner = np.flatnonzero(~first)
    steps = np.bincount(gold[inner - 1] * SIZE + gold[inner], minlength=SIZE * SIZE).reshape(SIZE, SIZE)
    starts = np.bincount(gold[first], minlength=SIZE)
    ends = np.bincount(gold[np.append(first[1:], True)], minlength=SIZE)
    return steps.astype(np.float32), starts.astype(np.float32), ends.astype(np.float32)


class _Trainer:
    """Holds the weights and the sums of squared gradients while they change."""

    def __init__(self, model: Pass, options: TrainingOptions, rng: np.random.Generator, closed: Chain) -> None:
        self._options, self._rng = options, rng
        self._model = model
        self._weights = [model.word_weights, model.place_weights, *astuple(model.chain)]
        self._squares = [np.full(w.shape, options.floor, dtype=np.float32) for w in self._weights]
        self._sums = [np.zeros_like(w) for w in self._weights]
        self._snapshots = 0
        self._closed = closed

    def step(self, batch: _Batch) -> None:
        """Move the weights along the gradient of one batch."""
        for features in (batch.words, batch.places):
            features.drop(self._options.drop, self._rng)
        by_type = batch.words.sums(self._weights[0]).reshape(-1, SIZE)
        scores = batch.places.sums(self._weights[1])
        scores += batch.around.sums(by_type)
        found = posterior(scores, self._chain(self._weights[2:]), batch.packing)
        for which, gold, expected in zip((2, 3, 4), batch.counts, (found.steps, found.starts, found.ends), strict=True):
            self._adapt(which, slice(None), gold - expected)
        gradient = -found.labels
        gradient[np.arange(len(scores)), batch.gold] += 1
        self._adapt(1, batch.places.rows, batch.places.gradient(gradient))
        by_type[:] = 0
        by_type[batch.around.rows] = batch.around.gradient(gradient)
        by_type = batch.words.gradient(by_type.reshape(-1, len(OFFSETS) * SIZE))
        self._adapt(0, batch.words.rows, by_type.reshape(-1, len(OFFSETS), SIZE))

    def _adapt(self, which: int, rows: Ints | slice, gradient: Floats) -> None:
        """Take a step of AdaGrad on some rows of one array."""
        weights, squares = self._weights[which], self._squares[which]
        gradient -= self._options.decay * weights[rows]
        squares[rows] += gradient * gradient
        weights[rows] += self._options.rate * gradient / np.sqrt(squares[rows])

    def _chain(self, weights: Sequence[Floats]) -> Chain:
        """Return the chain with the steps closed that the gold labels never take."""
        return Chain(*(w + c for w, c in zip(weights, astuple(self._closed), strict=True)))

    def remember(self) -> None:
        """Add the weights to the mean."""
        self._snapshots += 1
        for total, weights in zip(self._sums, self._weights, strict=True):
            np.add(total, weights, out=total)

    def mean(self) -> Pass:
        """Return the mean of the weights remembered."""
        words, places, *chain = (total / np.float32(self._snapshots) for total in self._sums)
        return Pass(self._model.words, words, self._model.places, places, self._chain(chain))
