from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import character_audit
from framing.corpus.audit import OTHER_CHARACTERS, QUOTATION_STYLES
from framing.corpus.repeats import is_long
from framing.text.tokens import count_words
from framing.types import Article


@given(st.text("ab \n,.\"＂“”„‟«»‹›'‘’`"))
def test_counts_are_those_of_the_patterns(text):
    row = character_audit([Article("1", body=text)])[""]
    for name, pattern in {**QUOTATION_STYLES, **OTHER_CHARACTERS}.items():
        assert row[name] == len(pattern.findall(text))


@given(st.integers(130, 170), st.sampled_from(("a ", "reservoir ", "re-opened, ", "it’s\n", "reservoirreservoir ")))
def test_long_is_more_than_150_words(times, word):
    body = word * times
    assert is_long(Article("1", body=body)) == (count_words(body) > 150)


def test_counts_by_outlet():
    text = "\"a\" “b” «c» ''d'' ``e'' ‘f’ it's, and 'g h' '''no'''"
    row = character_audit([Article("1", outlet="A", body=text), Article("2", outlet="A", body="none")])["A"]
    assert row["articles"] == 2
    assert row["articles_with_quotation_marks"] == 1
    assert row["characters"] == len(text) + 4
    assert row["straight_double"] == 2
    assert row["curly_double"] == 2
    assert row["guillemets"] == 2
    assert row["two_apostrophes"] == 3
    assert row["two_backticks"] == 1
    assert row["curly_single"] == 1
    assert row["straight_single"] == 1
    assert row["apostrophes"] == 1
    assert row["commas"] == 1
    assert row["per_article"]["straight_double"] == 1
    assert row["per_1000_characters"]["commas"] == round(1000 / (len(text) + 4), 4)


def test_bodies_of_other_outlets_count_for_each_outlet():
    def article(article_id, outlet, original=""):
        return Article(article_id, outlet=outlet, body="x", duplicate_of=original)

    articles = [article("1", "A"), article("2", "B", "1"), article("3", "A", "1")]
    articles += [article("4", "B"), article("5", "B", "4"), article("6", "C"), article("7", "C", "gone")]
    audit = character_audit(articles)
    assert {outlet: row["articles_with_body_of_another_outlet"] for outlet, row in audit.items()} == {
        "A": 2,
        "B": 1,
        "C": 0,
    }


def test_an_apostrophe_is_no_quotation_mark():
    row = character_audit([Article("1", body="The workers' rights, it's the '90s.")])[""]
    assert row["articles_with_quotation_marks"] == 0


def test_counts_repeated_titles_and_long_articles_in_one_paragraph():
    title, sentence = "Rain floods the valley", "The river rose by the mill again. "
    articles = [
        Article("1", outlet="A", title=title, body=f"{title}. " + sentence * 30),
        Article("2", outlet="A", title=title, body=sentence * 15 + "\n" + sentence * 15),
        Article("3", outlet="A", title=title, body=sentence),
        Article("4", outlet="B", body=sentence * 30),
    ]
    audit = character_audit(articles)
    assert audit["A"]["articles_with_repeated_title"] == 1
    assert (audit["A"]["long_articles"], audit["A"]["long_articles_in_one_paragraph"]) == (2, 1)
    assert audit["B"]["articles_with_repeated_title"] == 0
    assert (audit["B"]["long_articles"], audit["B"]["long_articles_in_one_paragraph"]) == (1, 1)
