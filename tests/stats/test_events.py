"""Event windows: a change that is there, one that others share, and dates without an event."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats.events import Window, event_change, event_profile
from framing.stats.series import Measured

HITS = Measured("hits", "words")
EVENT = dt.date(2020, 6, 15)
DAYS = pd.date_range("2020-01-01", "2020-12-31")


def corpus(seed=0, *, both=False, times=2.5):
    """Three articles a day of two outlets; Alder (or both) has `times` as many hits in the fortnight after."""
    rng = np.random.default_rng(seed)
    rows = []
    for outlet in ("Alder", "Birch"):
        for day in DAYS:
            after = EVENT <= day.date() < EVENT + dt.timedelta(14)
            rate = 2.0 * (times if after and (both or outlet == "Alder") else 1.0)
            for _ in range(3):
                words = int(rng.integers(200, 900))
                rows.append((outlet, day, rng.poisson(rng.gamma(3, rate / 3) * words / 1000), words))
    return pd.DataFrame(rows, columns=["outlet", "published", "hits", "words"])


def test_a_planted_change_is_found():
    found = event_change(corpus(), HITS, [EVENT], "Alder")
    assert found.low < 3.0 < found.high
    assert found.low > 0
    assert found.placebo < 0.05
    assert found.n_articles == (42, 42)
    assert found.unit == "per 1,000 words"
    assert found.change == pytest.approx(found.after - found.before)


def test_without_an_event_there_is_no_change():
    found = event_change(corpus(), HITS, [EVENT], "Birch")
    assert found.low < 0 < found.high
    assert found.placebo > 0.05


def test_a_comparison_takes_out_what_others_share():
    alone = event_change(corpus(both=True), HITS, [EVENT], "Alder")
    beyond = event_change(corpus(both=True), HITS, [EVENT], "Alder", window=Window(comparison="Birch"))
    assert alone.low > 0
    assert beyond.low < 0 < beyond.high


def test_intervals_hold_the_change():
    held = 0
    for seed in range(30):
        found = event_change(corpus(seed, times=1.0), HITS, [EVENT], "Alder", window=Window(7, 7))
        held += found.low <= 0 <= found.high
    assert held >= 27


def test_several_events_are_taken_together():
    events = [EVENT, dt.date(2020, 3, 1)]
    found = event_change(corpus(), HITS, events, "Alder")
    assert (found.events, sum(found.n_articles)) == (2, 168)
    assert found.change < event_change(corpus(), HITS, [EVENT], "Alder").change


def test_the_profile_has_the_sums_of_each_day():
    table = corpus()
    profile = event_profile(table, HITS, [EVENT], "Alder", window=Window(3, 4))
    assert profile["day"].tolist() == [-3, -2, -1, 0, 1, 2, 3]
    mine = table[(table["outlet"] == "Alder") & (table["published"] == pd.Timestamp(EVENT))]
    row = profile.set_index("day").loc[0]
    assert (row["numerator"], row["n_articles"]) == (mine["hits"].sum(), 3)
    assert row["value"] == pytest.approx(1000 * mine["hits"].sum() / mine["words"].sum())


@pytest.mark.parametrize(
    ("events", "outlet", "window", "message"),
    [
        ([EVENT], "Elm", Window(), "no outlet 'Elm'; choose from Alder, Birch"),
        ([], "Alder", Window(), "at least one event"),
        ([dt.date(2020, 1, 5)], "Alder", Window(), "window of 2020-01-05 leaves the corpus"),
        ([EVENT, EVENT + dt.timedelta(20)], "Alder", Window(), "2020-06-15 and 2020-07-05 overlap"),
        ([EVENT], "Alder", Window(before=0), "at least one day"),
    ],
)
def test_windows_that_cannot_be_are_refused(events, outlet, window, message):
    with pytest.raises(FramingError, match=message):
        event_change(corpus(), HITS, events, outlet, window=window)
