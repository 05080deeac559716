"""Texts as a careless archive would keep them, with their marks moved along."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.gold import Event
from framing.attribution.tagger.altering import alter

TEXT = "Ada Lind, the mayor, said: “The bridge will close.”\n\nIt cost 1,200 crowns, she added."
PARTS = ("Ada Lind, the mayor,", "said", "“The bridge will close.”")


def event(text, parts):
    return Event(*(((text.index(part), text.index(part) + len(part)),) for part in parts))


@given(st.integers(0, 200))
def test_marks_go_and_words_stay(seed):
    marked = event(TEXT, PARTS)
    text, (found,) = alter(TEXT, [marked], np.random.default_rng(seed))
    assert re.findall(r"\w+", text) == re.findall(r"\w+", TEXT)
    for role in ("source", "cue", "content"):
        ((start, end),), ((first, last),) = getattr(marked, role), getattr(found, role)
        assert re.findall(r"\w+", text[first:last]) == re.findall(r"\w+", TEXT[start:end])
        assert first < last
    assert "1,200" in text


def test_every_kind_of_loss_happens():
    texts = {alter(TEXT, [], np.random.default_rng(seed))[0] for seed in range(60)}
    assert any("," not in text.replace("1,200", "") for text in texts)
    assert any("“" not in text for text in texts)
    assert any("\n" not in text for text in texts)
    assert TEXT in texts


def test_content_that_is_lost_goes():
    only_marks = Event((), (), ((TEXT.index("“"), TEXT.index("“") + 1),))
    found = [alter(TEXT, [only_marks], np.random.default_rng(seed)) for seed in range(60)]
    assert all(bool(events) == ("“" in text) for text, events in found)
