"""Change points: the Nile, another implementation, planted changes, and silence where nothing changes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.stats.changepoints import ChangeOptions, change_points, largest_f, partition


@pytest.fixture(scope="module")
def nile():
    from statsmodels.datasets import nile as data

    return data.load().data["volume"].to_numpy(dtype=float)


def noise(rng, points, correlation=0.0):
    """Autoregressive errors of variance 1."""
    drawn = rng.normal(size=points + 50)
    for place in range(1, len(drawn)):
        drawn[place] = correlation * drawn[place - 1] + np.sqrt(1 - correlation**2) * drawn[place]
    return drawn[50:]


def test_the_nile_changes_after_observation_28(nile):
    """Vector g_nile; strucchange gives the same break."""
    years = [str(1871 + place) for place in range(100)]
    found = change_points(nile, periods=years, options=ChangeOptions(independent=True))
    (change,) = found.changes
    assert (change.index, change.period) == (28, "1899")
    assert found.cost == pytest.approx(1597457.194444, abs=5.1e-7)
    assert found.means == pytest.approx((1097.75, 849.972222), abs=5.1e-7)
    assert (change.low_period, change.high_period) == ("1896", "1902")
    assert [change.index for change in change_points(nile).changes] == [28]


def test_the_largest_f_of_the_nile(nile):
    value, index = largest_f(nile)
    assert (value, index) == (pytest.approx(75.929769, abs=5.1e-7), 28)


@settings(deadline=None)  # ruptures is imported in the first example
@given(st.lists(st.integers(0, 20), min_size=10, max_size=40), st.integers(2, 5), st.integers(1, 200))
def test_the_partition_is_that_of_ruptures(values, shortest, penalty):
    import ruptures

    y = np.array(values, dtype=float)
    edges, cost = partition(y, np.ones(len(y)), penalty, min_segment=shortest)
    theirs = ruptures.Pelt(model="l2", min_size=shortest, jump=1).fit(y).predict(pen=penalty)
    theirs_cost = sum(np.square(part - part.mean()).sum() for part in np.split(y, theirs[:-1]))
    # several partitions may be equally good
    assert cost + penalty * len(edges[1:-1]) <= theirs_cost + penalty * (len(theirs) - 1) + 1e-6
    assert all(b - a >= shortest for a, b in pairwise(edges))


@pytest.mark.parametrize(("correlation", "most"), [(0.0, 0.08), (0.5, 0.09)])
def test_seldom_a_change_where_there_is_none(correlation, most):
    rng = np.random.default_rng(0)
    false = np.mean([bool(change_points(noise(rng, 80, correlation)).changes) for _ in range(200)])
    assert false <= most


def test_a_series_without_noise_changes_where_it_does():
    found = change_points(np.repeat([1.0, 4.0], [8, 12]))
    assert [change.index for change in found.changes] == [8]


def test_scaling_and_shifting_a_series_moves_no_change():
    y = noise(np.random.default_rng(4), 60, 0.3)
    y[25:] += 3
    here, there = change_points(y), change_points(1000 * y - 7)
    assert [change.index for change in here.changes] == [change.index for change in there.changes] != []
    assert there.variance == pytest.approx(1e6 * here.variance)


def test_planted_changes_are_found_with_their_dates():
    """Two changes of 2.5 standard deviations in 90 points: recall, precision within 3 points, and coverage."""
    rng = np.random.default_rng(1)
    planted, found, right, inside = 0, 0, 0, 0
    for _ in range(60):
        y = noise(rng, 90, 0.2)
        y[30:60] += 2.5
        changes = change_points(y).changes
        planted, found = planted + 2, found + len(changes)
        near = [change for change in changes if min(abs(change.index - 30), abs(change.index - 60)) <= 3]
        right += len(near)
        inside += sum(change.low <= 30 <= change.high or change.low <= 60 <= change.high for change in near)
    assert right / planted >= 0.85
    assert right / found >= 0.9
    assert inside / right >= 0.9


def test_weights_say_which_points_tell_little():
    rng = np.random.default_rng(2)
    y = noise(rng, 60)
    weights = np.ones(60)
    y[10:16] += 8
    weights[10:16] = 0.01
    assert change_points(y).changes
    assert not change_points(y, weights=weights).changes


def test_known_events_are_named():
    y = np.r_[np.zeros(20), np.full(20, 5.0)] + 0.3 * noise(np.random.default_rng(6), 40)
    periods = [f"2020-W{week:02d}" for week in range(1, 41)]
    (change,) = change_points(y, periods=periods, events=[("2020-W21", "new scraper"), ("2020-W35", "strike")]).changes
    assert change.period == "2020-W21"
    assert change.explained == ("new scraper",)


def test_a_series_without_spread_has_no_change():
    assert change_points(np.ones(20)).changes == ()


def test_turning_the_series_turns_the_changes():
    rng = np.random.default_rng(3)
    y = noise(rng, 60)
    y[25:] += 3
    forward, backward = (change_points(each).changes for each in (y, y[::-1]))
    assert [60 - change.index for change in backward] == [change.index for change in forward]


@pytest.mark.parametrize(
    ("values", "more", "message"),
    [
        ([1.0] * 9, {}, "9 points are too few"),
        ([1.0] * 11 + [np.nan], {}, "points without a value"),
        ([1.0] * 12, {"weights": [1.0] * 11 + [0.0]}, "without a value or a weight"),
        ([1.0] * 12, {"periods": ["2020"]}, "as many weights and names"),
        ([1.0] * 12, {"options": ChangeOptions(min_segment=1)}, "min_segment is 1"),
    ],
)
def test_what_is_no_series_is_refused(values, more, message):
    with pytest.raises(FramingError, match=message):
        change_points(values, **more)
