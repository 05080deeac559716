"""Units, places and words as numbers: the same every time, for any text."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.attribution.tagger.places import PLACES, bucket, place_rows
from framing.attribution.tagger.traits import KEYS, word_keys
from framing.attribution.tagger.vocabulary import Vocabulary, frequent

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


def test_distances_grow_by_class():
    classes = bucket(np.arange(200))
    assert (np.diff(classes) >= 0).all()
    assert classes[0] < classes[1] < classes[5] < classes[100]


def test_places_tell_the_quotation_from_what_is_around(units_of):
    units = units_of(TEXT)
    rows = place_rows(units, np.zeros(len(units), dtype=np.int64))
    go, ada = units.words.index("Go"), units.words.index("Ada")
    assert rows[go, 1] != rows[ada, 1]
    assert (rows[:, 0] == 0).all()


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("“”\"' .,\nsaid"))))
@settings(max_examples=60, deadline=None)
def test_any_text_has_places(units_of, text):
    units = units_of(text)
    if units is None:
        return
    rows = place_rows(units, np.zeros(len(units), dtype=np.int64))
    assert len(rows) == len(units)
    assert rows.min() >= 0
    assert rows.max() < PLACES
    assert all(len(word_keys(word)) == KEYS for word in units.words)


def test_columns_of_places_never_share_rows(units_of):
    units = units_of(TEXT)
    columns = place_rows(units, np.full(len(units), 23)).T
    assert len({row for column in columns for row in set(column.tolist())}) == sum(
        len(set(c.tolist())) for c in columns
    )


def test_keys_are_the_same_in_every_process():
    code = (
        "from framing.attribution.tagger.traits import word_keys; print([word_keys(w) for w in ('said', 'Łódź', '“')])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_unknown_words_keep_what_is_known_of_their_form():
    known = frequent([["walked", "talked", "walked"]], 2)
    walked, stalked, sky = known.rows(["walked", "stalked", "sky"])
    assert (walked < len(known)).sum() > (stalked < len(known)).sum() > (sky < len(known)).sum()


def test_empty_vocabulary_knows_nothing():
    assert (Vocabulary(np.zeros(0, dtype=np.uint64)).rows(["said"]) == 0).all()
