"""Layers of the network: each returns its output and the way back, gradient of the output to those of its inputs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from framing.attribution.tagger.chain import Floats, Packing
from framing.attribution.tagger.units import Ints

_TINY = 1e-5

One = Callable[[Floats], Floats]
Two = Callable[[Floats], tuple[Floats, Floats]]
Three = Callable[[Floats], tuple[Floats, Floats, Floats]]


def gather(table: Floats, rows: Ints) -> tuple[Floats, One]:
    """Sum the table's rows named in each line of `rows`, shape n x k."""
    out: Floats = table.take(rows[:, 0], axis=0)
    for column in rows.T[1:]:
        out += table.take(column, axis=0)

    def back(gradient: Floats) -> Floats:
        from scipy.sparse import csr_matrix  # only in training

        edges = np.arange(len(rows) + 1) * rows.shape[1]
        hot = csr_matrix((np.ones(rows.size, dtype=np.float32), rows.ravel(), edges), (len(rows), len(table)))
        found: Floats = hot.T @ gradient
        return found

    return out, back


def affine(x: Floats, weight: Floats, bias: Floats) -> tuple[Floats, Three]:
    """Multiply by a matrix and add a bias."""

    def back(gradient: Floats) -> tuple[Floats, Floats, Floats]:
        return gradient @ weight.T, x.T @ gradient, gradient.sum(axis=0)

    out = x @ weight
    out += bias
    return out, back


def norm(x: Floats) -> tuple[Floats, One]:
    """Bring every row to mean 0 and variance 1. Ba, Kiros and Hinton (2016), without gain and bias."""
    unit = x - x.mean(axis=1, keepdims=True)
    width = np.float32(x.shape[1])
    inverse = 1 / np.sqrt(np.einsum("ij,ij->i", unit, unit)[:, None] / width + np.float32(_TINY))
    unit *= inverse

    def back(gradient: Floats) -> Floats:
        along = np.einsum("ij,ij->i", gradient, unit)[:, None] / width
        flow: Floats = inverse * (gradient - gradient.mean(axis=1, keepdims=True) - unit * along)
        return flow

    return unit, back


def silence(x: Floats, share: float, rng: np.random.Generator | None) -> tuple[Floats, One]:
    """Set a random share of the values to 0 and raise the others in turn; without `rng`, nothing."""
    if rng is None or not share:
        return x, lambda gradient: gradient
    kept = (rng.random(x.shape, dtype=np.float32) >= share) * np.float32(1 / (1 - share))
    return x * kept, lambda gradient: gradient * kept


def convolve(x: Floats, weight: Floats, bias: Floats, article: Ints, reach: int) -> tuple[Floats, Three]:
    """Let each unit see itself and those `reach` before and after it in its article; what is below 0 becomes 0.

    `weight` is 3 width x width.
    """
    seen = _around(x, article, reach)
    out = seen @ weight
    out += bias
    gate = np.float32(1.702) * out
    _sigmoid(gate)
    out *= gate

    def back(gradient: Floats) -> tuple[Floats, Floats, Floats]:
        gradient = gradient * (gate + np.float32(1.702) * out * (1 - gate))
        to = (gradient @ weight.T).reshape(len(x), 3, -1)
        here = to[:, 1].copy()
        same = (article[reach:] == article[:-reach])[:, None]
        here[:-reach] += to[reach:, 0] * same
        here[reach:] += to[:-reach, 2] * same
        return here, seen.T @ gradient, gradient.sum(axis=0)

    return out, back


def _around(x: Floats, article: Ints, reach: int) -> Floats:
    """Return for each row those `reach` before, at and after it side by side, 0 where that is another article."""
    seen = np.zeros((len(x), 3, x.shape[1]), dtype=x.dtype)
    seen[:, 1] = x
    seen[reach:, 0] = x[:-reach]
    seen[:-reach, 2] = x[reach:]
    other = np.flatnonzero(article[reach:] != article[:-reach])
    seen[other + reach, 0] = 0
    seen[other, 2] = 0
    return seen.reshape(len(x), -1)


def recur(x: Floats, weight: Floats, bias: Floats, packing: Packing) -> tuple[Floats, Three]:
    """Carry memory along the chains, half of the columns forwards and half backwards. Lei et al. (2018), SRU.

    `weight` is width x 3 width: what is remembered, how long (forget gate), how much is shown (output gate).
    """
    gates, edges = x @ weight, packing.edges
    gates += bias
    new, keep, show = np.split(gates, 3, axis=1)
    _sigmoid(gates[:, x.shape[1] :])
    kept = _halves(gates, packing.both, 3, 1)
    state = 1 - kept
    state *= _halves(gates, packing.both, 3, 0)
    for before, (low, high) in zip(edges, pairwise(edges[1:]), strict=False):
        state[low:high] += kept[low:high] * state[before : before + high - low]
    memory = _halves(state, packing.places)
    np.tanh(memory, out=memory)

    def back(gradient: Floats) -> tuple[Floats, Floats, Floats]:
        flow = _halves(gradient * show * (1 - memory * memory), packing.both)
        forget = np.zeros_like(flow)
        for before, (low, high) in reversed(list(zip(edges, pairwise(edges[1:]), strict=False))):
            earlier = slice(before, before + high - low)
            forget[low:high] = flow[low:high] * state[earlier]
            flow[earlier] += kept[low:high] * flow[low:high]
        inner = _halves(flow, packing.places)
        d_keep = (_halves(forget, packing.places) - inner * new) * keep * (1 - keep)
        d_show = gradient * memory * show * (1 - show)
        d_gates = np.concatenate([inner * (1 - keep), d_keep, d_show], axis=1)
        return d_gates @ weight.T, x.T @ d_gates, d_gates.sum(axis=0)

    return show * memory, back


def _halves(x: Floats, rows: Ints, parts: int = 1, part: int = 0) -> Floats:
    """Return one of the equal parts of the columns, its left half and its right half each from rows of its own.

    `rows` has the row of each half, n x 2.
    """
    half = x.shape[1] // (2 * parts)
    places = rows * (2 * parts) + np.array([2 * part, 2 * part + 1])
    found: Floats = x.reshape(-1, half).take(places.ravel(), axis=0).reshape(len(rows), 2 * half)
    return found


def _sigmoid(x: Floats) -> None:
    """Put the logistic function of each value in its place."""
    x *= np.float32(0.5)
    np.tanh(x, out=x)
    x *= np.float32(0.5)
    x += np.float32(0.5)
