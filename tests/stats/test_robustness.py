import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats.robustness import leave_one_term_out, leave_one_unit_out

MEMBER = np.arange(40) < 20


def counts(seed=1):
    """Three terms: the first outlet has far more of the last one alone."""
    rng = np.random.default_rng(seed)
    means = np.where(MEMBER[:, None], [2.0, 2.0, 9.0], [2.0, 2.0, 1.0])
    return rng.poisson(means).astype(float), rng.integers(300, 700, size=40).astype(float)


def test_the_term_that_carries_a_difference_is_found():
    x, words = counts()
    found = leave_one_term_out(x, words, MEMBER, ["fog", "mist", "murk"])
    assert found.table["left_out"][0] == "murk"
    assert found.significance_flips == 1
    assert found.table["significance_flips"].tolist() == [True, False, False]
    assert found.max_log_change == pytest.approx(abs(found.table["log_change"][0]))
    assert found.p_value < 0.001


def test_leaving_out_is_what_remains():
    x, words = counts()
    found = leave_one_term_out(x, words, MEMBER, ["fog", "mist", "murk"]).table.set_index("left_out")
    rest = x[:, 1:].sum(axis=1)
    rates = [rest[rows].sum() / words[rows].sum() for rows in (MEMBER, ~MEMBER)]
    assert found["ratio"]["fog"] == pytest.approx(rates[0] / rates[1])


def test_one_story_can_carry_a_difference_too():
    x, words = counts()
    total = np.where(np.arange(40) == 3, 300.0, x[:, 0])
    week = np.arange(40) % 5
    found = leave_one_unit_out(total, words, MEMBER, week)
    assert found.table["left_out"][0] == 3
    kept = week != 3
    rates = [total[kept & rows].sum() / words[kept & rows].sum() for rows in (MEMBER, ~MEMBER)]
    assert found.table["ratio"][0] == pytest.approx(rates[0] / rates[1])


def test_articles_without_a_story_always_stay():
    x, words = counts()
    story = np.where(np.arange(40) % 2 == 0, "", np.arange(40) % 4).astype(object)
    assert sorted(leave_one_unit_out(x[:, 0], words, MEMBER, story).table["left_out"]) == ["1", "3"]


def test_a_term_that_all_events_are_of_leaves_no_ratio():
    x, words = counts()
    x[~MEMBER, :2] = 0
    found = leave_one_term_out(x[:, [0, 2]], words, MEMBER, ["fog", "murk"])
    # without "murk" the reference has no event
    assert found.table["left_out"][0] == "murk"
    assert np.isnan(found.table["ratio"][0])
    assert np.isfinite(found.max_log_change)


def test_bad_input_is_named():
    x, words = counts()
    with pytest.raises(FramingError, match=r"give articles × terms"):
        leave_one_term_out(x, words, MEMBER, ["fog"])
    with pytest.raises(FramingError, match="only 1 to leave out: two terms are needed"):
        leave_one_term_out(x[:, :1], words, MEMBER, ["fog"])
    with pytest.raises(FramingError, match="only 1 to leave out: two are needed"):
        leave_one_unit_out(x[:, 0], words, MEMBER, np.zeros(40))
    with pytest.raises(FramingError, match="40, 40, 40 and 3 articles"):
        leave_one_unit_out(x[:, 0], words, MEMBER, np.arange(3))
