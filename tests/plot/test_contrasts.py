"""Charts of contrasts, of many items, of two periods, of specifications and of probabilities."""

from io import BytesIO
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from framing import plot
from framing.errors import FramingError
from framing.plot._slope import spread
from framing.stats.specification import SpecificationOptions, grid, specification_curve


def contrasts(pairs=(("Alder", "Birch"), ("Alder", "Cedar"), ("Birch", "Cedar")), unit="share of mentions"):
    rng = np.random.default_rng(3)
    middle = rng.normal(0, 0.2, len(pairs))
    return pd.DataFrame(
        {
            "item": "fog",
            "outlet": [one for one, _ in pairs],
            "reference": [other for _, other in pairs],
            "difference": middle,
            "low": middle - 0.1,
            "high": middle + 0.1,
            "level": 0.95,
            "unit": unit,
            "differs": np.abs(middle) > 0.1,
            "family_size": 3,
        }
    )


def written(drawn):
    return [text.get_text() for text in drawn.findobj(Text) if text.get_text()]


def test_contrasts_stand_where_their_values_are_and_say_which_differ(axes):
    rows = contrasts()
    assert plot.forest(rows, axes) is axes
    filled, hollow = ([x for x in line.get_xdata() if x == x] for line in axes.lines[-2:])
    differing = rows[rows["differs"]]["difference"]
    assert sorted(filled) == pytest.approx(sorted(100 * differing))
    assert len(hollow) == len(rows) - len(differing)
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["Birch – Cedar", "Alder – Cedar", "Alder – Birch"]
    assert axes.get_xlabel().startswith("difference in percentage points")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (contrasts().drop(columns="differs"), "no column differs"),
        (contrasts().head(0), "there are no contrasts"),
        (contrasts().assign(unit=["a", "b", "b"]), r"several units \(a, b\)"),
        (contrasts(pairs=[("Alder", "Birch")] * 61), "61 contrasts are too many"),
    ],
)
def test_rows_that_are_no_contrasts_are_refused(axes, rows, message):
    with pytest.raises(FramingError, match=message):
        plot.forest(rows, axes)


def test_the_words_of_a_forest_are_its_main_figures():
    rows = contrasts()
    words = plot.alt_text(plot.forest_figure(rows))
    assert f"3 contrasts, of which {int(rows['differs'].sum())} differ" in words
    first = rows[rows["differs"]].iloc[0]
    assert f"{first['outlet']} against {first['reference']}, fog" in words


def test_a_heatmap_has_a_number_a_cell_and_shades_by_row(make_rows, axes):
    values = make_rows(3, items=("fog", "mist"))
    values.loc[1, "value"] = np.nan
    values.loc[2, "small"] = True
    plot.heatmap(values, axes, titles={"fog": "Thick fog"})
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Thick fog", "mist"]
    numbers = [text.get_text() for text in axes.texts]
    assert len(numbers) == 6
    assert numbers[1] == "–"
    assert numbers[2].startswith("(")
    shades = np.asarray(axes.images[0].get_array())
    assert np.nanmax(shades, axis=1) == pytest.approx([1, 1])


def test_shares_in_a_heatmap_are_per_cent(make_rows, axes):
    plot.heatmap(make_rows(2, unit="share of attributions"), axes)
    assert all(text.get_text().endswith("%") for text in axes.texts)


def test_a_slope_joins_two_periods(make_rows, axes):
    values = make_rows(3, periods=("2020-H1", "2020-H2"))
    plot.slope(values, axes)
    lines = [line.get_ydata() for line in axes.lines if line.get_linestyle() == "-"]
    assert [list(line) for line in lines] == [
        pytest.approx(rows["value"].tolist()) for _, rows in values.groupby("outlet")
    ]
    assert sum("Alder" in text.get_text() for text in axes.texts) == 2
    with pytest.raises(FramingError, match="two periods, these rows hold 1"):
        plot.slope(values[values["period"] == "2020-H1"], axes)


