"""The network: what is known of each word, and its neighbours, to how loaded the word and its sentence are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from framing.attribution.tagger.layers import affine, convolve, gather, norm, silence
from framing.classify.words import PLACES, Floats, Ints

REACHES = (1, 2)  # words either side that each block looks at
_FURTHEST = 15.0  # of log odds inside an exponential
_LITTLE = 1e-3  # odds of a sentence without loaded words

Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The words of `count` sentences: the row of each among the vectors handed in, its sentence and its place."""

    types: Ints
    sentence: Ints
    places: Floats
    count: int


@dataclass(frozen=True, slots=True)
class Noise:
    """Dropout, in training only: the share of values, and of rows of the word table, that are silenced."""

    values: float
    parts: float
    rng: np.random.Generator


Back = Callable[[Floats, Floats], Weights]


def begin(known: int, facts: int, width: int, rng: np.random.Generator) -> Weights:
    """Return random weights for `known` rows of the word table and so many columns of facts."""

    def random(*shape: int, scale: float) -> Floats:
        return (scale * rng.standard_normal(shape)).astype(np.float32)

    weights = {
        "parts": random(known + 1, width, scale=0.05),
        "facts": random(facts, width, scale=0.1),
        "places": random(PLACES, width, scale=0.2),
        "word": random(width, 1, scale=0.1),
        "sentence": random(2 * width, 2, scale=0.05),
        "heed": random(width, 1, scale=0.1),
        "gather": np.full((1, 1), 0.5, dtype=np.float32),
    }
    weights["parts"][-1] = 0
    weights |= {f"see{n}": random(3 * width, width, scale=0.7 / (3 * width) ** 0.5) for n in range(len(REACHES))}
    weights |= {
        f"{name}_bias": np.zeros(values.shape[1], dtype=np.float32)
        for name, values in weights.items()
        if name != "parts"
    }
    weights["word_bias"][:] = -2.5  # few words are loaded
    return weights


def vectors_of(
    w: Weights, parts: Ints, facts: Floats, noise: Noise | None = None
) -> tuple[Floats, Callable[[Floats], Weights]]:
    """Return the vector of each distinct word, and the way back.

    `parts` has its rows of the word table (whose last row is 0), `facts` what is known of it, scaled.
    """
    if noise:
        parts = np.where(noise.rng.random(parts.shape) < noise.parts, len(w["parts"]) - 1, parts)
        facts, _ = silence(facts, noise.values / 2, noise.rng)
    own, back_parts = gather(w["parts"], parts)
    known, back_facts = affine(facts, w["facts"], w["facts_bias"])

    def back(gradient: Floats) -> Weights:
        found: Weights = {"parts": back_parts(gradient)}
        found["parts"][-1] = 0
        _, found["facts"], found["facts_bias"] = back_facts(gradient)
        return found

    return own + known, back


def scores(w: Weights, vectors: Floats, inputs: Inputs, noise: Noise | None = None) -> tuple[Floats, Floats, Back]:
    """Return the log odds of each word, those of each sentence, and the way back from gradients of both.

    Of sentences there are two columns: loaded, and opinionated, which only helps to learn the first.

    The gradient of `vectors`, one a distinct word, goes by that name.
    """
    rng, values = (noise.rng, noise.values) if noise else (None, 0.0)
    x, back_types = gather(vectors, inputs.types[:, None])
    place, back_places = affine(inputs.places, w["places"], w["places_bias"])
    x, back_start = norm(x + place)
    x, back_silence = silence(x, values, rng)
    blocks = []
    for number, reach in enumerate(REACHES if len(x) else ()):  # without words there is nothing to look at
        y, back_norm = norm(x)
        y, back_see = convolve(y, w[f"see{number}"], w[f"see{number}_bias"], inputs.sentence, reach)
        y, back_drop = silence(y, values, rng)
        x = x + y
        blocks.append((f"see{number}", back_norm, back_see, back_drop))
    x, back_last = norm(x)
    words, back_words = affine(x, w["word"], w["word_bias"])
    sentences, back_pool = _pooled(w, x, words[:, 0], inputs, (values, rng))

    def back(of_words: Floats, of_sentences: Floats) -> Weights:
        found: Weights = {}
        gradient, further, found_here = back_pool(of_sentences)
        found |= found_here
        inner, found["word"], found["word_bias"] = back_words((of_words + further)[:, None])
        gradient = back_last(gradient + inner)
        for name, back_norm, back_see, back_drop in reversed(blocks):
            inner, found[name], found[f"{name}_bias"] = back_see(back_drop(gradient))
            gradient = gradient + back_norm(inner)
        gradient = back_start(back_silence(gradient))
        _, found["places"], found["places_bias"] = back_places(gradient)
        found["vectors"] = back_types(gradient)
        return found

    return words[:, 0], sentences, back


def _pooled(
    w: Weights, x: Floats, words: Floats, inputs: Inputs, dropout: tuple[float, np.random.Generator | None]
) -> tuple[Floats, Callable[[Floats], tuple[Floats, Floats, Weights]]]:
    """Return the log odds of sentences: by the mean of their words, by those heeded most, by how many are loaded."""
    sentence, count = inputs.sentence, inputs.count
    sizes = np.maximum(np.bincount(sentence, minlength=count), 1).astype(np.float32)[:, None]
    heed, back_heed = affine(x, w["heed"], w["heed_bias"])
    weight = np.exp(np.clip(heed, -_FURTHEST, _FURTHEST))
    share = weight / (_sums(weight, sentence, count) + 1e-9)[sentence]
    pooled, back_drop = silence(
        np.concatenate([_sums(x, sentence, count) / sizes, _sums(x * share, sentence, count)], axis=1), *dropout
    )
    out, back_out = affine(pooled, w["sentence"], w["sentence_bias"])
    odds = np.exp(np.clip(words[:, None], -_FURTHEST, _FURTHEST))
    total = _sums(odds, sentence, count) + np.float32(_LITTLE)
    loaded, back_loaded = affine(np.log(total), w["gather"], w["gather_bias"])

    def back(gradient: Floats) -> tuple[Floats, Floats, Weights]:
        found: Weights = {}
        inner, found["sentence"], found["sentence_bias"] = back_out(gradient)
        of_mean, of_heeded = np.split(back_drop(inner), 2, axis=1)
        of_total, found["gather"], found["gather_bias"] = back_loaded(gradient[:, :1])
        to_words = ((of_total / total)[sentence] * odds)[:, 0]
        to_x = (of_mean / sizes)[sentence] + of_heeded[sentence] * share
        along = (of_heeded[sentence] * x).sum(axis=1, keepdims=True)
        to_heed = share * (along - _sums(share * along, sentence, count)[sentence])
        more, found["heed"], found["heed_bias"] = back_heed(to_heed)
        return to_x + more, to_words, found

    out[:, :1] += loaded
    return out, back


def _sums(values: Floats, sentence: Ints, count: int) -> Floats:
    """Return the sums of rows by sentence; rows of a sentence stand together."""
    out = np.zeros((count, values.shape[1]), dtype=np.float32)
    if len(sentence):
        starts = np.flatnonzero(np.r_[True, sentence[1:] != sentence[:-1]])
        out[sentence[starts]] = np.add.reduceat(values, starts, axis=0)
    return out
