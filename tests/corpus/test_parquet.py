import datetime as dt
import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus import read_corpus
from framing.errors import CorpusError


@pytest.fixture
def table():
    return pa.table(
        {
            "id": pa.array([1, 2, 3]),
            "outlet": pa.array(["A", "B", None]).dictionary_encode(),
            "date": pa.array([dt.datetime(2020, 1, 2, 23, tzinfo=dt.UTC), None, None], pa.timestamp("us", "UTC")),
            "text": pa.array(["One.", "Two.", "Three."], pa.large_string()),
            "tags": pa.array([["x"], [], None]),
        }
    )


def test_types_become_text(table, tmp_path):
    pq.write_table(table, tmp_path / "n.parquet")
    corpus = read_corpus(tmp_path / "n.parquet")
    articles = list(corpus)
    assert [(a.id, a.outlet, a.body, a.row) for a in articles] == [
        ("1", "A", "One.", 1),
        ("2", "B", "Two.", 2),
        ("3", "", "Three.", 3),
    ]
    assert [a.published for a in articles] == [dt.date(2020, 1, 2), None, None]
    assert all(not a.issues for a in articles)


def test_many_batches(tmp_path):
    count = 1000
    pq.write_table(pa.table({"text": [f"Text {n}." for n in range(count)]}), tmp_path / "n.parquet")
    assert [a.body for a in read_corpus(tmp_path / "n.parquet")] == [f"Text {n}." for n in range(count)]


def test_compressed_and_without_extension(table, tmp_path):
    pq.write_table(table, tmp_path / "n.parquet")
    data = (tmp_path / "n.parquet").read_bytes()
    (tmp_path / "n.parquet.gz").write_bytes(gzip.compress(data))
    (tmp_path / "n").write_bytes(data)
    assert len(list(read_corpus(tmp_path / "n.parquet.gz"))) == 3
    assert len(list(read_corpus(tmp_path / "n"))) == 3


def test_not_parquet(write):
    with pytest.raises(CorpusError, match="no Parquet file"):
        read_corpus(write("n.parquet", "text\nIt rained.\n" * 9))


def test_damaged(table, tmp_path):
    path = tmp_path / "n.parquet"
    pq.write_table(table, path)
    data = bytearray(path.read_bytes())
    data[4 : len(data) // 3] = b"\xff" * (len(data) // 3 - 4)
    path.write_bytes(data)
    with pytest.raises(CorpusError, match="fetch"):
        list(read_corpus(path))
