"""Diversity at equal coverage and size: more articles alone make no outlet more diverse."""

import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats import ComparisonOptions
from framing.stats.concentration import coverage, rarefied
from framing.stats.diversity import Counts
from framing.stats.equal_coverage import compare_diversity, source_diversity

PARTS = 1 / np.arange(1, 41) ** 0.8
PARTS = PARTS / PARTS.sum()


def drawn(rng, articles, *, parts=PARTS):
    """Counts of articles that each lean to sources of their own."""
    table = np.array(
        [rng.multinomial(rng.poisson(3) + 1, rng.dirichlet(parts * 8)) for _ in range(articles)], dtype=float
    )
    article, source = np.nonzero(table)
    return Counts(article, source, table[article, source]).of(np.arange(articles))


def one(table, outlet, order, way):
    row = table[(table["outlet"] == outlet) & (table["order"] == order) & (table["way"] == way)]
    assert len(row) == 1
    return row.iloc[0]


@pytest.mark.parametrize("way", ["equal coverage", "equal size"])
def test_more_articles_alone_are_not_more_diverse(way):
    rng = np.random.default_rng(0)
    table = compare_diversity({"Alder": drawn(rng, 40), "Birch": drawn(rng, 200)})
    for order in (0, 1, 2):
        few, many = (one(table, outlet, order, way) for outlet in ("Alder", "Birch"))
        assert few["low"] <= many["value"] <= few["high"] * 1.05
        if order == 0:
            assert many["observed"] > 1.1 * few["observed"]


def test_draws_have_the_same_coverage_or_size():
    rng = np.random.default_rng(1)
    cells = {"Alder": drawn(rng, 30), "Birch": drawn(rng, 90)}
    table = compare_diversity(cells)
    sizes = {outlet: one(table, outlet, 0, "equal coverage")["mentions"] for outlet in cells}
    covered = {outlet: coverage(np.bincount(cell.source, cell.count), sizes[outlet]) for outlet, cell in cells.items()}
    assert covered["Alder"] == pytest.approx(covered["Birch"], abs=0.02)
    assert table[table["way"] == "equal size"]["mentions"].nunique() == 1


def test_intervals_hold_the_truth():
    rng = np.random.default_rng(2)
    whole = drawn(rng, 20_000)
    whole = np.bincount(whole.source, whole.count)
    held = dict.fromkeys((0, 1, 2), 0)
    for _ in range(20):
        table = compare_diversity({"Alder": drawn(rng, 60), "Birch": drawn(rng, 25)})
        for order in held:
            row = one(table, "Alder", order, "equal size")
            held[order] += row["low"] <= rarefied(whole, row["mentions"], order) <= row["high"]
    assert all(held[order] >= 17 for order in held), held


def test_a_scored_corpus_with_named_sources(make_corpus, make_attribution):
    import pandas as pd

    scored = make_corpus(outlets=("Alder", "Birch"), each=20)
    rng = np.random.default_rng(3)
    scored.attributions = pd.DataFrame(
        make_attribution(key, source_name=f"Speaker {rng.integers(3 if key < 'B' else 12)}")
        for key in scored.articles["article_id"]
        for _ in range(3)
    )
    table = source_diversity(scored, ComparisonOptions(period="all"))
    few, many = (one(table, outlet, 1, "equal coverage") for outlet in ("Alder", "Birch"))
    assert few["high"] < many["low"]
    assert few["gini"] >= 0
    with pytest.raises(FramingError, match="no outlet has 99 articles"):
        source_diversity(scored, ComparisonOptions(period="all", min_articles=99))
