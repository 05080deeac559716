"""Figures laid out as the rows and columns of a paper's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

_ESTIMATES = ("measure", "item", "voice", "outlet", "period", "value", "low", "high", "level", "unit", "n_articles")
_CONTRASTS = (
    *("item", "outlet", "reference", "difference", "low", "high", "level", "unit", "q_value", "family_size"),
    *("n_articles", "n_reference", "differs"),
)

_BY_HAND = "Corrected: for the tool's own errors, by passages read by hand."


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it is printed: a caption, the head of each column, and rows of text; notes stand below it.

    The first `stub` columns are names, the others figures.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    stub: int = field(default=1, kw_only=True)


def estimate_table(
    values: pd.DataFrame,
    *,
    titles: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
    caption: str = "",
) -> Layout:
    """Figures with their intervals, an outlet a row and an item a column.

    values: rows of `Comparison.estimates` for one measure, voice and period. titles: what items are called. marks:
    their badges, see `framing.report.wording.badge`. Small cells are in square brackets, a dash stands for no figure.
    Items that gold corrects (columns corrected, corrected_low, corrected_high, see `framing.validation.with_gold`) have
    a second column. Raises FramingError for other rows.
    """
    _check(values, _ESTIMATES, "estimates", one=("measure", "voice", "period", "level"))
    items, outlets = list(dict.fromkeys(values["item"])), list(dict.fromkeys(values["outlet"]))
    figures: Iterable[Any] = values.itertuples()
    cells = {(row.outlet, row.item): row for row in figures}
    units = values.groupby("item")["unit"].first()
    articles = values.groupby("outlet")["n_articles"]
    one = bool((articles.nunique() == 1).all())  # the articles of a share are those that have what it is a share of
    golden = _golden(values)
    columns, parts = ["Outlet"], []
    for item in items:
        title, unit, mark = (titles or {}).get(item, item), _unit(units[item]), (marks or {}).get(item, "")
        columns.append(f"{title}{f' [{mark}]' if mark else ''} ({unit})")
        parts.append([_cell(cells.get((outlet, item)), n=not one) for outlet in outlets])
        if item in golden:
            columns.append(f"{title}, corrected ({unit})")
            parts.append([_corrected(cells.get((outlet, item))) for outlet in outlets])
    rows = list(zip(map(str, outlets), *parts, strict=True))
    if one:
        columns.append("Articles")
        rows = [(*row, f"{int(n):,}") for row, n in zip(rows, articles.first()[outlets], strict=True)]
    level = f"{100 * values['level'].iloc[0]:.10g} %"
    notes = [f"In round brackets: {level} interval{'' if one else '; n: articles'}."]
    if "small" in values and values["small"].any():
        notes.append("In square brackets: few articles.")
    if golden:
        notes.append(_BY_HAND)
    return Layout(caption, tuple(columns), tuple(rows), tuple(notes))


def contrast_table(
    contrasts: pd.DataFrame,
    *,
    titles: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
    caption: str = "",
) -> Layout:
    """Contrasts with interval, q-value, articles and the size of their family, one a row.

    contrasts: rows of `Comparison.contrasts`. marks: badges of items, which stand in the notes. An asterisk marks what
    differs. Where gold corrects any, corrected ones stand in a column of their own. Raises FramingError for other rows.
    """
    _check(contrasts, _CONTRASTS, "contrasts", one=("level",))
    rows = []
    golden = _golden(contrasts)
    found: Iterable[Any] = contrasts.itertuples()
    for row in found:
        difference = _interval((row.difference, row.low, row.high), row.unit, sign="+")
        rows.append(
            (
                (titles or {}).get(str(row.item), str(row.item)),
                str(row.outlet),
                str(row.reference),
                f"{difference}{' *' if row.differs else ''}",
                *([_corrected(row, sign="+")] if golden else []),
                "< 0.001" if row.q_value < 0.001 else f"{row.q_value:.3f}",
                f"{row.family_size:,}",
                f"{row.n_articles:,} / {row.n_reference:,}",
            )
        )
    units = "; ".join(dict.fromkeys(_unit(unit) for unit in contrasts["unit"]))
    notes = [
        f"Differences in: {units}. In brackets: {100 * contrasts['level'].iloc[0]:.10g} % interval.",
        f"* differs: q < 0.05 ({_correction(contrasts)} within its family) and an interval without 0.",
    ]
    if golden:
        notes.append(f"{_BY_HAND} What has both differs only if it does so corrected too.")
    names = {item: (titles or {}).get(item, item) for item in contrasts["item"].unique()}
    notes += [f"{name}: {marks[item]}." for item, name in names.items() if marks and marks.get(item)]
    columns = (
        "Item",
        "Outlet",
        "Against",
        "Difference",
        *(["Corrected"] if golden else []),
        "q (raw)" if golden else "q",
        "Family",
        "Articles",
    )
    return Layout(caption, columns, tuple(rows), tuple(notes), stub=3)


def _golden(rows: pd.DataFrame) -> set[str]:
    """The items that gold corrects somewhere."""
    return set(rows.loc[rows["corrected"].notna(), "item"]) if "corrected" in rows else set()


def _check(values: pd.DataFrame, columns: tuple[str, ...], what: str, *, one: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in values.columns]
    if missing:
        raise FramingError(f"a table is made from rows of Comparison.{what}; no column {', '.join(missing)}")
    if values.empty:
        raise FramingError(f"a table needs figures; these {what} have no rows")
    for name in one:
        if values[name].nunique() > 1:
            found = ", ".join(map(str, list(dict.fromkeys(values[name]))[:3]))
            raise FramingError(f"a table shows one {name}, these rows hold several ({found}); choose one")


def _correction(contrasts: pd.DataFrame) -> str:
    given = str(contrasts["correction"].iloc[0]) if "correction" in contrasts else "BH"
    return {"BH": "Benjamini–Hochberg", "BY": "Benjamini–Yekutieli"}.get(given, given)


def _unit(unit: str) -> str:
    return f"%, {unit}" if unit.startswith("share") else unit


def _cell(row: Any, *, n: bool) -> str:
    if row is None or row.value != row.value:
        return "–"
    text = _interval((row.value, row.low, row.high), row.unit) + (f", n = {row.n_articles:,}" if n else "")
    return f"[{text}]" if getattr(row, "small", False) else text


def _corrected(row: Any, *, sign: str = "") -> str:
    if row is None or row.corrected != row.corrected:
        return "–"
    return _interval((row.corrected, row.corrected_low, row.corrected_high), row.unit, sign=sign)


def _interval(figures: tuple[float, float, float], unit: str, *, sign: str = "") -> str:
    """Figure and bounds, shares in per cent, with digits that fit the width of the interval."""
    scale = 100 if unit.startswith("share") else 1
    value, low, high = (scale * figure for figure in figures)
    width = high - low
    digits = 0 if width >= 20 else 1 if width >= 2 else 2 if width >= 0.2 else 3
    return f"{value:{sign}.{digits}f} ({low:{sign}.{digits}f} to {high:{sign}.{digits}f})"
