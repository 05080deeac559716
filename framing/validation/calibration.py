"""How far a sentence model's probabilities can be taken at their word, from sentences that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.validation.shares import weighted_share

if TYPE_CHECKING:
    import pandas as pd

BINS = 10
ALL = "all"


def calibration_table(units: pd.DataFrame, level: float = 0.95, bins: int = BINS) -> pd.DataFrame:
    """Observed shares against mean probabilities, in bins of equal width, over all and for each outlet.

    units: with columns outlet, score (the model's probability), gold, probability (of the draw). Sentences weigh by the
    inverse of the probability of their draw, so that bins stand for the corpus.

    Returns
    -------
    DataFrame
        a row an outlet ("all" for all) and bin that holds coded sentences: outlet, bin, predicted, observed, low, high
        (Wilson, with Kish's effective size), n (coded), share (of the corpus in the bin), and, the same in every row of
        an outlet, calibration_error (expected: the mean distance of observed from predicted, by share of the corpus)
        and brier

    Reference: Naeini, Cooper & Hauskrecht (2015), AAAI 29; Brier (1950), Monthly Weather Review 78.
    """
    import pandas as pd

    coded = units[(units["probability"] > 0) & units["gold"].notna()]
    parts = [(ALL, coded), *((str(name), mine) for name, mine in coded.groupby("outlet", sort=True))]
    return pd.DataFrame([row for name, mine in parts for row in _rows(name, mine, level, bins)])


def _rows(outlet: str, coded: pd.DataFrame, level: float, bins: int) -> list[dict[str, Any]]:
    score, gold, chance = (coded[name].to_numpy(dtype=float) for name in ("score", "gold", "probability"))
    weight = 1 / chance
    place = np.minimum((score * bins).astype(int), bins - 1)
    brier = float(np.average((score - gold) ** 2, weights=weight))
    rows: list[dict[str, Any]] = []
    for number in np.unique(place):
        inside = place == number
        share = weighted_share(gold[inside], np.ones(int(inside.sum())), chance[inside], level)
        rows.append(
            {
                "outlet": outlet,
                "bin": f"{number / bins:.1f} to {(number + 1) / bins:.1f}",
                "predicted": float(np.average(score[inside], weights=weight[inside])),
                "observed": share.value,
                "low": share.low,
                "high": share.high,
                "n": int(inside.sum()),
                "share": float(weight[inside].sum() / weight.sum()),
            }
        )
    error = sum(row["share"] * abs(row["predicted"] - row["observed"]) for row in rows)
    return [row | {"calibration_error": float(error), "brier": brier} for row in rows]
