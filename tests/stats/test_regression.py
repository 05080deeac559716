from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from framing.errors import FramingError
from framing.stats.ratios import linearised_se
from framing.stats.regression import INTERCEPT, RegressionOptions, _Data, _permutation_p, fit_rates, fit_shares
from framing.stats.resampling import generator, permutation_p_values

QUICK = RegressionOptions(replicates=499)
MANY = RegressionOptions(few=0)


def articles(seed=1, n=60, ratio=1.0):
    """Bursty counts of two outlets, the second with `ratio` times the rate."""
    rng = np.random.default_rng(seed)
    outlet = np.where(np.arange(n) < n // 2, "Alder", "Birch")
    words = rng.integers(200, 900, size=n).astype(float)
    mean = words / 300 * np.where(outlet == "Birch", ratio, 1.0)
    return rng.poisson(mean * rng.gamma(2, 0.5, size=n)).astype(float), words, pd.DataFrame({"outlet": outlet})


def test_without_other_covariates_the_coefficient_is_the_log_of_the_ratio_of_rates():
    x, w, outlet = articles(ratio=2.0)
    found = fit_rates(x, w, outlet, options=QUICK)
    second = outlet["outlet"] == "Birch"
    rates = [x[rows].sum() / w[rows].sum() for rows in (~second, second)]
    assert found.coefficients["term"].tolist() == [INTERCEPT, "outlet[Birch]"]
    assert found.coefficients["ratio"].tolist() == pytest.approx([rates[0], rates[1] / rates[0]])
    assert (found.model, found.n, found.n_clusters) == ("quasi-poisson", 60, 60)


def test_the_sandwich_is_the_linearised_error_on_the_log_scale():
    x, w, outlet = articles()
    found = fit_rates(x, w, outlet, options=MANY).coefficients.iloc[1]
    parts = [outlet["outlet"] == name for name in ("Alder", "Birch")]
    squares = [(linearised_se(x[p, None], w[p, None])[0] / (x[p].sum() / w[p].sum())) ** 2 for p in parts]
    # 30/29 an outlet in the linearised error, 60/59 · 59/58 over all in the sandwich: the same
    assert found["se"] == pytest.approx(np.sqrt(sum(squares)))
    assert found["p_value"] == pytest.approx(2 * t.sf(abs(found["estimate"] / found["se"]), 59))


def test_few_clusters_have_the_jackknife_and_the_permutation():
    x, w, outlet = articles(n=24)
    few, many = (fit_rates(x, w, outlet, options=options) for options in (QUICK, MANY))
    assert few.method == "cluster jackknife (CV3), t(23); studentised covariate permutation, B=499"
    assert many.method == "cluster-robust sandwich, t(23)"
    assert few.coefficients["se"][1] > many.coefficients["se"][1]
    assert few.coefficients["p_value"].notna().tolist() == [False, True]
    assert few.coefficients["p_value"][1] > many.coefficients["p_value"][1]


def test_without_other_covariates_the_permutation_is_that_of_the_labels():
    x, w, outlet = articles(n=24, ratio=2.0)
    found = fit_rates(x, w, outlet, options=RegressionOptions(replicates=4999)).coefficients["p_value"][1]
    member = (outlet["outlet"] == "Birch").to_numpy()
    plain = permutation_p_values(x[:, None], w[:, None], member, generator(0, "labels"), permutations=4999)[0]
    assert found == pytest.approx(plain, abs=0.02)


@pytest.mark.parametrize("shared", [0, 8, 16])
def test_the_permutation_deals_stories_not_articles(shared):
    """False positives where stories raise or lower what outlets write, of two articles an outlet and story."""
    rng, wrong = np.random.default_rng(shared), []
    outlet = np.repeat([0.0, 1.0], 32)
    story = np.concatenate([np.arange(32) // 2, np.arange(32) // 2 + 16 - shared])
    for _ in range(150):
        x = rng.poisson(3 * rng.gamma(2, 0.5, size=32)[story]).astype(float)
        found = fit_rates(x, np.ones(64), pd.DataFrame({"outlet": outlet}), cluster=story, options=QUICK)
        wrong.append(found.coefficients["p_value"][1] <= 0.05)
    assert 0 < np.mean(wrong) < 0.11


def test_a_collinear_null_model_is_an_error_with_a_remedy():
    x, w, outlet = articles(n=24)
    data = _Data(x, w, np.column_stack([np.ones(24), outlet["outlet"] == "Birch", np.ones(24)]), np.arange(24), "nb2")
    with pytest.raises(FramingError, match="no single estimate; use fewer covariates"):
        _permutation_p(replace(data, model="quasi-poisson"), 1, QUICK)


@pytest.mark.parametrize("model", ["quasi-poisson", "nb2"])
def test_one_step_of_the_jackknife_is_as_good_as_a_fit(monkeypatch, model):
    x, w, outlet = articles(n=120, ratio=2.0)
    fitted = fit_rates(x, w, outlet, model=model, options=replace(QUICK, tested=("none",)))
    monkeypatch.setattr("framing.stats.regression._REFITTED", 0)
    stepped = fit_rates(x, w, outlet, model=model, options=replace(QUICK, tested=("none",)))
    assert stepped.coefficients["se"].to_numpy() == pytest.approx(fitted.coefficients["se"].to_numpy(), rel=0.04)
    assert stepped.coefficients["p_value"][1] == pytest.approx(
        2 * t.sf(abs(stepped.coefficients["estimate"] / stepped.coefficients["se"])[1], 119)
    )


def test_a_true_difference_is_found_and_a_null_one_is_not():
    for ratio, below in ((3.0, True), (1.0, False)):
        x, w, outlet = articles(ratio=ratio)
        for model in ("quasi-poisson", "nb2"):
            found = fit_rates(x, w, outlet, model=model, options=QUICK).coefficients.iloc[1]
            assert bool(found["p_value"] < 0.01) is below
            assert bool(found["low"] > 0) is below


def test_clusters_widen_what_their_stories_share():
    rng = np.random.default_rng(3)
    story = np.repeat(np.arange(20), 4)
    outlet = pd.DataFrame({"outlet": np.where(story < 10, "Alder", "Birch")})
    x = rng.poisson(2 * rng.gamma(1, 1, size=20)[story]).astype(float)
    alone, together = (fit_rates(x, np.full(80, 300.0), outlet, cluster=c, options=MANY) for c in (None, story))
    assert together.coefficients["se"][1] > 1.3 * alone.coefficients["se"][1]
    assert together.n_clusters == 20


def test_a_covariate_takes_its_part_of_the_difference():
    rng = np.random.default_rng(5)
    n = 400
    opinion = rng.random(n) < np.where(np.arange(n) < n // 2, 0.2, 0.8)
    frame = pd.DataFrame({"outlet": np.where(np.arange(n) < n // 2, "Alder", "Birch"), "opinion": opinion * 1.0})
    x = rng.poisson(np.where(opinion, 4.0, 1.0)).astype(float)
    raw, adjusted = (fit_rates(x, np.ones(n), frame[columns]) for columns in (["outlet"], ["outlet", "opinion"]))
    assert raw.coefficients["low"][1] > 0.3
    assert abs(adjusted.coefficients["estimate"][1]) < 0.2
    assert adjusted.coefficients["ratio"][2] == pytest.approx(4, rel=0.15)


def test_shares_give_the_log_of_the_odds_ratio():
    x, n = np.array([3.0, 5, 2, 8, 9, 6]), np.full(6, 10.0)
    found = fit_shares(x, n, pd.DataFrame({"outlet": list("AAABBB")}), options=QUICK)
    assert found.coefficients["ratio"][1] == pytest.approx((23 / 7) / (10 / 20))
    assert (found.model, found.dispersion > 0) == ("quasi-binomial", True)


def test_categories_are_coded_against_the_first():
    x, w, _ = articles()
    section = pd.Categorical(np.tile(["news", "opinion", "sport"], 20), categories=["sport", "news", "opinion"])
    found = fit_rates(x, w, pd.DataFrame({"section": section}), options=QUICK)
    assert found.coefficients["term"].tolist() == [INTERCEPT, "section[news]", "section[opinion]"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda x, w, c: (x, w * 0, c), "exposure is 0 in row 0"),
        (lambda x, w, c: (x[:-1], w, c), "59, 60, 60 and 60 rows|59, 60, 60 and 59 rows"),
        (lambda x, w, c: (x, w, c.assign(outlet="Alder", note=1.0)), "'note' repeats others or never varies"),
        (lambda x, w, c: (x * (c["outlet"] == "Alder"), w, c), r"no finite estimate for 'outlet\[Birch\]'"),
        (lambda x, w, c: (x, w, c.assign(outlet=None)), "covariate 'outlet' has no value in row 0"),
        (lambda x, w, c: (-x, w, c), "a count is -"),
        (lambda x, w, c: (x + np.inf, w, c), "a count is inf"),
        (lambda x, w, c: (x, w * np.nan, c), "exposure is nan in row 0"),
        (lambda x, w, c: (x, w * np.inf, c), "exposure is inf in row 0"),
        (lambda x, w, c: (x, w, c.assign(size=np.inf)), "covariate 'size' is infinite"),
    ],
)
def test_bad_input_is_named(change, message):
    with pytest.raises(FramingError, match=message):
        fit_rates(*change(*articles()), options=QUICK)


def test_more_bad_input_is_named():
    x, w, outlet = articles()
    with pytest.raises(FramingError, match=r"1 cluster\(s\): a spread needs at least 2"):
        fit_rates(x, w, outlet, cluster=np.zeros(60))
    with pytest.raises(FramingError, match="unknown model 'poisson'; choose from quasi-poisson, nb2"):
        fit_rates(x, w, outlet, model="poisson")
    with pytest.raises(FramingError, match="11 of 10 in row 0; a share is at most 1"):
        fit_shares(np.full(60, 11.0), np.full(60, 10.0), outlet)
    with pytest.raises(FramingError, match="counts are not overdispersed"):
        fit_rates(np.tile([2.0, 3.0], 30), np.ones(60), outlet, model="nb2")


def test_covariates_that_part_only_by_one_cluster_are_named():
    x, w, outlet = articles()
    other = outlet["outlet"] == "Birch"
    almost = pd.DataFrame({"outlet": other.astype(float), "desk": other.astype(float) + 0.5 * (np.arange(60) == 40)})
    with pytest.raises(FramingError, match=r"without one of its 60 clusters .* use fewer covariates"):
        fit_rates(x, w, almost, options=QUICK)
    with pytest.raises(FramingError, match=r"without one of its 60 clusters .* use fewer covariates"):
        fit_shares(np.minimum(x, 20), np.full(60, 25.0), almost, options=QUICK)


def test_a_covariate_that_tells_all_events_has_no_estimate():
    rank = np.arange(60.0)
    with pytest.raises(FramingError, match="no finite estimate"):
        fit_shares((rank >= 30) * 4.0, np.full(60, 4.0), pd.DataFrame({"rank": rank}), options=QUICK)
