"""Training the network: maximum likelihood of the chain, AdamW with warm-up and decay, a running mean of weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.attribution.tagger.chain import PARTS, Chain, Floats, pack, posterior
from framing.attribution.tagger.labels import SIZE
from framing.attribution.tagger.layers import gather
from framing.attribution.tagger.net import Inputs, Net, Noise, Weights, scores
from framing.attribution.tagger.places import PLACES
from framing.attribution.tagger.threads import one_thread
from framing.attribution.tagger.units import Ints

_STEADY = (0.9, 0.98)  # share of the past in the means of gradients and of their squares
_TINY = 1e-8
_SIZE = 50.0  # of gradients, against the bound on their norm
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """How to train and how large; `batch` counts articles, `clip` bounds the norm of a gradient."""

    width: int = 96
    reaches: tuple[int, ...] = (1, 2, 4)
    depth: int = 2
    epochs: int = 8
    batch: int = 8
    rate: float = 2e-3
    warm: int = 100
    decay: float = 0.02
    features: float = 0.1
    values: float = 0.3
    altered: float = 0.3
    clip: float = 5.0
    mean: float = 0.97
    least_step: int = 10
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """What an article's labels should be: probability of each label (units x labels), and counts in the chain."""

    labels: Floats
    steps: Floats
    starts: Floats
    ends: Floats


@dataclass(frozen=True, slots=True)
class Example:
    """One article: rows of its distinct words, its units' words, places and paragraphs, and what they should be."""

    words: Ints
    types: Ints
    places: Ints
    paragraph: Ints
    target: Target


def train(
    examples: Sequence[Sequence[Example]],
    known: int,
    options: TrainingOptions,
    progress: Callable[[int, Net], None] = lambda _epoch, _net: None,
) -> Net:
    """Return the network trained on articles; the same to the byte for the same input and one thread.

    Each article comes in one version or more, the first as it stands; `known` is the number of word keys.
    Loshchilov and Hutter (2019) for AdamW.
    """
    rng = np.random.default_rng(options.seed)
    counts = [np.sum([getattr(e.target, name) for e, *_ in examples], axis=0) for name in PARTS]
    closed = [np.where(count < options.least_step, -np.inf, 0).astype(np.float32) for count in counts]
    weights = _begin(known, options, rng)
    trainer = _Adam(weights, options, len(examples))
    for epoch in range(1, options.epochs + 1):
        order = rng.permutation(len(examples))
        for at in range(0, len(order), options.batch):
            some = [_version(examples[index], options.altered, rng) for index in order[at : at + options.batch]]
            with one_thread():
                trainer.step(_gradient(_net(weights, options, closed), some, options, rng))
        progress(epoch, _net(trainer.mean, options, closed))
    return _net(trainer.mean, options, closed)


def _version(versions: Sequence[Example], altered: float, rng: np.random.Generator) -> Example:
    """Return an article as it stands, or with probability `altered` one of its other versions."""
    if len(versions) > 1 and rng.random() < altered:
        return versions[1 + int(rng.integers(len(versions) - 1))]
    return versions[0]


def exact(labels: Ints, paragraph: Ints) -> Target:
    """Return the target of labels that are certain."""
    return Target(np.eye(SIZE, dtype=np.float32)[labels], *_counts(labels, paragraph))


def mixed(one: Target, other: Target, share: float) -> Target:
    """Return a target between two, `share` of it the first."""
    names = ("labels", *PARTS)
    return Target(*(share * getattr(one, n) + (1 - share) * getattr(other, n) for n in names))


def _net(weights: Weights, options: TrainingOptions, closed: Sequence[Floats]) -> Net:
    chain = Chain(*(weights[name] + part for name, part in zip(PARTS, closed, strict=True)))
    return Net(weights, options.reaches, options.depth, chain)


def _begin(known: int, options: TrainingOptions, rng: np.random.Generator) -> Weights:
    """Return random weights."""
    width = options.width

    def random(*shape: int, scale: float) -> Floats:
        return (scale * rng.standard_normal(shape, dtype=np.float32)).astype(np.float32)

    def zeros(*shape: int) -> Floats:
        return np.zeros(shape, dtype=np.float32)

    weights = {"words": random(known + 1, width, scale=0.1), "places": random(PLACES, width, scale=0.1)}
    weights["words"][-1] = 0  # of unknown keys
    shapes = [(f"see{n}", 3, 1) for n in range(len(options.reaches))] + [
        (f"carry{n}", 1, 3) for n in range(options.depth)
    ]
    for name, deep, wide in shapes:
        weights[name] = random(deep * width, wide * width, scale=(1 / (3 * deep * width)) ** 0.5)
        weights[name + "_bias"] = zeros(wide * width)
    for n in range(options.depth):
        weights[f"carry{n}_bias"][width : 2 * width] = 1  # remember, to begin with
    weights |= {"in": random(width, width, scale=(1 / (3 * width)) ** 0.5), "in_bias": zeros(width)}
    weights |= {"out": random(width, SIZE, scale=0.1), "out_bias": zeros(SIZE)}
    return weights | {"steps": zeros(SIZE, SIZE), "starts": zeros(SIZE), "ends": zeros(SIZE)}


