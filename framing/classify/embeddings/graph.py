"""The layers of the encoder as one ONNX graph over the pieces of one sentence, in float32 or with int8 products.

One sentence at a time: no padding, and what is said of a sentence never depends on others. Devlin et al. (2019); int8
by dynamic quantisation, weights with one scale a column, activations with one a sentence. Jacob et al. (2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.classify.embeddings.base import Base
from framing.classify.embeddings.protobuf import model, node, tensor
from framing.classify.words import Floats

LEVELS = 127  # either side of 0
PRODUCTS = ("qkv", "out", "up", "down")
NORMS = ("norm1", "norm2")
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Product:
    """A matrix product of a layer: weights in x out as small integers, the scale of each column, and what is added."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    @property
    def floats(self) -> Floats:
        """The weights as the numbers that they stand for."""
        return self.weights.astype(np.float32) * self.scale


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the encoder: its products by name, and gain and level of its two normalisations (2 x width)."""

    products: Mapping[str, Product | tuple[Floats, Floats]]
    norms: Mapping[str, Floats]


def rounded(weights: Floats, bias: Floats) -> Product:
    """Return a product whose weights (in x out) are rounded to small integers."""
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-9) / LEVELS).astype(np.float32)
    return Product(np.rint(weights / scale).astype(np.int8), scale, bias.astype(np.float32))


def published_layer(base: Base, number: int) -> Layer:
    """Return a layer of the encoder as published, its products as floats."""

    def read(name: str) -> Floats:
        found: Floats = base.weights[f"encoder.layer.{number}.{name}"].astype(np.float32)
        return found

    def joined(names: Sequence[str]) -> tuple[Floats, Floats]:
        weights = np.concatenate([read(f"{name}.weight") for name in names])
        return np.ascontiguousarray(weights.T), np.concatenate([read(f"{name}.bias") for name in names])

    return Layer(
        {
            "qkv": joined([f"attention.self.{name}" for name in ("query", "key", "value")]),
            "out": joined(["attention.output.dense"]),
            "up": joined(["intermediate.dense"]),
            "down": joined(["output.dense"]),
        },
        {
            "norm1": _norm(read("attention.output.LayerNorm.weight"), read("attention.output.LayerNorm.bias")),
            "norm2": _norm(read("output.LayerNorm.weight"), read("output.LayerNorm.bias")),
        },
    )


def begin(base: Base, ids: NDArray[np.int64]) -> Floats:
    """Return what goes into the first layer, before it is normalised: pieces x width."""
    words, places, kinds = (base.weights[f"embeddings.{name}_embeddings.weight"] for name in _TABLES)
    found: Floats = (words[ids] + places[: len(ids)] + kinds[0]).astype(np.float32)
    return found


def build(base: Base, layers: Sequence[Layer], *, small: bool) -> bytes:
    """Return the graph from `begin` to the states of the last layer; with `small`, products are taken in int8."""
    width = base.weights["embeddings.LayerNorm.weight"].shape[0]
    graph = _Graph(width, base.heads, small)
    at = graph.norm("begin", "begun", _norm(*(base.weights[f"embeddings.LayerNorm.{x}"] for x in ("weight", "bias"))))
    for number, layer in enumerate(layers):
        at = graph.layer(at, layer, f"layer{number}")
    return model(graph.nodes, graph.tensors, ("begin", width), (at, width))


_TABLES = ("word", "position", "token_type")


def _norm(gain: Floats, level: Floats) -> Floats:
    found: Floats = np.stack([gain, level]).astype(np.float32)
    return found


class _Graph:
    """Nodes and tensors as they are added; each method returns the name of what it adds."""

    def __init__(self, width: int, heads: int, small: bool) -> None:
        self._small = small
        self.nodes: list[bytes] = []
        self.tensors = [
            tensor("parts", np.array([-1, 3, heads, width // heads])),
            tensor("whole", np.array([-1, width])),
            tensor("root", np.float32((width // heads) ** -0.5)),
        ]

    def layer(self, x: str, layer: Layer, name: str) -> str:
        """Attention over the pieces, and what follows it piece by piece."""
        seen = self._product(self._attention(self._product(x, layer, name, "qkv"), name), layer, name, "out")
        x = self.norm(self._node("Add", [x, seen]), f"{name}_norm1", layer.norms["norm1"])
        inner = self._node("Gelu", [self._product(x, layer, name, "up")])
        inner = self._product(inner, layer, name, "down")
        return self.norm(self._node("Add", [x, inner]), f"{name}_norm2", layer.norms["norm2"])

    def norm(self, x: str, name: str, values: Floats) -> str:
        """Bring each piece to mean 0 and variance 1, then to a gain and a level."""
        gain, level = (self._tensor(f"{name}_{part}", row) for part, row in zip(("gain", "level"), values, strict=True))
        return self._node("LayerNormalization", [x, gain, level], epsilon=_EPSILON)

    def _attention(self, x: str, name: str) -> str:
        x = self._node("Transpose", [self._node("Reshape", [x, "parts"])], perm=[1, 2, 0, 3])
        asked, keys, values = (f"{name}_{part}" for part in ("asked", "keys", "values"))
        self.nodes.append(node("Split", [x], [asked, keys, values], axis=0, num_outputs=3))
        near = self._node("MatMul", [asked, self._node("Transpose", [keys], perm=[0, 1, 3, 2])])
        share = self._node("Softmax", [self._node("Mul", [near, "root"])], axis=-1)
        seen = self._node("Transpose", [self._node("MatMul", [share, values])], perm=[0, 2, 1, 3])
        return self._node("Reshape", [seen, "whole"])

    def _product(self, x: str, layer: Layer, name: str, which: str) -> str:
        product, name = layer.products[which], f"{name}_{which}"
        if self._small:
            product = product if isinstance(product, Product) else rounded(*product)
            parts = {"weights": product.weights, "scale": product.scale, "zero": np.zeros(len(product.bias), np.int8)}
            inputs = [self._tensor(f"{name}_{part}", values) for part, values in parts.items()]
            inputs.append(self._tensor(f"{name}_bias", product.bias))
            return self._node("DynamicQuantizeMatMul", [x, *inputs], domain="com.microsoft")
        weights, bias = (product.floats, product.bias) if isinstance(product, Product) else product
        inputs = [self._tensor(f"{name}_weights", weights), self._tensor(f"{name}_bias", bias)]
        return self._node("Gemm", [x, *inputs])

    def _tensor(self, name: str, values: Any) -> str:
        self.tensors.append(tensor(name, values))
        return name

    def _node(self, kind: str, inputs: Sequence[str], **attributes: Any) -> str:
        name = f"{kind}{len(self.nodes)}"
        self.nodes.append(node(kind, inputs, [name], **attributes))
        return name
