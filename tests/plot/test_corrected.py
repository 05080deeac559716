"""Raw beside corrected figures."""

import numpy as np
import pandas as pd
import pytest

from framing import plot
from framing.errors import FramingError


def rows():
    return pd.DataFrame(
        {
            "outlet": ["Alder", "Birch", "Cedar"],
            "period": "all",
            "unit": "share of mentions",
            "raw": [0.2, 0.5, 0.1],
            "raw_low": [0.1, 0.4, -0.05],
            "raw_high": [0.3, 0.6, 0.25],
            "corrected": [0.3, 0.4, np.nan],
            "low": [0.2, 0.3, np.nan],
            "high": [0.4, 0.5, np.nan],
        }
    )


def test_figures_stand_where_their_values_are_and_what_lacks_gold_says_so():
    axes = plot.corrected(rows(), plot.figure().subplots())
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Cedar", "Alder", "Birch"]
    raw, corrected = axes.lines
    assert raw.get_xdata().tolist() == [0.1, 0.2, 0.5]
    assert corrected.get_xdata()[1:].tolist() == [0.3, 0.4]
    assert [text.get_text() for text in axes.texts] == ["too little gold"]
    segments = [path.vertices[:, 0].tolist() for collection in axes.collections for path in collection.get_paths()]
    assert min(min(segment) for segment in segments if not np.isnan(segment).any()) == 0  # bounds of shares are cut


def test_the_figure_draws_the_rows_over_all_periods():
    values = pd.concat([rows(), rows().assign(period="2020")])
    drawn = plot.corrected_figure(values)
    assert len(drawn.axes[0].get_yticks()) == 3
    assert plot.to_svg(drawn) == plot.to_svg(plot.corrected_figure(values))


def test_a_trend_stands_raw_beside_corrected_an_outlet_a_panel():
    later = rows().assign(period="2021", raw=[0.3, 0.4, 0.2])
    values = pd.concat([rows(), rows().assign(period="2020"), later])
    drawn = plot.corrected_trend_figure(values)
    assert [axes.get_title(loc="left") for axes in drawn.axes] == ["Alder", "Birch", "Cedar"]
    raw, corrected = drawn.axes[0].lines
    assert raw.get_ydata().tolist() == [0.2, 0.3]
    assert corrected.get_ydata().tolist() == [0.3, 0.3]
    with pytest.raises(FramingError, match="of one period"):
        plot.corrected_trend_figure(rows())
