"""What a reader may be told about a corpus."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from framing.errors import CorpusError

FORMATS = ("csv", "tsv", "jsonl", "parquet", "txt", "html", "warc")
DATE_ORDERS = ("dmy", "mdy")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a corpus; every value left empty is worked out from the file and said in `guesses`.

    `columns` names the columns of a table without a header. `outlet` gives one outlet for all articles.
    `metadata` is a table that describes a folder of text files. `outlet_map` is a table with the columns
    `from` and `to` that merges spellings of outlets. `title_line` takes the first line of a text file for
    its title. `today` is the day after which a date counts as future (default: the day of the run).
    `hosts` is a table with the columns `host` and `outlet` that names the outlets of web pages, `keep_language` the
    language of the web pages that are kept ("any": all; default "en"). The `*_column` values name the column of a
    field.
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[str, ...] = ()
    date_order: str = ""
    today: date | None = None
    metadata: str | Path | None = None
    outlet: str = ""
    outlet_map: str | Path | None = None
    title_line: bool = True
    hosts: str | Path | None = None
    keep_language: str = ""
    text_column: str = ""
    title_column: str = ""
    outlet_column: str = ""
    date_column: str = ""
    id_column: str = ""
    url_column: str = ""
    author_column: str = ""
    section_column: str = ""
    language_column: str = ""
    wire_column: str = ""

    def column_for(self, field: str) -> str:
        """The column name asked for `field` ("text", "outlet", ...), "" where none was."""
        return str(getattr(self, f"{field}_column"))

    def as_dict(self) -> dict[str, object]:
        """The values that were given, as the manifest records them; `today` always, since it settles what is future."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        kept = {name: value for name, value in given.items() if value not in ("", (), None, True)}
        plain = {name: str(value) if isinstance(value, Path) else value for name, value in kept.items()}
        return plain | {"today": (self.today or date.today()).isoformat()}

    def check(self) -> None:
        """Raise CorpusError where a value is none of the valid choices, or two contradict each other."""
        if self.format and self.format not in FORMATS:
            raise CorpusError(f"unknown format {self.format!r}; pass --format with one of {', '.join(FORMATS)}")
        if self.date_order and self.date_order not in DATE_ORDERS:
            raise CorpusError(
                f"unknown date order {self.date_order!r}; pass --date-order dmy (day first) or mdy (month first)"
            )
        if self.delimiter and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            raise CorpusError(
                f"delimiter {self.delimiter!r} is not one character; pass --delimiter with , ; | or a tab"
            )
        if self.outlet and self.outlet_column:
            raise CorpusError(
                f"--outlet {self.outlet!r} and --outlet-column {self.outlet_column!r} contradict each other; "
                "pass one of them"
            )
        self._check_encoding()

    def _check_encoding(self) -> None:
        if not self.encoding:
            return
        try:
            b"a".decode(self.encoding, "replace")
        except LookupError:
            raise CorpusError(
                f"unknown encoding {self.encoding!r}; pass --encoding with a name such as utf-8, cp1252, "
                "latin-1, utf-16 or gb18030"
            ) from None
