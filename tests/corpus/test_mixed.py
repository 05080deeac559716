import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.mixed import ESCAPE, count_lines, mend
from framing.corpus.outlets import read_outlet_map

HEADER = b"outlet,text\n"
UTF8 = "Él País,“It rained” in the café.\n"


def issues(article):
    return [issue.code for issue in article.issues]


def escaped(data):
    return data.decode("utf-8", ESCAPE)


def test_one_good_row_among_others_is_kept(write):
    content = HEADER + UTF8.encode() + ("Süd,“It shone”.\nÉtoile,“It snowed”.\n").encode("cp1252")
    corpus = read_corpus(write("n.csv", content))
    articles = list(corpus)
    assert [a.outlet for a in articles] == ["Él País", "Süd", "Étoile"]
    assert [a.body for a in articles] == ["“It rained” in the café.", "“It shone”.", "“It snowed”."]
    assert [issues(a) for a in articles] == [[], ["mixed-encoding"], ["mixed-encoding"]]
    (issue,) = articles[1].issues
    assert (issue.file, issue.row) == ("n.csv", 2)
    assert "n.csv, row 2: bytes in columns 'text', 'outlet' are no UTF-8" in issue.message
    (guess,) = corpus.guesses
    assert "n.csv mixes encodings" in guess
    assert "1 of its lines with characters beyond ASCII are UTF-8, and 2 hold bytes" in guess


def test_one_odd_row_makes_no_outlet_of_its_own(write):
    content = HEADER + UTF8.encode() * 200 + "Él País,It shone.\n".encode("cp1252")
    *good, last = read_corpus(write("n.csv", content))
    assert {a.outlet for a in (*good, last)} == {"Él País"}
    assert "mixed-encoding" not in {code for article in good for code in issues(article)}
    assert issues(last) == ["mixed-encoding"]
    assert last.row == 201


def test_columns_of_one_row_may_differ(write):
    content = HEADER + UTF8.encode() + "Él País,".encode() + "“Rain” at the café.\n".encode("cp1252")
    _, article = read_corpus(write("n.csv", content))
    assert (article.outlet, article.body) == ("Él País", "“Rain” at the café.")


def test_headers_and_lines_inside_a_field(write):
    content = "outlet,résumé\n".encode("cp1252") + 'A,"Café.\n'.encode() + 'Naïve.\n"\n'.encode("cp1252")
    corpus = read_corpus(write("n.csv", content), ReadOptions(text_column="résumé"))
    (article,) = corpus
    assert article.body == "Café.\nNaïve.\n"
    assert corpus.columns["text"] == "résumé"


def test_json_lines_and_text_files(write, tmp_path):
    rows = [json.dumps({"outlet": "Él País", "text": f"Café {n}."}, ensure_ascii=False) + "\n" for n in (1, 2)]
    corpus = read_corpus(write("n.jsonl", rows[0].encode() + rows[1].encode("cp1252")))
    articles = list(corpus)
    assert [(a.outlet, a.body) for a in articles] == [("Él País", "Café 1."), ("Él País", "Café 2.")]
    assert [issues(a) for a in articles] == [[], ["mixed-encoding"]]
    assert "row 2: bytes in line 2" in articles[1].issues[0].message
    write("t/a.txt", "Café.\r\n".encode() + "Naïve.".encode("cp1252"))
    (article,) = read_corpus(tmp_path / "t")
    assert article.text == "Café.\r\nNaïve."
    assert issues(article) == ["mixed-encoding"]


def test_a_text_that_is_cut_off_stays_utf8(write):
    text = "Дождь и снег"
    (article,) = read_corpus(write("a.txt", text.encode()[:-1]), ReadOptions(outlet="A"))
    assert article.text == text[:-1] + "\ufffd"
    assert issues(article) == ["mixed-encoding", "replacement-character"]


def test_other_tables_are_mended_too(write):
    odd = "from,to\né,E\n".encode() + "süd,Süd\n".encode("cp1252")
    assert dict(read_outlet_map(write("m.csv", odd)).names) == {"é": "E", "süd": "Süd"}


def test_declared_encodings_are_kept_to(write):
    content = HEADER + UTF8.encode() + b"A,Caf\xe9.\n"
    corpus = read_corpus(write("n.csv", content), ReadOptions(encoding="utf-8"))
    assert [a.body for a in corpus][1] == "Caf\ufffd."
    assert corpus.guesses == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9", "café"),
        (b"\x93Caf\xc9\x94", "“CafÉ”"),  # C9 94 by itself would be UTF-8
        (b"\x93\x9d", "“\ufffd"),  # cp1252 has no 9D
        ("Дождь и сн".encode()[:-1], "Дождь и с\ufffd"),  # cut off in the middle of a character
        ("é\r".encode() + b"\xe9\ne", "é\ré\ne"),
    ],
)
def test_bytes_are_read_by_line(data, text):
    assert mend(escaped(data)) == text


@given(st.lists(st.tuples(st.text(alphabet="abé“ß ,", max_size=6), st.booleans()), max_size=8))
def test_lines_come_back_whatever_their_encoding(lines):
    kept = [line if utf8 else "ééééééé," + line for line, utf8 in lines]  # stray bytes outweigh chance pairs
    pairs = zip(kept, (utf8 for _, utf8 in lines), strict=True)
    data = b"\n".join(line.encode("utf-8" if utf8 else "cp1252") for line, utf8 in pairs)
    assert mend(escaped(data)) == "\n".join(kept)


@given(st.binary(max_size=60), st.integers(1, 9))
def test_lines_are_counted_across_chunks(data, size):
    text = escaped(data)
    chunks = [text[start : start + size] for start in range(0, len(text), size)]
    lines = [line for line in text.replace("\r", "\n").split("\n") if not line.isascii()]
    odd = [line for line in lines if mend(line) != line]
    damaged = [line for line in odd if mend(line) == line.encode("utf-8", ESCAPE).decode("utf-8", "replace")]
    good, bad = count_lines(chunks)
    assert bad == len(odd)
    assert len(lines) - len(odd) <= good <= len(lines) - len(odd) + len(damaged)
