"""Training the network on sentences and words at once: AdamW with warm-up and decay, a running mean of weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.attribution.tagger.threads import one_thread
from framing.classify.network import Inputs, Noise, Weights, begin, scores, vectors_of
from framing.classify.words import Floats, Ints, Words

_STEADY = (0.9, 0.98)  # share of the past in the means of gradients and of their squares
_WARM = 50  # steps
_CLIP = 5.0  # bound on the norm of a gradient
_MEAN = 0.97  # share of the past in the running mean of weights
_TINY = 1e-8
_SENTENCES = np.array([1.0, 0.5], dtype=np.float32)  # what loaded and opinionated weigh
_WORDS = 4.0  # the words of a sentence weigh a quarter of it


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How a network is trained and how large; `batch` counts sentences, `values` and `parts` are shares silenced."""

    width: int = 48
    epochs: int = 8
    batch: int = 32
    rate: float = 3e-3
    decay: float = 0.02
    values: float = 0.5
    parts: float = 0.5


@dataclass(frozen=True, slots=True)
class Lessons:
    """Sentences to learn from.

    `words` are theirs; `parts` (rows of the word table) and `facts` belong to the distinct words; `loaded` says of
    each sentence, `marked` of each word, whether it is loaded (0 to 1); `marked` may be None. `opinion` says how
    opinionated each sentence is (0 to 1, NaN where nobody has said).
    """

    words: Words
    parts: Ints
    facts: Floats
    loaded: Floats
    marked: Floats | None
    opinion: Floats


def train_network(lessons: Lessons, known: int, options: NetworkOptions, seed: int) -> Weights:
    """Return weights trained on sentences, with `known` rows of the word table.

    The same to the byte for the same input and one thread. Loshchilov and Hutter (2019).
    """
    rng = np.random.default_rng(seed)
    count = lessons.words.count
    weights = begin(known, lessons.facts.shape[1], options.width, rng)
    adam = _Adam(weights, options, options.epochs * -(-count // options.batch))
    noise = Noise(options.values, options.parts, rng)
    edges = lessons.words.edges
    with one_thread():
        for _ in range(options.epochs):
            order = rng.permutation(count)
            for at in range(0, count, options.batch):
                adam.step(_gradient(weights, lessons, order[at : at + options.batch], edges, noise))
    return adam.mean


def _gradient(weights: Weights, lessons: Lessons, batch: Ints, edges: Ints, noise: Noise) -> Weights:
    """Return the gradient of the logistic loss of some sentences and their words."""
    sizes = edges[batch + 1] - edges[batch]
    rows = np.repeat(edges[batch] - np.r_[0, np.cumsum(sizes)[:-1]], sizes) + np.arange(sizes.sum())
    distinct, types = np.unique(lessons.words.types[rows], return_inverse=True)
    sentence = np.repeat(np.arange(len(batch)), sizes)
    vectors, back_vectors = vectors_of(weights, lessons.parts[distinct], lessons.facts[distinct], noise)
    inputs = Inputs(types, sentence, lessons.words.places[rows], len(batch))
    words, sentences, back = scores(weights, vectors, inputs, noise)
    wanted = np.stack([lessons.loaded[batch], lessons.opinion[batch]], axis=1)
    of_sentences = np.nan_to_num(sigmoid(sentences) - wanted) * _SENTENCES / np.float32(len(batch))
    of_words = np.zeros_like(words)
    if lessons.marked is not None:
        of_words = (sigmoid(words) - lessons.marked[rows]) / np.float32(_WORDS * len(batch))
    found = back(of_words, of_sentences)
    return found | back_vectors(found.pop("vectors"))


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function of each value."""
    out: Floats = 0.5 + 0.5 * np.tanh(0.5 * x)
    return out


class _Adam:
    """Moves the weights, and keeps a running mean of them."""

    def __init__(self, weights: Weights, options: NetworkOptions, total: int) -> None:
        self._weights, self._options, self._total = weights, options, total
        self._first = {name: np.zeros_like(w) for name, w in weights.items()}
        self._second = {name: np.zeros_like(w) for name, w in weights.items()}
        self.mean = {name: w.copy() for name, w in weights.items()}
        self._steps = 0

    def step(self, gradient: Weights) -> None:
        """Take one step along the gradient."""
        (near, far), options = _STEADY, self._options
        self._steps += 1
        size = sum(float(np.vdot(g, g)) for g in gradient.values()) ** 0.5
        shrink = np.float32(min(1.0, _CLIP / (size + _TINY)))
        rate = options.rate * min(1.0, self._steps / _WARM) * max(0.02, 1 - self._steps / self._total)
        scale = np.float32(rate * (1 - far**self._steps) ** 0.5 / (1 - near**self._steps))
        keep = min(_MEAN, (1 + self._steps) / (10 + self._steps))
        for name, w in self._weights.items():
            g = gradient[name] * shrink
            first, second = self._first[name], self._second[name]
            first += np.float32(1 - near) * (g - first)
            second += np.float32(1 - far) * (g * g - second)
            if w.ndim == 2:
                np.multiply(w, np.float32(1 - rate * options.decay), out=w)
            np.subtract(w, scale * first / (np.sqrt(second) + np.float32(_TINY)), out=w)
            self.mean[name] += np.float32(1 - keep) * (w - self.mean[name])
