import numpy as np
import pytest

from framing.stats.contrasts import PermutationOptions, compare_groups, make_group
from framing.stats.estimates import EstimateOptions
from framing.stats.power import Scenario, simulate
from framing.stats.resampling import generator, permutation_p_values

QUICK = EstimateOptions(replicates=400)
FEW = PermutationOptions(permutations=199)


def sums(name, seed, *, articles=40, mean=2.0, columns=2):
    rng = np.random.default_rng(seed)
    words = rng.integers(200, 800, size=(articles, columns)).astype(float)
    return group(name, rng.poisson(mean * words / 500).astype(float), words)


def group(name, numerator, denominator, *, share=False):
    effect = np.ones(numerator.shape[1])
    return make_group(name, (numerator, denominator), effect, share=share, options=QUICK)


def compare(a, b, *, share=False, test=FEW):
    return compare_groups(a, b, share=share, options=QUICK, test=test)


@pytest.mark.parametrize("first", [40, 16])
def test_bursty_counts_under_a_true_null_are_rarely_called_different(first):
    found = []
    for part in range(4):
        rng = generator(1, f"part {part}")
        counts, words = simulate(Scenario(40, 2.0, 1.0, 0.5), 100, rng)
        found.append(permutation_p_values(counts, words, np.arange(80) < first, rng, permutations=199))
    assert 0.03 <= np.mean(np.concatenate(found) <= 0.05) <= 0.07


def test_a_true_difference_is_found():
    found = compare(sums("Alder", 1, mean=4.0), sums("Birch", 2))
    assert (found.p_value == 1 / 200).all()
    assert (found.low > 0).all()
    assert (found.low < found.difference).all()
    assert (found.difference < found.high).all()
    assert found.interval[0] == "MOVER from the groups' intervals"


def test_exchanging_the_groups_flips_the_signs_and_nothing_else():
    a, b = sums("Alder", 1, mean=3.0, articles=33), sums("Birch", 2)
    one, other = compare(a, b), compare(b, a)
    assert one.difference == pytest.approx(-other.difference)
    assert one.low == pytest.approx(-other.high)
    assert one.high == pytest.approx(-other.low)
    assert (one.p_value == other.p_value).all()


def test_no_hit_in_one_group_still_has_an_interval():
    a, b = sums("Alder", 1, mean=0.0), sums("Birch", 2)
    found = compare(a, b)
    assert (found.low < found.difference).all()
    assert (found.difference < found.high).all()
    assert found.interval[0].startswith("MOVER")
    assert (found.p_value == 1 / 200).all()


def test_nothing_to_test_where_neither_group_has_an_event_or_all_are():
    words = np.full((20, 1), 2.0)
    for x, share in ((np.zeros((20, 1)), False), (words, True)):
        found = compare(group("Alder", x, words, share=share), group("Birch", x, words, share=share), share=share)
        assert np.isnan(found.p_value[0])
        assert found.low[0] < 0 < found.high[0]


def test_a_group_that_is_too_small_is_not_tested():
    found = compare(sums("Alder", 1, articles=9), sums("Birch", 2))
    assert np.isnan(found.p_value).all()


def test_with_many_articles_the_normal_approximation_is_named(monkeypatch):
    monkeypatch.setattr("framing.stats.contrasts.FEW", 10)
    a, b = sums("Alder", 1, mean=2.4), sums("Birch", 2)
    permuted = compare(a, b, test=PermutationOptions(permutations=1999))
    normal = compare(a, b, test=PermutationOptions(max_permuted=50))
    assert normal.test[0] == "linearised normal approximation"
    assert permuted.test[0] == "studentised label permutation, B=1999"
    assert normal.p_value == pytest.approx(permuted.p_value, abs=0.06)
