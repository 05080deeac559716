"""Known sources: the shipped table, and files of the user's own."""

from __future__ import annotations

import hashlib
import pickle

import pytest

from framing.attribution.aliases import load_sources, well_known
from framing.attribution.sources import source_types
from framing.errors import FramingError

CSV = "name,aliases,type,affiliation,side\nInes Kolb,Ines B. Kolb;Mayor Kolb,government_official,City of Lund,lund\n"


def write(folder, text, name="sources.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_names_and_types():
    table = well_known()
    assert table.get("Hillary Rodham Clinton") is table.get("Hillary Clinton")
    assert table.get("Martin O’Malley") is table.get("Martin O'Malley")
    assert {known.type for known in table.entries.values()} <= set(source_types())
    assert table.get("Ines Kolb") is None


def test_names_and_aliases_of_a_file(tmp_path):
    path = write(tmp_path, CSV)
    table = load_sources(path)
    known = table.get("Mayor Kolb")
    assert known is table.get("Ines Kolb")
    assert (known.name, known.type, known.affiliation, known.side) == (
        "Ines Kolb",
        "government_official",
        "City of Lund",
        "lund",
    )
    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert pickle.loads(pickle.dumps(table)) == table


def test_yaml_says_the_same(tmp_path):
    text = "- name: Ines Kolb\n  aliases: [Ines B. Kolb, Mayor Kolb]\n  type: government_official\n"
    text += "  affiliation: City of Lund\n  side: lund\n"
    assert load_sources(write(tmp_path, text, "s.yaml")).entries == load_sources(write(tmp_path, CSV)).entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("label,type\nx,y\n", "no column 'name'"),
        ("name,typ\nKolb,media\n", "row 1: column 'typ' is unknown"),
        ("name,type\n,media\n", "row 1, column name"),
        ("name,type\nKolb,official\n", "row 1, column type: 'official' is no type; choose one of"),
        ("name,aliases\nInes Kolb,Kolb\nJan Kolb,Kolb\n", "row 2: 'Kolb' is named in row 1 too"),
        ("name,type\nKolb,media,too much\n", "row 1: there are more fields than columns"),
        ("name,type,name\nKolb,media,Roe\n", "line 1: column 'name' stands there twice"),
        ('name,type\n"Kolb,media\nRoe,media\n', "behind line 1: no CSV"),
    ],
)
def test_mistakes_name_row_column_and_remedy(tmp_path, text, message):
    with pytest.raises(FramingError, match=message) as error:
        load_sources(write(tmp_path, text))
    assert "sources.csv" in str(error.value)


@pytest.mark.parametrize("text", ["name: Kolb\n", "- [1\n", "- name: [a]\n", "- name: 2020-13-45\n"])
def test_mistakes_of_yaml(tmp_path, text):
    with pytest.raises(FramingError, match="s.yaml"):
        load_sources(write(tmp_path, text, "s.yaml"))


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(FramingError, match="cannot be read"):
        load_sources(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name\nSørensen\n".encode("latin-1"))
    with pytest.raises(FramingError, match="not UTF-8"):
        load_sources(tmp_path / "latin.csv")
