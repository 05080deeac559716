import numpy as np
import pytest

from framing.stats.contrasts import PermutationOptions, compare_groups, make_group
from framing.stats.crossed import align, correlation, swap_p_values
from framing.stats.estimates import EstimateOptions
from framing.stats.ratios import ratio
from framing.stats.resampling import generator, permutation_p_values

QUICK = EstimateOptions(replicates=300)
FEW = PermutationOptions(permutations=199)


def covered(seed=1, stories=25, shared=1.0, ratio=1.0):
    """Sums by story of two outlets whose rates rise and fall together with the story."""
    rng = np.random.default_rng(seed)
    level = rng.gamma(2, 0.5, size=stories)
    sides = []
    for factor in (ratio, 1.0):
        words = rng.integers(200, 900, size=stories).astype(float)
        own = np.where(rng.random(stories) < shared, level, rng.gamma(2, 0.5, size=stories))
        sides.append((rng.poisson(6 * factor * own * words / 500).astype(float)[:, None], words[:, None]))
    return sides


def test_sums_are_laid_under_their_label():
    x, w = align(np.array([2, 5]), (np.array([[1.0], [3.0]]), np.array([[10.0], [30.0]])), np.array([2, 4, 5]))
    assert x[:, 0].tolist() == [1.0, 0.0, 3.0]
    assert w[:, 0].tolist() == [10.0, 0.0, 30.0]


def test_the_correlation_is_that_of_the_residuals():
    first, second = covered()
    found = correlation(first, second)[0]
    residuals = [(x - ratio(x, w) * w)[:, 0] for x, w in (first, second)]
    # residuals sum to 0, so their mean is not taken out
    assert found == pytest.approx((residuals[0] @ residuals[1]) / np.sqrt(np.prod([r @ r for r in residuals])))
    assert found > 0.3
    assert correlation(first, first)[0] == pytest.approx(1)


def test_without_shared_clusters_nothing_is_correlated():
    (x, w), _ = covered()
    sides = [(x * m, w * m) for m in (np.arange(25)[:, None] < 12, np.arange(25)[:, None] >= 12)]
    assert correlation(*sides)[0] == 0


def test_without_shared_clusters_it_is_the_label_permutation():
    (x, w), _ = covered()
    member = np.arange(25) < 10
    sides = [(x * m[:, None], w * m[:, None]) for m in (member, ~member)]
    crossed = swap_p_values(*sides, generator(1), permutations=9999)
    plain = permutation_p_values(x, w, member, generator(2), permutations=9999)
    assert crossed == pytest.approx(plain, abs=0.02)


def test_a_difference_within_stories_is_found_where_labels_do_not_show_it():
    first, second = covered(stories=60, ratio=1.4)
    x, w = (np.vstack([first[i], second[i]]) for i in (0, 1))
    within = swap_p_values(first, second, generator(1), permutations=999)[0]
    between = permutation_p_values(x, w, np.arange(120) < 60, generator(1), permutations=999)[0]
    assert within < between / 4


def groups(first, second, labels):
    return [
        make_group(name, sums, np.ones(1), share=False, options=QUICK, cluster=label)
        for name, sums, label in zip(("Alder", "Birch"), (first, second), labels, strict=True)
    ]


def test_shared_clusters_narrow_the_interval_and_name_the_test():
    first, second = covered(stories=40)
    story = np.arange(40)
    shared = compare_groups(*groups(first, second, (story, story)), share=False, options=QUICK, test=FEW)
    apart = compare_groups(*groups(first, second, (story, story + 40)), share=False, options=QUICK, test=FEW)
    assert shared.high[0] - shared.low[0] < 0.9 * (apart.high[0] - apart.low[0])
    assert shared.interval[0] == "MOVER from the groups' intervals, shared clusters"
    assert shared.test[0] == "studentised permutation within and between clusters, B=199"
    assert apart.test[0] == "studentised label permutation, B=199"


def test_exchanging_the_groups_flips_the_signs_and_nothing_else():
    first, second = covered(stories=40, ratio=1.2)
    a, b = groups(first, second, (np.arange(40), np.arange(40) + 10))
    one, other = (compare_groups(*pair, share=False, options=QUICK, test=FEW) for pair in ((a, b), (b, a)))
    assert (one.difference[0], one.p_value[0]) == (pytest.approx(-other.difference[0]), other.p_value[0])
    assert one.low[0] == pytest.approx(-other.high[0])


def test_with_many_clusters_the_normal_approximation_comes_near():
    first, second = covered(stories=300, ratio=1.05)
    a, b = groups(first, second, (np.arange(300), np.arange(300) + 50))
    drawn, normal = (
        compare_groups(a, b, share=False, options=QUICK, test=PermutationOptions(999, most)).p_value[0]
        for most in (20_000, 100)
    )
    assert drawn == pytest.approx(normal, abs=0.05)


def test_false_positives_with_shared_stories_keep_the_level():
    found = [
        swap_p_values(*covered(seed, stories=15), generator(seed, "p"), permutations=199)[0] for seed in range(400)
    ]
    assert 0.025 <= np.mean(np.array(found) <= 0.05) <= 0.08


def test_clusters_of_one_article_change_nothing():
    first, _ = covered()
    plain, clustered = (
        make_group("Alder", first, np.ones(1), share=False, options=QUICK, cluster=cluster).cells
        for cluster in (None, np.arange(25))
    )
    assert (plain.low[0], plain.high[0]) == (clustered.low[0], clustered.high[0])
