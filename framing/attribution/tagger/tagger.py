"""Units to labels: first pass, second pass, best path."""

from __future__ import annotations

import numpy as np

from framing.attribution.tagger.chain import Floats, best_labels, pack, posterior
from framing.attribution.tagger.context import Keys, context_keys
from framing.attribution.tagger.labels import CUE_BEGINS
from framing.attribution.tagger.reread import reread_keys, rule_keys
from framing.attribution.tagger.scorer import Pass
from framing.attribution.tagger.units import Ints, Units
from framing.attribution.tagger.weights import Weights

FIRST_BIAS = 2.0  # with which the first pass finds about as many cues as there are


def label(units: Units, ruled: Ints, weights: Weights) -> tuple[Ints, Floats]:
    """Return the label of every unit and the posterior of all labels, units x labels; `ruled`: those of the rules."""
    place_keys = first_keys(units, ruled)
    labels, chances = read(units, place_keys, weights.first, FIRST_BIAS)
    return read(units, second_keys(units, ruled, place_keys, (labels, chances)), weights.second, weights.bias)


def first_keys(units: Units, ruled: Ints) -> Keys:
    """Return the keys of the first pass: of the place, and of what the rules found."""
    return np.concatenate([context_keys(units), rule_keys(units, ruled)], axis=0)


def second_keys(units: Units, ruled: Ints, place_keys: Keys, found: tuple[Ints, Floats]) -> Keys:
    """Return the keys of the second pass: those of the first, and those of the labels and posterior it found."""
    return np.concatenate([place_keys, reread_keys(units, *found, ruled)], axis=0)


def read(units: Units, place_keys: Keys, weights: Pass, bias: float) -> tuple[Ints, Floats]:
    """Return the best labels and the posterior of one pass; `bias` is added to the first unit of cues.

    Raised there it finds more attributions and leaves their edges alone, as a bias on every unit would not.
    """
    scores = weights.scores(units, place_keys)
    scores[:, CUE_BEGINS] += bias
    packing = pack(units.paragraph)
    return best_labels(scores, weights.chain, packing), posterior(scores, weights.chain, packing).labels
