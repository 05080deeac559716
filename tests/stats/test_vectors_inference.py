"""Published and independently computed numbers, reproduced to their printed digits.

Tests are named after the entry of the reference vectors and its source. Bootstrap entries are checked within three
Monte-Carlo standard errors.
"""

import json

import numpy as np
import pandas as pd
import pytest

from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.stats.intervals import binomial, wilson
from framing.stats.matched import MatchedOptions, matched_difference
from framing.stats.multiplicity import adjust
from framing.stats.power import (
    cohen_h,
    design_factor,
    effective_labels,
    rule_of_three,
    size_for_alpha,
    size_for_share,
    size_for_two_shares,
)
from framing.stats.ratios import linearised_se, ratio, sum_by
from framing.stats.regression import RegressionOptions, fit_rates
from framing.stats.resampling import bootstrap_ratios, generator, jackknife_ratios
from framing.stats.robustness import leave_one_term_out
from framing.stats.shrinkage import (
    ShrinkageOptions,
    beta_from_moments,
    fit_beta_binomial,
    intraclass_correlation,
    shrink_shares,
)
from framing.stats.stratified import breslow_day, conditional_logit, mantel_haenszel

# the sandwich of every number of clusters, as the vectors have it
SANDWICH = RegressionOptions(few=0)


@pytest.fixture(scope="module")
def vectors(shared):
    return json.loads((shared / "reference" / "test_vectors.json").read_text())


def printed(value):
    """Equal to six printed decimals."""
    return pytest.approx(value, abs=5.01e-7)


@pytest.fixture(scope="module")
def rates(vectors):
    entry = vectors["d_rates"]
    columns = {name: np.array(entry[name]) for name in ("outlet", "story", "count", "words")}
    return pd.DataFrame(columns), entry["out"]


def sums(articles, outlet):
    part = articles[articles["outlet"] == outlet]
    return tuple(part[name].to_numpy(dtype=float)[:, None] for name in ("count", "words")), part["story"].to_numpy()


@pytest.mark.parametrize("outlet", ["A", "B"])
def test_d_rates_cochran_1977(rates, outlet):
    articles, out = rates
    (x, w), story = sums(articles, outlet)
    expected = out[outlet]
    assert 1000 * ratio(x, w)[0] == printed(expected["rate"])
    assert 1000 * (x / w).mean() == printed(expected["mean_of_article_rates"])
    assert 1000 * linearised_se(x, w)[0] == printed(expected["se_lin"])
    assert 1000 * linearised_se(sum_by(story, x), sum_by(story, w))[0] == printed(expected["se_lin_story"])
    left_out = 1000 * jackknife_ratios(x, w)[:, 0]
    assert np.sqrt(11 / 12 * np.square(left_out - left_out.mean()).sum()) == printed(expected["jackknife_se"])


@pytest.mark.parametrize("outlet", ["A", "B"])
def test_d_rates_field_welsh_2007_bootstrap(rates, outlet):
    articles, out = rates
    (x, w), _ = sums(articles, outlet)
    drawn = 1000 * bootstrap_ratios(x, w, generator(0), replicates=200_000).reshape(20, 10_000)
    found = np.column_stack([drawn.std(axis=1), *np.quantile(drawn, [0.025, 0.975], axis=1)])
    expected = np.array([out[outlet]["boot_se"], *out[outlet]["boot_pct95_seed0_B10000"]])
    # the twenty runs of 10,000 show the error of one such run
    error = found.std(axis=0, ddof=1) * np.sqrt(1 + 1 / 20)
    # a bound of few distinct sums can stand still from run to run: then it must be met to the printed digits
    assert (np.abs(found.mean(axis=0) - expected) <= 3 * error + 5.01e-7).all()


def test_d_rates_percentile_interval_of_the_public_function(rates):
    articles, out = rates
    (x, w), _ = sums(articles, "A")
    options = EstimateOptions(replicates=10_000, interval="percentile")
    found = estimate_ratio(np.tile(x[:, 0], 1), w[:, 0], options=options)
    # seven articles with an event are too few for a bootstrap interval: the exact one holds the rate
    assert found.method.startswith("exact Poisson")
    assert found.value == printed(out["A"]["rate"])


