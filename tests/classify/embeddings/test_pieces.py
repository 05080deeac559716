"""Pieces of words: each belongs to the word that it stands in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.classify.embeddings.pieces import Pieces, of_words, read_pieces
from framing.classify.words import read_words


def test_pieces_are_mapped_to_their_words(base):
    text = "The council shamefully closed the school."
    words = read_words([text])
    (pieces,) = read_pieces(base.tokenizer, [text], words)
    assert pieces.words.tolist() == [-1, 0, 1, 2, 2, 3, 4, 5, -1, -1]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_has_pieces_of_words_that_are_there(base, texts):
    words = read_words(texts)
    for each, size in zip(read_pieces(base.tokenizer, texts, words), words.sizes, strict=True):
        assert len(each.ids) == len(each.words) >= 2
        assert each.words.max() < max(size, 1)
        assert (np.diff(each.words[each.words >= 0]) >= 0).all()


@given(st.integers(0, 60), st.integers(3, 20))
def test_windows_hold_every_piece_once(inner, most):
    pieces = Pieces(np.r_[2, np.arange(10, 10 + inner), 3], np.r_[-1, np.arange(inner), -1])
    windows = pieces.windows(most)
    assert all(len(window.ids) <= most and window.ids[0] == 2 and window.ids[-1] == 3 for window in windows)
    assert np.concatenate([window.ids[1:-1] for window in windows]).tolist() == pieces.ids[1:-1].tolist()


def test_a_word_has_the_mean_of_its_pieces():
    pieces = Pieces(np.arange(5), np.array([-1, 0, 0, 2, -1]))
    assert of_words(pieces, np.array([9.0, 1, 3, 5, 9]), 3, -7.0).tolist() == [2, -7, 5]


def test_half_a_character_is_no_obstacle(base):
    text = "The \ud800 council."
    (pieces,) = read_pieces(base.tokenizer, [text], read_words([text]))
    assert pieces.words[pieces.words >= 0].tolist() == [0, 1]
