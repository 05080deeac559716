"""Who a name belongs to: the table of well-known sources that is shipped, and a file of the user's own."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from io import StringIO
from pathlib import Path
from types import MappingProxyType

import yaml

from framing.attribution.sources import source_types
from framing.errors import FramingError

COLUMNS = ("name", "aliases", "type", "affiliation", "side", "called")
_LISTS = ("aliases", "called")


@dataclass(frozen=True, slots=True)
class Known:
    """A source that is known beforehand; `type`, `affiliation` and `side` are "" where nothing is said.

    `called` are nouns that stand for it: `mogul`, `texas senator`.
    """

    name: str
    type: str = ""
    affiliation: str = ""
    side: str = ""
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Known sources by name and alias; `sha256` and `path` are those of the file they were read from."""

    entries: Mapping[str, Known] = field(repr=False)
    path: str = ""
    sha256: str = ""

    def get(self, name: str) -> Known | None:
        """Return the source of that name or alias, letter case told apart; None if there is none."""
        return self.entries.get(_key(name))

    def __reduce__(self) -> tuple[type[SourceTable], tuple[dict[str, Known], str, str]]:
        return SourceTable, (dict(self.entries), self.path, self.sha256)


@cache
def well_known() -> SourceTable:
    """Return the shipped table: people and organisations of the news of 2008 to 2024."""
    file = resources.files("framing.attribution").joinpath("well_known.csv")
    return _table(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))), "well_known.csv", "")


def load_sources(path: str | Path) -> SourceTable:
    """Return the sources of a CSV or YAML file with the columns name, aliases, type, affiliation, side, called.

    Only `name` must be there. Aliases of a CSV row are separated by semicolons; YAML is a list of mappings.

    Raises:
        FramingError: the file cannot be read, lacks a name, names an unknown type or column, or gives one
            name to two sources.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise FramingError(f"{path} cannot be read ({error.strerror or error}); check path and permissions") from error
    except UnicodeDecodeError as error:
        raise FramingError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    rows = _yaml_rows(text, path) if path.suffix.lower() in (".yaml", ".yml") else _csv_rows(text, path)
    return _table(rows, str(path), sha256(data).hexdigest())


def _csv_rows(text: str, path: Path) -> Iterable[Mapping[str, object]]:
    reader = csv.DictReader(StringIO(text, newline=""), restkey="", strict=True)
    try:
        columns = list(reader.fieldnames or ())
        if "name" not in columns:
            raise FramingError(
                f"{path}, line 1: no column 'name'; the first line names the columns {','.join(COLUMNS)}"
            )
        twice = [column for column in columns if columns.count(column) > 1]
        if twice:
            raise FramingError(f"{path}, line 1: column {twice[0]!r} stands there twice; leave one of them")
        return list(reader)
    except csv.Error as error:
        raise FramingError(
            f"{path}, behind line {reader.line_num}: no CSV ({error}); check that every quotation mark is closed"
        ) from error


def _yaml_rows(text: str, path: Path) -> Iterable[Mapping[str, object]]:
    try:
        rows = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date that is none
        raise FramingError(f"{path} is no YAML ({' '.join(str(error).split())}); mend it") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FramingError(f"{path} holds no list of sources; write a line `- name: ...` for each")
    return rows


def _table(rows: Iterable[Mapping[str, object]], path: str, digest: str) -> SourceTable:
    entries: dict[str, Known] = {}
    places: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        where = f"{path}, row {number}"
        unknown = [str(column) for column in row if column not in COLUMNS]
        if unknown:
            what = f"column {unknown[0]!r} is unknown" if unknown[0] else "there are more fields than columns"
            raise FramingError(
                f"{where}: {what}; the columns are {', '.join(COLUMNS)}; put quotation marks round commas"
            )
        values = {
            column: _text(row.get(column), f"{where}, column {column}") for column in COLUMNS if column not in _LISTS
        }
        if not values["name"]:
            raise FramingError(f"{where}, column name: no name; give the full form of the source's name")
        if values["type"] and values["type"] not in source_types():
            raise FramingError(
                f"{where}, column type: {values['type']!r} is no type; choose one of {', '.join(source_types())}"
            )
        aliases, called = (_parts(row.get(column), f"{where}, column {column}") for column in _LISTS)
        known = Known(**values, called=frozenset(map(str.lower, called)))
        for name in (known.name, *aliases):
            key = _key(name)
            if entries.setdefault(key, known) is not known:
                raise FramingError(f"{where}: {name!r} is named in row {places[key]} too; leave it in one of them")
            places[key] = number
    return SourceTable(MappingProxyType(entries), path, digest)


def _parts(value: object, where: str) -> list[str]:
    parts = value if isinstance(value, list) else _text(value, where).split(";")
    return list(dict.fromkeys(part for each in parts if (part := _text(each, where))))


def _text(value: object, where: str) -> str:
    if value is None or isinstance(value, str):
        return " ".join((value or "").split())
    raise FramingError(f"{where}: {value!r} is no text; put quotation marks round it")


def _key(name: str) -> str:
    return name.replace("’", "'")
