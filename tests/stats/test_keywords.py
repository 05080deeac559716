"""The table of keywords: planted words recovered, columns that mean what they say, no p-value."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats.keywords import KeywordOptions, keywords, keywords_of_groups

SPEC = importlib.util.spec_from_file_location("word_simulation", Path(__file__).with_name("word_simulation.py"))
simulation = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(simulation)

QUICK = KeywordOptions(resampled=5, replicates=99)
PLANTED = 20


@pytest.mark.parametrize(("times", "recall"), [(3.0, 0.7), (4.0, 0.9)])
def test_planted_words_are_recovered(times, recall):
    """20 of 400 words, half a group's, in 80 articles each."""
    found, right = 0, 0
    for seed in range(5):
        table = keywords(simulation.simulated(seed, planted=PLANTED, times=times), "Alder", "Birch", QUICK)
        told = set(table["word"][table["at_least"] != 0])
        found, right = found + len(told), right + len(told & simulation.planted_words(PLANTED))
    assert right / (5 * PLANTED) >= recall
    assert right / found >= 0.95


def test_planted_words_are_recovered_within_stories():
    table = keywords(
        simulation.simulated(1, planted=PLANTED, times=4.0, stories=20, apart=True, articles=160),
        "Alder",
        "Birch",
        KeywordOptions(stories=True, resampled=5, replicates=99),
    )
    told = set(table["word"][table["at_least"] != 0])
    assert len(told & simulation.planted_words(PLANTED)) / PLANTED >= 0.8
    assert len(told & simulation.planted_words(PLANTED)) / len(told) >= 0.85


@pytest.fixture(scope="module")
def table():
    return keywords(simulation.simulated(2, planted=PLANTED), "Alder", "Birch", QUICK)


def test_the_best_stand_first(table):
    told = table["at_least"].abs()
    assert told.is_monotonic_decreasing
    assert table["word"][0] in simulation.planted_words(PLANTED)


def test_bounds_hold_the_value_and_the_corrected_ones_are_wider(table):
    assert ((table["low"] <= table["log_ratio"]) & (table["log_ratio"] <= table["high"])).all()
    assert (table["at_least"].abs() <= np.maximum(table["low"], -table["high"]).clip(lower=0) + 1e-12).all()


def test_no_column_is_a_p_value(table):
    assert not [name for name in table.columns if name.startswith(("p_", "q_")) or "p_value" in name]


def test_the_first_words_have_an_interval_of_their_log_odds(table):
    best = table.head(5)
    assert ((best["log_odds_low"] < best["log_odds"]) & (best["log_odds"] < best["log_odds_high"])).all()
    assert table["log_odds_low"][5:].isna().all()


def test_dispersion_is_that_of_the_group_that_uses_the_word_more(table):
    counts = simulation.simulated(2, planted=PLANTED)
    row = table[table["log_ratio"] < 0].iloc[0]
    mine = counts.counts[counts.outlets == "Birch"].toarray()[:, counts.words.index(row["word"])]
    assert row["range"] == (mine > 0).mean()
    assert row["top_article"] == mine.max() / mine.sum()
    assert row["bursty"] == (mine.max() > 0.2 * mine.sum())


def test_exchanging_the_groups_turns_the_signs(table):
    other = keywords(simulation.simulated(2, planted=PLANTED), "Birch", "Alder", QUICK).set_index("word")
    mine = table.set_index("word").loc[other.index]
    for name in ("log_ratio", "at_least", "g2", "log_odds", "z", "articles_log_ratio"):
        np.testing.assert_allclose(mine[name], -other[name], atol=1e-9)


def test_a_background_makes_the_prior(table):
    counts = simulation.simulated(2, planted=PLANTED)
    background = dict.fromkeys(counts.words, 1000.0)
    other = keywords(counts, "Alder", "Birch", KeywordOptions(background=background, resampled=5, replicates=99))
    assert not np.allclose(other["z"], table.set_index("word").loc[other["word"]]["z"])


def test_each_group_against_all_others():
    counts = simulation.simulated(3, planted=PLANTED, articles=40)
    outlets = counts.outlets.copy().astype("<U6")
    outlets[::3] = "Cedar"
    whole = keywords_of_groups(
        counts.__class__(*(outlets if name == "outlets" else getattr(counts, name) for name in counts.__slots__)), QUICK
    )
    assert whole["group"].unique().tolist() == ["Alder", "Birch", "Cedar"]
    assert set(whole["reference"]) == {"the rest"}
    assert whole.groupby("word")["g2_groups"].nunique().max() == 1


@pytest.mark.parametrize(
    ("group", "reference", "options", "message"),
    [
        ("Elm", "Birch", QUICK, "no outlet 'Elm' .* Alder, Birch"),
        ("Alder", "Elm", QUICK, "no outlet 'Elm'"),
        ("Alder", "Alder", QUICK, "nothing to be compared with"),
        ("Alder", "Birch", KeywordOptions(min_articles=999), "lower min_articles"),
        ("Alder", "Birch", KeywordOptions(stories=True), "0 stories|no word"),
    ],
)
def test_what_cannot_be_compared_is_refused(group, reference, options, message):
    with pytest.raises(FramingError, match=message):
        keywords(simulation.simulated(2), group, reference, options)


def test_words_of_the_war_in_syria(shared):
    """FA-KES, two outlets of opposite camps: what sets them apart is how they call those who fight."""
    from framing.corpus import read_corpus
    from framing.stats.words import count_words

    articles = [each for each in read_corpus(shared / "data/fakes_syria/FA-KES-Dataset.csv") if not each.duplicate_of]
    table = keywords(count_words(articles), "manar", "ahram", QUICK).set_index("word")
    for word, sign in (("terrorist", 1), ("terrorists", 1), ("so-called", 1), ("regime", -1), ("rebels", -1)):
        assert table["at_least"][word] * sign > 0
    assert not {"manar", "sana", "ahram", "reuters"} & set(table.index)
