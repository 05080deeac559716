"""The figures of a cell (an outlet, or an outlet in a period): corrected, and as the tool gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.validation.corrected import Corrected, corrected_ratio
from framing.validation.units import Labelled, labelled

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A cell's figure corrected, and as the tool gives it with the interval that takes its labels for the truth."""

    corrected: Corrected
    raw: Corrected


def cells(units: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """(outlet, period, units): each outlet over all, and by period where the sample was drawn by period."""
    for outlet, mine in units.groupby("outlet", sort=True):
        yield str(outlet), ALL, mine
        if units["period"].nunique() > 1:
            for period, cell in mine.groupby("period", sort=True):
                yield str(outlet), str(period), cell


def labelled_of(cell: pd.DataFrame, *, events: bool = True) -> Labelled:
    """The units of a cell, clustered by article."""
    names = ("found", "gold", "probability", "base", "gold_base")
    found, gold, probability, base, gold_base = (cell[name].to_numpy(dtype=float) for name in names)
    made = labelled(
        found,
        gold,
        probability,
        base=base,
        gold_base=gold_base,
        clusters=cell["article_id"].tolist(),
        strata=cell["stratum"].tolist(),
    )
    return replace(made, events=events)


def fitted(
    cell: pd.DataFrame, *, level: float, min_positives: float, events: bool
) -> Fitted | tuple[str, Corrected | None]:
    """The cell's figures; where none can be corrected, why, and the raw one if there is one."""
    raw = _raw(cell, level)
    try:
        units = labelled_of(cell, events=events)
        found = corrected_ratio(units, level=level, min_positives=min_positives)
    except FramingError as error:
        return str(error), raw
    return Fitted(found, raw) if raw is not None else ("nothing to take a share of", None)


def _raw(cell: pd.DataFrame, level: float) -> Corrected | None:
    """The tool's own figure with the interval that takes its labels for the truth."""
    if not cell["base"].sum() or cell["article_id"].nunique() < 2:
        return None
    found, base = (cell[name].to_numpy(dtype=float) for name in ("found", "base"))
    every = labelled(found, found, np.ones(len(found)), base=base, clusters=cell["article_id"].tolist())
    return corrected_ratio(every, level=level, min_positives=0)
