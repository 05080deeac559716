"""Labels to attributions and back."""

from __future__ import annotations

import numpy as np
import pytest

from framing.attribution.gold import Event
from framing.attribution.tagger.labels import LABELS, encode
from framing.attribution.tagger.linking import link

from .conftest import spans


def labels_of(names):
    return np.array([LABELS.index(name) for name in names.split()])


def linked(names, paragraph=None):
    labels = labels_of(names)
    return [
        (item.cue, item.source, item.content)
        for item in link(labels, np.zeros(len(labels), dtype=np.int64) if paragraph is None else np.array(paragraph))
    ]


def test_parts_go_to_the_cue_in_their_direction():
    assert linked("SRB SRI QRB CLB CLI O SRB QRB CLB") == [
        ((2, 3), [(0, 2)], [(3, 5)]),
        ((7, 8), [(6, 7)], [(8, 9)]),
    ]


def test_content_before_and_behind_its_cue_is_one():
    assert linked("CRB CRI G- SRB QRB G+ CLB") == [((4, 5), [(3, 4)], [(0, 2), (6, 7)])]


def test_source_behind_its_cue():
    assert linked("CRB CRI QLB SEB SEI") == [((2, 3), [(3, 5)], [(0, 2)])]


def test_a_second_verb_shares_the_source():
    assert linked("SRB QRB CLB O HRB CLB")[1] == ((4, 5), [(0, 1)], [(5, 6)])


def test_a_sourceless_cue_takes_none():
    assert linked("SRB QRB CLB O NRB CLB")[1] == ((4, 5), [], [(5, 6)])


def test_only_content_that_looks_back_is_linked_across_paragraphs():
    assert linked("SRB QRB CLB", [0, 0, 1]) == [((1, 2), [(0, 1)], [(2, 3)])]
    assert linked("SRB QRB CRB", [0, 0, 1]) == []
    assert linked("SRB QRB O CLB", [0, 0, 1, 2]) == []


def test_a_part_that_points_nowhere_goes_the_other_way():
    assert linked("QRB SRB CLB") == [((0, 1), [(1, 2)], [(2, 3)])]


CASES = {
    "plain": ("Ada Lind said the bridge was safe.", [("Ada Lind", "said", ("the bridge was safe",))]),
    "split": ("“It is safe,” Ada Lind said. “Trust me.”", [("Ada Lind", "said", ("“It is safe,”", "“Trust me.”"))]),
    "inverted": ("“It is safe,” said Ada Lind.", [("Ada Lind", "said", ("“It is safe,”",))]),
    "shared": (
        "Ada Lind said it was safe and promised a report.",
        [("Ada Lind", "said", ("it was safe",)), ("Ada Lind", "promised", ("a report",))],
    ),
    "none": ("It is alleged that he lied.", [("", "alleged", ("that he lied",))]),
    "phrase": ("According to Ada Lind, it is safe.", [("Ada Lind", "According to", ("it is safe",))]),
}


@pytest.mark.parametrize("case", CASES)
def test_labels_spell_attributions_out(case, units_of):
    text, marked = CASES[case]
    units = units_of(text)
    events = [Event(spans(text, s) if s else (), spans(text, q), spans(text, *c)) for s, q, c in marked]
    found = link(encode(units, events), units.paragraph)

    def words(runs):
        return [text[units.starts[first] : units.ends[last - 1]] for first, last in runs]

    assert [(words(i.source), words([i.cue]), tuple(words(i.content))) for i in found] == [
        ([s] if s else [], [q], c) for s, q, c in marked
    ]