def test_d_rates_quasi_poisson_liang_zeger_1986(rates):
    articles, out = rates
    expected = out["poisson"]
    arguments = articles["count"], articles["words"] / 1000, articles[["outlet"]]
    found = fit_rates(*arguments, cluster=articles["story"], options=SANDWICH)
    constant, slope = (found.coefficients.iloc[i] for i in range(2))
    assert (constant["estimate"], slope["estimate"]) == (printed(expected["const"]), printed(expected["logRR"]))
    assert found.dispersion == printed(expected["X2_dispersion"])
    assert slope["model_se"] == printed(expected["se_quasi"])
    assert slope["model_se"] / np.sqrt(found.dispersion) == printed(expected["se_model"])
    assert slope["se"] == printed(expected["se_cluster_story"])
    by_article = fit_rates(*arguments, options=SANDWICH).coefficients.iloc[1]["se"]
    # the vector has HC0, without the factors G/(G-1) · (n-1)/(n-k)
    assert by_article / np.sqrt(24 / 23 * 23 / 22) == printed(expected["se_HC0_articles"])


def test_d_rates_nb2_cameron_trivedi_2013(rates):
    articles, out = rates
    expected = out["nb2"]
    arguments = articles["count"], articles["words"] / 1000, articles[["outlet"]]
    found = fit_rates(*arguments, cluster=articles["story"], model="nb2", options=SANDWICH)
    constant, slope = (found.coefficients.iloc[i] for i in range(2))
    assert (constant["estimate"], slope["estimate"]) == (printed(expected["const"]), printed(expected["logRR"]))
    assert (found.dispersion, found.log_likelihood) == (printed(expected["alpha"]), printed(expected["llf"]))
    assert (slope["model_se"], slope["se"]) == (printed(expected["se"]), printed(expected["se_cluster_story"]))


def test_e_rats_gelman_bda3_s5_3(vectors):
    entry = vectors["e_rats"]
    prior = fit_beta_binomial(entry["y"], entry["n"])
    assert (prior.alpha, prior.beta) == (printed(entry["alpha_mle"]), printed(entry["beta_mle"]))
    assert prior.log_likelihood == printed(entry["loglik_kernel"])
    current = shrink_shares(entry["y"][-1:], entry["n"][-1:], prior=prior)
    assert current["shrunk"][0] == printed(entry["posterior_mean_71"])


def test_e_rats_gelman_bda3_s5_1_moments(vectors):
    entry = vectors["e_rats"]
    share = (np.array(entry["y"]) / np.array(entry["n"]))[:70]
    expected = entry["moment70"]
    mean, sd = share.mean(), share.std(ddof=1)
    assert (mean, sd) == (printed(expected["mean"]), printed(expected["sd"]))
    alpha, beta = beta_from_moments(mean, sd)
    assert (alpha, beta) == (printed(expected["alpha"]), printed(expected["beta"]))
    # as the book prints them
    assert (round(alpha, 1), round(beta, 1)) == (1.4, 8.6)


def test_e_labelling_griffiths_1973_kleinman_1973(vectors):
    entry = vectors["e_labelling"]
    prior = fit_beta_binomial(entry["k"], entry["n"])
    assert (prior.alpha, prior.beta) == (printed(entry["alpha_mle"]), printed(entry["beta_mle"]))
    assert prior.mean == printed(entry["prior_mean"])
    assert prior.size == pytest.approx(entry["prior_n"], abs=6e-7)  # the vector's optimiser stopped 5e-7 above
    assert prior.icc == printed(entry["icc_mle"])
    assert intraclass_correlation(entry["k"], entry["n"]) == printed(entry["kleinman_rho"])
    found = shrink_shares(entry["k"], entry["n"], options=ShrinkageOptions(few=0))
    for column, name in (("raw", "raw"), ("shrunk", "posterior_mean"), ("low", "ci_lo"), ("high", "ci_hi")):
        assert found[column].to_numpy() == printed(np.array(entry[name]))


