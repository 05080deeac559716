import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.outlets import outlet_key, read_outlet_map, same_outlets
from framing.errors import CorpusError

TABLE = "outlet,text\ngazette,It rained.\nThe Gazette,It shone.\nHerald,It froze.\n"


@pytest.mark.parametrize(
    "name", ["Daily Gazette", "dailygazette", "The Daily-Gazette", "www.dailygazette.com", "https://DailyGazette.com/"]
)
def test_spellings_share_a_key(name):
    assert outlet_key(name) == "dailygazette"


@pytest.mark.parametrize(
    ("one", "other"), [("Gazette", "Daily Gazette"), ("الخليج", "الحياة"), ("!!", "?"), ("The", "Herald"), ("", "-")]
)
def test_different_outlets_do_not(one, other):
    assert outlet_key(one) != outlet_key(other)
    assert same_outlets([one, other]) == []


@given(st.text())
def test_no_name_is_left_without_a_key(name):
    assert bool(outlet_key(name)) == bool(name)


@given(st.text("aTHE ."))
def test_case_makes_no_outlet(name):
    assert outlet_key(name) == outlet_key(name.upper()) == outlet_key(name.lower())


def test_groups():
    names = ["herald", "The Gazette", "Gazette", "Herald", "gazette.com", "Courier"]
    assert same_outlets(names) == [("Gazette", "The Gazette", "gazette.com"), ("Herald", "herald")]


def test_the_map_is_applied_and_recorded(write):
    path = write("names.csv", "from,to\ngazette,Gazette\nThe Gazette,Gazette\nCourir,Courier\n")
    corpus = read_corpus(write("news.csv", TABLE), ReadOptions(outlet_map=path))
    assert [a.outlet for a in corpus] == ["Gazette", "Gazette", "Herald"]
    assert corpus.guesses[-1] == ("names.csv: 3 spellings of outlets read as 2 names; names that it lacks are kept")
    assert corpus.inputs[-1] == (str(path), hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
    (issue,) = corpus.issues
    assert issue.code == "unused-outlet-name"
    assert "'Courir'" in issue.message
    assert corpus.options.as_dict()["outlet_map"] == str(path)
    assert [i.code for a in corpus for i in a.issues] == []


def test_a_map_reaches_folders_and_agencies_own_copy(write, tmp_path):
    write("texts/rtr/a.txt", "Rain\n\nLISBON (Reuters) - It rained.")
    names = write("names.tsv", "To\tFrom\nReuters\trtr\n")
    (article,) = read_corpus(tmp_path / "texts", ReadOptions(outlet_map=str(names)))
    assert (article.outlet, article.wire) == ("Reuters", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("old,new\na,b\n", "names.csv has the columns old, new; an outlet map has .* from,to"),
        ("from,to\na,b\na,c\n", "row 2: 'a' is to become 'c' here, but 'b' in a row above"),
        ("from,to\na,\n", "row 1: the column 'to' is empty"),
        ("from,to\n,b\n", "row 1: the column 'from' is empty"),
        ("from,to\na,b\nb,c\n", "'a' becomes 'b', which itself becomes 'c'; map 'a' to 'c'"),
        ("from,to\n", "no rows"),
        ("from,to\na\n", "row 1 .*1 field where the header has 2"),
        ("", "empty"),
    ],
)
def test_a_map_that_cannot_be_used(write, content, message):
    with pytest.raises(CorpusError, match=message):
        read_outlet_map(write("names.csv", content))


def test_a_map_that_is_not_there(write, tmp_path):
    with pytest.raises(CorpusError, match="--outlet-map"):
        read_corpus(write("news.csv", TABLE), ReadOptions(outlet_map=tmp_path / "none.csv"))


def test_a_name_may_stay_and_rows_may_repeat(write):
    path = write("names.csv", "from,to\nGazette,Gazette\ngazette,Gazette\ngazette,Gazette\n")
    assert dict(read_outlet_map(path).names) == {"Gazette": "Gazette", "gazette": "Gazette"}
