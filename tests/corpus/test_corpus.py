import hashlib
import io
import os
import threading
from datetime import date

import pytest

from framing.corpus import ReadOptions, read_corpus
from framing.errors import CorpusError

TABLE = (
    "id,outlet,date,title,text\na,Gazette,2020-01-02,Rain,It rained.\nb,Herald,,Sun,It shone.\nc,Herald,2020-01-04,,\n"
)


def test_table_gives_articles_and_counts_balance(write):
    corpus = read_corpus(write("news.csv", TABLE))
    articles = list(corpus)
    assert [a.id for a in articles] == ["a", "b"]
    assert articles[0].text == "Rain\n\nIt rained."
    assert articles[0].published == date(2020, 1, 2)
    assert (articles[0].file, articles[0].row) == ("news.csv", 1)
    assert (corpus.rows_read, corpus.articles_read, corpus.rows_refused) == (3, 2, 1)
    assert [i.code for i in corpus.issues] == ["empty-text", "missing-date"]
    assert corpus.issues[0].row == 3
    assert "1 of 2 articles" in corpus.issues[1].message


def test_iterating_twice_gives_the_same(write):
    corpus = read_corpus(write("news.csv", TABLE))
    first, issues = list(corpus), list(corpus.issues)
    assert list(corpus) == first
    assert corpus.issues == issues
    assert corpus.rows_read == 3


@pytest.mark.parametrize("size", [1, 2, 5])
def test_batches_hold_the_same_articles(write, size):
    corpus = read_corpus(write("news.csv", TABLE))
    batches = list(corpus.batches(size))
    assert [a for batch in batches for a in batch] == list(corpus)
    assert all(len(batch) == size for batch in batches[:-1])


def test_batch_size_must_be_positive(write):
    with pytest.raises(ValueError, match="1 or more"):
        next(read_corpus(write("news.csv", TABLE)).batches(0))


def test_articles_come_lazily(write):
    corpus = read_corpus(write("news.csv", TABLE))
    next(iter(corpus))
    assert corpus.rows_read == 1


def test_inputs_are_hashed_as_on_disk(write):
    path = write("news.csv", TABLE)
    (only,) = read_corpus(path).inputs
    assert only == (str(path), hashlib.sha256(TABLE.encode()).hexdigest(), len(TABLE))


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (TABLE, ["a", "b"]),
        (TABLE.replace(",", "\t"), ["a", "b"]),
        ('{"id": "x", "text": "It rained."}\n', ["x"]),
        ("Rain\n\nIt rained, and rained.", ["stdin"]),
    ],
)
def test_standard_input_is_sniffed_and_can_be_read_again(monkeypatch, content, ids):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    corpus = read_corpus("-")
    assert [a.id for a in corpus] == ids
    assert [a.id for a in corpus] == ids
    assert [a.file for a in corpus] == ["stdin"] * len(ids)
    assert corpus.inputs[0][0] == "-"
    assert corpus.inputs[0].bytes == len(content.encode())


def test_standard_input_spool_is_removed(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    corpus = read_corpus("-", ReadOptions(format="csv"))
    path = corpus._spool.path
    assert path.exists()
    del corpus
    assert not path.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_once_and_kept(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TABLE,))
    writer.start()
    corpus = read_corpus(pipe)
    writer.join()
    assert [a.id for a in corpus] == [a.id for a in corpus] == ["a", "b"]


def test_no_article_at_all_is_an_error(write):
    with pytest.raises(CorpusError, match=r"none of 2 rows .* row 1: has neither text nor title"):
        list(read_corpus(write("news.csv", "outlet,text\nA,\nB, \n")))


def test_missing_path():
    with pytest.raises(CorpusError, match="no such file"):
        read_corpus("nowhere/news.csv")


@pytest.mark.parametrize(
    ("path", "given"), [("", "an empty path"), (None, "NoneType"), (5, "int"), (b"n.csv", "bytes")]
)
def test_no_path_at_all(path, given):
    with pytest.raises(CorpusError, match=f"no corpus given, but {given}; pass the path of a CSV"):
        read_corpus(path)


def test_metadata_with_a_table_is_refused(write):
    with pytest.raises(CorpusError, match="--metadata"):
        read_corpus(write("news.csv", TABLE), ReadOptions(metadata="m.csv"))


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (ReadOptions(format="xml"), "--format"),
        (ReadOptions(date_order="ymd"), "--date-order"),
        (ReadOptions(delimiter="::"), "--delimiter"),
        (ReadOptions(encoding="klingon"), "--encoding"),
        (ReadOptions(outlet="A", outlet_column="b"), "--outlet-column"),
    ],
)
def test_bad_options_name_the_option(write, options, named):
    with pytest.raises(CorpusError, match=named):
        read_corpus(write("news.csv", TABLE), options)


def test_outlet_for_all(write):
    corpus = read_corpus(write("n.csv", "text\nIt rained.\n"), ReadOptions(outlet="Gazette"))
    assert [a.outlet for a in corpus] == ["Gazette"]
    assert corpus.issues == []


def test_no_outlet_is_one_issue(write):
    corpus = read_corpus(write("n.csv", "text,mood\nIt rained.,sad\nIt shone.,glad\n"))
    assert [a.outlet for a in corpus] == ["", ""]
    (issue,) = corpus.issues
    assert issue.code == "no-outlet"
    assert "text, mood" in issue.message
    assert "--outlet-column" in issue.message
