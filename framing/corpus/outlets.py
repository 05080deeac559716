"""Spellings of outlets: those that look like one outlet, and a table that merges them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from framing.corpus.columns import listed
from framing.corpus.names import clean_name
from framing.corpus.opening import open_table
from framing.corpus.options import ReadOptions
from framing.corpus.records import as_text
from framing.corpus.streams import InputFile, digest, readable
from framing.errors import CorpusError
from framing.types import Issue

_COLUMNS = ("from", "to")


def outlet_key(name: str) -> str:
    """What spellings of one outlet share: letters and digits, without case, "www.", ".com" and a leading "the".

    >>> outlet_key("The Daily Gazette") == outlet_key("www.dailygazette.com")
    True
    """
    folded = re.sub(r"^\s*(?:https?://)?(?:www\.)?|\.com\s*/?\s*$", "", name.casefold())
    bare = "".join(filter(str.isalnum, folded))
    return bare.removeprefix("the") or bare or name.casefold()


def same_outlets(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The groups of two or more names that share an `outlet_key`, in order of the first name."""
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        groups.setdefault(outlet_key(name), []).append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]


@dataclass(frozen=True, slots=True)
class OutletMap:
    """Which name each spelling of an outlet stands for; `path` is the file that says so."""

    path: Path
    names: Mapping[str, str]

    @property
    def guess(self) -> str:
        """A sentence on what the map does."""
        return (
            f"{self.path.name}: {len(self.names):,} spellings of outlets read as "
            f"{len(set(self.names.values())):,} names; names that it lacks are kept"
        )

    def inputs(self) -> InputFile:
        """The file, for the manifest."""
        with readable(self.path.name):
            return digest(self.path, str(self.path))

    def unused(self, seen: set[str]) -> list[Issue]:
        """An issue on the spellings that no article has, which may be mistyped."""
        missing = [name for name in self.names if name not in seen]
        if not missing:
            return []
        shown = ", ".join(repr(name) for name in missing[:5]) + (", …" if len(missing) > 5 else "")
        message = (
            f"{self.path.name}: {len(missing):,} of {len(self.names):,} names in column 'from' are the outlet of no "
            f"article ({shown}); check their spelling, case counts"
        )
        return [Issue("unused-outlet-name", message, file=self.path.name)]


def read_outlet_map(path: Path) -> OutletMap:
    """The map of a table with the columns `from` and `to`, one spelling a row.

    Raises:
        CorpusError: the table cannot be read, lacks a column, or contradicts itself.
    """
    name = path.name
    if not path.is_file():
        raise CorpusError(f"{path}: there is no such file; check the path given as --outlet-map")
    table = open_table(path, name, ReadOptions())
    found = {column.strip().casefold(): column for column in table.columns}
    if not set(_COLUMNS) <= set(found):
        raise CorpusError(
            f"{name} has the columns {listed(table.columns)}; an outlet map has a header row with the columns from,to"
        )
    names: dict[str, str] = {}
    for record in table.records([found[column] for column in _COLUMNS]):
        if record.cells is None:
            raise CorpusError(record.issues[0].message)
        old, new = (clean_name(as_text(record.cells[found[column]]) or "") for column in _COLUMNS)
        if not old or not new:
            raise CorpusError(f"{name}, row {record.row}: the column {'to' if old else 'from'!r} is empty; fill it")
        if names.setdefault(old, new) != new:
            raise CorpusError(
                f"{name}, row {record.row}: {old!r} is to become {new!r} here, but {names[old]!r} in a row above; "
                "keep one of the rows"
            )
    _refuse_chains(name, names)
    if not names:
        raise CorpusError(f"{name} has a header but no rows; give one spelling a row")
    return OutletMap(path, names)


def _refuse_chains(name: str, names: Mapping[str, str]) -> None:
    for old, new in names.items():
        if names.get(new, new) != new:
            raise CorpusError(
                f"{name}: {old!r} becomes {new!r}, which itself becomes {names[new]!r}; map {old!r} to {names[new]!r}"
            )
