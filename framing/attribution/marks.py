"""Hand-marked sources: who speaks in an attribution, as one who read the article says."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import yaml

from framing.attribution.gold import Event
from framing.errors import FramingError
from framing.types import Naming, Span

UNKNOWN = "unknown"  # the type of a source that a knowledgeable reader cannot tell
NUMBERS = ("individual", "collective", "")
COLUMNS = (
    "article source_start source_end cue_start cue_end content_start type naming number name_start name_end unsure"
).split()


@dataclass(frozen=True, slots=True)
class Mark:
    """Who the source of one attribution is.

    The attribution is the article's one with this hull of source and cue (None: it has none) and this start of
    its content. `name` holds the code points of the fullest mention of the source's name, None where it has
    none; `row` counts the data rows of `file` from 1.
    """

    file: str
    row: int
    article: str
    source: Span | None
    cue: Span | None
    content_start: int
    type: str
    naming: Naming
    number: str
    name: Span | None
    unsure: bool

    def find(self, gold: Mapping[str, Sequence[Event]], text: str) -> Event:
        """Return the attribution that is marked, of article id -> attributions.

        Raises:
            FramingError: there is no such one, or the name lies outside the article's text.
        """
        key = (self.source, self.cue, self.content_start)
        for event in gold[self.article]:
            if (_hull(event.source), _hull(event.cue), min(event.content)[0]) == key:
                break
        else:
            raise FramingError(
                f"{self.file}: row {self.row}, source_start to content_start: {self.article} has no attribution with "
                "these places; mark one of its hand-marked attributions"
            )
        if self.name and self.name[1] > len(text):
            raise FramingError(
                f"{self.file}: row {self.row}, name_end: {self.name[1]} lies behind the end of {self.article}, "
                f"{len(text)}; give the code points of the name in the article's text"
            )
        return event


@cache
def types() -> frozenset[str]:
    """Return the source types of the shipped taxonomy, and "unknown"."""
    text = resources.files("framing.attribution").joinpath("source_types.yaml").read_text(encoding="utf-8")
    return frozenset((*yaml.safe_load(text)["types"], UNKNOWN))


def read_marks(path: str | Path) -> tuple[Mark, ...]:
    """Return the marks of a CSV file with the columns of `COLUMNS`, in its order.

    Raises:
        FramingError: the file is missing, lacks a column, or a cell holds what its column cannot hold.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise FramingError(f"{path}: no column {', '.join(missing)}; a file of marks has {', '.join(COLUMNS)}")
            return tuple(_mark(_Row(str(path), number, cells)) for number, cells in enumerate(reader, 1))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FramingError(f"{path} cannot be read ({error}); expected a UTF-8 CSV file of marks") from error


@dataclass(frozen=True, slots=True)
class _Row:
    file: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, remedy: str) -> FramingError:
        return FramingError(f"{self.file}: row {self.number}, {column}: {self.cells[column]!r}; {remedy}")

    def choice(self, column: str, choices: Sequence[str]) -> str:
        if self.cells[column] not in choices:
            raise self.wrong(column, f"expected one of {', '.join(repr(choice) for choice in choices)}")
        return self.cells[column]

    def place(self, column: str) -> int:
        if not self.cells[column].isascii() or not self.cells[column].isdecimal():
            raise self.wrong(column, "expected a whole number of code points from the start of the text")
        return int(self.cells[column])

    def span(self, role: str) -> Span | None:
        first, last = f"{role}_start", f"{role}_end"
        if not self.cells[first] and not self.cells[last]:
            return None
        start, end = self.place(first), self.place(last)
        if start >= end:
            raise self.wrong(last, f"the end lies behind the start, {start}")
        return start, end


def _mark(row: _Row) -> Mark:
    naming = Naming(row.choice("naming", [value.value for value in Naming]))
    source, name = row.span("source"), row.span("name")
    if (naming is Naming.NONE) != (source is None):
        raise row.wrong("naming", "it is 'none' where the attribution has no source span, and only there")
    if name and naming is not Naming.NAMED:
        raise row.wrong("name_start", "only a source with naming 'named' has a name; leave the cell empty")
    return Mark(
        file=row.file,
        row=row.number,
        article=row.cells["article"],
        source=source,
        cue=row.span("cue"),
        content_start=row.place("content_start"),
        type=row.choice("type", sorted(types())),
        naming=naming,
        number=row.choice("number", NUMBERS),
        name=name,
        unsure=row.choice("unsure", ("", "0", "1")) == "1",
    )


def _hull(spans: Sequence[Span]) -> Span | None:
    return (min(spans)[0], max(end for _, end in spans)) if spans else None
