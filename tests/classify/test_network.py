"""The network's gradients against differences, and its training."""

import numpy as np
import pytest

from framing.classify.network import Inputs, begin, scores, vectors_of
from framing.classify.recipe import Sentences, _fit

WEIGHTS = np.array([[2.0, 0.5], [-1.0, 1.5]])


def loss(w, parts, facts, inputs):
    vectors, back_vectors = vectors_of(w, parts, facts)
    words, sentences, back = scores(w, vectors, inputs)
    value = float((words * np.arange(1, len(words) + 1)).sum() + (sentences * WEIGHTS).sum())
    found = back(np.arange(1, len(words) + 1, dtype=np.float64), WEIGHTS)
    return value, found | back_vectors(found.pop("vectors"))


@pytest.mark.parametrize(
    "name", ["parts", "facts", "places", "see0", "see1", "word", "sentence", "heed", "gather", "see0_bias", "heed_bias"]
)
def test_gradient_is_that_of_the_loss(rng, name):
    w = {key: value.astype(np.float64) for key, value in begin(6, 3, 4, rng).items()}
    w["gather"] += 0.1
    parts, facts = rng.integers(0, 6, (4, 2)), rng.standard_normal((4, 3))
    inputs = Inputs(np.array([0, 1, 2, 3, 1]), np.array([0, 0, 0, 1, 1]), rng.standard_normal((5, 8)), 2)
    _, found = loss(w, parts, facts, inputs)
    for index in np.ndindex(w[name].shape):
        if name == "parts" and index[0] == 6:
            continue  # the row of what is unknown stays 0
        kept, step = w[name][index], 1e-4
        w[name][index] = kept + step
        high, _ = loss(w, parts, facts, inputs)
        w[name][index] = kept - step
        low, _ = loss(w, parts, facts, inputs)
        w[name][index] = kept
        assert found[name][index] == pytest.approx((high - low) / (2 * step), rel=2e-2, abs=2e-2)


def test_training_twice_gives_the_same_bytes(labelled, facts, options):
    sentences = Sentences.of(labelled)
    known = facts.of(sentences.words.forms)
    rows = np.arange(60, 260)
    one, other = (_fit(sentences, facts, known, rows, (3,), options) for _ in range(2))
    assert all(one.networks[0][name].tobytes() == other.networks[0][name].tobytes() for name in one.networks[0])
    assert one.linear.weights.tobytes() == other.linear.weights.tobytes()
