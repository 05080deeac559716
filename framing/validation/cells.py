"""Codes as they stand in files: sheets (CSV, XLSX) and the exports of Label Studio and doccano, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.validation.targets import Question

_UNIT = "unit"

# a code as it is read: where it stands, unit, coder, question, what is written there
Cell = tuple[str, str, str, str, Any]


def cells(path: Path, questions: Mapping[str, Question]) -> Iterable[Cell]:
    """Every cell of a file that holds an answer, or could; FramingError where it cannot be read."""
    readers: dict[str, Callable[[Path, Mapping[str, Question]], list[Cell]]] = {
        ".csv": _from_csv,
        ".xlsx": _from_xlsx,
        ".json": _from_label_studio,
        ".jsonl": _from_doccano,
    }
    suffix = path.suffix.lower()
    if suffix not in readers:
        raise FramingError(f"{path} is of no known kind; give {', '.join(readers)}")
    try:
        return readers[suffix](path, questions)
    except OSError as error:
        raise FramingError(f"cannot read {path}: {error.strerror or error}") from error
    except (ValueError, LookupError, TypeError, AttributeError, SyntaxError, csv.Error) as error:
        raise FramingError(f"{path} cannot be understood ({error}); export it again, as UTF-8") from error


def _coder_of(path: Path) -> str:
    return path.stem.removeprefix("sheet-")


def _from_csv(path: Path, questions: Mapping[str, Question]) -> list[Cell]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        text = file.read()
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)  # spreadsheets of other countries write semicolons
    return _from_table(path, list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), questions)


def _from_xlsx(path: Path, questions: Mapping[str, Question]) -> list[Cell]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException) as error:
        raise FramingError(f"{path} is no XLSX file ({error}); save it as .xlsx again") from error
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    book.close()
    return _from_table(path, rows, questions)


def _from_table(path: Path, rows: Sequence[Sequence[Any]], questions: Mapping[str, Question]) -> list[Cell]:
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in (_UNIT, *questions) if name not in heads]
    if missing:
        raise FramingError(f"{path}, row 1: no column {missing[0]!r}; the columns are {', '.join(heads) or '-'}")
    twice = [name for name in (_UNIT, *questions) if heads.count(name) > 1]
    if twice:
        raise FramingError(f"{path}, row 1: two columns {twice[0]!r}; take one away")
    at = {name: heads.index(name) for name in (_UNIT, *questions)}
    coder = _coder_of(path)
    read: list[Cell] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell not in (None, "") for cell in row):
            continue
        if len(row) < len(heads):
            row = [*row, *[None] * (len(heads) - len(row))]  # noqa: PLW2901 - trailing empty cells are left out
        for name in questions:
            place = f"{path}, row {number}, column {name}"
            read.append((place, str(row[at[_UNIT]] or "").strip(), coder, name, row[at[name]]))
    return read


def _from_label_studio(path: Path, questions: Mapping[str, Question]) -> list[Cell]:
    read: list[Cell] = []
    for number, task in enumerate(json.loads(path.read_text(encoding="utf-8-sig")), 1):
        if "annotations" not in task:
            raise FramingError(
                f"{path}, task {number} has no annotations; export from Label Studio as JSON, no other form"
            )
        for annotation in task["annotations"]:
            if annotation.get("was_cancelled"):
                continue
            who = annotation.get("completed_by", "")
            coder = str(who.get("email", who.get("id", "")) if isinstance(who, dict) else who)
            for result in annotation["result"]:
                name = result["from_name"]
                if name in questions:
                    place = f"{path}, task {number}, {name}"
                    read.append((place, str(task["data"][_UNIT]), coder, name, result["value"]["number"]))
    return read


def _from_doccano(path: Path, questions: Mapping[str, Question]) -> list[Cell]:
    read: list[Cell] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        task = json.loads(line)
        if "label" not in task:
            raise FramingError(
                f"{path}, line {number} has no label; export from doccano as JSONL, of text classification"
            )
        for label in task["label"] or ():
            name, _, value = str(label).partition("=")
            place = f"{path}, line {number}, label {label!r}"
            if name not in questions:
                raise FramingError(
                    f"{place} names no question; labels are {', '.join(f'{q}=NUMBER' for q in questions)}"
                )
            read.append((place, str(task[_UNIT]), _coder_of(path), name, value))
    return read
