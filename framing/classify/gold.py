"""Sentences labelled loaded or not, from a table: text, label, and where there are such, loaded words and groups."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from framing.errors import FramingError
from framing.types import Span

_LABELS = {"biased": 1, "loaded": 1, "1": 1, "yes": 1, "true": 1}
_LABELS |= {"non-biased": 0, "not loaded": 0, "neutral": 0, "0": 0, "no": 0, "false": 0}
_OPINIONS = {"entirely factual": 0.0, "somewhat factual but also opinionated": 0.5, "expresses writer's opinion": 1.0}
_OPINION_COLUMNS = ("opinion", "label_opinion")
_LABEL_COLUMNS = ("label", "label_bias")
_WORD_COLUMNS = ("loaded_words", "biased_words")
_SAME = str.maketrans("’‘“”", "''\"\"")
_LONGEST_FIELD = 10_000_000
_FEWEST = 50  # sentences of each label that a model learns from


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence, whether it is loaded, the spans of its loaded words, and the groups that it belongs to.

    `opinion` says how opinionated it is, 0 to 1, NaN where nobody has said.
    """

    text: str
    loaded: int
    spans: tuple[Span, ...] = ()
    outlet: str = ""
    topic: str = ""
    leaning: str = ""
    opinion: float = float("nan")


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labelled sentences of a table in its order; `unlabelled` counts rows whose label is neither.

    `marked` tells whether the table marks loaded words at all.
    """

    sentences: tuple[LabelledSentence, ...]
    unlabelled: int
    marked: bool


def read_labelled(path: str | Path) -> Labelled:
    """Return the labelled sentences of a table separated by commas, semicolons or tabs.

    Columns: `text`; `label` or `label_bias`; where there are such `loaded_words` or `biased_words` (a list of
    strings), `opinion` or `label_opinion` (0 to 1), `outlet`, `topic`, and `leaning` or `type`.

    Raises:
        FramingError: the table cannot be read, lacks a column, or has too few sentences of a label.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FramingError(f"{path} cannot be read ({error}); check the path, save it as UTF-8") from error
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    columns = list(reader.fieldnames or ())
    label = _column(path, columns, _LABEL_COLUMNS)
    _column(path, columns, ("text",))
    words = next((name for name in _WORD_COLUMNS if name in columns), None)
    found, unlabelled = [], 0
    for number, row in enumerate(reader, 1):
        value = _LABELS.get((row[label] or "").strip().lower())
        if value is None or not (row["text"] or "").strip():
            unlabelled += 1
            continue
        spans = tuple(_spans(row["text"], _strings(row[words], path, number, words))) if words else ()
        leaning = row.get("leaning") or row.get("type") or ""
        found.append(
            LabelledSentence(
                row["text"], value, spans, row.get("outlet") or "", row.get("topic") or "", leaning, _opinion(row)
            )
        )
    loaded = sum(sentence.loaded for sentence in found)
    if min(loaded, len(found) - loaded) < _FEWEST:
        raise FramingError(
            f"{path}: {loaded:,} sentences are labelled loaded and {len(found) - loaded:,} not (column {label!r}); "
            f"{_FEWEST} of each are needed at least. Labels are {', '.join(_LABELS)}"
        )
    return Labelled(tuple(found), unlabelled, words is not None)


def _column(path: Path, columns: list[str], names: tuple[str, ...]) -> str:
    found = next((name for name in names if name in columns), None)
    if found is None:
        raise FramingError(
            f"{path} has no column {' or '.join(map(repr, names))}; its columns are {', '.join(columns) or 'none'}; "
            "rename the column that holds it"
        )
    return found


def _opinion(row: dict[str, str]) -> float:
    """How opinionated a sentence is, NaN where the row does not say."""
    value = next((row[name] for name in _OPINION_COLUMNS if row.get(name)), "").strip().lower().translate(_SAME)
    try:
        number = _OPINIONS[value] if value in _OPINIONS else float(value)
    except ValueError:
        return float("nan")
    return number if 0 <= number <= 1 else float("nan")


def _strings(value: str | None, path: Path, row: int, column: str) -> list[str]:
    try:
        found = ast.literal_eval(value or "[]")
    except (ValueError, SyntaxError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise FramingError(f"{path}, row {row}, column {column!r}: {value!r} is no list; write it as ['word', 'word']")
    return [each for each in found if isinstance(each, str)]


def _spans(text: str, strings: list[str]) -> Iterator[Span]:
    """Yield every occurrence of the strings as whole words, whatever their case and quotation marks."""
    plain = text.translate(_SAME)
    for string in strings:
        wanted = string.translate(_SAME).strip(" \t\u00a0\"'.,;:!?()[]")
        if wanted:
            pattern = rf"(?<![^\W_]){re.escape(wanted)}(?![^\W_])"
            yield from (match.span() for match in re.finditer(pattern, plain, re.IGNORECASE))
