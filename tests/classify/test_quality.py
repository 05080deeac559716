"""Figures of quality against scikit-learn and by hand; decisions."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, f1_score, roc_auc_score

from framing.classify.decisions import Decision, abstentions, threshold_for
from framing.classify.quality import errors_by_group, gain_of, quality_of, reliability, word_f1
from framing.classify.words import read_words
from framing.errors import FramingError


@pytest.fixture
def drawn(rng):
    chances = rng.random(400)
    return (rng.random(400) < chances).astype(int).tolist(), chances.tolist()


def test_quality_is_that_of_scikit_learn(drawn):
    labels, chances = drawn
    found = quality_of(labels, chances)
    called = np.array(chances) >= 0.5
    assert found.macro_f1 == pytest.approx(f1_score(labels, called, average="macro"))
    assert found.auc == pytest.approx(roc_auc_score(labels, chances))
    assert found.brier == pytest.approx(brier_score_loss(labels, chances))
    assert found.low < found.macro_f1 < found.high
    assert found.ece < 0.1  # drawn from these very probabilities


def test_calibration_error_by_hand():
    assert quality_of([1, 0], [0.9, 0.1]).ece == pytest.approx(0.1)
    bins = reliability([1, 0, 0], [1.0, 0.05, 0.95])
    assert [(b.n, b.predicted, b.observed) for b in bins] == [(1, 0.05, 0.0), (2, 0.975, 0.5)]
    assert all(b.low <= b.observed <= b.high for b in bins)


def test_one_label_alone_has_no_auc():
    assert np.isnan(quality_of([1, 1], [0.2, 0.8]).auc)


def test_gain_is_seen_where_there_is_one_and_only_there(drawn, rng):
    labels, chances = drawn
    worse = rng.random(400).tolist()
    found = gain_of(labels, chances, worse)
    assert found.low > 0
    assert found.p < 0.01
    same = gain_of(labels, chances, chances)
    assert (same.value, same.p) == (0, 1)
    turned = gain_of(labels, worse, chances)
    assert turned.value == pytest.approx(-found.value)


def test_errors_by_group():
    one, other = errors_by_group(["a", "a", "a", "b"], [0, 0, 1, 1], [0.9, 0.1, 0.2, 0.7])
    assert one.false_alarms[0] == 0.5
    assert one.misses[0] == 1
    assert one.false_alarms[1] < 0.5 < one.false_alarms[2]
    assert np.isnan(other.false_alarms[0])


def test_function_words_do_not_count():
    words = read_words(["the shameful plan"])
    marked, called = np.array([True, True, False]), np.array([True, False, True])
    assert word_f1(words, marked, called) == (0, 0, 0)
    assert word_f1(words, marked, marked) == (1, 1, 1)


def test_threshold_by_cost_has_the_least_cost(drawn):
    labels, chances = np.array(drawn[0]), np.array(drawn[1])

    def cost(threshold):
        called = chances >= threshold
        return 3 * (called & (labels == 0)).sum() + (~called & (labels == 1)).sum()

    assert threshold_for(3, 1) == 0.75
    assert cost(0.75) < min(cost(0.3), cost(0.5), cost(0.98))


def test_wider_bands_decide_less_and_err_less(drawn):
    found = abstentions(*drawn)
    assert [a.decided for a in found] == sorted((a.decided for a in found), reverse=True)
    assert found[0].decided == 1
    assert found[-1].errors < found[0].errors


@pytest.mark.parametrize(("threshold", "band"), [(0, 0), (1, 0), (0.5, -0.1), (0.5, 1)])
def test_impossible_decisions_are_told(threshold, band):
    with pytest.raises(FramingError, match="usual"):
        Decision(threshold, band)
