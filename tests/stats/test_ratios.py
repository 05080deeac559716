import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.stats.ratios import clusters, design_effect, linearised_se, ratio, supports


def column(values):
    return np.asarray(values, dtype=float).reshape(-1, 1)


@pytest.mark.parametrize("outlet", ["A", "B"])
def test_rates_and_clustered_errors_match_the_reference_vector(shared, outlet):
    vector = json.loads((shared / "reference" / "test_vectors.json").read_text())["d_rates"]
    keep = np.array(vector["outlet"]) == outlet
    counts, words = np.array(vector["count"])[keep], np.array(vector["words"])[keep]
    story = np.array(vector["story"])[keep]
    by_story = [column([values[story == s].sum() for s in np.unique(story)]) for values in (counts, words)]
    expected = vector["out"][outlet]
    assert 1000 * ratio(column(counts), column(words))[0] == pytest.approx(expected["rate"], abs=5e-7)
    assert 1000 * linearised_se(column(counts), column(words))[0] == pytest.approx(expected["se_lin"], abs=5e-7)
    assert 1000 * linearised_se(*by_story)[0] == pytest.approx(expected["se_lin_story"], abs=5e-7)


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