def test_e_labelling_prior_n_is_where_a_simplex_stops(vectors):
    """From a share of 1/2 and one mention, on the same likelihood; ours goes on to the maximum."""
    from scipy.optimize import minimize
    from scipy.special import betaln, expit, psi

    entry = vectors["e_labelling"]
    k, n = (np.array(entry[name], dtype=float) for name in "kn")

    def parameters(point):
        return expit(point[0]) * np.exp(point[1]), expit(-point[0]) * np.exp(point[1])

    def loss(point):
        alpha, beta = parameters(point)
        return -(betaln(alpha + k, beta + n - k) - betaln(alpha, beta)).sum()

    options = {"xatol": 1e-8, "fatol": 1e-8}
    alpha, beta = parameters(minimize(loss, np.zeros(2), method="Nelder-Mead", options=options).x)
    assert (alpha, beta) == (printed(entry["alpha_mle"]), printed(entry["beta_mle"]))
    assert alpha + beta == printed(entry["prior_n"])
    # the likelihood is flat there: only its slope tells that ours is nearer to the maximum
    ours = fit_beta_binomial(k, n)
    slopes = [
        abs((psi(a + k) - psi(a) - psi(a + b + n) + psi(a + b)).sum())
        for a, b in ((ours.alpha, ours.beta), (alpha, beta))
    ]
    assert slopes[0] < 1e-8 < slopes[1]


def test_f_mh_ucb_r_mantelhaen_test(vectors):
    entry = vectors["f_mh_ucb"]
    found = mantel_haenszel(entry["tables"])
    assert (found.value, found.low, found.high) == (printed(entry["mh_or"]), *map(printed, entry["ci"]))
    assert (found.chi_square, found.p_value) == (printed(entry["cmh"]), printed(entry["p"]))
    corrected = mantel_haenszel(entry["tables"], continuity=True)
    assert (corrected.chi_square, corrected.p_value) == (printed(entry["cmh_cc"]), printed(entry["p_cc"]))
    spread = breslow_day(entry["tables"])
    assert (spread.chi_square, spread.p_value) == (printed(entry["breslow_day"]), printed(entry["bd_p"]))


def story_tables(vectors):
    return np.array(vectors["f_matched"]["tables_A1_A0_B1_B0"]).reshape(-1, 2, 2)


def test_f_matched_mantel_haenszel_1959(vectors):
    entry = vectors["f_matched"]
    found = mantel_haenszel(story_tables(vectors))
    assert (found.value, found.log_error) == (printed(entry["mh_or"]), printed(entry["mh_logor_se"]))
    assert found.chi_square == printed(entry["cmh"])


def test_f_matched_conditional_logit_chamberlain_1980(vectors):
    entry = vectors["f_matched"]
    found, likelihood = conditional_logit(story_tables(vectors))
    assert likelihood == printed(entry["cond_logit_llf"])
    # the vector's optimiser stopped 1.8e-4 (a three-thousandth of a standard error) short of the maximum, where the
    # score is still 6e-4; Newton's method goes on to it
    assert np.log(found.value) == pytest.approx(entry["cond_logit_beta"], abs=2e-4)
    assert found.log_error == pytest.approx(entry["cond_logit_se"], abs=2e-5)


def test_f_matched_conditional_logit_is_that_of_statsmodels(vectors):
    from statsmodels.discrete.conditional_models import ConditionalLogit

    entry = vectors["f_matched"]
    tables = story_tables(vectors)
    cells = [((loaded, outlet), story) for story in range(6) for outlet in (1, 0) for loaded in (1, 0)]
    rows = np.repeat(np.array([[*cell, story] for cell, story in cells]), tables.ravel(), axis=0)
    model = ConditionalLogit(rows[:, 0], rows[:, 1:2].astype(float), groups=rows[:, 2])
    stopped, gone_on = model.fit(disp=0), model.fit(disp=0, method="newton")
    assert (stopped.params[0], stopped.bse[0]) == (printed(entry["cond_logit_beta"]), printed(entry["cond_logit_se"]))
    found, _ = conditional_logit(tables)
    assert (np.log(found.value), found.log_error) == (printed(gone_on.params[0]), printed(gone_on.bse[0]))


