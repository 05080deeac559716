"""Feature keys of a unit in its place: neighbours, quotation, sentence, paragraph and the cue words around."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger.units import Ints, Units

Keys = NDArray[np.uint64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xC2B2AE3D27D4EB4F)
# upper ends of the classes of a distance in units
_DISTANCES = np.array([0, 1, 2, 3, 4, 6, 9, 14, 22, 35, 60], dtype=np.int64)


class KeyMaker:
    """Collects columns of feature values and hashes them together; `salt` keeps those of two passes apart."""

    def __init__(self, salt: int) -> None:
        self._columns: list[tuple[Ints | NDArray[np.bool_], ...]] = []
        self._salt = salt

    def add(self, *parts: Ints | NDArray[np.bool_]) -> None:
        """Add the column whose value for a unit is the tuple of the parts."""
        self._columns.append(parts)

    def matrix(self) -> Keys:
        """Return the keys, shape columns x units."""
        order = sorted(range(len(self._columns)), key=lambda column: -len(self._columns[column]))
        columns = [self._columns[column] for column in order]
        start = (np.array(order, dtype=np.uint64) + np.uint64(self._salt)) * _STEP
        keys = np.repeat(start[:, None], len(columns[0][0]), axis=1)
        for part in range(len(columns[0])):
            longer = [column[part] for column in columns if len(column) > part]
            some = keys[: len(longer)]
            some ^= np.array(longer, dtype=np.int64).view(np.uint64)
            some *= _MULTIPLIER
            some ^= some >> np.uint64(29)
        return keys


def bucket(distance: Ints) -> Ints:
    """Return the class of a distance in units."""
    found: Ints = np.searchsorted(_DISTANCES, distance)
    return found


def shift(values: Ints, by: int, units: Units) -> Ints:
    """Return the value `by` units further on in the same paragraph, -1 - overshoot (at most -3) outside it."""
    place = np.arange(len(values)) + by
    low, high = units.first - place, place - units.last
    inside = (low <= 0) & (high <= 0)
    return np.where(inside, values[np.clip(place, 0, len(values) - 1)], -1 - np.minimum(np.maximum(low, high), 2))


def last_before(mask: NDArray[np.bool_], floor: Ints) -> Ints:
    """Return the last index before each unit where the mask holds, not before `floor`; -1 for none."""
    place = np.where(mask, np.arange(len(mask)), -1)
    found = np.r_[-1, np.maximum.accumulate(place)[:-1]]
    return np.where(found >= floor, found, -1)


def next_after(mask: NDArray[np.bool_], ceiling: Ints) -> Ints:
    """Return the first index after each unit where the mask holds, not after `ceiling`; -1 for none."""
    size = len(mask)
    place = np.where(mask, np.arange(size), size)
    found = np.r_[np.minimum.accumulate(place[::-1])[::-1][1:], size]
    return np.where(found <= ceiling, found, -1)


def at(values: Ints, place: Ints) -> Ints:
    """Return the values at places, -1 where the place is -1."""
    return np.where(place >= 0, values[place], -1)


def context_keys(units: Units) -> Keys:
    """Return the keys of the first pass for every unit, shape columns x units."""
    keys = KeyMaker(1)
    keys.add(np.zeros(len(units), dtype=np.int64))
    _neighbours(keys, units)
    state = quotation_state(units)
    _quotation(keys, units, state)
    _places(keys, units)
    _cue_words(keys, units, state)
    return keys.matrix()


def quotation_state(units: Units) -> Ints:
    """Return 0 outside quotation marks, 1 for the first unit of a quotation, 2 inside, 3 for the last."""
    inside = units.quotation >= 0
    opens = inside & (np.r_[-1, units.quotation[:-1]] != units.quotation)
    closes = inside & (np.r_[units.quotation[1:], -1] != units.quotation)
    return np.where(opens, 1, np.where(closes, 3, np.where(inside, 2, 0)))


def _neighbours(keys: KeyMaker, units: Units) -> None:
    low, coarse = units.trait("low"), units.trait("coarse")
    words = {by: shift(low, by, units) for by in (-2, -1, 0, 1, 2)}
    kinds = {by: shift(coarse, by, units) for by in (-3, -2, -1, 0, 1, 2, 3)}
    for left, right in ((-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1)):
        keys.add(words[left], words[right])
    for three in ((-3, -2, -1), (-2, -1, 0), (-1, 0, 1), (0, 1, 2), (1, 2, 3)):
        keys.add(*(kinds[by] for by in three))
    keys.add(kinds[-2], kinds[-1], kinds[0], kinds[1])
    keys.add(kinds[-1], kinds[0], kinds[1], kinds[2])
    keys.add(words[-1], kinds[0], kinds[1])
    keys.add(kinds[-1], words[0], kinds[1])
    keys.add(kinds[-1], kinds[0], words[1])


def _quotation(keys: KeyMaker, units: Units, state: Ints) -> None:
    size, low, coarse = len(units), units.trait("low"), units.trait("coarse")
    here = np.arange(size)
    opens, closes = units.quotation_edges()
    inside = state > 0
    lengths = np.array([q.words for q in units.quotations] + [0], dtype=np.int64)[units.quotation]
    kept_open = np.array([2 * q.closed + q.continues for q in units.quotations] + [0], dtype=np.int64)[units.quotation]
    before, after = shift(state, -1, units), shift(state, 1, units)
    past, behind = np.minimum(closes + 1, size - 1), np.maximum(opens - 1, 0)
    past_in = np.where(inside & (closes < units.last), past, -1)
    behind_in = np.where(inside & (opens > units.first), behind, -1)
    keys.add(state)
    keys.add(before, state, after)
    keys.add(state, low)
    keys.add(inside, bucket(here - opens) * inside, bucket(lengths) * inside)
    keys.add(inside, bucket(closes - here) * inside, bucket(lengths) * inside)
    keys.add(inside, at(low, past_in), bucket(lengths) * inside > 4)
    keys.add(inside, at(coarse, past_in), at(coarse, np.where(past_in >= 0, np.minimum(past + 1, size - 1), -1)))
    keys.add(inside, at(low, behind_in), at(low, np.where(behind_in >= 0, np.maximum(behind - 1, 0), -1)))
    keys.add(inside, at(low, behind_in), at(low, past_in))
    keys.add(inside, opens == units.first, closes == units.last, kept_open)
    keys.add(state, at(low, np.where(inside, np.maximum(closes - 1, 0), -1)), kept_open)
    left = last_before(state == 3, units.first)
    right = next_after(state == 1, units.last)
    keys.add(inside, np.where(left >= 0, bucket(here - left), -1))
    keys.add(inside, np.where(right >= 0, bucket(right - here), -1))
    keys.add(state, np.where(left >= 0, bucket(here - left), -1), coarse)
    keys.add(state, np.where(right >= 0, bucket(right - here), -1), coarse)


def _places(keys: KeyMaker, units: Units) -> None:
    here, low, coarse = np.arange(len(units)), units.trait("low"), units.trait("coarse")
    length = bucket(units.last - units.first)
    number = np.minimum(units.paragraph, 3) + 4 * (units.paragraph == units.paragraph[-1])
    keys.add(bucket(here - units.opens))
    keys.add(bucket(units.closes - here))
    keys.add(low[units.opens], bucket(here - units.opens))
    keys.add(coarse[units.opens], coarse[np.minimum(units.opens + 1, units.closes)])
    keys.add(low[units.closes], low[units.last])
    keys.add(units.zone, number)
    keys.add(units.zone, length, bucket(here - units.first))
    keys.add(bucket(units.last - here), length)
    mark, joint = units.trait("mark") > 0, units.trait("joint") > 0
    for mask in (mark, joint):
        left, right = last_before(mask, units.opens), next_after(mask, units.closes)
        keys.add(at(low, left), np.where(left >= 0, bucket(here - left), -1))
        keys.add(at(low, right), np.where(right >= 0, bucket(right - here), -1))
        keys.add(at(low, left), coarse)
        keys.add(at(low, right), coarse)
    comma = np.cumsum(units.words_equal(","))
    keys.add(np.minimum(comma - comma[units.opens], 5), np.minimum(comma[units.closes] - comma, 5))


def _cue_words(keys: KeyMaker, units: Units, state: Ints) -> None:
    here, coarse, lemma, cue = np.arange(len(units)), units.trait("coarse"), units.trait("lemma"), units.trait("cue")
    candidate = (cue == 1) & (state == 0)
    left, right = last_before(candidate, units.opens), next_after(candidate, units.closes)
    marks = np.cumsum(units.trait("mark"))
    joints = np.cumsum(units.trait("joint"))
    for place, sign in ((left, 1), (right, -1)):
        far = np.where(place >= 0, bucket(sign * (here - place)), -1)
        between = np.where(place >= 0, np.minimum(sign * (marks - at(marks, place)), 3), -1)
        joined = np.where(place >= 0, np.minimum(sign * (joints - at(joints, place)), 2), -1)
        keys.add(at(lemma, place))
        keys.add(at(lemma, place), far)
        keys.add(at(lemma, place), coarse)
        keys.add(far, between, joined)
        keys.add(at(coarse, place), between, joined, state)
    keys.add(left >= 0, right >= 0, state)
    total = np.cumsum(candidate)
    keys.add(np.minimum(total - total[units.opens], 3), np.minimum(total[units.closes] - total, 3), state > 0)
    keys.add(at(lemma, left), at(lemma, right))
    outside = next_after(candidate, units.last)
    back = last_before(candidate, units.first)
    keys.add(at(lemma, outside), state)
    keys.add(at(lemma, back), state)