def _gradient(net: Net, examples: Sequence[Example], options: TrainingOptions, rng: np.random.Generator) -> Weights:
    """Return the gradient of the log loss a unit, times a constant, for a batch.

    The articles are worked through one by one: what a few hundred units need stays in the processor's cache.
    """
    rows = np.concatenate([e.words for e in examples])
    unknown = len(net.weights["words"]) - 1
    rows = np.where(rng.random(rows.shape, dtype=np.float32) < options.features, unknown, rows)
    vectors, back_vectors = gather(net.weights["words"], rows)
    size = np.float32(_SIZE / sum(len(e.types) for e in examples))
    total: Weights = {}
    first = 0
    for e in examples:
        inputs = inputs_of(e, first)
        found, back = scores(net, vectors, inputs, Noise(options.values, rng))
        expected = posterior(found, net.chain, inputs.packing)
        error = expected.labels - e.target.labels
        error[np.abs(error) < _NOTHING] = 0  # or denormal numbers would slow everything down
        part = back(error * size)
        part |= {name: (getattr(expected, name) - getattr(e.target, name)) * size for name in PARTS}
        for name, gradient in part.items():
            total[name] = total[name] + gradient if name in total else gradient
        first += len(e.words)
    total["words"] = back_vectors(total.pop("vectors"))
    total["words"][-1] = 0
    return total


def inputs_of(example: Example, first: int = 0) -> Inputs:
    """Return an article as input, its words those from `first` on of a batch."""
    article = np.zeros(len(example.types), dtype=np.int64)
    return Inputs(example.types + first, example.places, article, pack(example.paragraph))


def _counts(gold: Ints, paragraph: Ints) -> tuple[Floats, Floats, Floats]:
    """Return how often each step, start and end stands in the gold labels."""
    first = np.r_[True, paragraph[1:] != paragraph[:-1]]
    inner = np.flatnonzero(~first)
    steps = np.bincount(gold[inner - 1] * SIZE + gold[inner], minlength=SIZE * SIZE).reshape(SIZE, SIZE)
    starts = np.bincount(gold[first], minlength=SIZE)
    ends = np.bincount(gold[np.append(first[1:], True)], minlength=SIZE)
    return steps.astype(np.float32), starts.astype(np.float32), ends.astype(np.float32)


class _Adam:
    """Moves the weights, and keeps a running mean of them."""

    def __init__(self, weights: Weights, options: TrainingOptions, articles: int) -> None:
        self._weights, self._options = weights, options
        self._total = options.epochs * -(-articles // options.batch)
        self._first = {name: np.zeros_like(w) for name, w in weights.items()}
        self._second = {name: np.zeros_like(w) for name, w in weights.items()}
        self.mean = {name: w.copy() for name, w in weights.items()}
        self._steps = 0

    def step(self, gradient: Weights) -> None:
        """Take one step along the gradient."""
        options, (near, far) = self._options, _STEADY
        self._steps += 1
        size = sum(float(np.vdot(g, g)) for g in gradient.values()) ** 0.5
        shrink = np.float32(min(1.0, options.clip / (size + _TINY)))
        rate = options.rate * min(1.0, self._steps / options.warm) * max(0.02, 1 - self._steps / self._total)
        scale = rate * (1 - far**self._steps) ** 0.5 / (1 - near**self._steps)
        keep = min(options.mean, (1 + self._steps) / (10 + self._steps))
        for name, w in self._weights.items():
            g = gradient[name] * shrink
            first, second = self._first[name], self._second[name]
            first += np.float32(1 - near) * (g - first)
            second += np.float32(1 - far) * (g * g - second)
            if w.ndim == 2 and name not in ("words", "steps"):
                np.multiply(w, np.float32(1 - rate * options.decay), out=w)
            np.subtract(w, np.float32(scale) * first / (np.sqrt(second) + np.float32(_TINY)), out=w)
            self.mean[name] += np.float32(1 - keep) * (w - self.mean[name])
