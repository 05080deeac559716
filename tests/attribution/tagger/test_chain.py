"""The chain against slow references: every path counted one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.tagger.chain import Chain, best_labels, pack, posterior

SIZE = 3


def chain_of(seed):
    rng = np.random.default_rng(seed)
    return Chain(*(rng.normal(size=shape).astype(np.float32) for shape in ((SIZE, SIZE), (SIZE,), (SIZE,))))


def paths(scores, chain):
    """Each label sequence with its score."""
    for path in itertools.product(range(SIZE), repeat=len(scores)):
        total = chain.starts[path[0]] + chain.ends[path[-1]] + sum(scores[i, label] for i, label in enumerate(path))
        yield path, float(total + sum(chain.steps[pair] for pair in itertools.pairwise(path)))


def numbered(lengths):
    return np.repeat(np.arange(len(lengths)), lengths)


LENGTHS = st.lists(st.integers(1, 5), min_size=1, max_size=4)


@given(LENGTHS, st.integers(0, 1000))
def test_best_path_is_that_of_a_slow_search(lengths, seed):
    chain, scores = chain_of(seed), np.random.default_rng(seed + 1).normal(size=(sum(lengths), SIZE)).astype(np.float32)
    found = best_labels(scores, chain, pack(numbered(lengths)))
    for part, labels in zip(
        np.split(scores, np.cumsum(lengths)[:-1]), np.split(found, np.cumsum(lengths)[:-1]), strict=True
    ):
        best = max(paths(part, chain), key=lambda pair: pair[1])
        assert dict(paths(part, chain))[tuple(labels.tolist())] == pytest.approx(best[1], abs=1e-4)


@given(LENGTHS, st.integers(0, 1000))
def test_posterior_is_that_of_all_paths(lengths, seed):
    chain, scores = chain_of(seed), np.random.default_rng(seed + 1).normal(size=(sum(lengths), SIZE)).astype(np.float32)
    found = posterior(scores, chain, pack(numbered(lengths)))
    at, log_sum, steps = 0, 0.0, np.zeros((SIZE, SIZE))
    for length in lengths:
        weights = [(path, np.exp(score)) for path, score in paths(scores[at : at + length], chain)]
        total = sum(weight for _, weight in weights)
        log_sum += np.log(total)
        expected = np.zeros((length, SIZE))
        for path, weight in weights:
            expected[range(length), path] += weight / total
            for pair in itertools.pairwise(path):
                steps[pair] += weight / total
        np.testing.assert_allclose(found.labels[at : at + length], expected, atol=1e-4)
        at += length
    np.testing.assert_allclose(found.steps, steps, atol=1e-3)
    assert found.log_sum == pytest.approx(log_sum, abs=1e-3)


def test_posterior_is_the_gradient_of_the_log_partition_sum():
    lengths, chain = [4, 2, 1], chain_of(7)
    scores = np.random.default_rng(8).normal(size=(sum(lengths), SIZE)).astype(np.float32)
    packing, step = pack(numbered(lengths)), 1e-2
    found = posterior(scores, chain, packing)
    for place in np.ndindex(scores.shape):
        higher, lower = scores.copy(), scores.copy()
        higher[place] += step
        lower[place] -= step
        slope = (posterior(higher, chain, packing).log_sum - posterior(lower, chain, packing).log_sum) / (2 * step)
        assert found.labels[place] == pytest.approx(slope, abs=2e-3)
    for place in np.ndindex(chain.steps.shape):
        higher, lower = chain.steps.copy(), chain.steps.copy()
        higher[place] += step
        lower[place] -= step
        sums = [posterior(scores, Chain(s, chain.starts, chain.ends), packing).log_sum for s in (higher, lower)]
        assert found.steps[place] == pytest.approx((sums[0] - sums[1]) / (2 * step), abs=2e-3)


def test_closed_steps_are_never_taken():
    chain = chain_of(3)
    chain.steps[0, 1] = chain.starts[2] = -np.inf
    scores = np.random.default_rng(4).normal(size=(400, SIZE)).astype(np.float32)
    packing = pack(numbered([150, 250]))
    labels = best_labels(scores, chain, packing)
    within = np.delete(np.stack([labels[:-1], labels[1:]], axis=1), 149, axis=0)
    assert not ((within == (0, 1)).all(axis=1)).any()
    assert 2 not in (labels[0], labels[150])
    assert posterior(scores, chain, packing).steps[0, 1] == 0
