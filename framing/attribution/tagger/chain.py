"""The linear chain: posterior probabilities, their gradient and best paths, all paragraphs of a batch at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger.units import Ints, changes

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

PARTS = ("steps", "starts", "ends")  # of a chain, and of what is expected or counted of one


@dataclass(frozen=True, slots=True)
class Packing:
    """Chains (runs of units) in the order of their steps: all first units, then all second ones ...

    `order` maps a packed place to its unit; step t is packed `edges[t]:edges[t + 1]`, longest chain first, so
    that place i of a step follows place i of the step before. `last` is the packed place of each chain's end.
    `both` has the unit of each packed place where chains are read from their start and from their end, places x 2;
    `places` turns that round: the packed place of each unit, units x 2.
    """

    order: Ints
    edges: tuple[int, ...]
    last: Ints
    both: Ints
    places: Ints


def pack(chain: Ints) -> Packing:
    """Return the packing of units numbered by the chain they are in (each chain one run)."""
    starts = np.flatnonzero(changes(chain))
    sizes = np.diff(starts, append=len(chain))
    by_size = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[by_size], sizes[by_size]
    live = np.searchsorted(-sizes, -np.arange(sizes[0]), side="left")  # chains longer than t
    edges = np.r_[0, np.cumsum(live)]
    step = np.repeat(np.arange(sizes[0]), live)
    place = np.arange(edges[-1]) - edges[step]
    order, reverse = starts[place] + step, (starts + sizes - 1)[place] - step
    both = np.stack([order, reverse], axis=1)
    places = np.empty_like(both)
    places[order, 0] = places[reverse, 1] = np.arange(len(both))
    return Packing(order, tuple(edges.tolist()), edges[sizes - 1] + np.arange(len(sizes)), both, places)


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores between labels: `steps` from label to label, `starts` and `ends` at the edges of a chain; -inf: never."""

    steps: Floats
    starts: Floats
    ends: Floats


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of labels (units x labels), expected steps, starts, ends, and the log partition sum."""

    labels: Floats
    steps: Floats
    starts: Floats
    ends: Floats
    log_sum: float


def posterior(scores: Floats, chain: Chain, packing: Packing) -> Posterior:
    """Return the posterior of every unit by forward and backward sums in probability space.

    `scores` has shape units x labels. Lafferty, McCallum and Pereira (2001).
    """
    packed, edges = scores[packing.order].astype(np.float64), packing.edges  # closed steps leave little mass at times
    top = packed.max(axis=1)
    weight = np.exp(packed - top[:, None])
    steps, starts, ends = (np.exp(part, dtype=np.float64) for part in (chain.steps, chain.starts, chain.ends))
    forward, scale = _forward(weight, steps, starts, edges)
    total = (forward[packing.last] * ends).sum(axis=1)
    backward, onward = np.empty_like(weight), np.empty_like(weight)
    follow = 0  # chains that go on
    for step in range(len(edges) - 2, -1, -1):
        low, high = edges[step], edges[step + 1]
        backward[low : low + follow] = onward[high : high + follow] @ steps.T
        backward[low + follow : high] = ends / total[follow : high - low, None]
        onward[low:high] = backward[low:high] * weight[low:high] / scale[low:high, None]
        follow = high - low
    packed_labels = forward * backward
    labels = np.empty_like(packed_labels, dtype=np.float32)
    labels[packing.order] = packed_labels
    return Posterior(
        labels=labels,
        steps=((forward[_previous(edges)].T @ onward[edges[1] :]) * steps).astype(np.float32),
        starts=packed_labels[: edges[1]].sum(axis=0).astype(np.float32),
        ends=packed_labels[packing.last].sum(axis=0).astype(np.float32),
        log_sum=float(np.log(scale).sum() + top.sum() + np.log(total).sum()),
    )


def _forward(weight: Doubles, steps: Doubles, starts: Doubles, edges: tuple[int, ...]) -> tuple[Doubles, Doubles]:
    """Return forward sums scaled to 1 a unit, and their scales."""
    forward, scale = np.empty_like(weight), np.empty(len(weight))
    before = 0
    for low, high in pairwise(edges):
        come = forward[before : before + high - low] @ steps if low else starts
        now = come * weight[low:high]
        scale[low:high] = now.sum(axis=1)
        forward[low:high] = now / scale[low:high, None]
        before = low
    return forward, scale


def _previous(edges: tuple[int, ...]) -> Ints:
    """Return the packed place of the unit before each one that is not the first of its chain."""
    sizes = np.diff(np.array(edges))
    found: Ints = np.arange(edges[1], edges[-1]) - np.repeat(sizes[:-1], sizes[1:])
    return found


def best_labels(scores: Floats, chain: Chain, packing: Packing) -> Ints:
    """Return the most probable label sequence of every chain (Viterbi)."""
    best, edges = scores[packing.order], packing.edges  # becomes the score of the best path to each label
    best[: edges[1]] += chain.starts
    steps = np.repeat(chain.steps[:, None], edges[1], axis=1)  # from x chains x to: the maximum runs along long rows
    for before, (low, high) in zip(edges, pairwise(edges[1:]), strict=False):
        earlier = np.ascontiguousarray(best[before : before + high - low].T)
        best[low:high] += (earlier[:, :, None] + steps[:, : high - low]).max(axis=0)
    labels = np.empty(len(best), dtype=np.int64)
    labels[packing.last] = (best[packing.last] + chain.ends).argmax(axis=1)
    turned = np.ascontiguousarray(chain.steps.T)
    for before, (low, high) in reversed(list(zip(edges, pairwise(edges[1:]), strict=False))):
        follow = slice(before, before + high - low)
        labels[follow] = (best[follow] + turned[labels[low:high]]).argmax(axis=1)
    found: Ints = labels[packing.places[:, 0]]
    return found
