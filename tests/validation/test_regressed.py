"""Corrected regression: ratios of sums and differences are its special cases, gold everywhere is least squares."""

import numpy as np
import pytest

from framing.errors import FramingError
from framing.validation.adjusted import adjusted_counts
from framing.validation.corrected import corrected_ratio
from framing.validation.prediction_powered import adjusted_count
from framing.validation.regressed import corrected_regression
from framing.validation.units import labelled


@pytest.fixture
def cell():
    """300 articles of two outlets; the tool finds less in the second, and whole articles were drawn."""
    rng = np.random.default_rng(3)
    article = np.repeat(np.arange(300), 4)
    outlet = article % 2
    gold = (rng.random(1200) < np.where(outlet == 1, 0.5, 0.3)).astype(float)
    tool = (rng.random(1200) < np.where(gold == 1, np.where(outlet == 1, 0.6, 0.9), 0.1)).astype(float)
    probability = np.zeros(1200)
    for name in (0, 1):
        mine = np.unique(article[outlet == name])
        taken = rng.choice(mine, 60, replace=False)
        probability[np.isin(article, taken)] = 60 / len(mine)
    return outlet, gold, tool, probability, article


def units(cell, rows=slice(None)):
    outlet, gold, tool, probability, article = (column[rows] for column in cell)
    return labelled(tool, gold, probability, clusters=article.tolist(), strata=outlet.tolist())


def test_a_column_of_ones_is_the_corrected_ratio(cell):
    for weight in (None, 0.0, 1.0):
        found = corrected_ratio(units(cell), weight=weight)
        (one,) = corrected_regression(units(cell), np.ones((1200, 1)), ["all"], weight=weight)
        assert one.value == pytest.approx(found.value)
        assert one.raw == pytest.approx(found.raw)
        assert one.standard_error == pytest.approx(found.standard_error, rel=1e-6)


def test_an_indicator_is_the_difference_of_two_outlets(cell):
    outlet = cell[0]
    design = np.column_stack([np.ones(1200), outlet])
    base, step = corrected_regression(units(cell), design, ["a", "b"], weight=1.0)
    one, other = (corrected_ratio(units(cell, outlet == name), weight=1.0) for name in (0, 1))
    assert base.value == pytest.approx(one.value)
    assert step.value == pytest.approx(other.value - one.value)
    assert step.raw < 0.1 < step.value
    assert step.low < 0.2 < step.high
    assert step.p_value < 0.05


def test_with_gold_of_everything_it_is_least_squares(cell):
    outlet, gold, tool, _, article = cell
    rng = np.random.default_rng(0)
    base = rng.integers(1, 9, 1200).astype(float)
    trend = article / 300
    design = np.column_stack([np.ones(1200), outlet, trend])
    whole = labelled(tool, gold, np.ones(1200), base=base, clusters=article.tolist())
    found = corrected_regression(whole, design, ["1", "outlet", "trend"], weight=0.0)
    expected = np.linalg.solve(design.T @ (design * base[:, None]), design.T @ gold)
    assert [each.value for each in found] == pytest.approx(expected.tolist())
    doubled = [each.scaled(1000).high for each in found]
    assert doubled == pytest.approx([1000 * each.high for each in found])


def test_terms_that_cannot_be_told_apart_are_refused(cell):
    ones = np.ones(1200)
    with pytest.raises(FramingError, match="a, b cannot be told apart"):
        corrected_regression(units(cell), np.column_stack([ones, 2 * ones]), ["a", "b"])
    with pytest.raises(FramingError, match="nothing that was coded has 'b'"):
        corrected_regression(units(cell), np.column_stack([ones, 0 * ones]), ["a", "b"])
    with pytest.raises(FramingError, match="a design of"):
        corrected_regression(units(cell), ones[:, None], ["a", "b"])
    with pytest.raises(FramingError, match="positives and a correction needs 30"):
        corrected_regression(labelled(ones, 0 * ones, 0.5 * ones), ones[:, None], ["a"])


def test_adjusted_counts_are_the_published_ones_for_a_plain_sample():
    rng = np.random.default_rng(1)
    gold = (rng.random(5000) < 0.3).astype(float)
    tool = np.where(rng.random(5000) < 0.15, 1 - gold, gold)
    probability = np.zeros(5000)
    drawn = rng.choice(5000, 500, replace=False)
    probability[drawn] = 0.1
    found = adjusted_counts(labelled(tool, gold, probability))
    pairs = [(1, 1), (0, 1), (1, 0), (0, 0)]
    confusion = tuple(int(((gold[drawn] == g) & (tool[drawn] == t)).sum()) for g, t in pairs)
    value, error = adjusted_count(float(tool.mean()), 5000, confusion)
    assert found.value == pytest.approx(value)
    # the published error takes the tool's share to be of other units than the sample; here they are the same
    assert 0.85 * error < found.standard_error < error


def test_adjusted_counts_do_not_take_what_is_rarely_missed_for_never_missed():
    """A share of .1 of which 3 % is missed: a sample without a miss gives no narrower interval than one more event."""
    tool = np.r_[np.ones(500), np.zeros(4500)]
    gold = np.r_[np.ones(490), np.zeros(10), np.ones(15), np.zeros(4485)]
    probability = np.zeros(5000)
    probability[:75], probability[-75:] = 75 / 500, 75 / 4500  # neither a miss nor a false find is seen
    found = adjusted_counts(labelled(tool, gold, probability, strata=tool))
    assert found.found == 1
    assert found.low < gold.mean() < found.high
    assert found.high - found.value > 1.96 * 59 / 5000  # a miss weighs as 60 units


def test_a_tool_no_better_than_chance_cannot_be_adjusted():
    gold = np.tile([0.0, 1.0], 50)
    with pytest.raises(FramingError, match="no count can be adjusted"):
        adjusted_counts(labelled(1 - gold, gold, np.ones(100)))
    with pytest.raises(FramingError, match="both are needed"):
        adjusted_counts(labelled(np.ones(100), np.ones(100), np.ones(100)))
