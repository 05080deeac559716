import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.names import clean_name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        (" The Gazette ", "The Gazette"),
        ("\x1b[1;31mGazette\x1b[0m", "Gazette"),
        ("\x1b]0;title\x07Gazette", "Gazette"),
        ("Gaz\x00et\x07te\x9f", "Gazette"),
        ("The \r\n\tGazette", "The Gazette"),
        ("The\u2028Gazette\x85", "The Gazette"),
        ("The  Gazette", "The  Gazette"),
        ("Nîmes – «Soir» \u200dx", "Nîmes – «Soir» \u200dx"),
        ("\x1b", ""),
    ],
)
def test_clean_name(name, clean):
    assert clean_name(name) == clean


@given(st.text(alphabet="a [;m]\x1b\x07\x00\n\t\x85\x9b\u2028\xa0"))
def test_nothing_that_moves_a_terminal_is_left(name):
    clean = clean_name(name)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in clean)
    assert clean == clean.strip() == clean_name(clean)


def test_names_are_cleaned_and_texts_are_not(write):
    body = "It \x1b[1mrained\x07."
    row = f'a\x00,"The\nGazette",\x1b[31mA. Writer\x1b[0m,Ne\x07ws,T\x07,{body}\n'
    (article,) = read_corpus(write("n.csv", "id,publisher,author,section,title,text\n" + row))
    names = (article.id, article.outlet, article.author, article.section)
    assert names == ("a", "The Gazette", "A. Writer", "News")
    assert (article.title, article.body) == ("T\x07", body)
    found = [issue for issue in article.issues if issue.code == "control-character"]
    assert [(issue.article_id, issue.file, issue.row) for issue in found] == [("a", "n.csv", 1)] * 4
    assert "n.csv, row 1: column 'publisher' (outlet)" in found[1].message
    assert "'The\\nGazette' is read as 'The Gazette'" in found[1].message
    assert not any("\x1b" in issue.message for issue in article.issues)


def test_ids_that_become_equal_are_told_apart(write):
    articles = list(read_corpus(write("n.csv", "id,text\na,One.\na\x07,Two.\na#2\x07,Three.\n\x07,Four.\n")))
    assert [a.id for a in articles] == ["a", "a#3", "a#2", "n-4"]


def test_metadata_and_outlet_maps(write, tmp_path):
    write("t/a.txt", "It rained.")
    meta = write("m.csv", "filename,outlet\na.txt,Gaz\x07ette\n")
    names = write("o.csv", 'from,to\nGaz\x00ette,"The\nGazette"\n')
    (article,) = read_corpus(tmp_path / "t", ReadOptions(metadata=meta, outlet_map=names))
    assert article.outlet == "The Gazette"
    assert [(issue.code, issue.file, issue.row) for issue in article.issues] == [("control-character", "m.csv", 1)]
