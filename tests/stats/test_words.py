"""Words counted by article: what counts, what is furniture, what is masked."""

import pytest

from framing.errors import FramingError
from framing.stats.words import FUNCTION, NAME, WORD, WordOptions, count_words
from framing.types import Article, Zone

LOOSE = WordOptions(min_articles=1)


def article(key, body, *, outlet="Alder", title="Storm over the bay", story=""):
    return Article(key, outlet, title=title, body=body, story_id=story)


def counted(*bodies, options=LOOSE, outlet="Alder"):
    found = count_words([article(f"a{i}", body, outlet=outlet) for i, body in enumerate(bodies)], options)
    dense = found.counts.toarray()
    return found, {word: dense[:, place].tolist() for place, word in enumerate(found.words)}


def test_words_are_folded_and_lose_their_possessive():
    found, words = counted("The Mayor’s dam broke. The mayor left, and the mayors’ dam-keeper too.")
    assert words["mayor"] == [2]
    assert words["mayors"] == [1]
    assert words["dam-keeper"] == [1]
    assert found.sizes.tolist() == [12]


def test_the_headline_counts_only_where_it_is_asked_for():
    assert "storm" not in counted("Rain fell.")[1]
    every = WordOptions(zones=tuple(Zone), min_articles=1)
    assert counted("Rain fell.", options=every)[1]["storm"] == [1]


def test_rare_words_numbers_letters_and_dates_have_no_column_but_count():
    found, words = counted("On Monday 40 boats sank.", "Boats sank in plan B.", options=WordOptions(min_articles=2))
    assert set(words) == {"boats", "sank"}
    assert found.sizes.tolist() == [5, 5]


def test_a_sentence_that_recurs_in_an_outlet_is_furniture():
    follow = "Sign up below for our morning letter."
    bodies = [f"Rain fell in place {i}. {follow}" for i in range(3)]
    assert "morning" not in counted(*bodies)[1]
    assert "rain" in counted(*bodies)[1]
    assert "morning" in counted(*bodies[:2])[1]


def test_the_same_sentence_in_several_outlets_stays():
    body = "The river rose by three metres overnight."
    articles = [article(f"a{i}", body, outlet=f"Outlet {i}") for i in range(4)]
    assert "river" in count_words(articles, LOOSE).words


@pytest.mark.parametrize(
    "credit",
    [
        "Follow Ann Poe on Twitter @annpoe.",
        "Contributing: Ann Poe.",
        "(Reporting by Ann Poe; Editing by Bo Quay.)",
        "Ann Poe via Getty Images.",
        "Ann Poe contributed to this report.",
    ],
)
def test_credits_do_not_count(credit):
    found, _ = counted(f"Rain fell all night.\n\n{credit}")
    assert found.words == ("all", "fell", "night", "rain")


def test_names_of_the_outlets_and_agencies_are_masked():
    body = "The Alder Post learned from Reuters that rain fell, see www.alderpost.example or ask @alder."
    _, words = counted(body, outlet="Alder Post")
    assert not {"alder", "post", "reuters", "alderpost", "www"} & set(words)
    assert {"learned", "rain", "ask"} <= set(words)


def test_known_outlets_are_masked_in_every_form():
    _, words = counted("The New York Times, called NYT by some, said new times were near.", outlet="nyt")
    assert words["new"] == [1]
    assert words["times"] == [1]
    assert "york" not in words


def test_names_can_be_left_out():
    _, words = counted("Ann Poe saw rain.", options=WordOptions(min_articles=1, leave_out=("Ann Poe",)))
    assert set(words) == {"saw", "rain"}


def test_capitals_tell_names_and_acronyms():
    found, words = counted("He met Ann in the US. Then Ann told us of rain. Rain fell.")
    kinds = dict(zip(found.words, found.kinds, strict=True))
    assert kinds["ann"] == NAME
    assert kinds["rain"] == WORD
    assert kinds["the"] == FUNCTION
    assert words["US"] == [1]
    assert words["us"] == [1]


def test_some_articles_or_words_can_be_taken():
    found, _ = counted("Rain fell.", "Snow fell.", "Rain fell, rain rose.")
    part = found.of(found.counts.toarray()[:, found.words.index("rain")] > 0)
    assert part.articles == ("a0", "a2")
    assert part.sizes.tolist() == [2, 4]
    import numpy as np

    columns = np.array([found.words.index("snow"), found.words.index("rain")])
    assert found.only(columns).counts.toarray().tolist() == [[0, 1], [1, 0], [0, 2]]


def test_articles_without_text_are_left_out_and_none_is_an_error():
    assert counted("Rain fell.", "")[0].articles == ("a0",)
    with pytest.raises(FramingError, match="no words to count"):
        counted("")


def test_order_of_articles_changes_no_count():
    bodies = ["Rain fell on the bay.", "Snow fell on the hill.", "Rain and snow."]
    first, second = counted(*bodies)[1], counted(*reversed(bodies))[1]
    assert {word: sorted(values) for word, values in first.items()} == {w: sorted(v) for w, v in second.items()}
