"""The units of a cell: what the tool says of all of them, what a person says of those that were drawn."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The units of one cell, an entry a unit.

    surrogate, base: numerator and denominator by the tool (for a share of units: the label, and ones). gold,
    gold_base: the same by hand, read where `probability` is above 0. probability: of being drawn, where the unit
    was drawn, else 0. cluster: a number for each unit's article (or story). stratum: a number for the stratum it
    was drawn in. events: whether numerators count events; where they sum words, units that have some are events.
    """

    surrogate: Floats
    base: Floats
    gold: Floats
    gold_base: Floats
    probability: Floats
    cluster: Integers
    stratum: Integers
    events: bool = True

    @property
    def drawn(self) -> NDArray[np.bool_]:
        """Which units have gold."""
        return np.asarray(self.probability > 0)

    @property
    def positives(self) -> float:
        """The events that the gold sample holds."""
        gold = self.gold[self.drawn]
        return float(gold.sum() if self.events else (gold > 0).sum())


def labelled(  # noqa: PLR0913 - the columns of a table
    surrogate: Floats,
    gold: Floats,
    probability: Floats,
    *,
    base: Floats | None = None,
    gold_base: Floats | None = None,
    clusters: Sequence[Hashable] | None = None,
    strata: Sequence[Hashable] | None = None,
) -> Labelled:
    """The units of a cell from columns of equal length.

    By default bases are ones, every unit is its own cluster, and there is one stratum.

    Raises
    ------
    FramingError
        columns differ in length, a probability is outside 0 to 1, or gold is missing for a unit that was drawn
    """
    n = len(surrogate)
    ones = np.ones(n)
    made = Labelled(
        np.asarray(surrogate, dtype=float),
        ones if base is None else np.asarray(base, dtype=float),
        np.asarray(gold, dtype=float),
        (ones if base is None else np.asarray(base, dtype=float))
        if gold_base is None
        else np.asarray(gold_base, dtype=float),
        np.asarray(probability, dtype=float),
        np.arange(n) if clusters is None else _numbers(clusters),
        np.zeros(n, dtype=np.int64) if strata is None else _numbers(strata),
    )
    for name in ("base", "gold", "gold_base", "probability", "cluster", "stratum"):
        if len(getattr(made, name)) != n:
            raise FramingError(f"{len(getattr(made, name))} values of {name} for {n} units; give one a unit")
    if ((made.probability < 0) | (made.probability > 1)).any() or np.isnan(made.probability).any():
        raise FramingError(
            "a probability lies outside 0 to 1; give those that the sample was drawn with, 0 for the rest"
        )
    if np.isnan(made.gold[made.drawn]).any() or np.isnan(made.gold_base[made.drawn]).any():
        raise FramingError("a unit that was drawn has no gold label; code it, or take it out of the sample")
    return made


def _numbers(names: Sequence[Hashable]) -> Integers:
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)
