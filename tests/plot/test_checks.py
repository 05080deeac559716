import pandas as pd
import pytest

from framing import plot
from framing.errors import FramingError

CHARTS = ("timeline", "labelling", "rates")


@pytest.mark.parametrize("chart", CHARTS)
def test_missing_columns_are_named(axes, chart):
    values = pd.DataFrame({"outlet": ["Alder"], "count": [3]})
    with pytest.raises(FramingError, match=rf"a {chart} chart .* no column measure, item, .* only outlet, count"):
        getattr(plot, chart)(values, axes)
    with pytest.raises(FramingError, match="no column measure"):
        plot.draw(chart, values)


@pytest.mark.parametrize("chart", CHARTS)
def test_rows_of_several_items_are_refused(make_rows, axes, chart):
    values = make_rows(2, items=("fog", "mist", "rain", "wind"), periods=("2020",))
    message = rf"a {chart} chart shows one item, these rows hold 4 \(fog, mist, rain, …\); .*\['item'\] == 'fog'\]"
    with pytest.raises(FramingError, match=message):
        getattr(plot, chart)(values, axes)


@pytest.mark.parametrize("chart", ["labelling", "rates"])
def test_rows_of_several_periods_are_refused(make_rows, axes, chart):
    with pytest.raises(FramingError, match="one period, these rows hold 2"):
        getattr(plot, chart)(make_rows(2, periods=("2020", "2021")), axes)


def test_labels_in_favour_are_another_item_but_in_a_labelling_chart(make_rows, axes):
    values = make_rows(2, items=("fog", "fog (+)"), periods=("2020",), unit="share of mentions")
    plot.labelling(values, axes)
    for chart in (plot.timeline, plot.rates):
        with pytest.raises(FramingError, match=r"one item, these rows hold 2 \(fog, fog \(\+\)\)"):
            chart(values, axes)
