import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.stats.shrinkage import (
    BetaPrior,
    ShrinkageOptions,
    beta_from_moments,
    fit_beta_binomial,
    intraclass_correlation,
    shrink_normal,
    shrink_shares,
)

QUICK = ShrinkageOptions(draws=2000)


def cells(seed=1, outlets=40, alpha=2.0, beta=6.0):
    rng = np.random.default_rng(seed)
    n = rng.integers(5, 200, size=outlets)
    return rng.binomial(n, rng.beta(alpha, beta, size=outlets)).astype(float), n.astype(float)


def test_the_prior_is_recovered():
    k, n = cells(outlets=2000)
    prior = fit_beta_binomial(k, n)
    assert (prior.mean, prior.size) == (pytest.approx(0.25, abs=0.01), pytest.approx(8, rel=0.1))
    assert intraclass_correlation(k, n) == pytest.approx(prior.icc, abs=0.02)


def test_cells_that_do_not_differ_are_pooled_completely():
    found = shrink_shares([20.0] * 12, [100.0] * 12, options=QUICK)
    assert found["shrunk"].to_numpy() == pytest.approx(np.full(12, 0.2), abs=1e-3)
    assert (found["weight"] < 0.01).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), min_size=3, max_size=15))
def test_shrunk_shares_lie_between_the_raw_share_and_the_prior(pairs):
    k = np.array([min(a, b) for a, b in pairs], dtype=float)
    n = np.array([b for _, b in pairs], dtype=float)
    if k.sum() in (0, n.sum()):
        return
    prior = fit_beta_binomial(k, n)
    found = shrink_shares(k, n, prior=prior, options=ShrinkageOptions(draws=50))
    low, high = np.minimum(found["raw"], prior.mean), np.maximum(found["raw"], prior.mean)
    assert ((found["shrunk"] >= low - 1e-9) & (found["shrunk"] <= high + 1e-9)).all()
    assert (found["low"] <= found["high"]).all()


def test_a_cell_without_mentions_has_the_prior():
    prior = BetaPrior(2.0, 6.0, 0.0)
    found = shrink_shares([0.0, 4.0], [0.0, 10.0], prior=prior, options=QUICK)
    assert (found["shrunk"][0], found["weight"][0]) == (0.25, 0.0)
    assert np.isnan(found["raw"][0])


def test_intervals_hold_the_true_shares_at_their_level():
    held = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        share, n = rng.beta(2, 6, size=25), rng.integers(3, 80, size=25)
        found = shrink_shares(rng.binomial(n, share).astype(float), n, options=ShrinkageOptions(draws=100))
        held.append((found["low"] <= share) & (share <= found["high"]))
    assert 0.93 <= np.mean(held) <= 0.97


def test_few_cells_add_the_uncertainty_of_the_prior():
    k, n = [3.0, 5.0, 0.0, 9.0], [10.0, 10.0, 6.0, 20.0]
    plain, widened = (shrink_shares(k, n, options=ShrinkageOptions(few=few)) for few in (0, 10))
    assert (widened["high"] - widened["low"]).sum() > (plain["high"] - plain["low"]).sum()
    assert widened["shrunk"].to_numpy() == pytest.approx(plain["shrunk"].to_numpy())


def test_a_design_effect_shrinks_more():
    k, n = cells()
    alone, clustered = (shrink_shares(k, n, effect=effect, prior=BetaPrior(2, 6, 0.0)) for effect in (1.0, 4.0))
    assert (clustered["weight"] < alone["weight"]).all()


def test_the_probability_of_being_highest_sums_to_one():
    found = shrink_shares(*cells(), options=QUICK)
    assert found["p_highest"].sum() == pytest.approx(1)
    assert found["p_highest"].idxmax() == found["shrunk"].idxmax()


def test_moments_and_parameters_agree():
    alpha, beta = beta_from_moments(0.25, np.sqrt(0.25 * 0.75 / 9))
    assert (alpha, beta) == (pytest.approx(2), pytest.approx(6))


def test_figures_with_errors_are_drawn_to_their_mean():
    rng = np.random.default_rng(2)
    true, error = rng.normal(1.0, 0.5, size=60), rng.uniform(0.1, 1.0, size=60)
    raw = rng.normal(true, error)
    found = shrink_normal(raw, error)
    assert np.square(found["shrunk"] - true).mean() < 0.7 * np.square(raw - true).mean()
    assert 0.85 <= ((found["low"] <= true) & (true <= found["high"])).mean() <= 1.0


def test_a_walk_follows_its_neighbours_and_fills_gaps():
    rng = np.random.default_rng(3)
    true = np.sin(np.arange(40) / 6)
    error = np.full(40, 0.5)
    error[20] = np.nan
    raw = rng.normal(true, 0.5)
    found = shrink_normal(raw, error, walk=True)
    assert np.square(found["shrunk"] - true).mean() < 0.4 * 0.25
    assert np.isnan(found["raw"][20])
    assert found["low"][20] < true[20] < found["high"][20]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fit_beta_binomial([3.0], [10.0]), r"1 cell\(s\) with a total; pooling needs at least 2"),
        (lambda: fit_beta_binomial([0.0, 0.0], [10.0, 4.0]), "no cell has an event"),
        (lambda: fit_beta_binomial([11.0, 1.0], [10.0, 4.0]), "11 of 10 in cell 0"),
        (lambda: beta_from_moments(0.5, 0.6), "no Beta distribution has mean 0.5"),
        (lambda: shrink_normal([1.0, 2.0], [0.1, 0.1]), "2 cells with a standard error; pooling needs at least 3"),
        (lambda: shrink_normal([1.0] * 5, [0.1] * 5, walk=True), "pooling needs at least 8"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(FramingError, match=message):
        call()
