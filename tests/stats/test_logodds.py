"""Log-odds with a prior: two vectors, the prior's pull, and a bootstrap that knows of bursts."""

import numpy as np
import pytest
from scipy import sparse

from framing.errors import FramingError
from framing.stats.keyness import frequencies
from framing.stats.logodds import Side, bootstrap_log_odds, log_odds, prior_from

COUNTS = frequencies([12, 30, 4, 9, 50, 395], [3, 45, 10, 2, 70, 470], 500, 600)
PRIOR = [4, 15, 3, 2, 30, 446]


def test_the_figures_of_monroe_et_al_2008():
    """Vector a_logodds_idp, two terms of the variance."""
    found = log_odds(COUNTS, PRIOR)
    delta = [0.931734, -0.202417, -0.528593, 1.114329, -0.139762, 0.060607]
    np.testing.assert_allclose(found.delta, delta, atol=5.1e-7)
    np.testing.assert_allclose(found.variance, [0.205357, 0.038889, 0.21978, 0.340909, 0.0225, 0.002281], atol=5.1e-7)
    np.testing.assert_allclose(found.z, [2.056066, -1.026444, -1.127527, 1.908509, -0.931746, 1.269058], atol=5.1e-7)


def test_the_figures_of_scattertext_with_four_terms():
    found = log_odds(COUNTS, PRIOR, terms=4)
    np.testing.assert_allclose(
        found.variance, [0.207288, 0.040898, 0.221707, 0.342833, 0.024587, 0.014005], atol=5.1e-7
    )
    np.testing.assert_allclose(found.z, [2.046466, -1.00092, -1.122617, 1.903147, -0.891326, 0.512133], atol=5.1e-7)


def test_the_figures_of_the_readme_vector():
    """Vector a_readme_vector: one prior for all words."""
    first = "the quick brown fox jumps over the lazy pig".split()
    second = "the lazy purple pig jumps over the lazier donkey".split()
    words = sorted({*first, *second})
    counts = ([text.count(word) for word in words] for text in (first, second))
    found = dict(zip(words, log_odds(frequencies(*counts, 9, 9), 0.05).z, strict=True))
    assert found["donkey"] == pytest.approx(-0.6894227886807968, abs=1e-12)
    assert found["quick"] == pytest.approx(0.6894227886807968, abs=1e-12)
    assert found["the"] == 0


def test_a_larger_prior_pulls_towards_none():
    background = COUNTS.first + COUNTS.second
    small, large = (log_odds(COUNTS, prior_from(background, size=size)) for size in (10, 10_000))
    assert (np.abs(large.delta) < np.abs(small.delta)).all()


def test_the_prior_is_shared_like_the_background():
    assert prior_from([1, 3], size=100).tolist() == [25, 75]
    assert prior_from([0, 3], size=100, total=10).tolist() == [5, 30]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: log_odds(COUNTS, 0), "must be above 0"),
        (lambda: log_odds(COUNTS, 1, terms=3), "2 terms or 4"),
        (lambda: prior_from([1], size=0), "size above 0"),
    ],
)
def test_what_makes_no_prior_is_refused(call, message):
    with pytest.raises(FramingError, match=message):
        call()


def test_bursts_widen_the_interval():
    """The same count in forty articles, or ten times in four of them."""
    even = np.tile([1.0], (40, 1))
    burst = np.zeros((40, 1))
    burst[:4] = 10
    words = np.full(40, 500.0)
    other = Side(sparse.csr_array(even), words)

    def width(counts):
        rng = np.random.default_rng(0)
        side = Side(sparse.csr_array(counts), words)
        drawn = bootstrap_log_odds(side, other, np.array([1.0]), rng, size=500, replicates=400)
        return np.ptp(np.quantile(drawn, [0.025, 0.975]))

    assert width(even) == 0
    assert width(burst) > 1


def test_the_bootstrap_is_that_of_plain_resamples():
    rng = np.random.default_rng(4)
    counts, words = rng.poisson(1.0, (30, 3)).astype(float), np.full(30, 200.0)
    side = Side(sparse.csr_array(counts), words)
    prior = np.array([5.0, 5.0, 5.0])
    drawn = bootstrap_log_odds(side, side, prior, rng, size=500, replicates=3000)
    assert drawn.mean(axis=0) == pytest.approx(np.zeros(3), abs=0.03)
    # the variance of a mean over articles, delta method, twice
    rate = counts.sum(axis=0) + prior
    expected = np.sqrt(2 * 30 * counts.var(axis=0)) / rate
    assert drawn.std(axis=0) == pytest.approx(expected, rel=0.1)
