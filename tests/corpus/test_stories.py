import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import stories as stories_room
from framing.corpus.stories import DAYS, LEAST, Frequencies, Stories, terms
from framing.types import Article

MONDAY = date(2024, 3, 4)
COMMON = "the river town council said people water house road night after with more than were".split()


def article(number, rare, day=MONDAY, *, seed=None, outlet="Gazette"):
    """Sixty common words in an order of its own, and some rare ones."""
    rng = random.Random(number if seed is None else seed)
    words = rng.choices(COMMON, k=60) + [f"filler{rng.randrange(2_000)}" for _ in range(20)] + [*rare, *rare]
    rng.shuffle(words)
    return Article(f"a{number}", outlet, day, body=" ".join(words))


def groups(articles, copies=()):
    frequencies, stories = Frequencies(), Stories()
    for each in articles:
        frequencies.add(each)
    for each in articles:
        stories.add(frequencies.vector(each), each.published.toordinal() if each.published else 0)
    return [[articles[place].id for place in group] for group in stories.groups(copies)]


@pytest.fixture
def others():
    return [article(100 + n, [f"thing{n}{k}" for k in range(6)], MONDAY + timedelta(n)) for n in range(100)]


def event(name):
    return [f"{name}{k}" for k in range(8)]


def test_articles_of_the_same_days_and_rare_words_are_one_story(others):
    flood = [article(n, event("flood"), MONDAY + timedelta(n)) for n in range(3)]
    assert groups([*flood, *others]) == [["a0", "a1", "a2"]]


def test_the_same_words_weeks_later_are_another(others):
    rare = [[*event("flood")[:3], *event(f"flood{n}")] for n in range(2)]
    flood = [article(n, rare[n // 2], MONDAY + timedelta(30 * (n // 2))) for n in range(4)]
    assert groups([*flood, *others]) == [["a0", "a1"], ["a2", "a3"]]


def test_a_story_spans_few_days_even_where_each_day_is_like_the_next(others):
    flood = [article(n, event("flood"), MONDAY + timedelta(n)) for n in range(12)]
    found = groups([*flood, *others])
    days = {each.id: each.published for each in flood}
    found = [group for group in found if group[0] in days]
    assert sorted(name for group in found for name in group) == sorted(days)
    assert all((max(map(days.get, group)) - min(map(days.get, group))).days <= DAYS for group in found)


def test_a_chain_is_no_story(others):
    words = [f"chain{k}" for k in range(60)]
    chain = [article(n, words[6 * n : 6 * n + 12]) for n in range(8)]  # each shares half of its words with the next
    found = groups([*chain, *others])
    assert max(map(len, found)) <= 3


def test_without_a_date_in_no_story(others):
    flood = [article(0, event("flood"), None), article(1, event("flood"), None)]
    assert groups([*flood, *others]) == []


def test_few_articles_tell_no_rare_words():
    assert groups([article(n, event("flood")) for n in range(5)]) == []
    assert groups([]) == []


def test_similarity_asked_for_rises_where_months_are_alike():
    # twenty formulas that come back every day: any two articles with the same one are alike
    articles = [article(n, event(f"formula{n % 20}"), MONDAY + timedelta(n % 90)) for n in range(600)]
    frequencies, stories = Frequencies(), Stories()
    for each in articles:
        frequencies.add(each)
    for each in articles:
        stories.add(frequencies.vector(each), each.published.toordinal())
    found = stories.groups()
    assert stories.threshold > LEAST
    assert sum(map(len, found)) < 60


def test_names_and_titles_count_twice():
    found = terms(Article("a", title="Flood in Ardal", body="The mayor met Lind there, and the mayor left."))
    weights = sorted(found.values())
    # mayor twice, Flood and Ardal in the title, Lind a name; the, met, there, and, left once or twice
    assert weights.count(2.0) == 5
    assert terms(Article("b", body="")) == {}


def test_copies_tell_nothing_of_chance(others):
    flood = [article(n, event(f"flood{n // 2}"), MONDAY + timedelta(n // 2)) for n in range(8)]
    again = [replace(each, id=f"again-{each.id}", published=each.published + timedelta(40)) for each in flood[:4]]
    articles = [*flood, *others, *again]
    copies = range(len(articles) - len(again), len(articles))
    assert len(groups(articles, copies)) > len(groups(articles))


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_the_articles_never_matters(rng):
    articles = [article(n, event(f"story{n % 6}"), MONDAY + timedelta(n % 6 * 9 + n % 2)) for n in range(24)]
    articles += [article(50 + n, [f"thing{n}{k}" for k in range(6)], MONDAY + timedelta(n * 2)) for n in range(20)]
    shuffled = articles[:]
    rng.shuffle(shuffled)
    assert sorted(map(sorted, groups(shuffled))) == sorted(map(sorted, groups(articles)))


@pytest.mark.parametrize("at_once", [1, 5])
def test_stories_do_not_depend_on_how_many_are_dealt_with_at_once(others, monkeypatch, at_once):
    floods = [article(n, event(f"flood{n // 3}"), MONDAY + timedelta(n // 3)) for n in range(24)]
    whole = groups([*floods, *others])
    assert len(whole) > 4
    for name, size in {"_AT_ONCE": at_once, "_LOADED": 8, "_ROWS": 3}.items():
        monkeypatch.setattr(stories_room, name, size)
    assert groups([*floods, *others]) == whole
