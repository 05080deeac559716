"""Agreement of found with hand-marked figures by outlet, on cases worked out by hand."""

from __future__ import annotations

from math import isnan, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.outlet_scoring import Tally
from framing.stats.agreement import RATE, SHARE, agree, concordance
from framing.stats.estimates import EstimateOptions

FAST = EstimateOptions(replicates=50)


def articles(gold, found, direct=0.5, count=20):
    """Articles of 1,000 words that vary by one attribution around `gold` and `found`, half of them direct."""
    return [
        Tally(1000, gold + step, (gold + step) * direct, found + step, (found + step) // 2)
        for step in (-1, 1) * (count // 2)
    ]


def test_the_same_agree_fully():
    told = agree({"herald": articles(10, 10), "gazette": articles(20, 20)}, FAST)
    assert (told.concordance, told.correlation) == (pytest.approx(1), pytest.approx(1))
    assert (told.bias, told.spread, told.span) == (0, 0, 0)
    assert [figures.gold for figures in told.outlets] == [10, 20]
    assert (told.total.outlet, told.total.words, told.total.found) == ("all", 40_000, 15)


def test_bias_spread_and_span_are_over_outlets():
    told = agree({"herald": articles(10, 20), "gazette": articles(20, 20), "post": articles(10, 10)}, FAST)
    assert told.bias == pytest.approx(log(2) / 3)
    assert told.spread == pytest.approx(log(2) / 3**0.5)
    assert told.span == pytest.approx(log(2))


def test_the_standard_error_of_the_log_ratio_has_articles_as_clusters():
    (figures,) = agree({"herald": [Tally(1000, 10, 5, 10, 5), Tally(1000, 10, 5, 14, 7)]}, FAST).outlets
    assert figures.log_ratio == pytest.approx(log(1.2))
    assert figures.standard_error == pytest.approx((2 * (2**2 + 2**2)) ** 0.5 / 24)


def test_the_largest_error_of_a_direct_share_counts():
    told = agree({"herald": articles(11, 11, direct=0.75), "gazette": articles(11, 11)}, FAST)
    assert told.direct_error == pytest.approx(0.25)
    assert told.outlets[0].direct_error == pytest.approx(-0.25)


def test_a_reversed_contrast_is_told():
    told = agree({"herald": articles(10, 21), "gazette": articles(20, 11)}, FAST)
    rate, share = told.contrasts
    assert (rate.measure, share.measure) == (RATE, SHARE)
    assert (rate.outlet, rate.reference) == ("herald", "gazette")
    assert (rate.gold, rate.found) == (pytest.approx(-10), pytest.approx(10))
    assert (rate.gold_differs, rate.found_differs, rate.reversed) == (True, True, True)
    assert not share.reversed


def test_a_contrast_that_is_only_lost_is_not_reversed():
    (rate, _) = agree({"herald": articles(10, 10), "gazette": articles(20, 10)}, FAST).contrasts
    assert (rate.gold_differs, rate.found_differs, rate.reversed) == (True, False, False)


def test_what_cannot_be_told_is_nan():
    empty = Tally(0, 0, 0, 0, 0)
    told = agree({"herald": [empty], "gazette": [Tally(100, 2, 1, 0, 0)]}, FAST)
    assert all(map(isnan, (told.bias, told.spread, told.span, told.correlation, told.direct_error)))
    assert isnan(told.outlets[0].gold)
    assert isnan(told.outlets[0].standard_error)
    assert not any(contrast.reversed for contrast in told.contrasts)
    assert isnan(agree({"herald": [empty]}, FAST).concordance)
    assert isnan(agree({"herald": articles(3, 3)}, FAST).spread)


def test_concordance_of_lin():
    one, other = np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 6])
    assert concordance(one, other) == pytest.approx(2 * 1.75 / (1.25 + 3.5 + 0.25))
    assert concordance(one, -one) < 0


figures = st.lists(st.integers(0, 30), min_size=6, max_size=6)


@given(figures, figures)
def test_concordance_is_symmetric_and_not_above_correlation(one, other):
    one, other = np.array(one, dtype=float), np.array(other, dtype=float)
    value = concordance(one, other)
    if np.ptp(one) and np.ptp(other):
        assert value == pytest.approx(concordance(other, one))
        assert abs(value) <= abs(np.corrcoef(one, other)[0, 1]) + 1e-9
