"""Corrected ratios: what they must equal where the answer is known, coverage, refusals."""

import numpy as np
import pytest

from framing.errors import FramingError
from framing.validation.corrected import corrected_ratio
from framing.validation.prediction_powered import powered_mean
from framing.validation.units import labelled


def mentions(rng, articles=300, recall=0.7, false=0.05, share=0.3):
    """Gold and surrogate labels of mentions in articles that differ in their share."""
    size = rng.poisson(6, articles) + 1
    article = np.repeat(np.arange(articles), size)
    gold = (rng.random(len(article)) < rng.beta(share * 8, (1 - share) * 8, articles)[article]).astype(float)
    tool = np.where(gold == 1, rng.random(len(gold)) < recall, rng.random(len(gold)) < false).astype(float)
    return article, gold, tool


def drawn(rng, tool, each=150):
    """Probabilities of a draw of as many of each predicted label."""
    probability = np.zeros(len(tool))
    for label in (0, 1):
        rows = np.flatnonzero(tool == label)
        probability[rng.choice(rows, each, replace=False)] = each / len(rows)
    return probability


def test_gold_everywhere_gives_the_gold_ratio():
    article, gold, tool = mentions(np.random.default_rng(0))
    found = corrected_ratio(labelled(tool, gold, np.ones(len(gold)), clusters=article))
    assert found.value == pytest.approx(gold.mean())
    assert found.raw == pytest.approx(tool.mean())


def test_a_perfect_tool_leaves_only_the_spread_of_articles():
    rng = np.random.default_rng(1)
    article, gold, _ = mentions(rng)
    found = corrected_ratio(labelled(gold, gold, drawn(rng, gold), clusters=article, strata=gold))
    assert found.value == pytest.approx(gold.mean())
    every = corrected_ratio(labelled(gold, gold, np.ones(len(gold)), clusters=article))
    assert found.standard_error == pytest.approx(every.standard_error, rel=0.1)
    assert found.standard_error > every.standard_error  # by the one more event that could have been


def test_a_plain_draw_of_plain_units_is_the_prediction_powered_mean():
    """With the weight given, the two differ only in whether the drawn units count among the rest."""
    rng = np.random.default_rng(2)
    gold = (rng.random(4000) < 0.4).astype(float)
    tool = np.where(rng.random(4000) < 0.8, gold, 1 - gold)
    probability = np.where(np.arange(4000) < 400, 0.1, 0.0)
    mine = corrected_ratio(labelled(tool, gold, probability), weight=0.6)
    reference = powered_mean(gold[:400], tool[:400], tool, weight=0.6)
    assert mine.value == pytest.approx(reference.value)
    assert mine.standard_error == pytest.approx(reference.standard_error, rel=0.1)


def test_order_of_units_and_names_do_not_matter():
    rng = np.random.default_rng(3)
    article, gold, tool = mentions(rng)
    probability = drawn(rng, tool)
    one = corrected_ratio(labelled(tool, gold, probability, clusters=article, strata=tool))
    shuffled = rng.permutation(len(gold))
    names = [f"article {a}" for a in article[shuffled]]
    other = corrected_ratio(
        labelled(tool[shuffled], gold[shuffled], probability[shuffled], clusters=names, strata=1 - tool[shuffled])
    )
    assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high))


@pytest.mark.parametrize("recall", [0.9, 0.7])
def test_intervals_cover_the_truth_where_the_raw_share_does_not(recall):
    rng = np.random.default_rng(4)
    covered = raw = 0
    trials = 300
    for _ in range(trials):
        article, gold, tool = mentions(rng, recall=recall)
        found = corrected_ratio(labelled(tool, gold, drawn(rng, tool), clusters=article, strata=tool))
        covered += found.low <= 0.3 <= found.high
        raw += abs(found.raw - 0.3) < found.standard_error * 1.96
    assert 0.91 <= covered / trials <= 0.98
    assert recall == 0.9 or raw / trials < 0.5


def test_the_tool_narrows_the_interval():
    rng = np.random.default_rng(5)
    article, gold, tool = mentions(rng, recall=0.9)
    probability = np.where(np.isin(article, rng.choice(300, 60, replace=False)), 60 / 300, 0.0)
    found = corrected_ratio(labelled(tool, gold, probability, clusters=article))
    assert found.high - found.value < 0.7 * found.labels_only
    assert found.scaled(1000).value == found.value * 1000


def test_what_is_rarely_missed_does_not_pass_for_never_missed():
    """A share of .03 of which the tool misses a third: many samples hold no miss, and cover all the same."""
    rng = np.random.default_rng(6)
    covered = 0
    trials = 200
    for _ in range(trials):
        article, gold, tool = mentions(rng, articles=900, share=0.03, false=0.01)
        found = corrected_ratio(
            labelled(tool, gold, drawn(rng, tool, 100), clusters=article, strata=tool), min_positives=1
        )
        covered += found.low <= 0.03 <= found.high
    assert covered / trials >= 0.93


def test_gold_that_is_all_alike_still_leaves_a_doubt():
    tool = np.r_[np.ones(100), np.zeros(100)]
    probability = np.where(np.arange(200) % 2 == 0, 0.5, 0.0)
    found = corrected_ratio(labelled(tool, np.ones(200), probability, strata=tool))
    assert found.value == 1
    assert found.low < 1


def test_refusals_name_the_remedy():
    few = labelled(np.ones(100), np.r_[np.ones(10), np.zeros(90)], np.ones(100))
    with pytest.raises(FramingError, match="holds 10 positives and a correction needs 30"):
        corrected_ratio(few)
    with pytest.raises(FramingError, match="in one article"):
        corrected_ratio(labelled(np.ones(100), np.ones(100), np.ones(100), clusters=["a"] * 100))
    half = np.r_[np.ones(50), np.zeros(50)]
    with pytest.raises(FramingError, match="50 units lie in strata without any gold"):
        corrected_ratio(labelled(half, np.ones(100), half, strata=half))
    with pytest.raises(FramingError, match="nothing to take a share of"):
        corrected_ratio(labelled(half, half * 0, half * 0 + 1, gold_base=half * 0), min_positives=0)
    with pytest.raises(FramingError, match="no gold label"):
        labelled(np.ones(2), np.array([1.0, np.nan]), np.ones(2))
    with pytest.raises(FramingError, match="outside 0 to 1"):
        labelled(np.ones(2), np.ones(2), np.array([0.5, 2.0]))
    with pytest.raises(FramingError, match="3 values of gold for 2 units"):
        labelled(np.ones(2), np.ones(3), np.ones(2))
