"""What a corrected regression regresses on: outlet, time, a date, columns of the articles, and their products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.validation.units import Floats

if TYPE_CHECKING:
    import pandas as pd

INTERCEPT, OUTLET, TREND, AFTER = "intercept", "outlet", "trend", "after"
MAX_VALUES = 20  # of a column of text that is made into indicators
_DAYS = 365.25  # of a year
_DATED = (TREND, AFTER)

Columns = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Design:
    """The columns of a regression, a row a unit; `kept` says which units have all that the terms need."""

    matrix: Floats
    terms: tuple[str, ...]
    kept: np.ndarray
    notes: tuple[str, ...]


def design_of(rows: pd.DataFrame, terms: tuple[str, ...], reference: str = "") -> Design:
    """The design of some terms over rows with the columns of their articles.

    Terms are `outlet` (an indicator of each against the reference), `trend` (years from the middle of the corpus),
    `after:DATE` (1 from that day on), a column of the articles (numbers as they are, text as indicators against its
    commonest value), and products as `outlet*trend`, which bring their parts along.

    Raises FramingError for a term that is none of these, and a reference that is no outlet.
    """
    dated = any(part.partition(":")[0] in _DATED for term in terms for part in term.split("*"))
    kept = (rows["published"].notna() if dated else rows["outlet"].notna()).to_numpy(dtype=bool)
    notes = (f"{int((~kept).sum()):,} units of articles without a date are left out",) if not kept.all() else ()
    there = rows[kept]
    columns: Columns = {INTERCEPT: np.ones(len(there))}
    for term in terms:
        parts = [_columns(there, part.strip(), reference) for part in term.split("*")]
        for part in parts:
            columns |= part
        for names in product(*parts) if len(parts) > 1 else ():
            columns[" × ".join(names)] = np.prod([part[n] for part, n in zip(parts, names, strict=True)], axis=0)
    return Design(np.column_stack(list(columns.values())), tuple(columns), kept, notes)


def _columns(rows: pd.DataFrame, term: str, reference: str) -> Columns:
    name, _, value = term.partition(":")
    if name == TREND and not value:
        return {"trend, a year": _days(rows, None) / _DAYS}
    if name == AFTER and value:
        return {f"from {value} on": (_days(rows, _day(term, value)) >= 0).astype(float)}
    if value or name not in rows or name in ("article_id", "text", "published"):
        known = ", ".join(sorted(str(c) for c in rows.columns if not str(c).startswith("words_")))
        raise FramingError(
            f"no term {term!r}; give {OUTLET}, {TREND}, {AFTER}:YYYY-MM-DD, products such as {OUTLET}*{TREND}, or a "
            f"column of the articles: {known}"
        )
    values = rows[name]
    if values.dtype.kind in "bifu":
        if values.isna().any():
            raise FramingError(f"the column {name!r} is empty for {int(values.isna().sum()):,} units; leave it out")
        return {name: values.to_numpy(dtype=float)}
    texts = values.astype(str)
    counts = texts.value_counts()
    base = reference if name == OUTLET and reference else _commonest(counts)
    if base not in counts:
        raise FramingError(f"no outlet {base!r} to compare with; choose from {', '.join(sorted(counts.index))}")
    if not 2 <= len(counts) <= MAX_VALUES:
        raise FramingError(f"the column {name!r} has {len(counts)} values; a term needs 2 to {MAX_VALUES}")
    others = sorted(set(counts.index) - {base})
    return {f"{name} {other or '(none)'} against {base or '(none)'}": _is(texts, other) for other in others}


def _commonest(counts: pd.Series) -> str:
    return str(min(counts.index, key=lambda name: (-counts[name], name)))


def _is(texts: pd.Series, value: str) -> Floats:
    return np.asarray((texts == value).to_numpy(dtype=float))


def _days(rows: pd.DataFrame, origin: date | None) -> Floats:
    """Days of each row's article from a date; from the middle of the corpus without one."""
    import pandas as pd

    published = pd.to_datetime(rows["published"])
    start = pd.Timestamp(origin) if origin else published.min() + (published.max() - published.min()) / 2
    return np.asarray((published - start).dt.total_seconds().to_numpy(dtype=float) / 86400)


def _day(term: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise FramingError(f"term {term!r}: {value!r} is no date; write {AFTER}:YYYY-MM-DD") from error
