import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from framing.stats.intervals import (
    bca,
    binomial,
    binomial_mid_p,
    expanded,
    linearised,
    mover,
    percentile,
    poisson,
    poisson_mid_p,
    poisson_score,
    studentised,
    wilson,
)


def one(*values):
    return tuple(np.array([float(v)]) for v in values)


def test_no_event_gives_the_rule_of_three():
    low, high = poisson(*one(0, 150), 0.95)
    assert low[0] == 0
    assert high[0] == pytest.approx(-np.log(0.05) / 150)
    assert high[0] == pytest.approx(3 / 150, rel=0.002)


def test_garwood_bounds_of_ten_events():
    # tabulated: 4.795 to 18.390
    low, high = poisson(*one(10, 1), 0.95)
    assert (low[0], high[0]) == pytest.approx((4.7954, 18.3904), abs=1e-4)


def test_clopper_pearson_matches_scipy_and_the_reference_vector():
    low, high = binomial(*one(45, 50), 0.95)
    known = binomtest(45, 50).proportion_ci(0.95, method="exact")
    assert (low[0], high[0]) == pytest.approx((known.low, known.high))
    assert (low[0], high[0]) == pytest.approx((0.781865, 0.966725), abs=5e-7)


def test_shares_of_nought_and_one_are_mirror_images():
    low_0, high_0 = binomial(*one(0, 20), 0.95)
    low_1, high_1 = binomial(*one(20, 20), 0.95)
    assert (low_0[0], high_1[0]) == (0, 1)
    assert high_0[0] == pytest.approx(1 - low_1[0])
    assert high_0[0] == pytest.approx(1 - 0.05 ** (1 / 20))


@given(st.just(0.0) | st.floats(0.01, 50), st.floats(0.01, 50), st.sampled_from([0.8, 0.95, 0.99]))
def test_exact_bounds_hold_the_figure_and_are_never_of_zero_width(count, rest, level):
    for formula in (poisson, binomial, poisson_mid_p, poisson_score, binomial_mid_p):
        low, high = formula(*one(count, count + rest), level)
        assert low[0] <= count / (count + rest) <= high[0]
        assert high[0] - low[0] > 0


def test_mid_p_bounds_leave_half_the_probability_of_the_count_outside():
    from scipy.stats import binom
    from scipy.stats import poisson as counts

    low, high = poisson_mid_p(*one(7, 1), 0.95)
    for bound, wanted in ((low[0], 0.025), (high[0], 0.975)):
        assert counts.sf(7, bound) + counts.pmf(7, bound) / 2 == pytest.approx(wanted)
    low, high = binomial_mid_p(*one(7, 20), 0.9)
    for bound, wanted in ((low[0], 0.05), (high[0], 0.95)):
        assert binom.sf(7, 20, bound) + binom.pmf(7, 20, bound) / 2 == pytest.approx(wanted)


@given(st.integers(0, 40), st.integers(0, 40))
def test_mid_p_bounds_lie_within_the_exact_ones_and_keep_the_rule_of_three(count, rest):
    for exact, mid in ((poisson, poisson_mid_p), (binomial, binomial_mid_p)):
        wide, narrow = (formula(*one(count, count + rest + (rest == count == 0)), 0.95) for formula in (exact, mid))
        assert wide[0][0] <= narrow[0][0] + 1e-9
        assert narrow[1][0] <= wide[1][0] + 1e-9
        if not count:
            assert narrow[1][0] == pytest.approx(wide[1][0])


def test_score_bounds_are_the_rates_z_deviations_away():
    low, high = poisson_score(*one(9, 3), 0.95)
    for bound in (low[0], high[0]):
        assert abs(9 - 3 * bound) / np.sqrt(3 * bound) == pytest.approx(1.959964, abs=1e-6)
    assert poisson_score(*one(0, 150), 0.95)[1][0] == pytest.approx(-np.log(0.05) / 150)


def test_percentile_bounds_are_quantiles():
    low, high = percentile(np.arange(101.0).reshape(-1, 1), 0.9)
    assert (low[0], high[0]) == pytest.approx((5, 95))


