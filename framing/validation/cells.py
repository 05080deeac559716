"""Codes as they stand in files: sheets (CSV, XLSX) and the exports of Label Studio and doccano, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.validation.spans import NONE, SPANS
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

    tables = []
    for values in (True, False):
        try:
            book = load_workbook(path, read_only=True, data_only=values)
        except (BadZipFile, InvalidFileException) as error:
            raise FramingError(f"{path} is no XLSX file ({error}); save it as .xlsx again") from error
        tables.append([list(row) for row in book.worksheets[0].iter_rows(values_only=True)])
        book.close()
    rows, written = tables
    _check_formulas(path, rows, written, (_UNIT, SPANS, *questions))
    return _from_table(path, rows, questions)


def _check_formulas(
    path: Path, rows: Sequence[Sequence[Any]], written: Sequence[Sequence[Any]], wanted: Sequence[str]
) -> None:
    """FramingError for a formula whose value was never computed: it would pass for an empty cell."""
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    for number, (values, formulas) in enumerate(zip(rows, written, strict=True), 1):
        for head, value, formula in zip(heads, values, formulas, strict=False):
            if head in wanted and value is None and formula is not None:
                raise FramingError(
                    f"{path}, row {number}, column {head}: {formula!r} is a formula without a value; "
                    "write the number itself"
                )


def _from_table(path: Path, rows: Sequence[Sequence[Any]], questions: Mapping[str, Question]) -> list[Cell]:
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    missing = [name for name in (_UNIT, *questions) if name not in heads]
    if missing:
        raise FramingError(f"{path}, row 1: no column {missing[0]!r}; the columns are {', '.join(heads) or '-'}")
    twice = [name for name in (_UNIT, *questions) if heads.count(name) > 1]
    if twice:
        raise FramingError(f"{path}, row 1: two columns {twice[0]!r}; take one away")
    asked = [*questions, *([SPANS] if SPANS in heads else [])]
    at = {name: heads.index(name) for name in (_UNIT, *asked)}
    coder = _coder_of(path)
    read: list[Cell] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(cell not in (None, "") for cell in row):
            continue
        if len(row) < len(heads):
            row = [*row, *[None] * (len(heads) - len(row))]  # noqa: PLW2901 - trailing empty cells are left out
        for name in asked:
            place = f"{path}, row {number}, column {name}"
            read.append((place, str(row[at[_UNIT]] or "").strip(), coder, name, row[at[name]]))
    return read


def _from_label_studio(path: Path, questions: Mapping[str, Question]) -> list[Cell]:
    tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(tasks, list):
        raise FramingError(f"{path} holds no list of tasks; export from Label Studio as JSON, no other form")
    read: list[Cell] = []
    seen: set[str] = set()
    in_spans = '"labels"' in json.dumps(tasks)
    for number, task in enumerate(tasks, 1):
        where = f"{path}, task {number}"
        if not isinstance(task, dict) or "annotations" not in task:
            raise FramingError(f"{where} has no annotations; export from Label Studio as JSON, no other form")
        unit = (task.get("data") or {}).get(_UNIT)
        if unit is None:
            raise FramingError(f"{where} has no {_UNIT!r} among its data; import the tasks of this sample unchanged")
        for annotation in task["annotations"]:
            if annotation.get("was_cancelled"):
                continue
            who = annotation.get("completed_by", "")
            coder = str(who.get("email", who.get("id", "")) if isinstance(who, dict) else who or "")
            if not coder:
                raise FramingError(f"{where}: an annotation does not say who completed it; export again, unchanged")
            spans = [result["value"] for result in annotation["result"] if "labels" in result.get("value", {})]
            if in_spans:
                marked = "; ".join(f"{v['start']}-{v['end']} {v['labels'][0]}" for v in spans)
                read.append((f"{where}, spans", str(unit), coder, SPANS, marked or NONE))
            for result in annotation["result"]:
                seen.add(str(result.get("from_name", "")))
                if (name := result.get("from_name", "")) in questions and "labels" not in result["value"]:
                    read.append((f"{where}, {name}", str(unit), coder, name, _answer(result["value"])))
    if seen and not read:
        raise FramingError(
            f"{path}: its answers are named {', '.join(sorted(seen))}, and the questions {', '.join(questions)}; "
            "set the project up with label-studio.xml of this sample"
        )
    return read


def _answer(value: Mapping[str, Any]) -> Any:
    """What a control of Label Studio holds: a number, a choice or a text."""
    for kind in ("number", "choices", "text"):
        if kind in value:
            found = value[kind]
            return " ".join(map(str, found)) if isinstance(found, list) else found
    return " ".join(map(str, value.values()))


def _from_doccano(path: Path, questions: Mapping[str, Question]) -> list[Cell]:
    read: list[Cell] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            task = json.loads(line)
        except ValueError as error:
            raise FramingError(f"{where} is no JSON ({error}); export from doccano as JSONL again") from error
        labels = task.get("label", task.get("labels")) if isinstance(task, dict) else None
        if labels is None or _UNIT not in task:
            raise FramingError(
                f"{where} has no {'unit' if labels is not None else 'label'}; export from doccano as JSONL, of text "
                "classification or sequence labelling, the tasks of this sample unchanged"
            )
        unit, coder = str(task[_UNIT]), _coder_of(path)
        if labels and all(isinstance(label, list) for label in labels):
            if bad := [label for label in labels if len(label) != 3]:
                raise FramingError(
                    f"{where}, label {bad[0]!r} is no mark, which is [START, END, LABEL]; mend it, or export again "
                    "from a project of sequence labelling"
                )
            marked = "; ".join(f"{start}-{end} {name}" for start, end, name in labels if name != NONE)
            read.append((f"{where}, spans", unit, coder, SPANS, marked or NONE))
            continue
        for label in labels:
            name, _, value = str(label).partition("=")
            place = f"{where}, label {label!r}"
            if name not in questions:
                raise FramingError(
                    f"{place} names no question; labels are {', '.join(f'{q}=NUMBER' for q in questions)}"
                )
            read.append((place, unit, coder, name, value))
    return read
