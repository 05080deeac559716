"""The way back through every layer against differences of the way there."""

from __future__ import annotations

import numpy as np
import pytest

from framing.attribution.tagger.chain import Chain, pack
from framing.attribution.tagger.net import Inputs, Net, scores
from framing.attribution.tagger.places import PLACES

WIDTH, WORDS, SIZE = 8, 6, 24
STEP = 1e-6


@pytest.fixture(scope="module")
def batch():
    """Three articles, one of them shorter than the network looks."""
    rng = np.random.default_rng(1)
    sizes = [9, 1, 14]
    paragraph = np.concatenate([np.sort(rng.integers(0, 3, n)) + 10 * k for k, n in enumerate(sizes)])
    n = sum(sizes)
    return Inputs(
        rng.integers(0, WORDS, n), rng.integers(0, PLACES, (n, 4)), np.repeat(np.arange(3), sizes), pack(paragraph)
    )


@pytest.fixture(scope="module")
def net():
    rng = np.random.default_rng(2)
    weights = {
        "places": rng.standard_normal((PLACES, WIDTH)),
        "in": rng.standard_normal((WIDTH, WIDTH)),
        "in_bias": rng.standard_normal(WIDTH),
        "out": rng.standard_normal((WIDTH, SIZE)),
        "out_bias": rng.standard_normal(SIZE),
    }
    for name, deep, wide in (("see0", 3, 1), ("see1", 3, 1), ("carry0", 1, 3), ("carry1", 1, 3)):
        weights[name] = rng.standard_normal((deep * WIDTH, wide * WIDTH)) / 3
        weights[name + "_bias"] = rng.standard_normal(wide * WIDTH) / 3
    zeros = np.zeros((SIZE, SIZE))
    return Net(weights, (1, 3), 2, Chain(zeros, zeros[0], zeros[0]))


@pytest.mark.parametrize(
    "name",
    [
        "vectors",
        "places",
        "in",
        "in_bias",
        "see0",
        "see0_bias",
        "see1",
        "carry0",
        "carry0_bias",
        "carry1",
        "out",
        "out_bias",
    ],
)
def test_gradient(name, net, batch):
    rng = np.random.default_rng(3)
    vectors = rng.standard_normal((WORDS, WIDTH))
    out, back = scores(net, vectors, batch)
    wanted = rng.standard_normal(out.shape)
    gradient = back(wanted)[name]
    array = vectors if name == "vectors" else net.weights[name]
    used = np.argwhere(gradient != 0)
    for at in map(tuple, used[rng.integers(0, len(used), 5)]):
        before = array[at]
        totals = []
        for value in (before + STEP, before - STEP):
            array[at] = value
            totals.append(float((scores(net, vectors, batch)[0] * wanted).sum()))
        array[at] = before
        np.testing.assert_allclose((totals[0] - totals[1]) / (2 * STEP), gradient[at], rtol=1e-4, atol=1e-5)


def test_articles_of_a_batch_do_not_see_each_other(net, batch):
    rng = np.random.default_rng(4)
    vectors = rng.standard_normal((WORDS, WIDTH))
    together, _ = scores(net, vectors, batch)
    last = slice(10, 24)
    paragraph = np.zeros(24, dtype=np.int64)
    for number, (low, high) in enumerate(zip(batch.packing.edges, batch.packing.edges[1:], strict=False)):
        paragraph[batch.packing.order[low:high]] = number
    starts = np.flatnonzero(paragraph[last] == 0)
    alone = Inputs(
        batch.types[last],
        batch.places[last],
        batch.article[last],
        pack(np.searchsorted(starts, np.arange(14), side="right")),
    )
    np.testing.assert_allclose(scores(net, vectors, alone)[0], together[last], atol=1e-9)
