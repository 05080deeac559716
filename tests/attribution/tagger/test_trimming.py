"""Content that runs on, cut where the rules end it."""

from __future__ import annotations

import numpy as np
import pytest

from framing.attribution.tagger.labels import LABELS
from framing.attribution.tagger.linking import Link
from framing.attribution.tagger.trimming import lend_sources, trim


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


def test_rules_lend_a_source_to_the_same_cue_only():
    found = [Link((5, 6), [], [(0, 4)]), Link((9, 10), [], [(10, 14)]), Link(None, [], [(20, 22)])]
    ruled = [Link((5, 7), [(4, 5)], [(0, 4)]), Link((12, 13), [(11, 12)], [(14, 16)])]
    lend_sources(found, ruled)
    assert [item.source for item in found] == [[(4, 5)], [], []]


def test_a_source_taken_for_content_is_lent_with_the_content_beside_it():
    found = [Link((5, 6), [], [(0, 5)])]
    lend_sources(found, [Link((5, 6), [(3, 5)], [(0, 2)])])
    assert (found[0].source, found[0].content) == ([(3, 5)], [(0, 2)])
