"""Drawing a gold sample: strata, sizes, and the probability with which every unit is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

FOUND, OTHER, NONE = "found", "other", "none"
# parts of an outlet's sample: what the tool counts, what it counts in the denominator alone, and the rest
PARTS = {FOUND: 0.4, OTHER: 0.3, NONE: 0.3}
FEWEST = 2  # units drawn from a stratum that has as many: one unit shows no spread


def draw(units: pd.DataFrame, size: int, seed: int, *, shares: bool = False) -> pd.DataFrame:
    """The units with their stratum and the probability of their draw; 0 for those that were not drawn.

    Strata are outlet × period × what the tool found in the unit: something that it counts (`found`), something of
    the denominator alone (`other`, for shares), nothing (`none`). Of each outlet `size` units are drawn: .4, .3 and
    .3 of them from the three kinds (what a kind lacks goes to the others), in proportion to the strata's sizes;
    within a stratum each unit alike, without replacement.

    Parameters
    ----------
    units
        what `count_units` gives
    size
        units an outlet
    seed
        of the draw: same seed and units, same sample
    shares
        whether `base` is counted by hand too

    Returns
    -------
    DataFrame
        `units` with `stratum` (text) and `probability`

    Raises
    ------
    FramingError
        there are no units, or `size` is below 4
    """
    if size < 2 * FEWEST:
        raise FramingError(f"{size} units an outlet are too few to see a spread; give at least {2 * FEWEST}")
    if units.empty:
        raise FramingError("there is no sentence to draw from; score a corpus with articles first")
    in_base = units["base"] > 0 if shares else units["found"] > 0
    kind = np.where(units["found"] > 0, FOUND, np.where(in_base, OTHER, NONE))
    made = units.assign(kind=kind, stratum=units["outlet"] + " | " + units["period"] + " | " + kind, probability=0.0)
    for _, outlet in made.groupby("outlet", sort=True):
        for name, total in _by_kind(Counter(outlet["kind"]), size).items():
            part = outlet[outlet["kind"] == name]
            for stratum, number in _shares(part["stratum"].value_counts().sort_index(), total).items():
                rows = part.index[part["stratum"] == stratum]
                drawn = np.random.default_rng([seed, *stratum.encode()]).choice(rows, number, replace=False)
                made.loc[drawn, "probability"] = number / len(rows)
    return made.drop(columns="kind")


def _by_kind(available: Mapping[str, int], size: int) -> dict[str, int]:
    """How many units to draw of each kind: by its part, and what one kind lacks from the others."""
    left = {name: available[name] for name in PARTS if name in available}
    wanted = dict.fromkeys(left, 0)
    while (short := min(size, sum(available.values())) - sum(wanted.values())) > 0:
        room = {name: number - wanted[name] for name, number in left.items() if number > wanted[name]}
        parts = sum(PARTS[name] for name in room)
        for name, number in room.items():
            more = min(number, max(1, round(short * PARTS[name] / parts)), size - sum(wanted.values()))
            wanted[name] += more
    return wanted


def _shares(sizes: pd.Series, total: int) -> dict[str, int]:
    """How many units to draw from each stratum: in proportion, at least two where there are as many."""
    available = {str(name): int(size) for name, size in sizes.items()}
    whole = sum(available.values())
    if total >= whole:
        return available
    return {name: min(size, max(min(FEWEST, size), round(total * size / whole))) for name, size in available.items()}


def units_needed(half_width: float, share: float, *, effect: float = 1.0, level: float = 0.95) -> int:
    """Units with gold that a share needs for an interval of ± half_width: z² p (1 - p) / d² times the design effect.

    Reference: Kish (1965), Survey Sampling. The tool's labels make the interval narrower than this. Raises FramingError
    where half-width or share lies outside 0 to 1.
    """
    from math import ceil

    from scipy.stats import norm

    if not 0 < half_width < 1 or not 0 < share < 1:
        raise FramingError(f"half-width {half_width} and share {share} must lie between 0 and 1")
    return ceil(float(norm.ppf((1 + level) / 2)) ** 2 * share * (1 - share) / half_width**2 * effect)
