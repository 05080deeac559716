"""Whether a difference also holds without agency copy, and with one article a story."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from framing.report.wording import figure, name_of, q_words
from framing.stats.options import ALL_ARTICLES, HOUSE, ONE_PER_STORY, THE_REST

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

AMONG = {
    ALL_ARTICLES: "in all articles",
    HOUSE: "in house-written articles alone",
    ONE_PER_STORY: "with one article of each outlet a story",
}


def held_in(contrasts: pd.DataFrame, others: Mapping[str, Comparison]) -> Iterator[str]:
    """Sentences on the contrasts of one finding: in which subsets all hold, and which do not in others.

    others: the comparison in each subset. A contrast holds where it differs, in the same direction.
    """
    rows: list[Any] = list(contrasts.itertuples())
    held, open_ = [], []
    for subset, comparison in others.items():
        there = _rows_of(comparison, rows[0])
        lost = []
        for row in rows:
            other = there.get(_key(row))
            if other is None:
                lost.append(f"{_pair(row)} not tested (too few articles)")
            elif not other.differs or (other.difference > 0) != (row.difference > 0):
                figures = f"{figure(other.value, other.unit)} and {figure(other.reference_value, other.unit)}"
                lost.append(f"{_pair(row)} not told apart ({figures}, {q_words(other.q_value)})")
        if lost:
            kept = len(rows) - len(lost)
            begin = "does not hold" if not kept else f"{kept} of {len(rows)} hold{'s' if kept == 1 else ''}"
            open_.append(f"{AMONG[subset].capitalize()}: {begin}: {'; '.join(lost)}.")
        else:
            held.append(AMONG[subset])
    if held:
        yield f"Holds {' and '.join(held)} too."
    yield from open_


def only_in(
    comparison: Comparison,
    others: Mapping[str, Comparison],
    shown: Collection[tuple[str, str, str]],
    labels: dict[str, str],
) -> Iterator[tuple[str, str]]:
    """Pairs (item, sentence) on the differences between groups that hold in a part of the articles, not in all."""
    known = {_place(row) for row in _differing(comparison)}
    for subset, other in others.items():
        for row in _differing(other):
            if (row.measure, row.item, row.voice) in shown and _place(row) not in known:
                value, base = figure(row.value, row.unit), figure(row.reference_value, row.unit)
                yield (
                    str(row.item),
                    f"{name_of(row.measure, row.item, row.voice, labels)}: {row.outlet} has {value} against "
                    f"{row.reference} with {base} {AMONG[subset]} ({q_words(row.q_value)}); in all articles "
                    "they are not told apart.",
                )


def _differing(comparison: Comparison) -> list[Any]:
    table = comparison.contrasts
    return list(table[table["differs"].astype(bool) & (table["period"] == "all")].itertuples())


def _place(row: Any) -> tuple[str, ...]:
    return row.measure, row.item, row.voice, *_key(row)


def _rows_of(comparison: Comparison, row: Any) -> dict[Any, Any]:
    """The contrasts of the same figure, by who is contrasted with whom."""
    table = comparison.contrasts
    mine = (table["measure"] == row.measure) & (table["item"] == row.item) & (table["voice"] == row.voice)
    return {_key(each): each for each in table[mine].itertuples()}


def _key(row: Any) -> tuple[str, str]:
    # over time the middle of the periods may be another in a subset
    return str(row.outlet), str(row.reference) if row.period == "all" else ""


def _pair(row: Any) -> str:
    return str(row.outlet) if row.reference == THE_REST or row.period != "all" else f"{row.outlet} and {row.reference}"
