"""The sheet of the adjudicator: passages that coders split on, with what they answered."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from framing.errors import FramingError
from framing.validation.codes import ADJUDICATOR, Coded, Settled
from framing.validation.gold import GoldSample
from framing.validation.spans import SPANS, write_spans

CODES = "codes"  # the column with the coders' answers, names left out
_UNIT = "unit"


def write_adjudication(gold: GoldSample, coded: Coded, settled: Settled, *, every: bool = False) -> tuple[Path, int]:
    """Write sheet-adjudicator.csv with the disputed units, and return it with the number of those not yet settled.

    Answers that the sheet already holds are kept. Coders are called A, B … in a fixed order. every: also units where
    the majority would decide.

    Raises
    ------
    FramingError
        no coder's sheet is left in the folder to take the passages from, or a file cannot be read or written
    """
    wanted = list(settled.disputed)
    if every:
        wanted = [unit for unit in gold.units["unit"] if unit in settled.disputed or _differ(coded, unit)]
    path = gold.folder / f"sheet-{ADJUDICATOR}.csv"
    before = _rows_of(path) if path.exists() else {}
    passages: dict[str, dict[str, str]] = {}
    for sheet in sorted(gold.folder.glob("sheet-*.csv")):
        if sheet != path:
            passages |= _rows_of(sheet)
    answered = [question.name for question in gold.target.questions]
    fields = [*answered, *([SPANS] if coded.spans else []), "note"]
    rows = list(before.values())
    for unit in wanted:
        if unit in before:
            continue
        if unit not in passages:
            raise FramingError(f"{gold.folder} has no sheet with the passage of {unit}; put the sheets of coders back")
        shown = {name: value for name, value in passages[unit].items() if name not in fields}
        rows.append(shown | {CODES: _codes(coded, unit)} | dict.fromkeys(fields, ""))
    if not rows:
        return path, 0
    heads = list(dict.fromkeys(name for row in rows for name in row))
    aside = path.with_suffix(".csv.new")
    try:
        with aside.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, heads, restval="")
            writer.writeheader()
            writer.writerows(rows)
        aside.replace(path)
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}") from error
    return path, sum(not row.get(answered[0]) for row in rows)


def _differ(coded: Coded, unit: str) -> bool:
    return any(
        len({code for who, code in answers.get(unit, {}).items() if who != ADJUDICATOR}) > 1
        for answers in coded.answers.values()
    )


def _codes(coded: Coded, unit: str) -> str:
    """What each coder answered, as "A: counted 1, among 2; B: …"."""
    names = [coder for coder in coded.coders if coder != ADJUDICATOR]
    parts = []
    for letter, coder in zip(_letters(len(names)), names, strict=True):
        given = {question: answers.get(unit, {}).get(coder) for question, answers in coded.answers.items()}
        said = ", ".join(f"{question} {code}" for question, code in given.items() if code is not None)
        marked = coded.spans.get(unit, {}).get(coder)
        if marked:
            said += f" ({write_spans(marked).replace(';', ',')})"
        if said:
            parts.append(f"{letter}: {said}")
    return "; ".join(parts)


def _letters(number: int) -> list[str]:
    return [chr(ord("A") + i) if i < 26 else f"coder {i + 1}" for i in range(number)]


def _rows_of(path: Path) -> Mapping[str, dict[str, str]]:
    """The rows of a sheet by unit."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return {
                row[_UNIT]: {name: value for name, value in row.items() if name}
                for row in csv.DictReader(file, restval="")
                if row.get(_UNIT)
            }
    except OSError as error:
        raise FramingError(f"cannot read {path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FramingError(f"{path} cannot be understood ({error}); save it as CSV in UTF-8") from error
