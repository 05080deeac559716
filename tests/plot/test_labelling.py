import pandas as pd
import pytest

from framing import plot


def labels(make_rows, outlets=4):
    return make_rows(outlets, items=("fog", "fog (+)"), measure="labelling", unit="share of mentions")


def widths(axes):
    return [[bar.get_width() for bar in group] for group in axes.containers if len(group) > 1]


def test_shares_of_each_outlet_add_up_to_one(make_rows, axes):
    values = labels(make_rows)
    assert plot.labelling(values, axes) is axes
    parts = widths(axes)
    assert len(parts) == 3
    assert [sum(bar) for bar in zip(*parts, strict=True)] == pytest.approx([1, 1, 1, 1])
    against = values[values["item"] == "fog"].set_index("outlet")["value"]
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    assert parts[0] == pytest.approx(against[names].tolist())
    assert parts[0] == sorted(parts[0])


def test_the_number_of_mentions_stands_beside_each_bar(make_rows, axes):
    plot.labelling(labels(make_rows, 15), axes)
    assert [text.get_text() for text in axes.texts].count("150 (20)") == 15


def test_the_legend_shows_what_is_drawn(make_rows, axes):
    values = labels(make_rows)
    plot.labelling(values[values["item"] == "fog"], axes)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["against", "neutral"]


def test_outlets_without_a_figure_say_why(make_rows, axes):
    values = make_rows(3, items=("fog",), measure="labelling", unit="share of mentions")
    values.loc[0, ["value", "low", "high", "denominator"]] = [float("nan")] * 3 + [0.0]
    values.loc[1, ["value", "low", "high", "denominator"]] = [float("nan")] * 4
    plot.labelling(values, axes)
    words = [text.get_text() for text in axes.texts]
    assert {"none", "not comparable", "150 (20)"} <= set(words)
    assert isinstance(values, pd.DataFrame)
    assert [sum(bar) for bar in zip(*widths(axes), strict=True)] == [0, 0, 1]


def test_small_cells_are_paler(make_rows, axes):
    values = make_rows(2, items=("fog",), measure="labelling", unit="share of mentions")
    values["value"] = [0.1, 0.3]
    values["small"] = [True, False]
    plot.labelling(values, axes)
    assert [bar.get_alpha() for bar in axes.containers[0]] == [0.5, 1.0]
