import numpy as np
import pytest

from framing import plot
from framing.errors import FramingError

MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 13))


def y_of(line):
    return np.asarray(line.get_ydata(), dtype=float)


def curves(axes):
    """The lines of outlets, grey ones left out."""
    return [
        line
        for line in axes.lines
        if len(line.get_ydata()) and line.get_linestyle() == "-" and line.get_linewidth() > 1.2
    ]


def test_a_line_an_outlet_with_its_values_and_name(make_rows, axes):
    values = make_rows(2, periods=("all", "undated", *MONTHS))
    assert plot.timeline(values, axes) is axes
    drawn = curves(axes)
    assert len(drawn) == 2
    birch = values[(values["outlet"] == "Birch") & values["period"].isin(MONTHS)]
    assert y_of(drawn[1]) == pytest.approx(birch["value"].to_numpy())
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["Alder", "Birch"]
    assert axes.get_ylabel() == "hits per 1,000 words"


def test_lines_of_equal_figures_do_not_hide_each_other(make_rows, axes):
    values = make_rows(2, periods=MONTHS)
    values["value"] = 0.0
    plot.timeline(values, axes)
    one, other = (np.asarray(line.get_xdata(), dtype=float) for line in curves(axes))
    assert (other - one).min() > 0.05
    markers = {line.get_marker() for line in axes.lines if line.get_marker() != "None"}
    assert {"o", "s"} <= markers


def test_the_highlighted_outlet_alone_has_colour_and_an_interval(make_rows, axes):
    plot.timeline(make_rows(10, periods=MONTHS), axes, highlight="Elm")
    assert axes.get_title(loc="left") == "Elm" or axes.get_title() == "Elm"
    assert len(curves(axes)) == 1
    assert len([line for line in axes.lines if line.get_linewidth() == 0.5 and len(line.get_ydata()) == 12]) == 9
    ribbons = [area for area in axes.collections if type(area).__name__ != "LineCollection"]
    assert len(ribbons) == 1


def test_an_outlet_without_figures_says_so(make_rows, axes):
    values = make_rows(2, periods=MONTHS)
    values.loc[values["outlet"] == "Alder", ["value", "low", "high"]] = float("nan")
    plot.timeline(values, axes, highlight="Alder")
    assert [text.get_text() for text in axes.texts] == ["no figure"]


def test_an_outlet_that_is_not_there_is_named(make_rows, axes):
    with pytest.raises(FramingError, match="no outlet 'Oak' to highlight; choose from Alder, Birch"):
        plot.timeline(make_rows(2, periods=MONTHS), axes, highlight="Oak")


def test_rows_without_dates_are_refused(make_rows, axes):
    with pytest.raises(FramingError, match="needs dated periods"):
        plot.timeline(make_rows(2, periods=("all", "undated")), axes)


def test_a_period_without_articles_breaks_the_line(make_rows, axes):
    values = make_rows(2, periods=MONTHS)
    gap = (values["outlet"] == "Alder") & (values["period"] == "2020-05")
    plot.timeline(values[~gap], axes)
    assert np.flatnonzero(np.isnan(y_of(curves(axes)[0]))).tolist() == [4]


def test_a_period_in_which_no_outlet_has_articles_keeps_its_place(make_rows, axes):
    values = make_rows(2, periods=MONTHS)
    plot.timeline(values[values["period"] != "2020-05"], axes)
    assert all(np.flatnonzero(np.isnan(y_of(line))).tolist() == [4] for line in curves(axes))


def test_small_cells_are_hollow(make_rows, axes):
    values = make_rows(1, periods=MONTHS)
    values.loc[3, "small"] = True
    plot.timeline(values, axes)
    hollow = next(line for line in axes.lines if line.get_markerfacecolor() == "white")
    assert np.flatnonzero(~np.isnan(y_of(hollow))).tolist() == [3]


def test_an_interval_that_goes_on_above_is_marked(make_rows, axes):
    values = make_rows(1, periods=MONTHS)
    values.loc[6, "high"] = 50.0
    plot.timeline(values, axes)
    (mark,) = [line for line in axes.lines if line.get_marker() == 6]
    assert mark.get_xdata() == pytest.approx([6])
    assert mark.get_ydata() == pytest.approx([axes.get_ylim()[1]])


def test_bars_below_show_how_many_articles_there_are(make_rows, axes):
    values = make_rows(1, periods=MONTHS)
    values["n_articles"] = range(12)
    plot.timeline(values, axes)
    (bars,) = axes.containers
    heights = np.array([bar.get_height() for bar in bars])
    assert heights / heights.max() == pytest.approx(np.arange(12) / 11)
    assert all(bar.get_y() + bar.get_height() < 0 for bar in bars)
    assert min(axes.get_yticks()) == 0
