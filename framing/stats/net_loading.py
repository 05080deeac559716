"""Net loading: labels in favour of a referent less those against it, among its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.stats.labels import FAVOURABLE
from framing.stats.ratios import Floats

if TYPE_CHECKING:
    import pandas as pd

NET = "net loading"
_METHOD = "MOVER from the intervals of the two shares"
_CELL = ["item", "voice", "outlet", "period"]


def with_net_loading(estimates: pd.DataFrame) -> pd.DataFrame:
    """The estimates with rows of measure "net loading" for every referent that has labels both ways.

    Each comes from the shares in favour and against in one voice, of the same mentions; it is not contrasted. Of a
    referent with labels against it alone the net loading is its share with the sign turned, and has no row.
    """
    import pandas as pd

    shares = estimates[estimates["measure"] == "labelling"]
    for_it = shares["item"].str.endswith(FAVOURABLE)
    favour = shares[for_it].assign(item=shares.loc[for_it, "item"].str.removesuffix(FAVOURABLE))
    if favour.empty:
        return estimates
    # the same cells in the same order
    against = favour[_CELL].merge(shares[~for_it], on=_CELL, how="left", validate="one_to_one")
    low, high = exclusive_difference(_figures(favour), _figures(against))
    net = favour.assign(
        measure=NET,
        unit="mean per mention: loading",
        value=_figures(favour)[0] - _figures(against)[0],
        low=low,
        high=high,
        numerator=favour["numerator"].to_numpy() - against["numerator"].to_numpy(),
        method=favour["method"].where(favour["value"].isna(), _METHOD),
        bound_low=np.nan,
        bound_high=np.nan,
    )
    return pd.concat([estimates, net], ignore_index=True)


def _figures(rows: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    value, low, high = rows[["value", "low", "high"]].to_numpy(dtype=float).T
    return value, low, high


def exclusive_difference(
    first: tuple[Floats, Floats, Floats], second: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats]:
    """Bounds of the difference of two shares of the same cases that exclude each other, as (value, low, high) each.

    MOVER with the correlation of two cells of a multinomial, -√(p q / ((1-p)(1-q))). References: Zou & Donner (2008),
    Statistics in Medicine 27; Newcombe (1998), Statistics in Medicine 17(22).
    """
    (p, p_low, p_high), (q, q_low, q_high) = first, second
    rest = (1 - p) * (1 - q)
    correlation = -np.sqrt(np.where(rest > 0, p * q / np.where(rest > 0, rest, 1.0), 0.0))

    def reach(one: Floats, other: Floats) -> Floats:
        return np.asarray(np.sqrt(one**2 + other**2 - 2 * correlation * one * other))

    return p - q - reach(p - p_low, q_high - q), p - q + reach(p_high - p, q - q_low)
