"""Figures that a gold sample corrects: raw beside corrected, for each sample that was coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.validation import Validated

_COLUMNS = ["outlet", "unit", "raw", "raw_low", "raw_high", "corrected", "low", "high", "n_gold", "n_units", "note"]
_HASH = 12  # digits of a SHA-256 that are printed
_NOMINAL = "Krippendorff's alpha (nominal)"


@dataclass(frozen=True, slots=True)
class CorrectedFigures:
    """One target: what it measures, a row an outlet (raw and corrected figure), what the tool gets wrong, and notes.

    basis: how much was read by whom and how far they agree, in words. key: measure, item and voice of the raw figure.
    """

    target: str
    key: tuple[str, str, str]
    rows: tuple[Any, ...]
    errors: dict[str, Any]
    notes: tuple[str, ...]
    basis: str

    @property
    def top(self) -> float:
        """Where the axis of its marks ends: beyond every figure and interval, of shares at 1 at most."""
        ends = [end for row in self.rows for end in (row.raw, row.raw_high, row.corrected, row.high) if end == end]
        share = any(row.unit.startswith("share") for row in self.rows)
        return (min(1.0, max(ends, default=0)) if share else max(ends, default=0)) or 1.0


def corrected_figures(found: Sequence[Validated]) -> list[CorrectedFigures]:
    """The corrected figures of each coded sample; samples of single hits, which correct none, are left out."""
    figures = []
    for each in found:
        estimates = each.rows("estimates")
        if estimates.empty:
            continue
        # where no outlet has enough gold the corrected columns are not there
        whole = estimates[estimates["period"] == "all"].reindex(columns=_COLUMNS)
        whole = whole.astype(dict.fromkeys(_COLUMNS[2:8], float)).fillna({"n_gold": 0})
        errors = each.rows("errors")
        rows: list[Any] = list(errors[errors["period"] == "all"].itertuples())
        figures.append(
            CorrectedFigures(
                str(each.target),
                each.key,
                tuple(whole.itertuples()),
                {row.outlet: row for row in rows},
                tuple(each.record["notes"]),
                basis_of(each.record),
            )
        )
    return figures


def basis_of(record: dict[str, Any]) -> str:
    """How much was read, by how many, how far they agree and what was settled, in words for a methods section."""
    whole = [row for row in record["estimates"] if row["period"] == "all"]
    read = sum(int(row["n_gold"] or 0) for row in whole)
    corrected = [row for row in whole if row.get("corrected") is not None]
    coders = [coder for coder in record["coders"] if coder != "adjudicator"]
    text = (
        f"{read:,} units read by hand in {len(whole)} outlets by {len(coders)} coder{'' if len(coders) == 1 else 's'}"
    )
    alphas = {
        row["question"]: row
        for row in record["agreement"]
        if row["coders"] == "all coders" and row["coefficient"] == _NOMINAL and row["value"] is not None
    }
    if alphas:
        said = ", ".join(f"{name} {row['value']:.2f} on {row['n_units']:,} units" for name, row in alphas.items())
        text += f" (nominal alpha {said}{'; below what was required' if record['agreement_overridden'] else ''})"
    if len(coders) == 1:
        text += ", so that agreement could not be measured"
    if "adjudicator" in record["coders"]:
        text += ", with an adjudicator"
    if record["disputed"]:
        text += f"; {len(record['disputed']):,} units left out, on which coders were split"
    if len(corrected) < len(whole):
        text += f"; uncorrected, with too little gold: {len(whole) - len(corrected)} outlet(s)"
    return f"{text} (sample SHA-256 {record['sample_sha256'][:_HASH]})"
