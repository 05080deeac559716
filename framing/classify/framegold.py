"""Articles labelled with frames: a table with a text and a column of yes or no for each frame."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.classify.words import Ints
from framing.errors import FramingError

_YES = frozenset(("1", "true", "yes"))
_NO = frozenset(("0", "false", "no"))
_GROUPS = ("outlet", "source", "publisher")
_LONGEST_FIELD = 10_000_000
_FEWEST = 100  # articles to learn from
_MOSTLY = 0.9  # of the rows of a frame say yes or no


@dataclass(frozen=True, slots=True)
class FramedArticles:
    """Articles with labels (articles x frames, 0 or 1) and the outlet of each; `problems` tell of rows left out."""

    texts: tuple[str, ...]
    groups: tuple[str, ...]
    names: tuple[str, ...]
    labels: NDArray[np.int64]
    problems: tuple[str, ...] = ()

    def subset(self, rows: Ints) -> FramedArticles:
        """Return some of the articles."""
        return FramedArticles(
            tuple(self.texts[row] for row in rows),
            tuple(self.groups[row] for row in rows),
            self.names,
            self.labels[rows],
        )


def read_frames(path: str | Path, *, text_column: str = "text", outlet_column: str = "") -> FramedArticles:
    """Return the labelled articles of a table separated by commas, semicolons or tabs.

    Every column that holds yes and no alone (1/0, true/false, yes/no) is a frame. Outlets that
    differ in case, spaces and signs alone are one ("Daily Post", "dailypost").

    Raises:
        FramingError: the table cannot be read, lacks a column, or has fewer than 100 labelled articles.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FramingError(f"{path} cannot be read ({error}); check the path, save it as UTF-8") from error
    csv.field_size_limit(_LONGEST_FIELD)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    columns, rows = list(reader.fieldnames or ()), list(reader)
    outlet = outlet_column or next((name for name in _GROUPS if name in columns), "")
    for name in filter(None, (text_column, outlet)):
        if name not in columns:
            raise FramingError(
                f"{path} has no column {name!r}; its columns are {', '.join(columns) or 'none'}; "
                "pass --text-column or --outlet-column"
            )
    others = [name for name in columns if name not in (text_column, outlet)]
    troubles = {name: _trouble([_value(row[name]) for row in rows]) for name in others}
    frames = [name for name in others if troubles[name] == ""]
    if not frames:
        raise FramingError(f"{path} has no column of yes and no (1/0, true/false); add one for each frame")
    kept, labels = [], []
    problems = [f"column {name!r} {trouble}; left out" for name, trouble in troubles.items() if trouble]
    if not outlet:
        problems.append(
            "no column of outlets: each article counts as one of its own, and figures will be too good where articles "
            "of an outlet are alike; pass --outlet-column NAME"
        )
    for number, row in enumerate(rows, 1):
        values = [_value(row[name]) for name in frames]
        if None in values or not (row[text_column] or "").strip():
            odd = next((name for name, value in zip(frames, values, strict=True) if value is None), text_column)
            problems.append(f"row {number}, column {odd!r}: {row[odd]!r} is neither yes nor no; left out")
            continue
        kept.append(row)
        labels.append([int(bool(value)) for value in values])
    if len(kept) < _FEWEST:
        raise FramingError(f"{path} has {len(kept):,} labelled articles; {_FEWEST} are needed at least")
    groups = tuple(re.sub(r"[\W_]", "", row[outlet].lower()) if outlet else str(n) for n, row in enumerate(kept))
    return FramedArticles(
        tuple(row[text_column] for row in kept),
        groups,
        tuple(frames),
        np.array(labels, dtype=np.int64),
        tuple(problems),
    )


def _value(text: str | None) -> bool | None:
    plain = (text or "").strip().lower()
    return True if plain in _YES else False if plain in _NO else None


def _trouble(values: Sequence[bool | None]) -> str | None:
    """Why a column of labels cannot be learned, "" where it can; None where it is no column of labels."""
    known = [value for value in values if value is not None]
    if 2 * len(known) <= len(values):
        return None
    if len(known) < _MOSTLY * len(values):
        return f"is neither yes nor no in {len(values) - len(known):,} of {len(values):,} rows"
    return "" if len(set(known)) == 2 else f"is always {'yes' if known[0] else 'no'}"
