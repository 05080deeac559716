"""A corpus that is one table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from framing.corpus.columns import demand_text, listed, resolve_columns
from framing.corpus.dateorder import DateColumn
from framing.corpus.fields import FieldReader
from framing.corpus.names import clean_name
from framing.corpus.opening import open_table
from framing.corpus.options import ReadOptions
from framing.corpus.records import as_text
from framing.corpus.register import may_collide
from framing.corpus.streams import InputFile, digest, plain_stem, readable, shown
from framing.errors import CorpusError
from framing.types import Article, Issue


class TableSource:
    """Articles of a CSV, TSV, JSON Lines or Parquet file.

    The table is read once on opening, for what only the whole of a column can say (the order of its
    dates, the ids in use), and again on each `read`.
    """

    def __init__(self, path: Path, label: str, options: ReadOptions) -> None:
        self._path, self._label = path, label
        self._name = "stdin" if label == "-" else shown(Path(label).name)
        self.stem = "stdin" if label == "-" else plain_stem(path)
        self._table = open_table(path, self._name, options)
        self.columns, choices = resolve_columns(self._name, self._table.columns, options)
        missing = demand_text(self._name, self.columns, self._table.columns)
        self.guesses = [*self._table.guesses, *choices, *([missing] if missing else [])]
        self.issues: list[Issue] = []
        self.reserved: set[str] = set()
        dates = self._survey()
        order = self._decide(dates, options.date_order)
        self._fields = FieldReader(self._name, self.columns, order, options.today or date.today(), options.outlet)
        if "outlet" not in self.columns and not options.outlet:
            self._say_no_outlet()

    def read(self) -> Iterator[Article | Issue]:
        """Each row as an article, or as the issue that kept it from being one."""
        for record in self._table.records(tuple(self.columns.values())):
            yield self._fields.article(record)

    def inputs(self) -> list[InputFile]:
        """The one file read."""
        with readable(self._name):
            return [digest(self._path, shown(self._label))]

    def _survey(self) -> DateColumn:
        dates, rows = DateColumn(), 0
        wanted = {field: self.columns[field] for field in ("date", "id") if field in self.columns}
        for record in self._table.records(tuple(wanted.values()) or tuple(self.columns.values())[:1]):
            rows += 1
            if record.cells is None:
                continue
            if "date" in wanted:
                dates.add(as_text(record.cells.get(wanted["date"])) or "", record.row)
            if "id" in wanted:
                article_id = clean_name(as_text(record.cells.get(wanted["id"])) or "")
                if may_collide(article_id, self.stem):
                    self.reserved.add(article_id)
        self.rows = rows
        if not rows:
            raise CorpusError(f"{self._name} has a header but no rows; check that it was written in full")
        return dates

    def _decide(self, dates: DateColumn, declared: str) -> str:
        column = self.columns.get("date", "")
        order, guess = (declared, "") if declared else dates.decide(self._name, column)
        self.guesses += [guess] if guess else []
        mixed = dates.mixed(order, self._name, column)
        self.issues += [mixed] if mixed else []
        return order

    def _say_no_outlet(self) -> None:
        message = (
            f"{self._name}: no outlet column, so all articles have the outlet ''; columns are "
            f"{listed(self._table.columns)}; pass --outlet-column NAME, or --outlet NAME for all"
        )
        self.issues.append(Issue("no-outlet", message, file=self._name))
