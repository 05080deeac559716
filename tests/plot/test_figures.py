import subprocess
import sys

import pytest

from framing import plot
from framing.errors import FramingError

MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 7))


@pytest.mark.parametrize(("outlets", "panels"), [(4, 1), (7, 1), (8, 8), (15, 15)])
def test_many_outlets_have_a_panel_each_in_a_timeline(make_rows, outlets, panels):
    drawn = plot.draw("timeline", make_rows(outlets, periods=("all", *MONTHS)), title="Fog")
    assert len(drawn.axes) == panels


@pytest.mark.parametrize("chart", ["rates", "labelling"])
def test_a_panel_an_item(make_rows, chart):
    drawn = plot.draw(chart, make_rows(3, items=("fog", "mist", "rain", "wind"), periods=("all", *MONTHS)))
    assert len(drawn.axes) == 4


def test_panels_of_rates_share_the_order_of_the_first(make_rows):
    values = make_rows(15, items=("fog", "mist"))
    drawn = plot.draw("rates", values)
    names = [tick.get_text() for tick in drawn.axes[0].get_yticklabels()]
    for axes, item in zip(drawn.axes, ("fog", "mist"), strict=True):
        expected = values[values["item"] == item].set_index("outlet")["low"][names]
        starts = [segment[0, 0] for segment in axes.collections[0].get_segments()]
        assert starts == pytest.approx(expected.tolist())


@pytest.mark.parametrize(
    ("chart", "rows", "message"),
    [
        ("pie", {}, r"unknown chart 'pie'; choose one of timeline, labelling, rates"),
        ("timeline", {}, r"nothing to draw"),
        ("rates", {"items": tuple("abcdefghijklm")}, r"13 items are too many .* --item"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make_rows, chart, rows, message):
    with pytest.raises(FramingError, match=message):
        plot.draw(chart, make_rows(**rows))


def test_charts_load_no_pyplot_and_the_package_no_matplotlib():
    code = (
        "import sys; import framing.plot; assert 'matplotlib' not in sys.modules; "
        "framing.plot.figure(); framing.plot.draw; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'pie'"):
        _ = plot.pie
