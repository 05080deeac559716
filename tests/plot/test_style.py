import pytest

from framing import plot
from framing.errors import FramingError
from framing.plot.style import PALETTE, period_ticks


@pytest.mark.parametrize("name", ["chart.png", "chart.svg", "chart.pdf", "chart.PNG"])
def test_the_same_figure_is_the_same_bytes(tmp_path, make_rows, name):
    written = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        path = plot.save(plot.draw("rates", make_rows(3)), tmp_path / folder / name)
        written.append(path.read_bytes())
    assert written[0] == written[1]
    assert b"<dc:date>" not in written[0]


def test_sizes_are_in_millimetres():
    width, height = plot.figure(127, 50.8).get_size_inches()
    assert (width, height) == pytest.approx((5, 2))


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(FramingError, match=r"'chart\.gif'; end its name in \.png, \.svg, \.pdf"):
        plot.save(plot.figure(), tmp_path / "chart.gif")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FramingError, match=r"no folder .*nowhere"):
        plot.save(plot.figure(), tmp_path / "nowhere" / "chart.png")


def test_at_most_eight_periods_are_labelled(axes):
    period_ticks(axes, [f"2020-W{week:02d}" for week in range(1, 54)])
    shown = [tick.get_text() for tick in axes.get_xticklabels()]
    assert 4 <= len(shown) <= 8
    assert shown[0] == "2020-W01"


def test_colours_of_lines_are_all_different():
    assert len(set(PALETTE)) == len(PALETTE) == 7
