"""Units and feature keys: the same every time, for any text."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.attribution.tagger.context import bucket, context_keys, last_before, next_after, shift
from framing.attribution.tagger.labels import SIZE
from framing.attribution.tagger.reread import reread_keys, rule_keys
from framing.attribution.tagger.traits import KEYS, TRAITS, word_traits

TEXT = "A title\n\n“Go home,” said Ada Lind. He didn’t ask U.S. officials why.\n\n“Why?” “Because.”"


def test_units_keep_clitics_and_abbreviations_whole(units_of):
    words = units_of(TEXT).words
    assert words[:2] == ("A", "title")
    assert "U.S." in words
    assert words[words.index("didn") + 1] == "’t"


def test_units_know_where_they_stand(units_of):
    units = units_of(TEXT)
    go, why = units.words.index("Go"), units.words.index("Why")
    assert units.words[units.first[go]] == "“"
    assert units.quotation[go] == 0
    assert units.quotation[why] == 1
    assert units.quotation[units.words.index("Ada")] == -1
    assert units.paragraph.tolist() == sorted(units.paragraph.tolist())


def test_neighbours_end_with_the_paragraph(units_of):
    units = units_of("One two.\n\nThree four.")
    place = np.arange(len(units))
    assert shift(place, -1, units).tolist() == [-2, 0, 1, -2, 3, 4]
    assert shift(place, 2, units).tolist() == [2, -2, -3, 5, -2, -3]


def test_nearest_places():
    mask = np.array([0, 1, 0, 1, 0], dtype=bool)
    assert last_before(mask, np.zeros(5, dtype=np.int64)).tolist() == [-1, -1, 1, 1, 3]
    assert next_after(mask, np.full(5, 4)).tolist() == [1, 3, 3, -1, -1]


def test_distances_grow_by_class():
    classes = bucket(np.arange(200))
    assert (np.diff(classes) >= 0).all()
    assert classes[0] < classes[1] < classes[5] < classes[100]


def test_traits_have_one_length_and_see_the_cue():
    keys, numbers = word_traits("said")
    assert (len(keys), len(numbers)) == (KEYS, len(TRAITS))
    assert dict(zip(TRAITS, numbers, strict=True))["cue"] == 1
    assert dict(zip(TRAITS, word_traits("bridge")[1], strict=True))["cue"] == 0


def test_keys_are_the_same_in_every_process():
    code = (
        "from framing.attribution.tagger.traits import word_traits; "
        "print([word_traits(w)[0] for w in ('said', 'Łódź', '“')])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("“”\"' .,\nsaid"))))
@settings(max_examples=60, deadline=None)
def test_any_text_has_keys(units_of, text):
    units = units_of(text)
    if units is None:
        return
    labels = np.random.default_rng(0).integers(0, SIZE, len(units))
    chances = np.full((len(units), SIZE), 1 / SIZE, dtype=np.float32)
    for keys in (context_keys(units), rule_keys(units, labels), reread_keys(units, labels, chances, labels)):
        assert keys.shape[1] == len(units)
        assert keys.dtype == np.uint64
    assert (context_keys(units) == context_keys(units)).all()


def test_columns_never_share_keys(units_of):
    units = units_of(TEXT)
    labels = np.zeros(len(units), dtype=np.int64)
    chances = np.zeros((len(units), SIZE), dtype=np.float32)
    blocks = [context_keys(units), rule_keys(units, labels), reread_keys(units, labels, chances, labels)]
    columns = [set(column.tolist()) for block in blocks for column in block]
    assert sum(map(len, columns)) == len(set().union(*columns))
