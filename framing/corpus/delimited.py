"""CSV, TSV and their relatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from framing.corpus.columns import count_known
from framing.corpus.csvlines import Row, read_rows
from framing.corpus.decode import Decoding, decide_encoding, empty
from framing.corpus.mixed import mend_record
from framing.corpus.options import ReadOptions
from framing.corpus.records import Record
from framing.corpus.streams import open_bytes, readable
from framing.errors import CorpusError
from framing.types import Issue

DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class DelimitedTable:
    """A delimited text file: `columns` from its header row, or from the options where it has none."""

    def __init__(self, path: Path, name: str, options: ReadOptions, preferred: str = ",") -> None:
        self._path, self._name = path, name
        self.guesses: list[str] = []
        with readable(name):
            self._decoding: Decoding = decide_encoding(name, lambda: open_bytes(path), options.encoding)
            if self._decoding.guess:
                self.guesses.append(self._decoding.guess)
            self._refuse_blank()
            self._delimiter = self._choose_delimiter(options, preferred)
            first = self._first_row(self._delimiter)
        names = tuple(column.strip() for column in first.fields)
        if not options.columns and not any(names):
            raise CorpusError(
                f"line {first.line} of {name} should name the columns but is blank; remove it, or pass --columns "
                "NAME,NAME,... if the file has no header row"
            )
        given = options.columns
        self._header = not given or [n.casefold() for n in names] == [n.casefold() for n in given]
        self.columns = tuple(given) or names
        if given and len(given) != len(names):
            raise CorpusError(
                f"--columns names {len(given)} columns, but line {first.line} of {name} has {len(names)} "
                "fields; name every column in the order of the file"
            )

    def records(self, wanted: Sequence[str]) -> Iterator[Record]:
        """Every data row, in order, with the cells of the wanted columns."""
        places = {column: self.columns.index(column) for column in wanted}
        number = 0
        with readable(self._name), self._decoding.text(open_bytes(self._path)) as stream:
            rows = read_rows(stream, self._delimiter)
            if self._header:
                next(rows)
            for row in rows:
                number += 1
                record = self._record(row, number, places)
                yield mend_record(self._name, record) if self._decoding.mixed else record

    def _record(self, row: Row, number: int, places: dict[str, int]) -> Record:
        excess = row.fields[len(self.columns) :]
        complete = len(row.fields) == len(self.columns)
        if row.broken:
            return self._broken(row, number, places, complete)
        if row.suspect:
            complete, keep = False, False
        else:
            keep = not any(excess) and len(row.fields) > max(places.values(), default=0)
        if not (complete or keep):
            return Record(number, None, (self._ragged(row, number, "left out"),))
        cells = {column: row.fields[place] for column, place in places.items()}
        issues = () if complete else (self._ragged(row, number, "kept: the columns in use are all there"),)
        return Record(number, cells, issues)

    def _broken(self, row: Row, number: int, places: dict[str, int], complete: bool) -> Record:
        outcome = "row read literally, check it" if complete else "row left out"
        issue = Issue(
            "broken-quotes",
            f"{self._name}, row {number} (line {row.line}): {row.broken}; {outcome}; double the quotation "
            "marks inside a field and close each field that opens with one",
            file=self._name,
            row=number,
        )
        cells = {column: row.fields[place] for column, place in places.items()} if complete else None
        return Record(number, cells, (issue,))

    def _ragged(self, row: Row, number: int, outcome: str) -> Issue:
        fields = "1 field" if len(row.fields) == 1 else f"{len(row.fields)} fields"
        return Issue(
            "ragged-row",
            f"{self._name}, row {number} (line {row.line}): {fields} where the header has "
            f"{len(self.columns)}; row {outcome}; put fields that hold a "
            f"{_NAMES.get(self._delimiter, 'delimiter')} or a line break in quotation marks",
            file=self._name,
            row=number,
        )

    def _first_row(self, delimiter: str) -> Row:
        with self._decoding.text(open_bytes(self._path)) as stream:
            row = next(read_rows(stream, delimiter), None)
        if row is None:
            raise empty(self._name)
        return replace(row, fields=tuple(map(self._decoding.mend, row.fields)))

    def _refuse_blank(self) -> None:
        with self._decoding.text(open_bytes(self._path)) as stream:
            if not any(line.strip() for line in stream):
                raise empty(self._name)

    def _choose_delimiter(self, options: ReadOptions, preferred: str) -> str:
        """The delimiter whose header has most known columns, then the preferred one, then most columns."""
        headers = {mark: self._first_row(mark).fields for mark in DELIMITERS}
        if options.delimiter:
            self._check_declared(options.delimiter, headers)
            return options.delimiter

        def fit(mark: str) -> tuple[int, bool, int]:
            known = len(headers[mark]) == len(options.columns) if options.columns else count_known(headers[mark])
            splits = len(headers[mark]) > 1
            return int(known) if splits else 0, splits and mark == preferred, len(headers[mark])

        best = max(DELIMITERS, key=fit)
        if len(headers[best]) == 1:
            return preferred
        if best != preferred:
            self.guesses.append(
                f"{self._name}: read as {_NAMES[best]}-separated, because its header is; pass --delimiter to change"
            )
        return best

    def _check_declared(self, declared: str, headers: dict[str, tuple[str, ...]]) -> None:
        if len(self._first_row(declared).fields) > 1:
            return
        for mark, header in headers.items():
            if len(header) > 1 and mark != declared:
                raise CorpusError(
                    f"{self._name}: the delimiter {declared!r} does not split its header, but {mark!r} does; "
                    f"pass --delimiter {mark!r}"
                )
