"""Which figures rest on hits that were read by hand: how many were judged, and the share that was right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.stats.labels import FAVOURABLE

if TYPE_CHECKING:
    import pandas as pd


def with_validity(estimates: pd.DataFrame, cases: Iterable[pd.DataFrame], lexicons: Iterable[Any]) -> pd.DataFrame:
    """The estimates with columns `validated` (hits judged, 0: UNVALIDATED) and `precision`.

    Both come from the `validated` records of the lexicons, of which those of an outlet hold for that outlet alone.
    An item is validated where every entry that it was counted from has a record; its precision is the entries' mean,
    weighed by their hits. Both are NaN in rows that count no hits (sourcing). cases: tables of the hits counted, with
    columns `item`, `lexicon` and `entry`.
    """
    records = {(lexicon.name, e.id): lexicon.validations(e.id) for lexicon in lexicons for e in lexicon.entries}
    known = {
        (item, outlet): _judged(counts, records, str(outlet))
        for table in cases
        for item, counts in _entries_of(table).items()
        for outlet in estimates["outlet"].unique()
    }
    plain = estimates["item"].str.removesuffix(FAVOURABLE)
    pairs = [known.get(pair, (np.nan, np.nan)) for pair in zip(plain, estimates["outlet"], strict=True)]
    judged = np.array(pairs, dtype=float).reshape(-1, 2)
    return estimates.assign(validated=judged[:, 0], precision=judged[:, 1])


def _entries_of(cases: pd.DataFrame) -> dict[str, dict[tuple[str, str], int]]:
    """How many hits each item has from each entry."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    rows: Iterable[Any] = (
        cases.groupby(["item", "lexicon", "entry"], observed=True).size().reset_index(name="count").itertuples()
    )
    for row in rows:
        found.setdefault(row.item, {})[row.lexicon, row.entry] = row.count
    return found


def _judged(
    counts: dict[tuple[str, str], int], records: dict[tuple[str, str], tuple[Any, ...]], outlet: str
) -> tuple[int, float]:
    """Hits judged and precision of what was counted from some entries; (0, NaN) where one has no record."""
    mine = {key: [record for record in records.get(key, ()) if record.outlet in ("", outlet)] for key in counts}
    if not all(mine.values()):
        return 0, np.nan
    right = sum(
        count * sum(record.correct for record in mine[key]) / sum(record.n for record in mine[key])
        for key, count in sorted(counts.items())
    )
    read = {(key[0], record) for key, found in mine.items() for record in found}
    return sum(record.n for _, record in read), right / sum(counts.values())