def test_bca_without_bias_or_skewness_is_the_percentile_interval():
    replicates = np.linspace(-1, 1, 2001).reshape(-1, 1)
    jackknife = np.array([[-1.0], [0.0], [1.0]])
    low, high = bca(replicates, np.array([0.0]), jackknife, 0.95)
    assert (low[0], high[0]) == pytest.approx((-0.95, 0.95), abs=1e-3)


def test_bca_moves_towards_the_long_tail():
    rng = np.random.default_rng(1)
    sample = rng.exponential(size=20)
    means = rng.choice(sample, (4000, 20)).mean(axis=1).reshape(-1, 1)
    left_out = ((sample.sum() - sample) / 19).reshape(-1, 1)
    low, high = bca(means, np.array([sample.mean()]), left_out, 0.95)
    plain = percentile(means, 0.95)
    assert low[0] > plain[0][0]
    assert high[0] > plain[1][0]


def test_mover_of_normal_intervals_adds_variances():
    low, high = mover(one(5, 2, 8), one(1, -3, 5))
    assert (low[0], high[0]) == pytest.approx((4 - 5, 4 + 5))


def test_correlated_figures_have_a_narrower_difference():
    first, second = one(5, 2, 8), one(1, -3, 5)
    low, high = mover(first, second, 0.5)
    assert (low[0], high[0]) == pytest.approx((4 - np.sqrt(13), 4 + np.sqrt(13)))
    assert mover(first, first, 1.0) == (0.0, 0.0)


def test_studentised_bounds_turn_the_quantiles_round():
    # (value* - value)/error* runs from -3 to 1: the upper bound lies far out
    errors = np.full((401, 1), 0.5)
    values = 2 + np.linspace(-3, 1, 401).reshape(-1, 1) * errors
    low, high = studentised(*one(2, 0.25), (values, errors), 0.9)
    assert (low[0], high[0]) == pytest.approx((2 - 0.8 * 0.25, 2 + 2.8 * 0.25))


def test_studentised_bounds_stay_in_range():
    values, errors = np.linspace(0, 2, 201).reshape(-1, 1), np.full((201, 1), 0.1)
    low, high = studentised(*one(0.5, 0.5), (values, errors), 0.95, limits=(0.0, 1.0))
    assert (low[0], high[0]) == (0.0, 1.0)


def test_resamples_without_spread_take_the_error_of_the_sample():
    values = np.linspace(1, 3, 101).reshape(-1, 1)
    for error in (0.0, 1.0):
        low, high = studentised(*one(2, 1), (values, np.full((101, 1), error)), 0.9)
        assert (low[0], high[0]) == pytest.approx((1.1, 2.9))


def test_linearised_bounds_of_shares_and_rates_stay_in_range():
    rate = linearised(*one(2, 0.5, 1e9), 0.95, share=False)
    assert (rate[0][0], rate[1][0]) == pytest.approx((2 * np.exp(-1.96 * 0.25), 2 * np.exp(1.96 * 0.25)), rel=1e-4)
    share = linearised(*one(0.98, 0.05, 10), 0.95, share=True)
    assert 0 < share[0][0] < 0.98 < share[1][0] < 1
    assert np.isnan(linearised(*one(0, 0, 10), 0.95, share=False)).all()
    assert np.isnan(linearised(*one(1, 0, 10), 0.95, share=True)).all()


def test_wilson_bounds_hold_the_share_and_are_mirror_images():
    low, high = wilson(*one(3, 20), 0.95)
    other_low, other_high = wilson(*one(17, 20), 0.95)
    assert low[0] < 0.15 < high[0]
    assert (low[0], high[0]) == pytest.approx((1 - other_high[0], 1 - other_low[0]))


def test_the_level_is_expanded_where_clusters_are_few():
    assert expanded(0.95, 20) == pytest.approx(1 - 2 * 0.01592, abs=1e-4)
    assert expanded(0.95, 10_000) == pytest.approx(0.95, abs=1e-4)
    assert expanded(0.95, 12) > expanded(0.95, 40) > 0.95
