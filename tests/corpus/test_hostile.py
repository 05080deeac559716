"""Files as they come: empty, binary, damaged, compressed, in the wrong encoding, huge."""

import gzip
import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.decode import decide_encoding
from framing.errors import CorpusError

TABLE = "outlet,text\nA,Café “rain”.\nB,It shone.\n"
BODIES = ["Café “rain”.", "It shone."]


def zstd(data: bytes) -> bytes:
    return pa.compress(data, "zstd", asbytes=True)


def bodies(path, **options):
    return [a.body for a in read_corpus(path, ReadOptions(**options))]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("n.csv", b"", "is empty"),
        ("n.jsonl", b"", "is empty"),
        ("n.parquet", b"", "no Parquet file"),
        ("n", b"", "is empty"),
        ("n.csv", b"\n\n", "is empty"),
        ("n.csv", b"   \n \t \r\n", "is empty"),
        ("n.tsv", b"\t\t\n", "is empty"),
        ("n.jsonl", b" \n\n", "is empty"),
        ("n.csv", b"\xef\xbb\xbf", "is empty"),
        ("n.csv", b" , \noutlet,text\nA,It rained.\n", "line 1 of n.csv should name the columns"),
        ("n.csv", b"outlet,text\n", "header but no rows"),
        ("n.csv", b"\x00\x01\x02\x03" * 40, "binary file"),
        ("n.csv", b"\x89PNG\r\n\x1a\n" + bytes(90), "is an image"),
        ("n.csv", b"PK\x03\x04" + bytes(90), "Office file.*export it as CSV"),
        ("n.csv", TABLE.encode("utf-16-le"), "--encoding utf-16-le"),
        ("n.csv", TABLE.encode("utf-16-be"), "--encoding utf-16-be"),
    ],
)
def test_refused_with_a_remedy(write, name, content, why):
    with pytest.raises(CorpusError, match=why):
        list(read_corpus(write(name, content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read_without_a_guess(write, encoding):
    path = write("n.csv", TABLE.encode(encoding))
    corpus = read_corpus(path)
    assert [a.body for a in corpus] == BODIES
    assert corpus.columns["outlet"] == "outlet"
    assert corpus.guesses == ()


def test_declared_encoding(write):
    assert bodies(write("n.csv", TABLE.encode("utf-16-le")), encoding="utf-16-le") == BODIES
    assert bodies(write("n.csv", TABLE.encode("utf-8-sig")), encoding="utf8") == BODIES


def test_windows_encoding_is_a_guess_that_is_said(write):
    corpus = read_corpus(write("n.csv", TABLE.encode("cp1252")))
    assert [a.body for a in corpus] == BODIES
    assert "Windows-1252" in corpus.guesses[0]


def test_an_undecodable_byte_far_into_the_file_is_seen(write):
    content = b"outlet,text\n" + b"A,It rained.\n" * 200_000 + b"B,Caf\xe9.\n"
    corpus = read_corpus(write("n.csv", content))
    assert "Windows-1252" in corpus.guesses[0]


def test_null_bytes_stay_and_are_said(write):
    (article,) = read_corpus(write("n.csv", b"outlet,text\nA,It rai\x00ned for many a long day.\n"))
    assert article.body == "It rai\x00ned for many a long day."
    assert [i.code for i in article.issues] == ["control-characters"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
@pytest.mark.parametrize("name", ["n.csv.gz", "n.csv.zst", "n.csv"])
def test_compression_is_told_by_content(write, pack, name):
    corpus = read_corpus(write(name, pack(TABLE.encode())))
    assert [a.body for a in corpus] == BODIES
    assert [a.id for a in corpus] == ["n-1", "n-2"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_compressed_text_and_json(write, tmp_path, pack):
    write("t/a.txt.gz", pack(b"Rain\n\nIt rained."))
    assert [(a.id, a.title) for a in read_corpus(tmp_path / "t")] == [("a", "Rain")]
    assert bodies(write("n.jsonl.gz", pack(b'{"text": "It rained."}\n'))) == ["It rained."]


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_truncated_compression(write, tmp_path, pack):
    noise = "".join(f"A,Rain {n * 7919 % 10007}.\n" for n in range(20_000))
    packed = pack(("outlet,text\n" + noise).encode())
    with pytest.raises(CorpusError, match="fetch the file again"):
        list(read_corpus(write("n.csv.gz", packed[: len(packed) // 2])))
    write("t/a.txt.gz", packed[: len(packed) // 2])
    write("t/b.txt", "It rained.")
    corpus = read_corpus(tmp_path / "t")
    assert [a.id for a in corpus] == ["b"]
    assert "unreadable-file" in [i.code for i in corpus.issues]


def test_damaged_compression(write):
    packed = bytearray(gzip.compress(TABLE.encode() * 1000))
    packed[40:60] = bytes(20)
    with pytest.raises(CorpusError, match="fetch the file again"):
        list(read_corpus(write("n.csv.gz", bytes(packed))))


def test_huge_single_line(write):
    body = b"It rained, and rained. " * 2_200_000
    (article,) = read_corpus(write("n.txt", body), ReadOptions(outlet="A"))
    assert len(article.body) == len(body) > 50_000_000
    assert (article.title, [issue.code for issue in article.issues]) == ("", ["one-paragraph", "repeated-text"])


def test_long_fields_pass_the_parser(write):
    (article,) = read_corpus(write("n.csv", 'outlet,text\nA,"' + "x" * 1_000_000 + '"\n'))
    assert len(article.body) == 1_000_000


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data):
    try:
        decoding = decide_encoding("n", lambda: io.BytesIO(data), "")
    except CorpusError:
        return
    text = decoding.mend(decoding.text(io.BytesIO(data)).read())
    assert text == decoding.decode(data)
    assert text.encode().decode() == text  # no escape is left


@given(st.text(max_size=100))
def test_utf8_text_comes_back_unaltered(text):
    data = ("prefix é " + text).encode()
    try:
        decoding = decide_encoding("n", lambda: io.BytesIO(data), "")
    except CorpusError:
        assert sum(byte < 32 for byte in data) > len(data) / 10
        return
    assert decoding.text(io.BytesIO(data)).read() == "prefix é " + text
