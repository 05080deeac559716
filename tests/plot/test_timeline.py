import numpy as np
import pytest

from framing import plot

MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 13))


def test_a_line_an_outlet_with_its_values_and_name(make_rows, axes):
    values = make_rows(3, periods=("all", "undated", *MONTHS))
    assert plot.timeline(values, axes) is axes
    lines = [line for line in axes.lines if len(line.get_ydata()) == 12 and line.get_linewidth() > 1.2]
    drawn = [line for line in lines if line.get_linestyle() == "-"]
    assert len(drawn) == 3
    birch = values[(values["outlet"] == "Birch") & values["period"].isin(MONTHS)]
    assert np.asarray(drawn[1].get_ydata(), dtype=float) == pytest.approx(birch["value"].to_numpy())
    assert {text.get_text() for text in axes.texts} == {"Alder", "Birch", "Cedar"}
    assert axes.get_ylabel() == "hits per 1,000 words"
    assert axes.get_ylim()[0] == 0


def test_names_at_the_ends_do_not_overlap(make_rows, axes):
    values = make_rows(7, periods=MONTHS)
    values["value"] = 0.2
    plot.timeline(values, axes)
    places = sorted(text.xy[1] for text in axes.texts)
    span = np.ptp(axes.get_ylim())
    assert np.diff(places).min() > 0.05 * span


def test_the_highlighted_outlet_alone_has_colour(make_rows, axes):
    plot.timeline(make_rows(10, periods=MONTHS), axes, highlight="Elm")
    assert axes.get_title(loc="left") == "Elm" or axes.get_title() == "Elm"
    thick = [line for line in axes.lines if line.get_linestyle() == "-" and line.get_linewidth() > 1]
    assert len(thick) == 1
    assert not axes.texts


def test_a_period_without_articles_breaks_the_line(make_rows, axes):
    values = make_rows(2, periods=MONTHS)
    gap = (values["outlet"] == "Alder") & (values["period"] == "2020-05")
    plot.timeline(values[~gap], axes)
    alder = next(line for line in axes.lines if line.get_linestyle() == "-")
    assert np.flatnonzero(np.isnan(np.asarray(alder.get_ydata(), dtype=float))).tolist() == [4]


def test_small_cells_are_hollow(make_rows, axes):
    values = make_rows(1, periods=MONTHS)
    values.loc[3, "small"] = True
    plot.timeline(values, axes)
    hollow = next(line for line in axes.lines if line.get_markerfacecolor() == "white")
    assert np.flatnonzero(~np.isnan(np.asarray(hollow.get_ydata(), dtype=float))).tolist() == [3]