@pytest.mark.parametrize("unit", ["share of mentions", "hits per 1,000 words"])
def test_long_names_beside_a_slope_keep_off_its_axis(make_rows, unit):
    values = make_rows(3, unit=unit, periods=("2020-H1", "2020-H2"))
    drawn = plot.draw("slope", values.assign(outlet=values["outlet"] + " of the Northern Isles"))
    drawn.savefig(BytesIO())
    box = drawn.axes[0].get_window_extent()
    places = [text.get_window_extent() for text in drawn.axes[0].texts]
    assert min(place.x0 for place in places) >= box.x0
    assert max(place.x1 for place in places) <= drawn.bbox.x1


def test_draw_takes_the_first_and_last_period_of_a_slope(make_rows):
    drawn = plot.draw("slope", make_rows(3, periods=("all", "2020", "2021", "2022")))
    assert [tick.get_text() for tick in drawn.axes[0].get_xticklabels()] == ["2020", "2022"]


@given(st.lists(st.floats(0, 1), max_size=15))
def test_names_keep_apart_and_below_the_end(places):
    moved = spread(sorted(places), 0.05, 1)
    assert all(one + 0.05 <= other + 1e-9 for one, other in pairwise(moved))
    assert all(place <= 1 for place in moved)


def test_a_lollipop_orders_the_items_of_one_outlet(make_rows, axes):
    values = make_rows(1, items=("fog", "mist", "rain"), unit="share of attributed words")
    plot.lollipop(values, axes, titles={"fog": "Thick fog"})
    ranked = values.sort_values("value")
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ranked["item"].replace("fog", "Thick fog").tolist()
    with pytest.raises(FramingError, match="one outlet, these rows hold 2"):
        plot.lollipop(make_rows(2, items=("fog", "mist")), axes)


def test_a_specification_curve_is_that_of_its_table():
    rng = np.random.default_rng(0)
    specifications = grid({"voice": ["outlet", "all"], "wire": ["kept", "left out"]})
    words = rng.integers(5, 30, (60, 4)).astype(float)
    member = np.arange(60) < 30
    hits = rng.poisson(words * (0.2 + 0.1 * member[:, None])).astype(float)
    options = SpecificationOptions(permutations=99)
    curve = specification_curve(specifications, hits, words, member, options=options)
    drawn = plot.specification_figure(curve)
    above, below = drawn.axes
    dots = [y for line in above.lines for y in line.get_ydata() if line.get_marker() == "o" and y == y]
    assert sorted(dots) == pytest.approx(curve.table["estimate"].tolist())
    assert [label.get_text() for label in below.get_yticklabels()] == [
        f"{name}: {value}" for name in ("voice", "wire") for value in dict.fromkeys(curve.table[name])
    ]
    assert "4 specifications" in plot.alt_text(drawn)
    with pytest.raises(FramingError, match="no column estimate"):
        plot.specification(specifications, above)


def bins():
    predicted = np.linspace(0.05, 0.95, 10)
    return pd.DataFrame(
        {"predicted": predicted, "observed": predicted**1.3, "low": 0.0, "high": 1.0, "n": [90, *[9] * 8, 0]}
    )


def test_bins_with_cases_are_drawn(axes):
    plot.reliability(bins(), axes)
    assert len(axes.lines[1].get_xdata()) == 9
    assert len(axes.patches) == 9
    with pytest.raises(FramingError, match="observed missing"):
        plot.reliability(bins().drop(columns="observed"), axes)
    with pytest.raises(FramingError, match="from 0 to 1"):
        plot.reliability(bins().assign(observed=2.0), axes)


def test_the_key_of_a_heatmap_names_units_and_what_is_missing(make_rows):
    drawn = plot.draw("heatmap", make_rows(3, items=("fog", "mist")))
    assert drawn.get_supxlabel() == "Hits per 1,000 words. Shade: against the highest of its row."
