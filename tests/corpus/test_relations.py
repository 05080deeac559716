import random
from dataclasses import replace
from datetime import date

import pytest

from framing.corpus import read_corpus
from framing.corpus.relations import relate
from framing.corpus.sample import sample_corpus
from framing.types import Article

DAY = date(2024, 3, 4)


def text(seed, words=150):
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(3_000)}" for _ in range(words))


def article(name, outlet, body, day=DAY, **fields):
    return Article(name, outlet, day, body=body, **fields)


AGENCY = text("agency")


def test_copies_of_agency_copy_are_agency_copy():
    found = relate(
        [
            article("a", "Herald", AGENCY, wire="AP"),
            article("b", "Courier", AGENCY + " " + text(2, 20)),
            article("c", "Mirror", " ".join(AGENCY.split()[:60]), date(2024, 3, 20)),
            article("d", "Mirror", text(3)),
        ]
    )
    assert found.wire == ["AP", "AP", "AP", ""]
    assert found.wire_basis == ["credit", "copy", "copy", ""]
    assert found.near_duplicate_of == ["", "a", "a", ""]


def test_an_article_that_is_agency_copy_in_part():
    part = AGENCY + " " + text(2, 180)
    found = relate([article("a", "Herald", AGENCY, wire="AP"), article("b", "Courier", part)])
    assert found.wire == ["AP", "AP"]
    # the outlet added more than it took: the agency's text is not all there is
    least = AGENCY + " " + text(2, 400)
    assert relate([article("a", "Herald", AGENCY, wire="AP"), article("b", "Courier", least)]).wire == ["AP", ""]


def test_what_an_agency_publishes_is_its_own_and_who_copies_it_prints_agency_copy():
    found = relate([article("a", "Reuters", AGENCY), article("b", "Courier", AGENCY), article("c", "AFP", AGENCY)])
    assert found.wire == ["", "Reuters", ""]


def test_one_outlet_copied_from_another():
    found = relate([article("a", "Courier", AGENCY, date(2024, 3, 6)), article("b", "Herald", AGENCY)])
    assert found.near_duplicate_of == ["b", ""]
    assert found.wire == ["", ""]


@pytest.mark.parametrize(
    ("outlets", "agency"), [(["A", "B", "C"], "agencies"), (["A", "B", "a"], ""), (["A", "B", ""], "")]
)
def test_what_three_outlets_print_is_nobodys_own(outlets, agency):
    found = relate([article(str(n), outlet, AGENCY) for n, outlet in enumerate(outlets)])
    assert found.wire == [agency] * 3


def test_short_articles_with_the_same_body_are_copies():
    found = relate([article("a", "A", "It rained."), article("b", "A", "It rained.", duplicate_of="a")])
    assert found.near_duplicate_of == ["", "a"]


def test_the_order_of_articles_never_matters():
    rng = random.Random(1)
    articles = [article(f"a{n}", f"outlet {n % 4}", text(n), date(2024, 3, 1 + n)) for n in range(20)]
    articles += [replace(a, id=f"copy {a.id}", outlet="Copier", published=date(2024, 4, 1)) for a in articles[:5]]
    articles[0] = replace(articles[0], wire="AP")

    def told(order):
        found = relate(order)
        lists = (found.near_duplicate_of, found.wire, found.wire_basis, found.story_id)
        return {a.id: row for a, *row in zip(order, *lists, strict=True)}

    expected = told(articles)
    assert expected["copy a0"] == ["a0", "AP", "copy", ""]
    rng.shuffle(articles)
    assert told(articles) == expected


def test_the_sample_corpus_has_four_outlets_on_each_of_24_events():
    articles = list(read_corpus(sample_corpus()))
    stories: dict[str, list[str]] = {}
    for each, story in zip(articles, relate(articles).story_id, strict=True):
        stories.setdefault(story, []).append(each.outlet)
    assert len(stories) == 24
    assert {tuple(sorted(outlets)) for outlets in stories.values()} == {tuple(sorted({a.outlet for a in articles}))}


def test_no_articles():
    assert relate([]).counts() == {
        "near_duplicates": 0,
        "wire_by_credit": 0,
        "wire_by_copy": 0,
        "stories": 0,
        "articles_in_stories": 0,
    }
