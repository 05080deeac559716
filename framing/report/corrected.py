"""Figures that a gold sample corrects: raw beside corrected, for each sample that was coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.tables import ScoredCorpus

_COLUMNS = ["outlet", "unit", "raw", "raw_low", "raw_high", "corrected", "low", "high", "n_gold", "n_units", "note"]


@dataclass(frozen=True, slots=True)
class CorrectedFigures:
    """One target: what it measures, a row an outlet (raw and corrected figure), what the tool gets wrong, and notes."""

    target: str
    rows: tuple[Any, ...]
    errors: dict[str, Any]
    notes: tuple[str, ...]


def corrected_figures(scored: ScoredCorpus, folders: Sequence[Path]) -> list[CorrectedFigures]:
    """The corrected figures of each folder of gold; FramingError where one cannot be read or coders disagree."""
    from framing.validation import read_gold_sample, validate

    found = []
    for folder in folders:
        correction = validate(folder, scored)
        # where no outlet has enough gold the corrected columns are not there
        whole = correction.estimates[correction.estimates["period"] == "all"].reindex(columns=_COLUMNS)
        errors: list[Any] = list(correction.errors.itertuples())
        found.append(
            CorrectedFigures(
                str(read_gold_sample(folder).target),
                tuple(whole.itertuples()),
                {row.outlet: row for row in errors},
                tuple(correction.notes),
            )
        )
    return found
