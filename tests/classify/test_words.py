"""Sentences to words as numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.classify.words import PLACES, STYLE, read_words

TEXTS = st.lists(st.text(max_size=60), max_size=5)


def test_spans_point_into_their_own_sentence():
    texts = ["The so-called truce.", "It’s over!"]
    words = read_words(texts)
    found = [texts[s][a:b] for s, a, b in zip(words.sentence, words.starts, words.ends, strict=True)]
    assert found == ["The", "so", "called", "truce", "It’s", "over"]
    assert words.forms[words.types[4]] == "it's"


def test_places_tell_how_a_word_is_written():
    words = read_words(['He said "NEVER again", 3 times!'])
    first, upper, shouted, quoted, digit, beside_quote, comma, loud = words.places.T.astype(bool)
    assert first.tolist() == [True, False, False, False, False, False]
    assert shouted.tolist() == [False, False, True, False, False, False]
    assert quoted.tolist() == [False, False, True, True, False, False]
    assert digit.tolist() == [False] * 4 + [True, False]
    assert beside_quote.tolist() == [False, False, True, True, False, False]
    assert upper[2]
    assert not comma.any()
    assert loud.tolist() == [False] * 5 + [True]


@given(TEXTS)
def test_any_text_is_read(texts):
    words = read_words(texts)
    assert words.count == len(texts)
    assert words.places.shape == (len(words.types), PLACES)
    assert words.style.shape == (len(texts), STYLE)
    assert np.isfinite(words.style).all()
    for sentence, start, end in zip(words.sentence, words.starts, words.ends, strict=True):
        assert 0 <= start < end <= len(texts[sentence])


@given(TEXTS)
def test_sentences_do_not_touch_each_other(texts):
    together = read_words(texts)
    for number, text in enumerate(texts):
        alone, mine = read_words([text]), together.subset(np.array([number]))
        assert [alone.forms[t] for t in alone.types] == [together.forms[t] for t in mine.types]
        assert (alone.places == mine.places).all()
        assert np.allclose(alone.style, mine.style)
