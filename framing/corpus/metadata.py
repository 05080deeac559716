"""A table that describes text files, joined by file name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from framing.corpus.columns import listed, resolve_columns
from framing.corpus.dateorder import DateColumn
from framing.corpus.fields import FieldReader
from framing.corpus.opening import open_table
from framing.corpus.options import ReadOptions
from framing.corpus.records import as_text
from framing.corpus.streams import plain_stem
from framing.errors import CorpusError
from framing.types import Issue

_TAKEN = ("outlet", "date", "url", "author", "section", "language", "wire")


@dataclass(slots=True)
class Metadata:
    """What a metadata table says of each text file; its title and text are left aside, the file has them."""

    path: Path
    columns: dict[str, str]
    rows: dict[str, tuple[int, dict[str, str]]]
    fields: FieldReader
    guesses: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def of(self, stem: str) -> tuple[dict[str, str], date | None, tuple[Issue, ...]]:
        """Short fields, date and issues of a file; a file that the table lacks has none but an issue."""
        if stem not in self.rows:
            message = f"{self.fields.name} has no row for {stem!r} in column {self.columns['id']!r}; add one"
            return {}, None, (Issue("no-metadata", message, file=self.fields.name),)
        row, raw = self.rows[stem]
        values, odd = self.fields.names({field: raw[field] for field in raw if field != "id"}, row)
        published, issue = self.fields.published(values.get("date", ""), row)
        return self.fields.labels(values), published, (*odd, *([issue] if issue else []))


def read_metadata(path: Path, options: ReadOptions) -> Metadata:
    """The metadata table, in memory, keyed by file stem.

    Raises:
        CorpusError: the table cannot be read, or has no column that names the files.
    """
    name = path.name
    table = open_table(path, name, ReadOptions(encoding=options.encoding, columns=options.columns))
    columns, guesses = resolve_columns(name, table.columns, options, join=True)
    if "id" not in columns:
        raise CorpusError(
            f"no column of {name} names the text files; columns are {listed(table.columns)}; "
            "pass --id-column NAME (file names, with or without .txt)"
        )
    wanted = {field: columns[field] for field in ("id", *_TAKEN) if field in columns}
    issues: list[Issue] = []
    rows: dict[str, tuple[int, dict[str, str]]] = {}
    dates = DateColumn()
    for record in table.records(tuple(wanted.values())):
        issues.extend(record.issues)
        if record.cells is None:
            continue
        values = {field: as_text(record.cells.get(column)) or "" for field, column in wanted.items()}
        dates.add(values.get("date", ""), record.row)
        stem = _file_stem(values["id"])
        if stem in rows:
            issues.append(_repeated(name, record.row, stem, rows[stem][0]))
        else:
            rows[stem] = (record.row, values)
    order, guess = (options.date_order, "") if options.date_order else dates.decide(name, columns.get("date", ""))
    mixed = dates.mixed(order, name, columns.get("date", ""))
    return Metadata(
        path,
        wanted,
        rows,
        FieldReader(name, wanted, order, options.today or date.today(), options.outlet),
        [*table.guesses, *guesses, *([guess] if guess else [])],
        [*issues, *([mixed] if mixed else [])],
    )


def _file_stem(value: str) -> str:
    """The stem that an entry names: `a` for `a`, `a.txt`, `a.txt.gz` and `folder/a.txt`."""
    last = value.strip().replace("\\", "/").rsplit("/", 1)[-1]
    return plain_stem(Path(last)) if last.casefold().endswith((".txt", ".txt.gz", ".txt.zst")) else last


def _repeated(name: str, row: int, stem: str, first: int) -> Issue:
    message = f"{name}, row {row}: {stem!r} is described in row {first} already; row {first} is used, remove one"
    return Issue("repeated-metadata", message, file=name, row=row)
