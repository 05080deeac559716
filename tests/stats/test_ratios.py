import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.stats.ratios import clusters, design_effect, linearised_se, ratio, sum_by, supports


def column(values):
    return np.asarray(values, dtype=float).reshape(-1, 1)


def test_the_ratio_of_sums_is_not_the_mean_of_ratios():
    assert ratio(column([0, 10]), column([10, 1000]))[0] == pytest.approx(10 / 1010)


def test_no_denominator_gives_no_figure():
    empty = np.zeros((3, 1))
    assert np.isnan(ratio(empty, empty)).all()
    assert np.isnan(linearised_se(empty, empty)).all()


def test_one_article_has_no_standard_error():
    assert np.isnan(linearised_se(column([3, 0]), column([100, 0]))).all()


def test_bursts_raise_the_design_effect_and_scattered_hits_do_not():
    words = column([100] * 40)
    groups = np.repeat([0, 1], 20)
    burst = column([20] + [0] * 19 + [20] + [0] * 19)
    assert design_effect(burst, words, groups, share=False)[0] == pytest.approx(20.0)
    assert design_effect(column([1] * 40), words, groups, share=False)[0] == 1.0


def test_a_column_without_events_takes_the_effect_of_the_others():
    words = np.full((20, 2), 100.0)
    counts = np.zeros((20, 2))
    counts[0, 0] = 10
    effect = design_effect(counts, words, np.zeros(20, dtype=int), share=False)
    assert effect[0] == pytest.approx(10.0)
    assert effect[1] == effect[0]


@given(st.lists(st.lists(st.integers(0, 2), min_size=4, max_size=4), min_size=1, max_size=8))
def test_supports_part_the_columns_and_hold_all_positive_cells(rows):
    denominator = np.asarray(rows, dtype=float)
    seen = []
    for articles, columns in supports(denominator):
        seen.extend(columns)
        assert (denominator[np.ix_(articles, columns)] > 0).all()
        assert (clusters(denominator[:, columns]) == len(articles)).all()
    assert sorted(seen) == list(np.flatnonzero((denominator > 0).any(axis=0)))


def test_sums_by_label_stand_in_the_order_of_the_labels():
    values = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    assert sum_by(np.array([7, 3, 7]), values).tolist() == [[2.0, 20.0], [5.0, 50.0]]


def test_stories_that_repeat_themselves_raise_the_design_effect():
    rng = np.random.default_rng(1)
    story = np.repeat(np.arange(30), 4)
    counts = rng.poisson(2 * rng.gamma(1, 1, size=30)[story]).astype(float)[:, None]
    words, group = np.full((120, 1), 300.0), np.zeros(120, dtype=int)
    alone = design_effect(counts, words, group, share=False)
    assert design_effect(counts, words, group, share=False, cluster=story)[0] > 1.5 * alone[0]
    assert design_effect(counts, words, group, share=False, cluster=np.arange(120)) == pytest.approx(alone)
