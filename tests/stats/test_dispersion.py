"""Dispersion: the vector of Gries, what chance gives, and the same of many words at once."""

import numpy as np
import pytest
from scipy import sparse

from framing.errors import FramingError
from framing.stats import dispersion
from framing.stats.words import WordCounts

PARTS = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
VECTOR = {  # c_dispersion_gries
    "dp": 0.18,
    "dp_norm": 0.219512,
    "juilland_d": 0.78515,
    "carroll_d2": 0.937921,
    "rosengren_s": 0.949816,
    "kld": 0.136972,
    "kld_norm": 0.090574,
}


@pytest.mark.parametrize("name", VECTOR)
def test_the_figures_of_gries_2008(name):
    assert getattr(dispersion, name)(*PARTS) == pytest.approx(VECTOR[name], abs=5.1e-7)


def test_the_figure_of_juilland_from_raw_counts():
    assert dispersion.juilland_d(*PARTS, relative=False) == pytest.approx(0.764298, abs=5.1e-7)


def test_a_word_spread_like_all_words_has_no_deviation():
    sizes = [10, 20, 30]
    assert dispersion.dp([1, 2, 3], sizes) == pytest.approx(0)
    assert dispersion.kld([1, 2, 3], sizes) == pytest.approx(0)
    assert dispersion.rosengren_s([1, 2, 3], sizes) == pytest.approx(1)
    assert dispersion.dp_norm([1, 0, 0], sizes) == pytest.approx(1)


@pytest.mark.parametrize("frequency", [1, 3, 10, 100])
def test_expected_dp_is_the_mean_over_shuffled_tokens(frequency):
    rng = np.random.default_rng(1)
    sizes = rng.integers(5, 60, size=20)
    tokens = np.repeat(np.arange(20), sizes)
    shuffled = [
        dispersion.dp(np.bincount(rng.permutation(tokens)[:frequency], minlength=20), sizes) for _ in range(1500)
    ]
    error = np.std(shuffled) / np.sqrt(1500)
    assert dispersion.expected_dp(frequency, sizes)[0] == pytest.approx(np.mean(shuffled), abs=4 * error + 1e-9)


def test_a_word_as_frequent_as_all_words_deviates_nowhere():
    assert dispersion.expected_dp([60], [10, 20, 30])[0] == pytest.approx(0)


def test_many_words_at_once_have_the_figures_of_each():
    rng = np.random.default_rng(2)
    counts = rng.poisson(0.5, (30, 6)).astype(float)
    counts[:, 5] = 0
    sizes = rng.integers(100, 400, 30).astype(float)
    found = dispersion.dispersion(sparse.csr_array(counts), sizes)
    for word in range(5):
        mine = counts[:, word]
        assert found.dp[word] == pytest.approx(dispersion.dp(mine, sizes))
        assert found.dp_norm[word] == pytest.approx(dispersion.dp_norm(mine, sizes))
        assert found.range[word] == (mine > 0).mean()
        assert found.top[word] == mine.max() / mine.sum()
        excess = dispersion.dp(mine, sizes) - dispersion.expected_dp(mine.sum(), sizes)[0]
        assert found.excess[word] == pytest.approx(excess)
    assert np.isnan([found.dp[5], found.dp_norm[5], found.excess[5], found.top[5]]).all()


def counts_of(matrix, words):
    rows = len(matrix)
    matrix = sparse.csr_array(np.asarray(matrix, dtype=float))
    ids = tuple(f"a{row}" for row in range(rows))
    outlets = np.array(["Alder", "Birch"] * (rows // 2))
    return WordCounts(matrix, words, ("word",) * len(words), np.full(rows, 100.0), ids, outlets, np.array([""] * rows))


def test_places_are_where_articles_begin_in_their_outlet():
    found = dispersion.places(counts_of([[1], [0], [2], [3]], ("fog",)), ["fog"])
    assert found.to_dict("list") == {
        "word": ["fog"] * 3,
        "outlet": ["Alder", "Alder", "Birch"],
        "at": [0.0, 0.5, 0.5],
        "count": [1.0, 2.0, 3.0],
    }
    with pytest.raises(FramingError, match="no counts of 'mist'"):
        dispersion.places(counts_of([[1], [0]], ("fog",)), ["mist"])


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (([1], [10]), "two parts or more"),
        (([1, 2], [10, 0]), "parts with words"),
        (([0, 0], [10, 10]), "stands in one at least"),
    ],
)
def test_what_has_no_dispersion_is_refused(parts, message):
    with pytest.raises(FramingError, match=message):
        dispersion.dp(*parts)


def test_frequencies_beyond_the_corpus_are_refused():
    with pytest.raises(FramingError, match="between 1 and the 30 words"):
        dispersion.expected_dp([31], [10, 20])
