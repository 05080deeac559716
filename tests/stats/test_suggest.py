"""Candidate terms: those that stand where a category's hits stand, with figures and passages."""

import random
from dataclasses import replace

import numpy as np
import pytest

from framing.errors import FramingError
from framing.lexicon import Entry, Lexicon
from framing.stats.candidates import find_candidates
from framing.stats.running import KNOWN, SEED, run_together
from framing.stats.suggest import SuggestOptions, suggest
from framing.types import Article

LEXICON = Lexicon(
    "labels",
    "1.0.0",
    "en",
    (Entry("thugs", ("thugs", "goons"), "label"), Entry("fell", ("fell",), "verb")),
    categories={"label": "a name", "verb": "a verb"},
)
LABELS = ("thugs", "goons", "bandits", "marauders")
PLAIN = ("farmers", "teachers", "miners", "bakers")
ACTS = ("burned the village", "looted the market", "stormed the harbour", "robbed the convoy")
WORK = ("planted some wheat", "opened a school", "repaired the road", "painted a bridge")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """Invented news in which bandits and marauders do what thugs and goons do, and others work."""
    draw = random.Random(7)
    made = []
    for number in range(80):
        sentences = []
        for _ in range(12):
            who, what = (LABELS, ACTS) if draw.random() < 0.5 else (PLAIN, WORK)
            place = draw.choice(("Ardova", "Olvey", "Solvane"))
            sentences.append(
                f"In {place} on {draw.choice(('some', 'many'))} days {draw.choice(who)} {draw.choice(what)}."
            )
        made.append(Article(f"a{number}", ("North", "South")[number % 2], body=" ".join(sentences)))
    return made


def test_words_in_the_place_of_the_hits_come_first(articles):
    found, hits = suggest(articles, LEXICON, "label", SuggestOptions(limit=4))
    assert {each.term for each in found[:2]} == {"bandits", "marauders"}
    assert hits == sum(a.body.count("thugs") + a.body.count("goons") for a in articles)
    first = found[0]
    assert first.count == sum(article.body.count(first.term) for article in articles)
    assert first.articles == sum(first.term in article.body for article in articles)
    assert sum(first.outlets.values()) == first.count
    assert set(first.outlets) == {"North", "South"}
    assert first.similarity > 0.8
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)


def test_passages_show_the_term_in_its_place(articles):
    texts = {article.id: article.body for article in articles}
    for each in suggest(articles, LEXICON, "label")[0]:
        assert len(each.passages) == 3
        assert len({passage.outlet for passage in each.passages}) == 2
        for passage in each.passages:
            assert passage.term.lower() == each.term
            assert passage.left + passage.term + passage.right in texts[passage.article_id]


def test_what_the_lexicon_has_is_no_candidate(articles):
    known = {"thugs", "goons", "bandits", "fell"}
    wider = replace(LEXICON, entries=(*LEXICON.entries, Entry("b", ("bandit*",), "other", block=True)))
    found, _ = suggest(articles, wider, "label", SuggestOptions(limit=100))
    assert not known & {word for each in found for word in each.term.split()}
    assert "marauders" in {each.term for each in found}


def test_names_are_candidates_only_where_asked(articles):
    options = SuggestOptions(limit=1000)
    assert "ardova" not in {each.term for each in suggest(articles, LEXICON, "label", options)[0]}
    run = run_together(articles, LEXICON, frozenset({"thugs"}))
    terms = find_candidates(run, fewest=5, names=True)
    assert terms.fit[terms.terms.index("ardova")]
    assert not find_candidates(run, fewest=5, names=False).fit[terms.terms.index("ardova")]


def test_the_order_of_the_articles_changes_nothing(articles):
    one, _ = suggest(articles, LEXICON, "label")
    other, _ = suggest(articles[::-1], LEXICON, "label")
    assert {each.term: (each.count, each.articles, each.outlets) for each in one} == {
        each.term: (each.count, each.articles, each.outlets) for each in other
    }
    np.testing.assert_allclose([each.score for each in one], [each.score for each in other], atol=1e-6)
    assert suggest(articles, LEXICON, "label") == (one, suggest(articles, LEXICON, "label")[1])


def test_too_little_to_learn_from(articles):
    with pytest.raises(FramingError, match="no category or referent 'labels' with entries; there are: label, verb"):
        suggest(articles, LEXICON, "labels")
    with pytest.raises(FramingError, match="verb of labels has 0 hits in 80 articles"):
        suggest(articles, LEXICON, "verb")
    with pytest.raises(FramingError, match="has 0 hits in 0 articles"):
        suggest([], LEXICON, "label")


def test_a_run_of_tokens():
    text = "The thugs, well-armed, fell.\n\nIn Ardova <br> men left."
    run = run_together([Article("a", "North", body=text)], LEXICON, frozenset({"thugs"}))
    assert [text[start:end] for start, end in zip(run.starts, run.ends, strict=True)] == (
        ["The", "thugs", "well", "armed", "fell", "In", "Ardova", "men", "left"]
    )
    assert (run.ids[1], run.ids[4]) == (SEED, KNOWN)
    assert [run.words[number] for number in run.ids[[0, 2, 6]]] == ["the", "well", "ardova"]
    assert run.capital.tolist() == [False] * 6 + [True, False, False]
    assert run.joined[3] and not run.joined[2]
    assert run.sentences[4] != run.sentences[5]


def test_suggestions_from_a_real_corpus(shared):
    from framing.engine.source import articles_of
    from framing.lexicon import load_shipped

    articles, _ = articles_of(shared / "data" / "fakes_syria" / "FA-KES-Dataset.csv")
    found, hits = suggest(articles, load_shipped("loaded-language"), "evaluative", SuggestOptions(limit=40))
    assert hits >= 50
    assert "indiscriminate" in {each.term for each in found}
