"""Where a unit stands, as a few small numbers: quotation, sentence, paragraph, article."""

from __future__ import annotations

import numpy as np

from framing.attribution.tagger.labels import SIZE
from framing.attribution.tagger.units import Ints, Units, changes

# upper ends of the classes of a distance in units
_DISTANCES = np.array([0, 1, 2, 3, 4, 6, 9, 14, 22, 35, 60], dtype=np.int64)
_FAR = len(_DISTANCES) + 1
_STATES = (4, 4, 5, 2, 2, 2)  # of the quotation, the zone, the paragraph, and three things that hold or not
_SIZES = (SIZE, *_STATES, _FAR, _FAR, _FAR, _FAR)
PLACES = sum(_SIZES)


def place_rows(units: Units, ruled: Ints) -> Ints:
    """Return the rows of the place table of every unit, units x columns; `ruled`: the labels of the rules."""
    here = np.arange(len(units))
    carried = np.array([*(q.continues for q in units.quotations), False])[units.quotation]
    closed = np.array([*(q.closed for q in units.quotations), True])[units.quotation]
    final = units.paragraph == units.paragraph[-1]
    states = (quotation_state(units), units.zone, np.minimum(units.paragraph, 4), final, carried, closed)
    opens, closes = units.quotation_edges()
    columns = (
        ruled,
        *states,
        *(bucket(far) for far in (here - units.opens, units.closes - here, here - opens, closes - here)),
    )
    rows: Ints = np.stack(columns, axis=1) + np.r_[0, np.cumsum(_SIZES[:-1])]
    return rows


def bucket(distance: Ints) -> Ints:
    """Return the class of a distance in units."""
    found: Ints = np.searchsorted(_DISTANCES, distance)
    return found


def quotation_state(units: Units) -> Ints:
    """Return 0 outside quotation marks, 1 for the first unit of a quotation, 2 inside, 3 for the last."""
    inside = units.quotation >= 0
    changed = changes(units.quotation)
    opens = inside & changed
    closes = inside & np.append(changed[1:], True)
    return np.where(opens, 1, np.where(closes, 3, np.where(inside, 2, 0)))
