"""Charts of words: bars, scatter and barcode show what they are given."""

import numpy as np
import pandas as pd
import pytest

from framing import plot
from framing.errors import FramingError


def keywords(words=40, seed=0):
    rng = np.random.default_rng(seed)
    ratio = rng.normal(0, 1.5, words)
    reach = rng.uniform(0.3, 1.2, words)
    low, high = ratio - reach, ratio + reach
    told = np.where(low > 0.5, low - 0.5, np.where(high < -0.5, high + 0.5, 0.0))
    table = pd.DataFrame(
        {
            "word": [f"word{place}" for place in range(words)],
            "group": "Alder",
            "reference": "Birch",
            "per_1000": rng.uniform(0.05, 5, words),
            "per_1000_reference": rng.uniform(0.05, 5, words),
            "log_ratio": ratio,
            "low": low,
            "high": high,
            "at_least": told,
            "z": ratio * 4,
            "level": 0.95,
        }
    )
    return table.iloc[np.argsort(-np.abs(told))].reset_index(drop=True)


def marks(words=("fog", "mist")):
    rng = np.random.default_rng(1)
    rows = [
        {"word": word, "outlet": outlet, "at": at, "count": float(rng.integers(1, 5))}
        for word in words
        for outlet in ("Alder", "Birch")
        for at in rng.uniform(0, 1, 6)
    ]
    return pd.DataFrame(rows)


def test_bars_are_the_log_ratios_of_the_first_words_of_either_group(axes):
    table = keywords()
    assert plot.keyness(table, axes, most=15) is axes
    drawn = sorted(bar.get_width() for bar in axes.patches)
    expected = [table[side(table["log_ratio"])]["log_ratio"].head(15) for side in (lambda x: x > 0, lambda x: x < 0)]
    assert drawn == pytest.approx(sorted(pd.concat(expected)))
    assert "pale" in axes.get_xlabel().lower()
    assert {"Alder →", "← Birch"} <= {text.get_text() for text in axes.texts}


def test_words_that_all_differ_need_no_note(axes):
    plot.keyness(keywords().query("at_least != 0"), axes)
    assert "pale" not in axes.get_xlabel().lower()


def test_intervals_without_end_stop_at_the_edge(axes):
    table = keywords()
    table.loc[table["log_ratio"] > 0, "high"] = np.inf
    plot.keyness(table, axes)
    ends = np.array([segment[:, 0] for segment in axes.collections[0].get_segments()])
    assert np.abs(ends).max() == pytest.approx(axes.get_xlim()[1])


def test_one_group_alone_can_be_drawn(axes):
    plot.keyness(keywords().query("log_ratio > 0"), axes, most=3)
    assert len(axes.patches) == 3


def test_the_scatter_has_every_word_and_names_that_do_not_overlap(axes):
    table = keywords(200)
    plot.scatter(table, axes)
    assert sum(len(points.get_offsets()) for points in axes.collections) == 200
    boxes = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) > 10
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_barcode_has_a_bar_an_article(axes):
    values = marks()
    plot.dispersion(values, axes)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "fog, Alder",
        "fog, Birch",
        "mist, Alder",
        "mist, Birch",
    ]
    bars = [line for line in axes.collections if len(line.get_segments()) > 1]
    assert sum(len(line.get_segments()) for line in bars) == len(values)


@pytest.mark.parametrize("chart", ["keyness", "scatter"])
def test_rows_that_are_no_keywords_of_one_group_are_refused(axes, chart):
    draw = getattr(plot, chart)
    table = keywords(6)
    with pytest.raises(FramingError, match="no column log_ratio"):
        draw(table.drop(columns="log_ratio"), axes)
    with pytest.raises(FramingError, match="several values of group"):
        draw(table.assign(group=["Alder", "Birch"] * 3), axes)
    with pytest.raises(FramingError, match="there are no words"):
        draw(table.head(0), axes)


def test_rows_that_are_no_places_are_refused(axes):
    with pytest.raises(FramingError, match="no column at"):
        plot.dispersion(marks().drop(columns="at"), axes)
    with pytest.raises(FramingError, match="there are none"):
        plot.dispersion(marks().head(0), axes)
