import itertools

import numpy as np
import pytest

from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.stats.ratios import linearised_se, ratio
from framing.stats.resampling import (
    bootstrap_ratios,
    bootstrap_with_errors,
    bundled,
    bundled_groups,
    few_among_many_p_values,
    generator,
    jackknife_ratios,
    normal_p_values,
    permutation_p_values,
    random_groups,
    studentised_difference,
)


def data(seed=1, articles=30, columns=3):
    rng = np.random.default_rng(seed)
    words = rng.integers(100, 900, size=(articles, columns)).astype(float)
    return rng.poisson(words / 300).astype(float), words


def test_results_do_not_depend_on_the_chunks():
    counts, words = data()
    member = np.arange(30) < 11
    for chunk in (1, 100, 7919):
        whole, parts = (
            bootstrap_ratios(counts, words, generator(3, "x"), replicates=200, chunk_values=values)
            for values in (10**7, chunk)
        )
        assert (whole == parts).all()
        whole, parts = (
            permutation_p_values(counts, words, member, generator(3, "x"), permutations=199, chunk_values=values)
            for values in (10**7, chunk)
        )
        assert (whole == parts).all()


def test_resamples_with_errors_are_those_without():
    counts, words = data()
    value, error = bootstrap_with_errors(counts, words, generator(3, "x"), replicates=50)
    assert (value == bootstrap_ratios(counts, words, generator(3, "x"), replicates=50)).all()
    # the same draw by hand
    drawn = generator(3, "x").integers(30, size=(50, 30))[7]
    assert error[7] == pytest.approx(linearised_se(counts[drawn], words[drawn]))


def test_leaving_an_article_out_takes_its_sums():
    counts, words = data()
    kept = np.arange(30) != 4
    assert jackknife_ratios(counts, words)[4] == pytest.approx(ratio(counts[kept], words[kept]))


def test_the_statistic_is_the_difference_over_its_clustered_error():
    counts, words = data()
    member = np.arange(30) < 11
    parts = [(counts[m], words[m]) for m in (member, ~member)]
    error = np.hypot(*(linearised_se(*part) for part in parts))
    expected = (ratio(*parts[0]) - ratio(*parts[1])) / error
    assert studentised_difference(counts, words, member)[0] == pytest.approx(expected)


def test_differences_without_spread_are_infinite_or_nought():
    words = np.full((6, 2), 3.0)
    counts = np.array([[3, 1], [3, 1], [3, 1], [0, 1], [0, 1], [0, 1]], dtype=float)
    found = studentised_difference(counts, words, np.arange(6) < 3)[0]
    assert found.tolist() == [np.inf, 0.0]


def test_random_groups_have_their_size_and_are_equally_likely():
    drawn = random_groups(5, 2, np.random.default_rng(1), count=20_000)
    assert (drawn.sum(axis=1) == 2).all()
    codes = drawn @ 2 ** np.arange(5)
    expected = [2**i + 2**j for i, j in itertools.combinations(range(5), 2)]
    found = np.array([(codes == code).sum() for code in expected])
    assert found.sum() == 20_000
    assert np.abs(found - 2000).max() < 5 * np.sqrt(2000)


def test_few_articles_among_very_many_are_tested_as_by_permutation():
    rng = np.random.default_rng(7)
    counts = rng.negative_binomial(1, 0.4, size=(4000, 3)).astype(float)
    words = np.repeat(rng.integers(200, 900, size=(4000, 1)).astype(float), 3, axis=1)
    member = np.arange(4000) >= 3985  # the small group may be either
    counts[member] += np.array([0.0, 1.0, 3.0])
    for inside in (member, ~member):
        found = few_among_many_p_values(counts, words, inside, generator(1), permutations=3999)
        permuted = permutation_p_values(counts, words, inside, generator(2), permutations=3999)
        assert found == pytest.approx(permuted, abs=0.03)


def test_permutation_p_value_is_near_the_exact_one():
    counts, words = data(seed=4, articles=9, columns=1)
    member = np.arange(9) < 4
    every = np.zeros((126, 9))
    for row, chosen in enumerate(itertools.combinations(range(9), 4)):
        every[row, list(chosen)] = 1
    observed = abs(studentised_difference(counts, words, member)[0, 0])
    drawn = np.abs(studentised_difference(counts, words, member, draws=every)[:, 0])
    exact = (drawn >= observed - 1e-9).mean()
    found = permutation_p_values(counts, words, member, generator(1), permutations=9999)[0]
    assert found == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 9999) + 1e-4)


def test_no_difference_has_p_of_one_and_a_large_one_the_smallest_p():
    words = np.full((40, 2), 100.0)
    counts = np.column_stack([np.ones(40), np.arange(40) < 20]).astype(float)
    found = permutation_p_values(counts, words, np.arange(40) < 20, generator(1), permutations=199)
    assert found.tolist() == [1.0, 1 / 200]


def test_the_normal_approximation_is_close_with_many_articles():
    counts, words = data(seed=2, articles=600)
    member = np.arange(600) < 250
    exact = permutation_p_values(counts, words, member, generator(1), permutations=2999)
    assert normal_p_values(counts, words, member) == pytest.approx(exact, abs=0.03)


def test_bundles_keep_the_sums_and_hold_as_many_articles_each():
    rng = np.random.default_rng(1)
    x, w = rng.poisson(1, (5_431, 2)).astype(float), np.ones((5_431, 2))
    bundles = bundled((x, w), rng)
    assert len(bundles[0]) == 5_431 // 5
    assert np.array_equal(bundles[0].sum(axis=0), x.sum(axis=0))
    assert set(bundles[1][:, 0]) <= {5.0, 6.0}
    few = x[:2_000], w[:2_000]
    assert bundled(few, rng) is few


def test_bundles_of_two_groups_hold_articles_of_one():
    rng = np.random.default_rng(2)
    member = rng.random(6_000) < 0.3
    x = np.where(member, 1.0, 0.0)[:, None]
    sums, group = bundled_groups((x, np.ones((6_000, 1))), member, rng)
    assert len(group) < 1_100
    assert group.sum() >= 250
    share = sums[0] / sums[1]
    assert np.array_equal(share[:, 0], group.astype(float))
    assert sums[1].sum() == 6_000


def test_a_small_group_is_not_bundled_away():
    member = np.arange(9_000) < 300
    sums = np.ones((9_000, 1)), np.ones((9_000, 1))
    assert bundled_groups(sums, member, np.random.default_rng(3))[0] is sums


def test_bundles_hardly_change_an_interval_of_many_articles():
    rng = np.random.default_rng(3)
    words = rng.integers(100, 900, 4_000).astype(float)
    events = np.where(rng.random(4_000) < 0.1, rng.poisson(2, 4_000), 0).astype(float)
    whole = estimate_ratio(events, words)
    linear = estimate_ratio(events, words, options=EstimateOptions(interval="linearised"))
    assert whole.high - whole.low == pytest.approx(linear.high - linear.low, rel=0.1)
