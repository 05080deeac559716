"""Figures of a list of counts: the vector, what random draws give, and what must hold whatever the counts."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.stats import concentration as c

COUNTS = [10, 5, 3, 1, 1]
VECTOR = {  # k_diversity
    "Shannon 1948": (c.shannon(COUNTS), 1.277288),
    "Hill 1973, order 0": (c.hill(COUNTS, 0), 5),
    "Hill 1973, order 1": (c.hill(COUNTS, 1), 3.5869),
    "Hill 1973, order 2": (c.hill(COUNTS, 2), 2.941176),
    "Pielou, evenness": (c.evenness(COUNTS), 0.793624),
    "Simpson 1949": (c.simpson(COUNTS), 0.66),
    "Simpson 1949, unbiased": (c.simpson_unbiased(COUNTS), 0.694737),
    "Herfindahl-Hirschman": (c.herfindahl(COUNTS), 3400),
    "Gini": (c.gini(COUNTS), 0.44),
    "CR4": (c.concentration_ratio(COUNTS, 4), 0.95),
    "Miller 1955, Madow": (c.miller_madow(COUNTS), 1.377288),
    "Chao 1984": (c.chao1(COUNTS), 5.95),
    "Chao and Jost 2012, coverage": (c.coverage(COUNTS), 0.909524),
    "Hurlbert 1971, ten of twenty": (c.rarefied(COUNTS, 10), 3.878478),
}
LISTS = st.lists(st.integers(0, 40), min_size=1, max_size=12).filter(lambda counts: sum(counts) > 1)


@pytest.mark.parametrize("source", VECTOR)
def test_the_figures_of(source):
    found, printed = VECTOR[source]
    assert found == pytest.approx(printed, abs=5.1e-7)


@pytest.mark.parametrize("size", [3, 10])
def test_rarefied_numbers_are_those_of_random_draws(size):
    rng = np.random.default_rng(0)
    mentions = np.repeat(np.arange(5), COUNTS)
    draws = [np.bincount(rng.permutation(mentions)[:size], minlength=5) for _ in range(4000)]
    assert c.rarefied(COUNTS, size, 0) == pytest.approx(np.mean([(x > 0).sum() for x in draws]), rel=0.02)
    assert c.rarefied(COUNTS, size, 1) == pytest.approx(np.exp(np.mean([c.shannon(x) for x in draws])), rel=0.02)
    assert c.rarefied(COUNTS, size, 2) == pytest.approx(1 / np.mean([1 - c.simpson(x) for x in draws]), rel=0.02)
    left = [1 - sum(COUNTS[s] for s in np.flatnonzero(x == 0)) / 20 for x in draws]
    assert c.coverage(COUNTS, size) == pytest.approx(np.mean(left), abs=0.08)


@given(LISTS)
def test_a_draw_of_all_mentions_has_the_observed_numbers(counts):
    for order in (0, 1, 2):
        assert c.rarefied(counts, sum(counts), order) == pytest.approx(c.hill(counts, order), rel=1e-6)


@given(LISTS)
def test_higher_orders_are_smaller_and_sources_without_mentions_do_not_count(counts):
    numbers = [c.hill(counts, order) for order in (0, 1, 2, 3)]
    assert all(a >= b - 1e-9 for a, b in pairwise(numbers))
    assert c.gini([*counts, 0]) == pytest.approx(c.gini(counts))
    assert c.hill([*counts, 0], 1) == pytest.approx(c.hill(counts, 1))
    assert 0 <= c.coverage(counts) <= 1
    assert c.chao1(counts) >= c.hill(counts, 0) - 1e-9


def test_the_unbiased_effective_number_can_exceed_the_sources_met():
    counts = [2, 1, 1, 1]
    assert 1 / (1 - c.simpson_unbiased(counts)) == pytest.approx(10)
    assert c.hill(counts, 0) == 4
    assert c.chao1(counts) > 4


def test_one_source_alone():
    assert c.hill([7], 1) == 1
    assert c.herfindahl([7]) == 10_000
    assert c.gini([7]) == 0
    assert np.isnan(c.evenness([7]))
    assert np.isnan(c.simpson_unbiased([1]))
    assert c.coverage([7]) == 1
    assert c.coverage([1]) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: c.shannon([0, 0]), "with a source that has any"),
        (lambda: c.shannon([1, -1]), "from 0 up"),
        (lambda: c.rarefied(COUNTS, 21), "1 to 20 mentions, not 21"),
        (lambda: c.rarefied(COUNTS, 5, 3), "order 0, 1 or 2"),
    ],
)
def test_what_has_no_figure_is_refused(call, message):
    with pytest.raises(FramingError, match=message):
        call()
