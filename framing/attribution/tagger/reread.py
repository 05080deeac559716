"""Feature keys of labels given before, by the rules or the first pass: around a unit and in the whole text."""

from __future__ import annotations

import numpy as np

from framing.attribution.tagger.chain import Floats
from framing.attribution.tagger.context import (
    KeyMaker,
    Keys,
    at,
    bucket,
    last_before,
    next_after,
    quotation_state,
    shift,
)
from framing.attribution.tagger.labels import CONTENT_LEFT, CONTENT_RIGHT, ROLE, SIZE
from framing.attribution.tagger.units import Ints, Units

_RULES, _REREAD = 1000, 2000  # salts of the keys
# upper ends of the classes of a probability
_CHANCES = np.array([0.003, 0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.98, 0.997], dtype=np.float32)


def rule_keys(units: Units, labels: Ints) -> Keys:
    """Return keys of what the rules found, shape columns x units; `labels` as the rules would give them."""
    keys = KeyMaker(_RULES)
    _labels(keys, units, labels)
    _parts(keys, units, labels)
    _surroundings(keys, units, labels)
    return keys.matrix()


def reread_keys(units: Units, labels: Ints, chances: Floats, ruled: Ints) -> Keys:
    """Return the keys of the second pass for every unit, shape columns x units.

    `labels` are the labels that the first pass gave, `chances` its posterior, units x labels; `ruled` those of
    the rules.
    """
    keys = KeyMaker(_REREAD)
    roles = chances @ (ROLE[:, None] == np.arange(4)).astype(np.float32)
    _labels(keys, units, labels)
    _chances(keys, units, chances, roles)
    _parts(keys, units, labels)
    _surroundings(keys, units, labels)
    _elsewhere(keys, units, labels, roles)
    for by in (-1, 0, 1):
        keys.add(labels, shift(ruled, by, units))
    return keys.matrix()


def _labels(keys: KeyMaker, units: Units, labels: Ints) -> None:
    low, coarse = units.trait("low"), units.trait("coarse")
    near = {by: shift(labels, by, units) for by in range(-4, 5)}
    for label in near.values():
        keys.add(label)
    for some in ((-1, 0), (0, 1), (-1, 0, 1), (-2, -1), (1, 2), (-2, -1, 0), (0, 1, 2), (-1, 1), (-2, -1, 0, 1, 2)):
        keys.add(*(near[by] for by in some))
    for by in (-1, 0, 1):
        keys.add(near[0], shift(low, by, units))
        keys.add(near[-1], near[0], shift(coarse, by, units))
        keys.add(near[0], near[1], shift(coarse, by, units))


def _chances(keys: KeyMaker, units: Units, chances: Floats, roles: Floats) -> None:
    for label in range(SIZE):
        keys.add(np.searchsorted(_CHANCES, chances[:, label]))
    classes = np.searchsorted(_CHANCES, roles)
    joint = classes[:, 1] * 256 + classes[:, 2] * 16 + classes[:, 3]
    for by in (-2, -1, 0, 1, 2):
        keys.add(shift(joint, by, units))
    low = units.trait("low")
    for role in (1, 2, 3):
        keys.add(classes[:, role], low)


def _parts(keys: KeyMaker, units: Units, labels: Ints) -> None:
    """Add the nearest part of each role on either side: which label, how far, its words, what lies between."""
    here, role, low, coarse = np.arange(len(units)), ROLE[labels], units.trait("low"), units.trait("coarse")
    base = labels & ~1
    marks, joints = np.cumsum(units.trait("mark")), np.cumsum(units.trait("joint"))
    state = quotation_state(units)
    for wanted in (1, 2, 3):
        mask = role == wanted
        for place, sign in ((last_before(mask, units.first), 1), (next_after(mask, units.last), -1)):
            far = np.where(place >= 0, bucket(sign * (here - place)), -1)
            between = np.where(place >= 0, np.minimum(sign * (marks - at(marks, place)), 3), -1)
            joined = np.where(place >= 0, np.minimum(sign * (joints - at(joints, place)), 2), -1)
            same = at(units.sentence, place) == units.sentence
            keys.add(at(base, place), far, role)
            keys.add(at(low, place), role)
            keys.add(at(base, place), between, joined, same)
            keys.add(at(low, place), at(base, place), coarse)
            keys.add(at(base, place), same, state, role)
    other = role > 0
    left, right = last_before(other, units.first), next_after(other, units.last)
    keys.add(at(base, left), at(base, right), labels)
    keys.add(at(base, left), at(base, right), bucket(here - left), state)
    keys.add(at(labels, left), at(labels, right), coarse)


def _surroundings(keys: KeyMaker, units: Units, labels: Ints) -> None:
    """Add what the sentence, the quotation and the paragraph before hold."""
    role, state = ROLE[labels], quotation_state(units)
    counts = []
    for wanted in (1, 2, 3):
        total = np.cumsum(role == wanted)
        counts.append(np.minimum(total[units.closes] - total[units.opens], 2))
    keys.add(*counts, role)
    keys.add(*counts, state)
    begun = (labels % 2 == 0) & (role == 1)
    cues = np.cumsum(begun)
    keys.add(np.minimum(cues[units.last] - cues[units.first], 4), np.minimum(cues - cues[units.first], 4), state)
    content = np.cumsum(role == 3)
    opens, closes = units.quotation_edges()
    share = np.where(state > 0, 4 * (content[closes] - content[opens]) // np.maximum(closes - opens, 1), -1)
    keys.add(share, state, role)
    beside = [
        at(labels, np.where((state > 0) & ok, place, -1))
        for place, ok in (
            (np.maximum(opens - 1, 0), opens > units.first),
            (np.minimum(closes + 1, len(labels) - 1), closes < units.last),
        )
    ]
    keys.add(share, *beside)
    keys.add(at(labels, np.where(state > 0, opens, -1)), at(labels, np.where(state > 0, closes, -1)), role)
    before = units.first - 1
    low = units.trait("low")
    cue = last_before(role == 1, np.zeros_like(labels))[units.first]
    gap = np.where(cue >= 0, np.minimum(units.paragraph - at(units.paragraph, cue), 3), -1)
    keys.add(at(labels, before), state)
    keys.add(at(low, cue), gap, state > 0)
    keys.add(gap, np.minimum(cues[units.last] - cues[units.first], 2), state, role)


def _elsewhere(keys: KeyMaker, units: Units, labels: Ints, roles: Floats) -> None:
    """Add how often the same word is a cue, source or content elsewhere in the text."""
    _, word = np.unique(units.trait("low"), return_inverse=True)
    word = word.ravel()
    number = np.bincount(word)[word] - 1
    known = np.minimum(number, 3)
    capital = units.trait("capital")
    for role in (1, 2):
        total = np.bincount(word, weights=roles[:, role])[word] - roles[:, role]
        mean = np.searchsorted(_CHANCES, total / np.maximum(number, 1))
        keys.add(mean, known, capital)
        keys.add(mean, labels)
    covered = (10 * (ROLE[labels] == 3).mean()).astype(np.int64)
    keys.add(np.full(len(labels), covered), labels)
    is_content = (labels & ~1 == CONTENT_LEFT) | (labels & ~1 == CONTENT_RIGHT)
    keys.add(units.zone, is_content)
