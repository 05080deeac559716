"""Series: every period stands there, gaps show, and tagged rows give the counts that were published."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.stats.series import Measured, Tagged, count_series, rate_series

HITS = Measured("hits", "words")
QUICK = EstimateOptions(replicates=99)


def articles(*, gap=()):
    rng = np.random.default_rng(0)
    days = [day for day in pd.date_range("2020-01-01", "2020-06-30") if day.month not in gap]
    rows = [
        {"outlet": outlet, "published": day, "hits": rng.poisson(2), "words": int(rng.integers(300, 600))}
        for outlet in ("Alder", "Birch")
        for day in days
    ]
    return pd.DataFrame(rows)


def tagged(*rows):
    return pd.DataFrame(rows, columns=["day", "tag", "article"])


def test_a_period_has_the_ratio_of_its_articles():
    table = articles()
    row = rate_series(table, HITS, options=QUICK).query("outlet == 'Birch' and period == '2020-03'").iloc[0]
    mine = table[(table["outlet"] == "Birch") & (table["published"].dt.month == 3)]
    assert row["value"] == pytest.approx(1000 * mine["hits"].sum() / mine["words"].sum())
    assert row["low"] < row["value"] < row["high"]
    assert (row["n_articles"], row["days"], row["days_covered"]) == (31, 31, 31)


def test_a_gap_is_a_period_without_a_value():
    found = rate_series(articles(gap=(3,)), HITS, options=QUICK).query("outlet == 'Alder'").set_index("period")
    assert found.index.tolist() == [f"2020-{month:02d}" for month in range(1, 7)]
    assert np.isnan(found["value"]["2020-03"])
    assert found["coverage"].tolist() == [1, 1, 0, 1, 1, 1]
    assert found["small"]["2020-03"]


@pytest.mark.parametrize(("period", "rows"), [("day", 182), ("week", 27), ("month", 6), ("quarter", 2), ("half", 1)])
def test_periods(period, rows):
    table = articles()
    found = rate_series(table[table["outlet"] == "Alder"], HITS, period=period, options=QUICK)
    assert len(found) == rows
    assert found["days"].sum() == 182


def test_a_share_is_plain_and_undated_articles_are_left_out():
    table = articles()
    table.loc[0, "published"] = pd.NaT
    table["heads"] = (table["hits"] > 1).astype(int)
    table["one"] = 1
    found = rate_series(table, Measured("heads", "one"), period="half", share=True, options=QUICK)
    assert found["value"].between(0, 1).all()
    assert found["n_articles"].sum() == len(table) - 1


def test_rows_can_be_drawn_as_a_timeline():
    from framing import plot

    for period in ("month", "day"):
        rows = rate_series(articles(gap=(3,)).head(152), HITS, period=period, options=QUICK)
        axes = plot.timeline(rows, plot.figure().subplots())
        assert axes.get_xlim()[1] == (5.5 if period == "month" else 181.5)


def test_a_tag_may_count_for_several_series():
    rows = tagged(("2020-01-01", "left", 1), ("2020-01-01", "both", 1), ("2020-01-03", "right", 2))
    found = count_series(rows, Tagged("day", "tag", "article", tags={"both": ("left", "right")}))
    table = found.pivot(index="period", columns="series", values="count")
    assert table.to_dict() == {
        "left": {"2020-01-01": 2, "2020-01-02": 0, "2020-01-03": 0},
        "right": {"2020-01-01": 1, "2020-01-02": 0, "2020-01-03": 1},
    }


def test_rows_of_one_article_tell_less_than_as_many_articles():
    together = tagged(*[("2020-01-01", "left", 1)] * 20)
    apart = tagged(*[("2020-01-01", "left", i) for i in range(20)])
    columns = Tagged("day", "tag", "article")
    wide, narrow = (count_series(rows, columns).iloc[0] for rows in (together, apart))
    assert (wide["count"], wide["clusters"], narrow["clusters"]) == (20, 1, 20)
    assert wide["high"] - wide["low"] > 3 * (narrow["high"] - narrow["low"])


def test_clustered_bounds_hold_the_mean_of_bursty_counts():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(30):
        rows = [("2020-01-01", "left", i) for i in range(rng.poisson(25)) for _ in range(rng.geometric(0.4))]
        row = count_series(tagged(*rows), Tagged("day", "tag", "article")).iloc[0]
        held += row["low"] <= 25 / 0.4 <= row["high"]
    assert held >= 26


def test_dates_are_read_in_the_order_that_the_column_shows():
    rows = tagged(("10/7/2023", "left", 1), ("10/18/2023", "left", 2))
    found = count_series(rows, Tagged("day", "tag"))
    assert (found["period"].iloc[0], found["period"].iloc[-1], len(found)) == ("2023-10-07", "2023-10-18", 12)
    assert count_series(tagged((dt.date(2020, 1, 2), "left", 1)), Tagged("day", "tag"))["count"].sum() == 1


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        (tagged(("2020-01-01", "a", 1)), Tagged("when", "tag"), "no column 'when'; the table has day, tag, article"),
        (tagged(("2020-01-01", "a", 1), ("", "a", 1)), Tagged("day", "tag"), "no date in 1 rows, .* row 2"),
        (tagged(("2020-01-01", " ", 1)), Tagged("day", "tag"), "no tag in 1 rows, .* row 1"),
        (tagged(("soon", "a", 1)), Tagged("day", "tag"), "'day', row 1: 'soon' is no date"),
        (tagged(), Tagged("day", "tag"), "no rows"),
        (tagged(("3/4/2015", "a", 1)), Tagged("day", "tag"), "day"),
    ],
)
def test_rows_that_cannot_be_counted_are_named(rows, columns, message):
    with pytest.raises(FramingError, match=message):
        count_series(rows, columns)


def test_an_interval_is_that_of_the_estimate():
    table = articles()
    table = table[table["outlet"] == "Alder"]
    row = rate_series(table, HITS, period="half", options=QUICK).iloc[0]
    alone = estimate_ratio(table["hits"].to_numpy(), table["words"].to_numpy(), options=QUICK)
    assert row["value"] == pytest.approx(alone.value)
    assert row["high"] - row["low"] == pytest.approx(alone.high - alone.low, rel=0.3)


def test_jackson_daily_table_of_the_new_york_times(shared):
    """The published table of 7 to 18 October 2023, from the tagged rows: 12 of 12 days, both columns."""
    folder = shared / "data/jackson"
    rows = pd.read_csv(folder / "tagged_data_nyt_oct7_to_oct18.csv")
    columns = Tagged("article_date", "category", "article_index", tags={"both": ("palestine", "israel")})
    found = count_series(rows, columns).pivot(index="period", columns="series", values="count")
    published = pd.read_csv(folder / "ocha_data_comparison.csv", skiprows=1).set_index("Date")
    published.index = pd.to_datetime(published.index, format="%m/%d/%Y").strftime("%Y-%m-%d")
    published = published.sort_index()
    assert found.index.tolist() == published.index.tolist()
    assert found["palestine"].tolist() == published["Palestinian"].tolist()
    assert found["israel"].tolist() == published["Israeli"].tolist()
    assert (found["palestine"].sum(), found["israel"].sum()) == (903, 1263)
