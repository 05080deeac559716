import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.textsource import TITLE_LIMIT, split_title
from framing.errors import CorpusError


@given(st.text(alphabet=st.sampled_from("ab .\r\n\t\x0b\x85\u2028é“")))
def test_title_gap_and_body_are_the_text(text):
    title, gap, body = split_title(text)
    assert title + gap + body == text
    assert bool(title) == bool(gap)
    assert not title or body.strip()


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\r", "\r\r"])
def test_title_is_the_first_line(gap):
    assert split_title(f"Rain{gap}It rained.") == ("Rain", gap, "It rained.")


@pytest.mark.parametrize(
    "text", ["One line", "Line\n", "\nRain\nIt rained.", "  \nRain", "x" * (TITLE_LIMIT + 1) + "\ny"]
)
def test_no_title(text):
    assert split_title(text) == ("", "", text)


def test_longest_title():
    assert split_title("x" * TITLE_LIMIT + "\ny")[0] == "x" * TITLE_LIMIT


@pytest.mark.parametrize(
    "text", ["Rain\r\n\r\nIt rained.\r\nA lot.\r\n", "Rain\rIt rained.\r", "One line", "\ufeffA\nB"]
)
@pytest.mark.parametrize("title_line", [True, False])
def test_article_text_is_the_file_unaltered(write, text, title_line):
    path = write("a.txt", text)
    (article,) = read_corpus(path, ReadOptions(outlet="A", title_line=title_line))
    assert article.text == text.removeprefix("\ufeff")
    assert article.id == "a"
    if not title_line:
        assert article.title == ""


def test_folder_takes_outlets_from_sub_folders_in_a_fixed_order(write, tmp_path):
    for name in ("herald/2020/b.txt", "gazette/a.txt", "gazette/c.txt"):
        write(name, f"Title of {name}\n\nText of {name}.")
    write("herald/photo.jpg", b"\xff\xd8")
    write(".hidden/x.txt", "no")
    corpus = read_corpus(tmp_path)
    found = [(a.id, a.outlet, a.file) for a in corpus]
    assert found == [
        ("a", "gazette", "gazette/a.txt"),
        ("c", "gazette", "gazette/c.txt"),
        ("b", "herald", "herald/2020/b.txt"),
    ]
    (issue,) = corpus.issues
    assert issue.code == "ignored-files"
    assert "1 .jpg" in issue.message
    assert "gazette, herald" in corpus.guesses[0]
    assert len(corpus.inputs) == 3


def test_stems_that_repeat_become_paths(write, tmp_path):
    write("herald/1.txt", "One herald.")
    write("gazette/1.txt", "One gazette.")
    assert [a.id for a in read_corpus(tmp_path)] == ["gazette/1", "herald/1"]


def test_one_bad_file_never_stops_a_folder(write, tmp_path):
    write("a/1.txt", "It rained.")
    write("a/2.txt", b"\x00\x01\x02\x03" * 50)
    write("a/3.txt", "")
    write("a/4.txt", " \n ")
    write("a/5.txt", "Caf\xe9 au lait".encode("cp1252"))
    corpus = read_corpus(tmp_path)
    articles = list(corpus)
    assert [a.text for a in articles] == ["It rained.", "Café au lait"]
    assert [(i.code, i.file) for i in corpus.issues] == [
        ("unreadable-file", "a/2.txt"),
        ("unreadable-file", "a/3.txt"),
        ("empty-text", "a/4.txt"),
    ]
    assert [i.code for i in articles[1].issues] == ["guessed-encoding"]
    assert articles[1].issues[0].article_id == "5"
    assert corpus.rows_read == corpus.articles_read + corpus.rows_refused == 5


def test_folder_without_text(write, tmp_path):
    write("a.csv", "text\nx\n")
    with pytest.raises(CorpusError, match=r"no \.txt file \(1 \.csv\)"):
        read_corpus(tmp_path)
    with pytest.raises(CorpusError, match="it is empty"):
        (tmp_path / "e").mkdir()
        read_corpus(tmp_path / "e")


def test_single_binary_or_empty_file_is_an_error(write):
    with pytest.raises(CorpusError, match="binary"):
        read_corpus(write("a.txt", b"\x00\x01\x02\x03" * 50))
    with pytest.raises(CorpusError, match="is empty"):
        read_corpus(write("b.txt", ""))
