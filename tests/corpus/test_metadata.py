from datetime import date

import pytest

from framing.corpus import ReadOptions, read_corpus
from framing.errors import CorpusError

META = (
    "filename\tpublisher\tdate\ttitle\tauthor\n"
    "a.txt\tGazette\t13/4/2020\tOther title\tA. Writer\n"
    "b\tHerald\t3/4/2020\tx\tNone\n"
    "b\tTwice\t3/4/2020\tx\ty\n"
)


@pytest.fixture
def folder(write, tmp_path):
    for name in "abc":
        write(f"texts/{name}.txt", f"Title {name}\n\nBody {name}.")
    write("texts/meta.tsv", META)
    return tmp_path / "texts"


def test_joined_on_the_stem(folder):
    corpus = read_corpus(folder, ReadOptions(metadata=folder / "meta.tsv"))
    a, b, c = corpus
    assert (a.id, a.outlet, a.published, a.author) == ("a", "Gazette", date(2020, 4, 13), "A. Writer")
    assert a.text == "Title a\n\nBody a."
    assert (b.outlet, b.author, b.published) == ("Herald", "", date(2020, 4, 3))
    assert (c.outlet, [i.code for i in c.issues]) == ("", ["no-metadata"])
    assert {i.code for i in corpus.issues} == {"repeated-metadata", "missing-outlet", "missing-date"}
    assert any("day/month/year" in guess for guess in corpus.guesses)
    assert corpus.inputs[-1].path.endswith("meta.tsv")
    assert corpus.columns["outlet"] == "publisher"


def test_outlet_option_goes_first(folder):
    corpus = read_corpus(folder, ReadOptions(metadata=folder / "meta.tsv", outlet="All"))
    assert {a.outlet for a in corpus} == {"All"}


def test_a_column_must_name_the_files(write, folder):
    meta = write("m.csv", "name,publisher\na,Gazette\n")
    with pytest.raises(CorpusError, match="columns are name, publisher; pass --id-column"):
        read_corpus(folder, ReadOptions(metadata=meta))
    corpus = read_corpus(folder, ReadOptions(metadata=meta, id_column="name"))
    assert next(iter(corpus)).outlet == "Gazette"


def test_missing_metadata_file(folder):
    with pytest.raises(CorpusError, match="no such file"):
        read_corpus(folder, ReadOptions(metadata=folder / "nowhere.csv"))
