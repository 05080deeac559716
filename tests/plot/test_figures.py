import subprocess
import sys
from itertools import pairwise

import pytest
from matplotlib.text import Text

from framing import plot
from framing.errors import FramingError

MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 7))


@pytest.mark.parametrize(("outlets", "panels"), [(1, 1), (2, 1), (3, 3), (4, 4), (15, 15)])
def test_from_three_outlets_on_they_have_a_panel_each_in_a_timeline(make_rows, outlets, panels):
    drawn = plot.draw("timeline", make_rows(outlets, periods=("all", *MONTHS)), title="Fog")
    assert len(drawn.axes) == panels
    assert drawn.get_figwidth() * 25.4 == pytest.approx(120)


def test_panels_of_a_timeline_share_their_axes_and_name_their_outlet(make_rows):
    drawn = plot.draw("timeline", make_rows(4, periods=("all", *MONTHS)), title="Fog")
    assert len({axes.get_ylim() for axes in drawn.axes}) == 1
    assert [axes.get_title(loc="left") for axes in drawn.axes] == ["Alder", "Birch", "Cedar", "Dogwood"]
    assert drawn.get_suptitle() == "Fog\nhits per 1,000 words"


@pytest.mark.parametrize(("outlets", "periods"), [(2, 6), (2, 36), (4, 6), (6, 36), (15, 36)])
def test_letters_are_large_enough_and_inside(make_rows, outlets, periods):
    names = tuple(f"{2018 + i // 12}-{i % 12 + 1:02d}" for i in range(periods))
    drawn = plot.draw("timeline", make_rows(outlets, periods=names), title="Fog, in its own voice")
    drawn.draw_without_rendering()
    shown = [text for text in drawn.findobj(Text) if text.get_text().strip() and text.get_visible()]
    assert min(text.get_fontsize() for text in shown) >= 7
    for axes in drawn.axes:
        labels = [tick.get_window_extent() for tick in axes.get_xticklabels() if tick.get_text()]
        assert all(left.x1 < right.x0 for left, right in pairwise(labels))
    whole = drawn.get_tightbbox()
    assert whole.x1 <= drawn.get_figwidth()
    assert whole.x0 >= 0


def test_the_key_says_what_the_marks_are(make_rows):
    values = make_rows(3, periods=MONTHS)
    values.loc[0, "high"] = 99.0
    values.loc[1, "small"] = True
    key = " ".join(plot.draw("timeline", values).get_supxlabel().split())
    assert key == (
        "Band: 95 % interval (▲ it goes on). Hollow dot: few articles. Thin grey: the other outlets. "
        "Bars: articles counted, 20 in the tallest."
    )
    plain = plot.draw("timeline", make_rows(3, periods=MONTHS)).get_supxlabel()
    assert "▲" not in plain
    assert "Hollow" not in plain


def test_items_are_called_by_their_titles(make_rows):
    values = make_rows(3, items=("fog", "mist"))
    drawn = plot.draw("rates", values, titles={"fog": "Thick fog"})
    assert [axes.get_title(loc="left") for axes in drawn.axes] == ["Thick fog", "mist"]


@pytest.mark.parametrize(("chart", "title"), [("rates", "Thick fog"), ("labelling", "Thick fog"), ("rates", "")])
def test_one_item_has_no_title_twice(make_rows, chart, title):
    drawn = plot.draw(chart, make_rows(3, items=("fog",)), title=title)
    assert drawn.axes[0].get_title(loc="left") == ""
    assert drawn.get_suptitle() == title


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


def test_rows_of_several_voices_are_refused(make_rows):
    values = make_rows(2)
    values.loc[0, "voice"] = "quoted"
    with pytest.raises(FramingError, match=r"a rates chart shows one voice, these rows hold 2 \(outlet, quoted\)"):
        plot.draw("rates", values)


def test_public_names_are_listed():
    assert set(plot.__all__) <= set(dir(plot))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'pie'"):
        _ = plot.pie
