import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.feeds import feed_problems
from framing.corpus.problems import ANNOTATES, BLOCKS, COUNTS, FIGURES, OVER_TIME, problems_of, sentences

START = date(2023, 1, 2).toordinal()  # a Monday


def problems(*outlets):
    """The problems of outlets given as (days, words, repeated), days from 0."""
    columns = [[], [], [], []]
    for number, (days, words, repeated) in enumerate(outlets):
        columns[0] += [f"outlet {number}"] * len(days)
        columns[1] += [int(day) + START if day >= 0 else 0 for day in days]
        columns[2] += [int(n) for n in words]
        columns[3] += [bool(flag) for flag in repeated]
    return feed_problems(*columns)


def feed(days, words=500, repeated=False):
    days = np.asarray(days)
    return days, np.broadcast_to(words, len(days)), np.broadcast_to(repeated, len(days))


def daily(days=200, each=3):
    return np.repeat(np.arange(days), each)


def test_a_sound_feed_has_no_problem():
    assert problems(feed(daily())) == []
    assert sentences([]) == []


def test_a_gap():
    days = daily()
    (found,) = problems(feed(days[(days < 80) | (days >= 90)]))
    assert (found.code, found.outlet, found.size, found.effect) == ("gap", "outlet 0", 10, ANNOTATES)
    assert (found.start.toordinal() - START, found.end.toordinal() - START) == (80, 89)
    assert found.affects == ("over time", "counts")
    (said,) = sentences([found])
    assert said.startswith("outlet 0 has no article from 2023-03-23 to 2023-04-01 (10 days): ")


@pytest.mark.parametrize("keep", [lambda day: day % 7 < 5, lambda day: day % 7 == 2])
def test_weekends_and_weeklies_are_no_gaps(keep):
    days = daily(300)
    assert problems(feed([day for day in days if keep(day)])) == []


def test_a_holiday_is_no_gap():
    days = daily(300)
    assert problems(feed([day for day in days if day % 7 < 5 and day not in (100, 101)])) == []


def test_a_gap_of_most_of_the_time_blocks_figures_over_time():
    days = daily(400)
    (found,) = problems(feed(days[(days < 40) | (days >= 360)]))
    assert found.effect == BLOCKS


def test_outlets_that_begin_late_and_end_early():
    late, early = daily()[300:], daily()[:300]
    found = problems(feed(daily()), feed(late), feed(early))
    assert [(each.outlet, each.code, each.size) for each in found] == [
        ("outlet 1", "late-start", 98),
        ("outlet 2", "early-end", 98),
    ]


def test_stray_dates_do_not_stretch_the_corpus():
    assert problems(feed([*daily(200, 10)]), feed([*daily(200, 10), 900]))[0].outlet == "outlet 1"
    assert all(each.outlet == "outlet 1" for each in problems(feed(daily(200, 10)), feed([*daily(200, 10), 900])))


def test_a_crawl_day():
    (found,) = problems(feed(np.sort([*daily(), *[50] * 30])))
    assert (found.code, found.articles) == ("crawl-day", 33)
    assert problems(feed(np.sort([*daily(), *[50] * 6]))) == []


def test_a_doubled_feed():
    days = np.sort([*daily(), *daily()[60:90]])
    repeated = np.zeros(len(days), dtype=bool)
    repeated[[place for day in range(20, 30) for place in np.flatnonzero(days == day)[:3]]] = True
    (found,) = problems(feed(days, repeated=repeated))
    assert (found.code, found.size, found.articles) == ("doubled-feed", 0.5, 30)
    assert (found.start.toordinal() - START, found.end.toordinal() - START) == (20, 29)


def test_scattered_repeats_are_no_doubled_feed():
    repeated = np.arange(600) % 10 == 0
    assert problems(feed(daily(), repeated=repeated)) == []


@pytest.mark.parametrize(("factor", "said"), [(0.4, True), (0.9, False), (2.0, True)])
def test_a_shift_in_length(factor, said):
    rng = np.random.default_rng(1)
    words = np.exp(rng.normal(6, 0.5, 600))
    words[300:] *= factor
    found = problems(feed(daily(), words))
    assert [each.code for each in found] == ["length-shift"] * said
    if said:
        assert abs(found[0].start.toordinal() - START - 100) <= 7
        assert found[0].size == pytest.approx(factor, rel=0.2)


def test_a_shift_and_back_again():
    rng = np.random.default_rng(1)
    words = np.exp(rng.normal(6, 0.4, 900))
    words[300:600] *= 0.4
    found = problems(feed(daily(300), words))
    assert [each.size > 1 for each in found] == [False, True]


def test_unknown_dates():
    (found,) = problems(feed([*daily(), *[-1] * 60]))
    assert (found.code, found.articles, found.start, found.effect) == ("undated", 60, None, ANNOTATES)
    (found,) = problems(feed([0] * 5 + [-1] * 6))
    assert found.effect == BLOCKS
    assert problems(feed([*daily(), *[-1] * 10])) == []


def test_as_the_manifest_holds_it():
    days = daily()
    (found,) = problems(feed(days[(days < 80) | (days >= 90)]))
    assert found.as_dict()["start"] == "2023-03-23"
    assert found.as_dict()["affects"] == ["over time", "counts"]
    manifest = {"health": {"problems": json.loads(json.dumps([found.as_dict()]))}}
    assert problems_of(manifest, OVER_TIME) == problems_of(manifest, COUNTS, ["outlet 0"]) == [found]
    assert (
        problems_of(manifest, FIGURES) == problems_of(manifest, COUNTS, ["outlet 1"]) == problems_of({}, COUNTS) == []
    )


def test_long_lists_are_cut():
    days = daily()
    (said,) = sentences(problems(*[feed(days[(days < 80) | (days >= 90)])] * 9))
    assert " and 3 more: " in said


def test_no_articles_and_no_outlets():
    assert feed_problems([], [], [], []) == []
    assert feed_problems([""] * 60, [0] * 60, [100] * 60, [False] * 60) == []


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-1, 60), st.integers(0, 2000), st.booleans(), st.sampled_from(["A", "B", ""])),
        max_size=150,
    )
)
def test_any_feed(rows):
    days = [day + START if day >= 0 else 0 for day, *_ in rows]
    columns = ([row[3] for row in rows], days, [row[1] for row in rows], [row[2] for row in rows])
    found = feed_problems(*columns)
    assert all(each.outlet in {"A", "B"} and each.message for each in found)
    backwards = feed_problems(*[column[::-1] for column in columns])
    assert [each for each in backwards if each.code != "length-shift"] == [
        each for each in found if each.code != "length-shift"
    ]