def test_f_matched_exact_permutation(vectors):
    entry = vectors["f_matched"]
    rows = [
        {"story": f"s{number}", "outlet": outlet, "numerator": loaded, "denominator": loaded + plain}
        for number, table in enumerate(story_tables(vectors))
        for outlet, (loaded, plain) in zip("AB", table, strict=True)
    ]
    found = matched_difference(pd.DataFrame(rows), "A", "B", share=True, options=MatchedOptions())
    assert (found.value, found.p_value) == (printed(entry["mean_diff"]), printed(entry["exact_perm_p_two_sided"]))
    assert found.method.endswith("exact")


@pytest.mark.parametrize(("method", "key"), [("BH", "bh"), ("BY", "by"), ("Holm", "holm")])
def test_h_bh1995_benjamini_hochberg_1995_s4(vectors, method, key):
    entry = vectors["h_bh1995"]
    adjusted = adjust(np.array(entry["p"]), method)
    assert adjusted == printed(np.array(entry[f"{key}_adj"]))
    assert (adjusted <= 0.05).sum() == entry[f"{key}_reject"]


def test_l_loto_leave_one_term_out(vectors):
    entry = vectors["l_loto"]
    counts = np.array([entry["A"], entry["B"]], dtype=float)
    words = np.array([entry["wordsA"], entry["wordsB"]], dtype=float)
    terms = list(entry["loto_rr"])
    # two articles an outlet: the figures are those of the sums
    counts, words = np.repeat(counts / 2, 2, axis=0), np.repeat(words / 2, 2)
    found = leave_one_term_out(counts, words, np.array([True, True, False, False]), terms)
    assert found.ratio == printed(entry["rr"])
    by_term = found.table.set_index("left_out")["ratio"]
    assert [by_term[term] for term in terms] == [printed(entry["loto_rr"][term]) for term in terms]
    assert found.max_log_change == printed(entry["max_abs_dlog"])


def test_m_power_kish_1965_cohen_1988(vectors):
    entry = vectors["m_power"]
    assert size_for_share(0.2, 0.03) == printed(entry["n_for_ci_p0_2_pm0_03"])
    clustered = size_for_share(0.2, 0.03, effect=design_factor(5, 0.1))
    assert clustered == printed(entry["with_deff_m5_rho0_1"])
    assert cohen_h(0.3, 0.2) == printed(entry["cohen_h_30_20"])
    assert size_for_two_shares(0.3, 0.2, arcsine=True) == printed(entry["n_per_group_arcsine"])
    assert size_for_two_shares(0.3, 0.2) == printed(entry["n_per_group_normal"])


def test_m_power_krippendorff_2018_ch12(vectors):
    entry = vectors["m_power"]
    assert size_for_alpha(0.8, share=0.2) == printed(entry["krippendorff_N_pc0_2_amin0_8_p05"])
    assert size_for_alpha(0.667) == printed(entry["krippendorff_N_pc0_5_amin0_667_p05"])
    assert size_for_alpha(0.8) == printed(entry["krippendorff_N_pc0_5_amin0_8_p05"])


def test_m_power_wilson_1927_clopper_pearson_1934(vectors):
    entry = vectors["m_power"]
    score = wilson(np.array([90.0]), np.array([100.0]), 0.95)
    assert [bound[0] for bound in score] == [printed(value) for value in entry["wilson_90_of_100"]]
    exact = binomial(np.array([45.0]), np.array([50.0]), 0.95)
    assert [bound[0] for bound in exact] == [printed(value) for value in entry["cp_recall_45_of_50"]]
    assert rule_of_three(150) == entry["rule_of_three_n150"]


def test_m_power_angelopoulos_2023_ppi(vectors):
    entry = vectors["m_power"]["ppi_neff_rho0_8"]
    assert effective_labels(entry["n"], 0.8, entry["N"]) == printed(entry["n_eff"])
