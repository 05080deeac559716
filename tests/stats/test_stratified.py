import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats.contingency import odds_ratio

from framing.errors import FramingError
from framing.stats.stratified import breslow_day, conditional_logit, mantel_haenszel

TABLES = np.array([[[6, 3], [2, 5]], [[4, 4], [3, 9]], [[7, 1], [6, 4]]])


def test_one_stratum_has_its_own_odds_ratio():
    found = mantel_haenszel(TABLES[:1])
    assert found.value == pytest.approx(6 * 5 / (3 * 2))
    # with one table the variance is Woolf's
    assert found.log_error == pytest.approx(np.sqrt(1 / 6 + 1 / 3 + 1 / 2 + 1 / 5))


def test_stories_that_cannot_compare_change_nothing():
    empty = [[[0, 0], [3, 4]], [[5, 0], [2, 0]]]
    more = np.concatenate([TABLES, empty])
    assert mantel_haenszel(more) == mantel_haenszel(TABLES)
    assert breslow_day(more) == breslow_day(TABLES)
    assert conditional_logit(more) == conditional_logit(TABLES)


def test_exchanging_the_groups_inverts_the_ratio():
    swapped = TABLES[:, ::-1]
    for method in (mantel_haenszel, lambda tables: conditional_logit(tables)[0]):
        one, other = method(TABLES), method(swapped)
        assert one.value == pytest.approx(1 / other.value)
        assert (one.low, one.p_value) == (pytest.approx(1 / other.high), pytest.approx(other.p_value))


def test_proportional_tables_are_homogeneous():
    same = np.array([[[20, 10], [10, 20]], [[40, 20], [20, 40]]])
    found = breslow_day(same)
    assert found.chi_square == pytest.approx(0, abs=1e-9)
    assert found.p_value == pytest.approx(1)
    assert breslow_day(np.array([[[20, 10], [10, 20]], [[10, 20], [20, 10]]])).p_value < 0.001


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=4, max_size=4))
def test_one_table_has_the_conditional_estimate_of_another_implementation(cells):
    table = np.array(cells).reshape(2, 2)
    found, _ = conditional_logit(table[None])
    assert found.value == pytest.approx(odds_ratio(table, kind="conditional").statistic, rel=1e-4)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        (np.ones((2, 3)), r"tables have the shape \(2, 3\); give strata × 2 × 2"),
        (-TABLES, "a cell is -6"),
        ([[[0, 0], [1, 2]]], "no story has mentions of both groups"),
        ([[[3, 0], [1, 2]]], "the odds ratio is 0 or infinite"),
    ],
)
def test_bad_input_is_named(tables, message):
    with pytest.raises(FramingError, match=message):
        mantel_haenszel(tables)


def test_parts_of_mentions_have_no_conditional_likelihood():
    with pytest.raises(FramingError, match="a cell is 6.5; the conditional likelihood takes whole mentions"):
        conditional_logit(TABLES + 0.5)
