import numpy as np
import pytest

from framing import plot


def test_outlets_stand_by_value_with_their_intervals(make_rows, axes):
    values = make_rows(15)
    assert plot.rates(values, axes) is axes
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    expected = values.set_index("outlet").loc[names]
    assert expected["value"].is_monotonic_increasing
    ends = np.array([segment[:, 0] for segment in axes.collections[0].get_segments()])
    assert ends == pytest.approx(expected[["low", "high"]].to_numpy())
    assert axes.get_xlabel() == "hits per 1,000 words"
    assert axes.get_xlim()[0] == 0


def test_the_order_can_be_given(make_rows, axes):
    plot.rates(make_rows(3), axes, order=["Cedar", "Alder", "Birch"])
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["Cedar", "Alder", "Birch"]


def test_outlets_without_a_figure_say_so(make_rows, axes):
    values = make_rows(3)
    values.loc[1, ["value", "low", "high"]] = float("nan")
    plot.rates(values, axes)
    assert [text.get_text().strip() for text in axes.texts] == ["no figure"]


def test_small_cells_are_hollow(make_rows, axes):
    values = make_rows(3)
    values["small"] = [True, False, False]
    plot.rates(values, axes)
    hollow = next(line for line in axes.lines if line.get_markerfacecolor() == "white")
    assert np.count_nonzero(~np.isnan(np.asarray(hollow.get_xdata(), dtype=float))) == 1


def test_an_interval_that_goes_on_beyond_is_marked(make_rows, axes):
    values = make_rows(15)
    values.loc[4, "high"] = 50.0
    plot.rates(values, axes)
    (mark,) = [line for line in axes.lines if line.get_marker() == 5]
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    assert [names[int(place)] for place in mark.get_ydata()] == ["Elm"]
    assert axes.get_xlim()[1] < 2


def test_shares_are_in_per_cent(make_rows, axes):
    plot.rates(make_rows(3, unit="share of attributions"), axes)
    assert all(tick.get_text().endswith(" %") for tick in axes.get_xticklabels())
