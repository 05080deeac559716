import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from framing.errors import FramingError
from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.stats.ratios import linearised_se

QUICK = EstimateOptions(replicates=200)


def test_a_rate_is_per_thousand_with_its_sums():
    rng = np.random.default_rng(1)
    words, counts = rng.integers(200, 800, size=50), rng.poisson(2, size=50)
    found = estimate_ratio(counts, words)
    assert found.value == pytest.approx(1000 * counts.sum() / words.sum())
    assert found.low < found.value < found.high
    assert (found.numerator, found.denominator) == (counts.sum(), words.sum())
    assert (found.n_articles, found.level, found.seed) == (50, 0.95, 0)
    assert found.method == "article bootstrap, studentised, B=2000"
    assert found.unit == "per 1,000 words"


@pytest.mark.parametrize("interval", ["percentile", "BCa"])
def test_other_bootstrap_intervals_are_named(interval):
    found = estimate_ratio(np.arange(20), np.full(20, 100), options=EstimateOptions(replicates=200, interval=interval))
    assert found.method == f"article bootstrap, {interval}, B=200"
    assert found.low < found.value < found.high


def test_the_linearised_interval_is_reached_without_resampling():
    options = EstimateOptions(interval="linearised")
    found = estimate_ratio(np.arange(40), np.full(40, 100), options=options)
    # 195 ± t(39) · standard error, on the logarithm
    error = 1000 * linearised_se(np.arange(40.0)[:, None], np.full((40, 1), 100.0))[0]
    reach = t.isf(0.025, 39) * error / 195
    assert (found.low, found.high) == pytest.approx((195 * np.exp(-reach), 195 * np.exp(reach)))
    assert (found.method, found.seed) == ("article-clustered, linearised", None)


def test_an_unknown_interval_names_the_valid_ones():
    with pytest.raises(FramingError, match="'normal'; choose from studentised, percentile, BCa, linearised"):
        EstimateOptions(interval="normal")


def test_articles_of_one_story_are_resampled_together():
    rng = np.random.default_rng(4)
    story = np.repeat(np.arange(40), 3)
    counts = rng.poisson(2 * rng.gamma(1.0, 1.0, size=40)[story])
    alone, together = (estimate_ratio(counts, np.full(120, 400), cluster=label) for label in (None, story))
    assert together.value == alone.value
    assert together.n_articles == 120
    assert together.method == "cluster bootstrap, studentised, B=2000"
    assert together.high - together.low > 1.2 * (alone.high - alone.low)


def test_no_hit_has_the_rule_of_three_over_the_design_effect():
    found = estimate_ratio(np.zeros(30), np.full(30, 500), effect=2.0)
    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(1000 * -np.log(0.05) / (15_000 / 2))
    assert found.method == "exact Poisson, mid-p, design effect 2.00"
    assert found.seed is None


def test_every_mention_loaded_has_a_lower_bound_below_one():
    found = estimate_ratio(np.full(30, 2), np.full(30, 2), share=True)
    assert (found.value, found.high) == (1, 1)
    assert found.low == pytest.approx(0.05 ** (1 / 60))


def test_articles_that_all_have_one_ratio_are_not_certain():
    found = estimate_ratio(np.full(30, 1), np.full(30, 2), share=True, options=QUICK)
    assert found.high - found.low > 0.2
    assert found.method.startswith("exact binomial")


def test_no_denominator_gives_no_figure():
    found = estimate_ratio(np.zeros(5), np.zeros(5))
    assert np.isnan([found.value, found.low, found.high]).all()
    assert found.n_articles == 0


def test_articles_without_exposure_change_nothing():
    rng = np.random.default_rng(2)
    total = rng.integers(1, 9, size=40)
    part = rng.binomial(total, 0.4)
    more = [np.concatenate([values, np.zeros(500, dtype=int)]) for values in (part, total)]
    assert estimate_ratio(part, total, share=True) == estimate_ratio(*more, share=True)


def test_the_seed_decides_the_interval():
    counts, words = np.arange(40), np.full(40, 100)
    one, again, other = (
        estimate_ratio(counts, words, options=EstimateOptions(replicates=200, seed=seed)) for seed in (1, 1, 2)
    )
    assert one == again
    assert (one.low, one.high) != (other.low, other.high)
    assert one.value == other.value


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40), st.booleans())
def test_intervals_hold_the_figure_and_have_width(cells, share):
    part = np.array([a for a, _ in cells])
    total = np.array([a + b for a, b in cells])
    found = estimate_ratio(part, total, share=share, options=QUICK)
    if total.sum() == 0:
        assert np.isnan(found.value)
    else:
        assert found.low < found.high
        assert found.low <= found.value * (1 + 1e-12)
        assert found.high >= found.value * (1 - 1e-12)


def test_higher_confidence_is_wider():
    counts, words = np.arange(40), np.full(40, 100)
    narrow, wide = (estimate_ratio(counts, words, options=EstimateOptions(level=x)) for x in (0.8, 0.99))
    assert wide.low < narrow.low
    assert wide.high > narrow.high
