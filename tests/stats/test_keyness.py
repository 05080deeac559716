"""Keyness: the figures of its vector, and what must hold whatever the counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.stats import keyness
from framing.stats.keyness import frequencies

NAN = float("nan")
GIVEN = frequencies([120, 35, 5, 0, 400], [60, 70, 0, 9, 520], 100_000, 130_000)
VECTOR = {  # b_keyness
    "Rayson and Garside 2000, two cells": (
        keyness.log_likelihood(GIVEN, cells=2),
        [39.218472, 4.511943, 8.329091, 10.269807, 0.0],
    ),
    "Dunning 1993, four cells": (keyness.log_likelihood(GIVEN), [39.24932, 4.513952, 8.329233, 10.270078, 0.0]),
    "signed": (
        keyness.signed(keyness.log_likelihood(GIVEN), GIVEN),
        [39.24932, -4.513952, 8.329233, -10.270078, 0.0],
    ),
    "Hardie 2014, log ratio": (keyness.log_ratio(GIVEN), [1.378512, -0.621488, 3.70044, -3.791413, 0.0]),
    "Gabrielatos 2018, %DIFF": (keyness.percent_difference(GIVEN), [160.0, -35.0, NAN, -100.0, 0.0]),
    "Wilson 2013, BIC": (keyness.bic(GIVEN), [26.872637, -7.833891, -4.016743, -2.076027, -12.345835]),
    "Johnston et al. 2006, ELL": (keyness.effect_of_log_likelihood(GIVEN), [3.9e-05, 5e-06, 4.7e-05, 3.3e-05, 0.0]),
    "odds ratio": (keyness.odds_ratio(GIVEN), [2.601922, 0.649877, NAN, 0.0, 1.0]),
    "Evert 2022, LRC": (keyness.conservative_log_ratio(GIVEN), [0.784081, 0.0, 0.0, 0.0, 0.0]),
    "error of the log ratio": (
        keyness.independent_error(GIVEN),
        [0.158058, 0.206977, 1.483234, 1.45296, 0.066373],
    ),
}


@pytest.mark.parametrize("source", VECTOR)
def test_the_figures_of(source):
    found, printed = VECTOR[source]
    np.testing.assert_allclose(found, printed, rtol=0, atol=5.1e-7)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=8))
def test_exchanging_the_corpora_turns_the_signs(counts):
    first, second = np.array(counts, dtype=float).T
    given_, turned = frequencies(first, second, 1000, 3000), frequencies(second, first, 3000, 1000)
    np.testing.assert_allclose(keyness.log_ratio(given_), -keyness.log_ratio(turned))
    np.testing.assert_allclose(keyness.log_likelihood(given_), keyness.log_likelihood(turned), atol=1e-9)
    np.testing.assert_allclose(
        keyness.conservative_log_ratio(given_), -keyness.conservative_log_ratio(turned), atol=1e-9
    )
    assert (keyness.log_likelihood(given_) >= 0).all()


def test_words_that_come_in_bursts_have_wider_bounds():
    given_ = frequencies([40], [10], 1e5, 1e5)
    low, high = keyness.log_ratio_bounds(given_)
    wide = keyness.log_ratio_bounds(given_, effect=4.0)
    assert wide[0] < low < keyness.log_ratio(given_) < high < wide[1]


def test_the_log_likelihood_of_two_groups_is_that_of_the_pair():
    counts, sizes = np.array([GIVEN.first, GIVEN.second]), np.array([100_000.0, 130_000.0])
    np.testing.assert_allclose(keyness.log_likelihood_of_groups(counts, sizes), keyness.log_likelihood(GIVEN))
    three = keyness.log_likelihood_of_groups(np.vstack([counts, counts[0]]), np.append(sizes, 100_000.0))
    assert (three[:2] > keyness.log_likelihood(GIVEN)[:2]).all()


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (([1, 2], [1], 10, 10), "give one of each a word"),
        (([11], [1], 10, 10), "between 0 and the size"),
        (([1], [1], 0, 10), "between 0 and the size"),
    ],
)
def test_counts_that_do_not_fit_are_refused(counts, message):
    with pytest.raises(FramingError, match=message):
        frequencies(*counts)


def test_no_p_value_is_offered():
    assert not [name for name in dir(keyness) if "p_value" in name or name.startswith("p_")]
