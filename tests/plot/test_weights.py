"""The chart of what words add to a prediction."""

import pandas as pd
import pytest

from framing import plot
from framing.errors import FramingError


def values(count=4):
    rows = [(f"word{n}", n - count / 2 + 0.25) for n in range(count)]
    return pd.DataFrame([{"word": w, "value": v, "low": v - 0.2, "high": v + 0.2, "n": 7} for w, v in rows])


def test_words_stand_in_order_with_their_occurrences():
    axes = plot.figure().subplots()
    plot.weights(values().sample(frac=1, random_state=1), axes)
    assert [label.get_text() for label in axes.get_yticklabels()] == [f"word{n} (7)" for n in range(4)]


def test_it_says_what_it_shows():
    drawn = plot.weights_figure(values(12))
    said = plot.alt_text(drawn)
    assert "12 words" in said
    assert "highest word11 +5.25, word10 +4.25" in said
    assert "lowest word0 -5.75" in said


def test_other_rows_are_refused():
    axes = plot.figure().subplots()
    with pytest.raises(FramingError, match="low missing"):
        plot.weights(values().drop(columns="low"), axes)
    with pytest.raises(FramingError, match="1 to 60 words"):
        plot.weights(values(61), axes)
    with pytest.raises(FramingError, match="1 to 60 words"):
        plot.weights(values()[:0], axes)
