"""Rows on disk are read again as they were written."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.spill import Lists, Rows

PAIR = np.dtype([("a", np.int32), ("b", np.float32)])


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=30), max_size=6), st.data())
def test_rows_come_back_by_number_and_by_block(parts, data):
    rows = Rows(np.dtype((np.uint32, 3)))
    whole = np.array([value for part in parts for value in part], dtype=np.uint32)
    whole = np.repeat(whole[:, None], 3, axis=1) + np.arange(3, dtype=np.uint32)
    at = 0
    for part in parts:
        rows.append(whole[at : at + len(part)])
        at += len(part)
    assert len(rows) == len(whole)
    blocks = list(rows.blocks(data.draw(st.integers(1, 40))))
    assert np.array_equal(np.concatenate([whole[:0], *blocks]), whole)
    if len(whole):
        places = np.array(data.draw(st.lists(st.integers(0, len(whole) - 1))), dtype=np.int64)
        assert np.array_equal(rows.take(places), whole[places])


def test_rows_may_have_fields():
    rows = Rows(PAIR)
    rows.append(np.array([(1, 0.5), (2, 0.25)], dtype=PAIR))
    assert rows.between(1, 9).tolist() == [(2, 0.25)]
    assert rows.take(np.array([1, 0])).tolist() == [(2, 0.25), (1, 0.5)]
    assert rows.take(np.array([], dtype=np.int64)).tolist() == []


def test_lists_of_any_length_are_kept_under_a_number():
    lists = Lists(np.uint32)
    for number, size in ((7, 3), (2, 0), (5, 1)):
        lists[number] = np.arange(size, dtype=np.uint32)
    assert [lists[number].tolist() for number in (5, 2, 7)] == [[0], [], [0, 1, 2]]


def test_the_file_goes_to_the_folder_asked_for_and_away_with_the_rows(tmp_path):
    rows = Rows(PAIR, tmp_path)
    rows.append(np.zeros(4, dtype=PAIR))
    del rows
    assert not list(tmp_path.iterdir())
