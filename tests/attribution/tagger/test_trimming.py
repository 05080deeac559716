"""Content that runs on, cut where the rules end it."""

from __future__ import annotations

import numpy as np
import pytest

from framing.attribution.tagger.labels import LABELS
from framing.attribution.tagger.trimming import trim


def labels_of(names):
    return np.array([LABELS.index(name) for name in names.split()])


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Ada said it fell as both ran", True),
        ("Ada said it fell and was late", True),
        ("Ada said it fell and both ran", False),
        ("Ada said it fell because both ran", False),
    ],
)
def test_only_a_clause_of_its_own_is_cut(text, cut, units_of):
    units = units_of(text)
    found = labels_of("SRB QRB CLB CLI CLI CLI CLI")
    ruled = labels_of("SRB QRB CLB CLI O O O")
    assert (trim(found, ruled, units) == (ruled if cut else found)).all()


def test_where_the_rules_begin_elsewhere_nothing_is_cut(units_of):
    units = units_of("Ada said it fell as both ran")
    found = labels_of("SRB QRB CLB CLI CLI CLI CLI")
    assert (trim(found, labels_of("SRB QRB O CLB O O O"), units) == found).all()
