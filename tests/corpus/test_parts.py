"""Corpora of many Parquet files, here and at addresses."""

import uuid

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus import read_corpus
from framing.corpus.locations import is_remote, locations
from framing.errors import CorpusError

fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")


def write_part(path, texts, **columns):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = {"outlet": ["A"] * len(texts), "date": ["2024-05-01"] * len(texts), "text": texts}
    pq.write_table(pa.table(rows | columns), path)


@pytest.fixture
def folder(tmp_path):
    write_part(tmp_path / "news" / "part-0.parquet", ["It rained.", "It shone."])
    write_part(tmp_path / "news" / "sub" / "part-1.parquet", ["It snowed.", ""])
    (tmp_path / "news" / "_SUCCESS").touch()
    return tmp_path / "news"


@pytest.fixture
def memory():
    place = f"memory://{uuid.uuid4()}"
    yield place
    fsspec.filesystem("memory").rm(place, recursive=True)


def put(place, folder):
    files = fsspec.filesystem("memory")
    for path in folder.rglob("*.parquet"):
        files.pipe(f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def test_files_of_a_folder_are_one_corpus(folder):
    corpus = read_corpus(folder)
    assert corpus.rows == 4
    assert [(a.id, a.file, a.row, a.body) for a in corpus] == [
        ("part-0-1", "part-0.parquet", 1, "It rained."),
        ("part-0-2", "part-0.parquet", 2, "It shone."),
        ("sub/part-1-1", "sub/part-1.parquet", 1, "It snowed."),
    ]
    assert [issue.code for issue in corpus.issues] == ["empty-text"]
    assert (corpus.rows_read, corpus.articles_read, corpus.rows_refused) == (4, 3, 1)
    assert [found.bytes > 0 for found in corpus.inputs] == [True, True]


def test_the_same_at_an_address(folder, memory):
    put(memory, folder)
    here = read_corpus(folder)
    for place in (memory, f"{memory}/**/*.parquet", f"{memory}/", f"file://{folder}"):
        there = read_corpus(place)
        assert [(a.id, a.body) for a in there] == [(a.id, a.body) for a in here]
        assert [found.sha256 for found in there.inputs] == [found.sha256 for found in here.inputs]


def test_one_file_at_an_address(memory):
    fsspec.filesystem("memory").pipe(f"{memory}/n.csv", b"outlet,text\nA,It rained.\n")
    corpus = read_corpus(f"{memory}/n.csv")
    assert [(a.outlet, a.body, a.file) for a in corpus] == [("A", "It rained.", "n.csv")]
    assert corpus.inputs[0].path == f"{memory}/n.csv"


def test_what_cannot_be_read_is_told(folder, memory):
    for place, why in {
        f"{memory}/none": "there is no such file or folder",
        "nothing://here": "cannot be opened.*nothing",
    }.items():
        with pytest.raises(CorpusError, match=why):
            read_corpus(place)
    fsspec.filesystem("memory").pipe({f"{memory}/{name}.csv": b"text\nx\n" for name in "ab"})
    with pytest.raises(CorpusError, match="names 2 files; several files elsewhere have to be Parquet"):
        read_corpus(memory)
    write_part(folder / "part-2.parquet", ["a"], url=["u"])
    with pytest.raises(CorpusError, match=r"sub/part-1.parquet has other columns|part-2.parquet has other columns"):
        read_corpus(folder)


def test_a_part_that_is_cut_off_is_named(folder):
    path = folder / "sub" / "part-1.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(CorpusError, match="sub/part-1.parquet is no Parquet file"):
        read_corpus(folder)


def test_a_windows_drive_is_no_address(folder):
    assert not any(map(is_remote, ("c:\\news", "c://news", folder, None, "-")))
    assert [each.name for each in locations(folder)] == ["part-0.parquet", "sub/part-1.parquet"]
