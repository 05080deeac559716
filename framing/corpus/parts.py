"""A corpus that is a table in many Parquet files, as clusters and databases write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from framing.corpus.columns import demand_text, listed, resolve_columns
from framing.corpus.dateorder import DateColumn
from framing.corpus.fields import FieldReader
from framing.corpus.locations import Location
from framing.corpus.names import clean_name
from framing.corpus.options import ReadOptions
from framing.corpus.parquet import ParquetTable
from framing.corpus.records import as_text
from framing.corpus.streams import InputFile, plain_suffix
from framing.errors import CorpusError
from framing.types import Article, Issue

SUFFIXES = frozenset((".parquet", ".pq"))


def is_part(location: Location) -> bool:
    """Whether a file is Parquet, by its name."""
    return plain_suffix(Path(location.name)) in SUFFIXES


class PartsSource:
    """Articles of Parquet files with the same columns, in the order of their names, one file here at a time.

    An article without an id is named by its file and row. Every file is read once on opening, for what only the whole
    of a column can say.
    """

    reserved: frozenset[str] = frozenset()

    def __init__(self, files: Sequence[Location], label: str, options: ReadOptions) -> None:
        self.stem = label
        self._files = [each for each in files if is_part(each)]
        self.guesses: list[str] = []
        self.issues: list[Issue] = []
        if others := len(files) - len(self._files):
            message = f"{label}: {others:,} files that are not Parquet left aside"
            self.issues.append(Issue("ignored-files", message, file=label))
        self.columns: dict[str, str] = {}
        self.rows = 0
        dates = self._survey(options)
        if not self.rows:
            raise CorpusError(
                f"{label}: no row in {len(self._files):,} Parquet files; check that they are written in full"
            )
        column = self.columns.get("date", "")
        order, guess = (options.date_order, "") if options.date_order else dates.decide(label, column)
        self.guesses += [guess] if guess else []
        mixed = dates.mixed(order, label, column)
        self.issues += [mixed] if mixed else []
        self._fields = FieldReader(label, self.columns, order, options.today or date.today(), options.outlet)
        if "outlet" not in self.columns and not options.outlet:
            message = f"{label}: no outlet column, so all articles have the outlet ''; pass --outlet-column NAME"
            self.issues.append(Issue("no-outlet", message, file=label))

    def read(self) -> Iterator[Article | Issue]:
        """Each row as an article, or as the issue that kept it from being one."""
        for location in self._files:
            fields, stem = replace(self._fields, name=location.name), Path(location.name).with_suffix("").as_posix()
            with location.here() as path:
                for record in ParquetTable(path, location.name).records(tuple(self.columns.values())):
                    found = fields.article(record)
                    yield found if isinstance(found, Issue) or found.id else _named(found, f"{stem}-{record.row}")

    def inputs(self) -> list[InputFile]:
        """The files read."""
        return [location.digest() for location in self._files]

    def _survey(self, options: ReadOptions) -> DateColumn:
        """Rows and columns of all files, and what their dates say of the order of day and month."""
        dates = DateColumn()
        for location in self._files:
            with location.here() as path:
                table = ParquetTable(path, location.name)
                columns, choices = resolve_columns(location.name, table.columns, options)
                if location is self._files[0]:
                    missing = demand_text(location.name, columns, table.columns)
                    self.columns, self.guesses = columns, [*choices, *([missing] if missing else [])]
                elif columns != self.columns:
                    raise CorpusError(
                        f"{location.name} has other columns ({listed(table.columns)}) than {self._files[0].name} "
                        f"({', '.join(self.columns.values())}); a corpus of several files needs the same in each"
                    )
                first = columns.get("date") or next(iter(columns.values()))
                for record in table.records((first,)):
                    self.rows += 1
                    if "date" in columns and record.cells:
                        dates.add(as_text(record.cells.get(first)) or "", record.row)
        return dates


def _named(article: Article, name: str) -> Article:
    return replace(
        article,
        id=clean_name(name),
        issues=tuple(replace(issue, article_id=clean_name(name)) for issue in article.issues),
    )
