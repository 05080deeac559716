"""Vectors of words distilled from the tiny encoder."""

import numpy as np

from framing.classify.wordvectors import distil


def test_words_of_news_of_lists_and_of_the_encoder_get_vectors(base):
    news = ["The council closed the school.", "The mayor signed a deal, the court closed.", "Quietly the council."] * 4
    found = distil(base, news, ["shameful", "two words"], 3)
    told = found.of(["council", "shameful", "court", "xyzzy"])
    assert found.width == 3
    assert np.abs(told).max() <= 1
    assert told[:3].any(axis=1).all()
    assert not told[3].any()
    again = distil(base, news, ["shameful", "two words"], 3)
    assert np.array_equal(again.keys, found.keys)
    assert np.array_equal(again.vectors, found.vectors)
