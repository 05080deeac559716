import pytest

from framing.corpus import ReadOptions
from framing.corpus.columns import count_known, demand_text, resolve_columns
from framing.errors import CorpusError


def test_aliases_ignore_case():
    mapping, guesses = resolve_columns("n.csv", ["ID", "Publisher", "publishedat", "Headline", "Body"], ReadOptions())
    assert mapping == {
        "text": "Body",
        "outlet": "Publisher",
        "date": "publishedat",
        "title": "Headline",
        "id": "ID",
    }
    assert guesses == []


def test_first_alias_wins_and_is_said():
    mapping, guesses = resolve_columns("n.csv", ["source", "outlet", "text"], ReadOptions())
    assert mapping["outlet"] == "outlet"
    assert guesses == ["n.csv: column 'outlet' taken as the outlet, not 'source'; pass --outlet-column NAME to choose"]


def test_override_wins_and_is_not_used_twice():
    mapping, _ = resolve_columns("n.csv", ["title", "text"], ReadOptions(text_column="Title"))
    assert mapping == {"text": "title"}


def test_unknown_override_says_what_there_is():
    with pytest.raises(CorpusError) as error:
        resolve_columns("corpus.csv", ["a", "b"], ReadOptions(outlet_column="publisher"))
    assert (
        str(error.value)
        == "outlet column 'publisher' not found in corpus.csv; columns are a, b; pass --outlet-column NAME"
    )


def test_joining_prefers_the_file_name():
    columns = ["id", "filename"]
    assert resolve_columns("m.csv", columns, ReadOptions())[0] == {"id": "id"}
    assert resolve_columns("m.csv", columns, ReadOptions(), join=True)[0] == {"id": "filename"}


def test_neither_text_nor_title():
    with pytest.raises(CorpusError, match=r"columns are a, b; pass --text-column"):
        demand_text("n.csv", {}, ["a", "b", ""])


def test_headlines_alone_are_said():
    assert "headline alone (column 'h')" in demand_text("n.csv", {"title": "h"}, ["h"])
    assert demand_text("n.csv", {"text": "t"}, ["t"]) == ""


def test_count_known():
    assert count_known(["date", "published", "mood", "url"]) == 2
