"""The outlet of a web page, by its host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from framing.corpus.columns import listed
from framing.corpus.names import clean_name
from framing.corpus.opening import open_table
from framing.corpus.options import ReadOptions
from framing.corpus.records import as_text
from framing.corpus.streams import InputFile, digest, readable
from framing.errors import CorpusError

SHIPPED = "hosts.csv"
_COLUMNS = ("host", "outlet")


@dataclass(frozen=True, slots=True)
class HostTable:
    """Which outlet publishes at which host, and at all hosts below it; `path` is the user's table, if there is one."""

    names: Mapping[str, str]
    path: Path | None = None
    _known: dict[str, str] = field(default_factory=dict, compare=False)  # hosts met

    def outlet(self, url: str) -> str:
        """The outlet of an address: that of the longest host in the table, else the registered domain, else the host.

        >>> table = HostTable({"lindau.example": "Lindau Post", "sport.lindau.example": "Lindau Sport"})
        >>> [table.outlet(f"https://{host}/a") for host in ("www.lindau.example", "m.sport.lindau.example")]
        ['Lindau Post', 'Lindau Sport']
        """
        host = host_of(url)
        if host not in self._known:
            self._known[host] = self._find(host)
        return self._known[host]

    def inputs(self) -> list[InputFile]:
        """The user's table, for the manifest."""
        if self.path is None:
            return []
        with readable(self.path.name):
            return [digest(self.path, str(self.path))]

    def _find(self, host: str) -> str:
        labels = host.split(".")
        for first in range(len(labels)):
            if (name := self.names.get(".".join(labels[first:]))) is not None:
                return name
        return registered_domain(host)


def host_of(url: str) -> str:
    """The host of an address in lower case, "" where there is none.

    >>> host_of("https://News.Example.org:8080/a"), host_of("no address")
    ('news.example.org', '')
    """
    try:
        return clean_name((urlsplit(url).hostname or "").rstrip("."))
    except ValueError:  # brackets that hold no address
        return ""


def registered_domain(host: str) -> str:
    """What somebody registered of a host, by the list of public suffixes; the host, where that does not know it."""
    import tld

    found = tld.get_fld(host, fix_protocol=True, fail_silently=True) if host else ""
    return found or host.removeprefix("www.")


def read_hosts(path: str | Path | None) -> HostTable:
    """The table that is shipped, with the rows of the user's (columns `host` and `outlet`) put over it.

    Raises CorpusError where the table cannot be read, lacks a column or a cell, or names two outlets for one host.
    """
    if path is None:
        return HostTable(_shipped())
    path = Path(path)
    if not path.is_file():
        raise CorpusError(f"{path}: there is no such file; check the path given as --hosts")
    return HostTable({**_shipped(), **_rows(path)}, path)


@cache
def _shipped() -> Mapping[str, str]:
    return _rows(Path(str(files("framing.corpus").joinpath(SHIPPED))))


def _rows(path: Path) -> dict[str, str]:
    name = path.name
    table = open_table(path, name, ReadOptions())
    found = {column.strip().casefold(): column for column in table.columns}
    if not set(_COLUMNS) <= set(found):
        raise CorpusError(
            f"{name} has the columns {listed(table.columns)}; a table of hosts has a header row with the columns "
            "host,outlet"
        )
    names: dict[str, str] = {}
    for record in table.records([found[column] for column in _COLUMNS]):
        if record.cells is None:
            raise CorpusError(record.issues[0].message)
        host, outlet = (clean_name(as_text(record.cells[found[column]]) or "") for column in _COLUMNS)
        host = (host_of(host) if "://" in host else host.casefold()).removeprefix("www.").strip(".")
        if not host or not outlet:
            missing = "outlet" if host else "host"
            raise CorpusError(f"{name}, row {record.row}: the column {missing!r} is empty; fill it")
        if names.setdefault(host, outlet) != outlet:
            raise CorpusError(
                f"{name}, row {record.row}: {host} is {outlet!r} here, but {names[host]!r} in a row above; keep one"
            )
    return names
