import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.plot._scale import key_of_marks, label_values, scale_end

SHARE = "share of mentions"


def test_a_few_long_intervals_are_cut(make_rows):
    values = make_rows(15)
    values.loc[3, "high"] = 50.0
    end = scale_end(values)
    assert values["value"].max() < end < 2
    assert "▲ it goes on" in key_of_marks([values], interval="Band", arrow="▲")


def test_intervals_that_are_all_long_are_shown_whole(make_rows):
    values = make_rows(15)
    values["high"] = 50.0
    assert scale_end(values) > 50
    assert "goes on" not in key_of_marks([values], interval="Band", arrow="▲")


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=20))
def test_every_value_is_inside_and_shares_end_at_100_per_cent(figures):
    ends = [(min(pair), max(pair)) for pair in figures]
    values = pd.DataFrame(ends, columns=["value", "high"]).assign(unit=SHARE)
    assert values["value"].max() <= scale_end(values) <= 1


def test_no_figures_have_a_scale_and_no_key(make_rows):
    values = make_rows(2)
    values[["value", "low", "high"]] = float("nan")
    assert scale_end(values) == 1
    assert key_of_marks([values], interval="Band", arrow="▲") == ""


@pytest.mark.parametrize(
    ("unit", "high", "first", "last"), [(SHARE, 0.9, "0 %", "75 %"), ("per word", 9.0, "0", "7.5")]
)
def test_shares_are_in_per_cent(make_rows, axes, unit, high, first, last):
    values = make_rows(3, unit=unit)
    values["high"] = high
    label_values(axes.yaxis, values, most=4)
    words = [tick.get_text() for tick in axes.get_yticklabels()]
    assert (words[0], words[-1]) == (first, last)


def test_the_key_holds_the_marks_of_all_scales(make_rows):
    cut, small = make_rows(15), make_rows(15)
    cut.loc[3, "high"] = 50.0
    small.loc[3, "small"] = True
    key = key_of_marks([cut, small], interval="Line", arrow="▶")
    assert key == "Line: 95 % interval (▶ it goes on). Hollow dot: few articles."
