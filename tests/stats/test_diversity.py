"""Effective numbers of sources: known values, rarefaction to equally many articles, intervals that hold the truth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from framing.stats import ComparisonOptions, compare
from framing.stats.diversity import Counts, effective_number

QUICK = ComparisonOptions(measures=("sourcing",), replicates=99, permutations=99, period="all", against="none")


def counts(table):
    """Counts from an articles × sources table."""
    table = np.asarray(table)
    article, source = np.nonzero(table)
    return Counts(article, source, table[article, source].astype(float))


def brute(table, drawn, rng, draws=20_000):
    """The chance of one source over random draws of articles: pairs of one source over all pairs."""
    table = np.asarray(table)
    same = pairs = 0
    for _ in range(draws):
        sums = table[rng.permutation(len(table))[:drawn]].sum(axis=0)
        same += (sums * (sums - 1)).sum()
        pairs += sums.sum() * (sums.sum() - 1)
    return pairs / same


@given(arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.integers(0, 3)), st.data())
def test_counts_of_some_articles_are_those_of_their_rows_alone(table, data):
    some = np.flatnonzero(data.draw(arrays(bool, len(table))))
    found = counts(table).of(some)
    rows = table[some]
    wanted = counts(rows[rows.sum(axis=1) > 0][:, rows.sum(axis=0) > 0])
    for name in ("article", "source", "count"):
        assert getattr(found, name).tolist() == getattr(wanted, name).tolist()


def test_all_articles_give_the_unbiased_inverse_simpson_index():
    table = [[3, 1, 0], [0, 2, 2]]
    n = np.array([3, 3, 2])
    assert effective_number(counts(table), 2, 2, 0.95)[0] == pytest.approx(8 * 7 / (n * (n - 1)).sum())


def test_rarefied_to_what_random_draws_give():
    rng = np.random.default_rng(3)
    table = rng.poisson(0.6, size=(12, 6))
    table = table[table.sum(axis=1) > 0]
    value = effective_number(counts(table), len(table), 4, 0.95)[0]
    assert value == pytest.approx(brute(table, 4, rng), rel=0.02)


def test_interval_holds_the_truth():
    """50 articles of 4 attributions each to 8 sources with equal parts: 8 effective sources."""
    rng = np.random.default_rng(0)
    held = 0
    for _ in range(200):
        table = rng.multinomial(4, np.full(8, 1 / 8), size=50)
        _, low, high = effective_number(counts(table), 50, 50, 0.95)
        held += low <= 8 <= high
    assert 0.9 <= held / 200 <= 0.99


def test_one_source_is_one_and_no_repetition_no_figure():
    assert effective_number(counts([[4], [2]]), 2, 2, 0.95)[0] == 1
    assert np.isnan(effective_number(counts([[1, 0], [0, 1]]), 2, 2, 0.95)).all()


def test_outlets_are_rarefied_to_the_smallest(make_corpus, make_attribution):
    scored = make_corpus(outlets=("Alder", "Birch"), each=40)
    scored.articles = scored.articles[scored.articles["article_id"] <= "Birch-0019"]
    rng = np.random.default_rng(5)
    scored.attributions = pd.DataFrame(
        make_attribution(key, source_name=f"Speaker {rng.integers(12)}")
        for key in scored.articles["article_id"]
        for _ in range(3)
    )
    rows = compare(scored, QUICK).estimates.query("item == 'effective sources'").set_index("outlet")
    assert rows["n_articles"].to_dict() == {"Alder": 40, "Birch": 20}
    assert set(rows["unit"]) == {"effective number of sources in 20 articles"}
    assert ((rows["low"] < rows["value"]) & (rows["value"] < rows["high"])).all()
    assert rows["value"].between(9, 16).all()
    mean = compare(scored, QUICK).estimates.query("item == 'effective sources in an article'")
    assert mean["value"].between(1, 3).all()
