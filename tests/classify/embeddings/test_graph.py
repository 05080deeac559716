"""The graph: what ONNX allows, and the numbers that the layers give in plain numpy."""

import numpy as np
import pytest
from scipy.special import erf, softmax

from framing.classify.embeddings.graph import begin, build, published_layer, rounded

onnxruntime = pytest.importorskip("onnxruntime")


def run(graph, x):
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    return session.run(None, {"begin": x})[0]


def norm(x, values):
    gain, level = values
    return gain * (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12) + level


def by_hand(base, x):
    names = ("weight", "bias")
    x = norm(x, [base.weights[f"embeddings.LayerNorm.{name}"] for name in names])
    for number in range(base.layers):
        layer = published_layer(base, number)

        def product(x, name, layer=layer):
            weights, bias = layer.products[name]
            return x @ weights + bias

        parts = product(x, "qkv").reshape(len(x), 3, base.heads, -1).transpose(1, 2, 0, 3)
        asked, keys, values = parts
        share = softmax(asked @ keys.transpose(0, 2, 1) / np.sqrt(asked.shape[-1]), axis=-1)
        seen = (share @ values).transpose(1, 0, 2).reshape(x.shape)
        x = norm(x + product(seen, "out"), layer.norms["norm1"])
        inner = product(x, "up")
        x = norm(x + product(inner * (1 + erf(inner / np.sqrt(2))) / 2, "down"), layer.norms["norm2"])
    return x


@pytest.fixture
def layers(base):
    return [published_layer(base, number) for number in range(base.layers)]


def test_the_graph_is_one_that_onnx_allows(base, layers):
    onnx = pytest.importorskip("onnx")
    for small in (False, True):
        onnx.checker.check_model(onnx.load_from_string(build(base, layers, small=small)))


def test_the_graph_computes_what_the_layers_say(base, layers):
    x = begin(base, np.array([2, 5, 6, 9, 10, 3]))
    assert np.abs(run(build(base, layers, small=False), x) - by_hand(base, x)).max() < 1e-4


def test_small_products_come_close(base, layers):
    x = begin(base, np.array([2, 5, 6, 9, 10, 3]))
    assert np.abs(run(build(base, layers, small=True), x) - by_hand(base, x)).max() < 0.25


def test_rounding_keeps_weights_within_half_a_step(rng):
    weights = rng.normal(size=(8, 5)).astype(np.float32)
    found = rounded(weights, np.zeros(5, dtype=np.float32))
    assert (np.abs(found.floats - weights) <= found.scale / 2 + 1e-7).all()
