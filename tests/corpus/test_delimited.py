import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.csvlines import read_rows
from framing.errors import CorpusError


def read(path, **options):
    corpus = read_corpus(path, ReadOptions(**options))
    articles = list(corpus)
    assert corpus.rows_read == corpus.articles_read + corpus.rows_refused
    return corpus, articles


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_sniffed(write, delimiter):
    content = "outlet,title,text\nA,Rain,It rained.\n".replace(",", delimiter)
    corpus, (article,) = read(write("n.csv", content))
    assert (article.outlet, article.text) == ("A", "Rain\n\nIt rained.")
    assert any("separated" in guess for guess in corpus.guesses) == (delimiter != ",")


def test_extension_that_lies(write):
    corpus, (article,) = read(write("n.tsv", "outlet,text\nA,It rained.\n"))
    assert article.body == "It rained."
    assert "comma-separated" in corpus.guesses[0]


def test_wrong_declared_delimiter(write):
    with pytest.raises(CorpusError, match=r"does not split its header.*pass --delimiter ','"):
        read(write("n.csv", "outlet,text\nA,It rained.\n"), delimiter=";")


def test_without_header(write):
    path = write("n.tsv", "2020-01-02\tA\tRain\thttps://a.example\n")
    _, (article,) = read(path, columns=("date", "outlet", "title", "url"))
    assert (article.title, article.row, article.url) == ("Rain", 1, "https://a.example")
    with pytest.raises(CorpusError, match=r"--columns names 2 columns, but line 1 of n\.tsv has 4 fields"):
        read(path, columns=("date", "outlet"))
    with pytest.raises(CorpusError, match="if the file has no header row"):
        read(path)


def test_columns_given_though_there_is_a_header(write):
    _, articles = read(write("n.csv", "Outlet,Text\nA,It rained.\n"), columns=("outlet", "text"))
    assert [a.body for a in articles] == ["It rained."]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_breaks_inside_fields_are_kept(write, newline):
    content = newline.join(["outlet,text", f'A,"One.{newline}Two, ""three""."', "B,Four.", ""])
    _, articles = read(write("n.csv", content.encode()))
    assert [a.body for a in articles] == [f'One.{newline}Two, "three".', "Four."]
    assert [a.row for a in articles] == [1, 2]


def test_ragged_rows(write):
    content = "outlet,text,label\nA,Fine.,x\nB,Short.\nC,Extra.,x,,\nD,cut, in two,x\nE\n"
    corpus, articles = read(write("n.csv", content))
    assert [a.outlet for a in articles] == ["A", "B", "C"]
    assert [[i.code for i in a.issues] for a in articles] == [[], ["ragged-row"], ["ragged-row"]]
    assert [(i.code, i.row) for i in corpus.issues] == [("ragged-row", 4), ("ragged-row", 5)]
    assert "n.csv, row 4 (line 5): 4 fields where the header has 3" in corpus.issues[0].message


def test_unclosed_quote_at_the_end_swallows_nothing(write):
    content = 'outlet,text\nA,One.\nB,"Never closed\nC,Three.\nD,Four.\n'
    corpus, articles = read(write("n.csv", content))
    assert [a.outlet for a in articles] == ["A", "C", "D"]
    (issue,) = corpus.issues
    assert (issue.code, issue.row) == ("broken-quotes", 2)
    assert "row 2 (line 3)" in issue.message


def test_unclosed_quote_in_the_middle(write):
    content = 'outlet,text\nA,"Never closed\nB,"Two."\nC,Three.\n'
    corpus, articles = read(write("n.csv", content))
    assert [(a.outlet, a.body) for a in articles] == [("B", "Two."), ("C", "Three.")]
    assert [i.row for i in corpus.issues] == [1]


def test_quotes_in_tabbed_headlines_are_text(write):
    content = 'outlet\ttitle\turl\nA\t"Rain": a song\tu\nB\t"Never closed\tu\nC\t"All ""quoted"""\tu\nD\tEnds"\tu\n'
    corpus, articles = read(write("n.tsv", content))
    assert [a.title for a in articles] == ['"Rain": a song', '"Never closed', 'All "quoted"', 'Ends"']
    assert [[i.code for i in a.issues] for a in articles] == [["broken-quotes"], ["broken-quotes"], [], []]
    assert corpus.issues == []


def test_paragraphs_of_a_broken_record_become_no_articles(write):
    content = 'id,text,label\n1,"He said "no".\nRain, wind, snow.\nThe end",x\n2,Fine.,y\n'
    corpus, articles = read(write("n.csv", content))
    assert [a.id for a in articles] == ["2"]
    assert [i.code for i in corpus.issues if i.row] == ["broken-quotes", "ragged-row", "ragged-row"]


def test_a_quote_that_is_not_doubled_keeps_its_marks(write):
    _, (article,) = read(write("n.csv", 'outlet,text\nA,"He said "no" twice"\n'))
    assert article.body == 'He said "no" twice'
    assert [i.code for i in article.issues] == ["broken-quotes"]


def test_blank_lines_are_no_rows(write):
    corpus, articles = read(write("n.csv", "\noutlet,text\n\nA,One.\n\n"))
    assert [a.row for a in articles] == [1]
    assert corpus.rows_read == 1


def test_missing_values_in_short_fields(write):
    _, (article,) = read(write("n.csv", "outlet,author,text\nNaN,None,None\n"))
    assert (article.outlet, article.author, article.body) == ("", "", "None")


@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.text(alphabet='ab ,;"\r\n“', max_size=8), min_size=n, max_size=n),
            min_size=1,
            max_size=6,
        )
    )
)
def test_well_formed_files_come_back_whole(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    found = list(read_rows(io.StringIO(stream.getvalue(), newline=""), ","))
    assert [list(row.fields) for row in found] == rows
    assert not any(row.broken for row in found)


@given(st.text(alphabet='ab,"\n\t '))
def test_any_text_is_read_to_its_end(text):
    for delimiter in ",\t":
        rows = list(read_rows(io.StringIO(text, newline=""), delimiter))
        assert len(rows) <= text.count("\n") + 1
        lines = [row.line for row in rows]
        assert lines == sorted(set(lines))


def test_agrees_with_pandas(write):
    frame = pd.DataFrame({"outlet": ["A", "B"], "text": ['Rain, "heavy"\nrain', "Sun; ‘sun’"]})
    path = write("n.csv", frame.to_csv(index=False))
    assert [a.body for a in read(path)[1]] == frame["text"].tolist()
