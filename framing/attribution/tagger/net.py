"""The network: word and place of a unit to the scores of its labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from framing.attribution.tagger.chain import Chain, Floats, Packing
from framing.attribution.tagger.layers import Three, affine, convolve, gather, norm, recur, silence
from framing.attribution.tagger.units import Ints

Weights = dict[str, Floats]
Gradients = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Inputs:
    """A batch of articles as numbers.

    `types` has the row of each unit's word among the vectors handed in, `places` its rows of the place table,
    `article` the article it is in; `packing` has the paragraphs.
    """

    types: Ints
    places: Ints
    article: Ints
    packing: Packing


@dataclass(frozen=True, slots=True)
class Net:
    """What was learned: weights by name, and the chain of labels.

    `words` and `places` are tables, the last row of the first is 0. Then come blocks that each add to what is
    known of a unit: `see<n>` looks `reaches[n]` units around, `carry<n>` carries memory along the paragraph.
    """

    weights: Weights
    reaches: tuple[int, ...]
    depth: int
    chain: Chain

    def blocks(self, inputs: Inputs) -> Iterator[tuple[str, Callable[[Floats, Floats, Floats], tuple[Floats, Three]]]]:
        """Yield the name and the layer of each block."""
        for number, reach in enumerate(self.reaches):
            yield f"see{number}", partial(convolve, article=inputs.article, reach=reach)
        for number in range(self.depth):
            yield f"carry{number}", partial(recur, packing=inputs.packing)


@dataclass(frozen=True, slots=True)
class Noise:
    """Dropout, in training only: the share of values silenced."""

    values: float
    rng: np.random.Generator


def label_scores(net: Net, vectors: Floats, inputs: Inputs) -> Floats:
    """Return the same scores as `scores`, nothing kept for the way back."""
    w = net.weights
    x = gather(vectors, inputs.types[:, None])[0]
    x += gather(w["places"], inputs.places)[0]
    x = affine(norm(x)[0], w["in"], w["in_bias"])[0]
    for name, core in net.blocks(inputs):
        x += core(norm(x)[0], w[name], w[name + "_bias"])[0]
    return affine(x, w["out"], w["out_bias"])[0]


def scores(
    net: Net, vectors: Floats, inputs: Inputs, noise: Noise | None = None
) -> tuple[Floats, Callable[[Floats], Gradients]]:
    """Return the score of every label for every unit, and the way back.

    `vectors` has the sums of the word table's rows for each distinct word; their gradient is called `vectors`.
    """
    w, backs = net.weights, []
    rng, values = (noise.rng, noise.values) if noise else (None, 0.0)
    words, back_words = gather(vectors, inputs.types[:, None])
    places, back_places = gather(w["places"], inputs.places)
    x, back_start = norm(words + places)
    x, back_silence = silence(x, values / 2, rng)
    x, back_in = affine(x, w["in"], w["in_bias"])
    for name, core in net.blocks(inputs):
        y, back_norm = norm(x)
        y, back_core = core(y, w[name], w[name + "_bias"])
        y, back_drop = silence(y, values, rng)
        x += y
        backs.append((name, back_norm, back_core, back_drop))
    out, back_out = affine(x, w["out"], w["out_bias"])

    def back(gradient: Floats) -> Gradients:
        found: Gradients = {}
        gradient, found["out"], found["out_bias"] = back_out(gradient)
        for name, back_norm, back_core, back_drop in reversed(backs):
            inner, found[name], found[name + "_bias"] = back_core(back_drop(gradient))
            gradient = gradient + back_norm(inner)
        gradient, found["in"], found["in_bias"] = back_in(gradient)
        gradient = back_start(back_silence(gradient))
        found["places"] = back_places(gradient)
        found["vectors"] = back_words(gradient)
        return found

    return out, back
