"""Long names of outlets beside an axis."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context

from framing import plot
from framing.plot.style import LONGEST_NAME, SETTINGS, figure, key_to_names, short_names

LONG = [f"The {word} Chronicle of the Northern Provinces" for word in ("Evening", "Evening Late", "Morning", "Daily")]


@given(st.lists(st.text(min_size=1), unique=True))
def test_cut_names_are_short_and_each_is_explained(names):
    cut = short_names(names)
    assert len(cut) == len(names)
    assert all(len(text) <= LONGEST_NAME + 5 for text in cut)
    told = key_to_names(names)
    assert all(f"{text} = {name}" in told for name, text in zip(names, cut, strict=True) if name != text)


def test_names_that_are_cut_alike_are_numbered():
    assert short_names(["A" * 40 + "b", "A" * 40 + "c"]) == ["A" * 25 + "… 1", "A" * 25 + "… 2"]
    assert key_to_names(["Birch"]) == ""


@pytest.mark.parametrize("chart", ["heatmap", "labelling"])
def test_no_long_name_is_drawn_over_another(chart, make_rows):
    values = make_rows(4, measure="labelling", unit="share of mentions")
    values["outlet"] = values["outlet"].map(dict(zip(sorted(values["outlet"].unique()), LONG, strict=True)))
    drawn = plot.draw(chart, values)
    drawn.canvas.draw()
    (axes,) = drawn.axes
    assert axes.get_window_extent().height > 0.3 * drawn.bbox.height
    if chart == "heatmap":
        assert all(name in drawn.get_supxlabel().replace("\n", " ") for name in LONG)
    else:
        boxes = sorted((label.get_window_extent() for label in axes.get_yticklabels()), key=lambda box: box.y0)
        assert all(low.y1 <= high.y0 + 1 for low, high in pairwise(boxes))
        key = axes.get_legend().get_window_extent()
        others = [text.get_window_extent() for text in axes.texts]
        assert not any(key.overlaps(box) for box in others)


def test_the_key_of_a_narrow_labelling_chart_is_clear_of_its_margin(make_rows):
    values = make_rows(3, measure="labelling", unit="share of mentions")
    favour = values.assign(item=values["item"] + " (+)", value=0.1)
    with rc_context(SETTINGS):
        drawn = figure(85, 60)
        axes = plot.labelling(pd.concat([values, favour]), drawn.subplots())
        drawn.canvas.draw()
        key = axes.get_legend().get_window_extent()
        assert not any(key.overlaps(text.get_window_extent()) for text in axes.texts)
