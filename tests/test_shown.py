"""Values show themselves in a notebook: what they hold, in short, and no mark-up of theirs."""

from datetime import date

import pytest

import framing
from framing._shown import ROWS, cell, table
from framing.types import Article

HOSTILE = '<script>alert("x")</script>\u202e'


@pytest.fixture(scope="module")
def lexicon():
    return framing.load_lexicon(framing.sample_lexicon())


@pytest.fixture(scope="module")
def scored(lexicon):
    return framing.score(framing.sample_corpus(), options=framing.ScoreOptions(lexicons=lexicon))


def test_long_tables_say_how_much_is_left():
    shown = table("t", ["a"], ([number] for number in range(ROWS + 5)))
    assert shown.count("<td>") == ROWS
    assert "and 5 more" in shown


@pytest.mark.parametrize(("value", "text"), [(1234567, "1,234,567"), (0.12345, "0.123"), (-1, "-1")])
def test_numbers(value, text):
    assert cell(value) == text


def test_nothing_of_a_value_is_mark_up():
    article = Article(HOSTILE, outlet=HOSTILE, title=HOSTILE, body=HOSTILE, published=date(2025, 1, 8))
    shown = article._repr_html_() + table(HOSTILE, [HOSTILE], [[HOSTILE]], notes=[HOSTILE])
    assert "<script" not in shown
    assert shown.count("\u202e") == shown.count("\u202e</bdi>") + shown.count("\u202e, ")


def test_an_article_begins():
    article = Article("a-1", outlet="Harbour Herald", title="Fees", body="word " * 1000)
    shown = article._repr_html_()
    assert "Harbour Herald" in shown
    assert "…" in shown
    assert len(shown) < 600


def test_corpus_lexicon_and_scored_corpus(scored, lexicon):
    corpus = framing.read_corpus(framing.sample_corpus())
    assert "96 rows" in repr(corpus)
    assert "96 rows" in corpus._repr_html_()
    assert lexicon.name in lexicon._repr_html_()
    shown = scored._repr_html_()
    assert "Harbour Herald" in shown
    assert "96 articles" in shown
    assert "sample-velmar 1.0.0" in shown


def test_comparison_shows_what_differs_and_its_notes(scored):
    options = framing.ComparisonOptions(measures=("labelling",), period="all", replicates=200, permutations=199)
    comparison = framing.compare(scored, options)
    shown = comparison._repr_html_()
    assert f"{int(comparison.contrasts['differs'].sum())} of {len(comparison.contrasts)} contrasts differ" in shown
    assert shown.count("note: ") == len(comparison.notes)


def test_annotation_counts_by_voice(lexicon):
    article = next(iter(framing.read_corpus(framing.sample_corpus())))
    shown = framing.Annotator([lexicon])(article)._repr_html_()
    assert article.id in shown
    assert all(voice in shown for voice in ("outlet", "quoted", "paraphrased", "scare", "distanced"))
