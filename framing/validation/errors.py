"""What the tool gets wrong in each outlet and period, as the gold shows it, and where that forbids comparing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.validation.codes import Settled
from framing.validation.gold import GoldSample
from framing.validation.shares import weighted_share

if TYPE_CHECKING:
    import pandas as pd

MIN_EVENTS = 10  # gold events of an outlet whose recall is compared with that of others
MAX_GAP = 0.10  # between outlets' recalls, above which raw contrasts are not to be trusted


def with_gold(gold: GoldSample, settled: Settled, units: pd.DataFrame) -> pd.DataFrame:
    """The population with gold numerators and denominators; what was drawn without getting gold counts as not drawn.

    The probabilities of what is left of a stratum shrink with it, as if the units without gold were missing at random.
    """
    names = [question.name for question in gold.target.questions]
    answers = {name: units["unit"].map(settled.gold[name]) for name in names}
    made = units.assign(gold=answers[names[0]].astype(float), gold_base=units["base"].astype(float))
    if gold.target.has_base:
        made["gold_base"] = answers[names[1]].astype(float)
    coded = made["gold"].notna() & (made["probability"] > 0)
    if not coded.any():
        raise FramingError(f"{gold.folder} has no gold yet; code the sheets first")
    sizes = made.groupby("stratum")["probability"].transform("size")
    left = coded.groupby(made["stratum"]).transform("sum")
    return made.assign(probability=np.where(coded, left / sizes, 0.0))


def errors_table(cells: Iterable[tuple[str, str, pd.DataFrame]], level: float) -> pd.DataFrame:
    """Precision and recall of the tool, a row a cell (outlet, period, units with gold)."""
    import pandas as pd

    return pd.DataFrame([_row(outlet, period, cell, level) for outlet, period, cell in cells])


def _row(outlet: str, period: str, cell: pd.DataFrame, level: float) -> dict[str, Any]:
    """Precision and recall of the tool in an outlet, from counts in the coded sentences: what both counted is right.

    A sentence where the tool counts one thing and the coder another passes for right; both are upper bounds.
    """
    from scipy.stats import norm

    found, gold = cell["found"].to_numpy(dtype=float), np.nan_to_num(cell["gold"].to_numpy(dtype=float))
    both = np.minimum(found, gold)
    row: dict[str, Any] = {
        "outlet": outlet,
        "period": period,
        "gold_events": float(gold[cell["probability"] > 0].sum()),
    }
    z = float(norm.ppf((1 + level) / 2))
    for name, base in (("precision", found), ("recall", gold)):
        share = weighted_share(both, base, cell["probability"].to_numpy(dtype=float), level)
        error = (share.high - share.low) / (2 * z)
        row |= {name: share.value, f"{name}_low": share.low, f"{name}_high": share.high, f"{name}_error": error}
    return row


def notes_on_errors(gold: GoldSample, settled: Settled, errors: pd.DataFrame) -> list[str]:
    """Units without gold, and outlets whose recall is too far apart for raw figures to be compared."""
    notes = []
    for units, why in ((settled.disputed, "coders are split"), (settled.uncoded, "nobody coded them")):
        if units:
            notes.append(f"{len(units)} of {len(gold.units)} units have no gold ({why}): {', '.join(units[:5])} …")
    whole = errors[errors["period"] == "all"]
    known = whole[whole["gold_events"] >= MIN_EVENTS].dropna(subset=["recall"]).sort_values("recall")
    if len(known) > 1:
        low, high = known.iloc[0], known.iloc[-1]
        gap = high["recall"] - low["recall"]
        if gap > MAX_GAP and gap > 1.96 * np.hypot(low["recall_error"], high["recall_error"]):
            notes.append(
                f"the tool finds {low['recall']:.0%} in {low['outlet']} and {high['recall']:.0%} in {high['outlet']}: "
                "their raw figures cannot be compared, the corrected ones can"
            )
    return notes
