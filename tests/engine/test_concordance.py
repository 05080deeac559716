import sys

import pytest

from framing.corpus import read_corpus
from framing.engine import score
from framing.engine.concordance import concordance
from framing.errors import FramingError, LexiconError
from framing.tables import ScoredCorpus


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> ScoredCorpus:
    path = tmp_path_factory.mktemp("kwic") / "corpus.csv"
    path.write_text(
        "id,outlet,date,title,text\n"
        'a,Gazette,2024-05-01,Ferry news,"The ferry left. ""We will miss the ferry boat,"" Ilse Brandt said."\n'
        "b,Herald,2024-05-02,Rain,The ferries and the FERRY sank.\n",
        encoding="utf-8",
    )
    return score(read_corpus(path))


def test_lines_have_context_and_voice(scored: ScoredCorpus) -> None:
    lines = list(concordance(scored, "ferry", width=10))
    assert [(x.article_id, x.term, x.voice, x.zone) for x in lines] == [
        ("a", "Ferry", "outlet", "headline"),
        ("a", "ferry", "outlet", "lead"),
        ("a", "ferry", "quoted", "lead"),
        ("b", "FERRY", "outlet", "lead"),
    ]
    assert lines[1].left.endswith("The ") and lines[1].right == ' left. "We'
    assert lines[3].published == "2024-05-02"


def test_globs_case_and_outlets(scored: ScoredCorpus) -> None:
    assert [x.term for x in concordance(scored, "ferr*", outlets=["Herald"])] == ["ferries", "FERRY"]
    assert [x.term for x in concordance(scored, "FERRY", exact=True)] == ["FERRY"]


def test_unknown_outlet_names_those_there_are(scored: ScoredCorpus) -> None:
    with pytest.raises(FramingError, match="no outlet 'Times'.*Gazette, Herald"):
        list(concordance(scored, "ferry", outlets=["Times"]))


@pytest.mark.parametrize("term", ["", "*", "..."])
def test_a_term_that_is_no_pattern(scored: ScoredCorpus, term: str) -> None:
    with pytest.raises(LexiconError, match="pattern"):
        list(concordance(scored, term))


TERMS = [
    "ferr*",
    "*err?",
    "FERRY",
    "ferry boat",
    "the ferr*",
    "b?at",
    "*st",
    "ﬀerry",
    "zeppelin",
    "Ilse  Brandt",
]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_looked_for_in_every_article_that_may_hold_it(
    scored: ScoredCorpus, term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = list(concordance(scored, term))
    monkeypatch.setattr(sys.modules["framing.engine.concordance"], "_literals", lambda term: [""])  # in all of them
    assert found == list(concordance(scored, term))
