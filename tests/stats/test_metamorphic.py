"""What must not change a comparison, and what must change it by a known amount."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from framing.stats import ComparisonOptions, compare

KEYS = ["measure", "item", "voice", "outlet", "period"]
QUICK = ComparisonOptions(replicates=400, permutations=399, period="all")


def joined(one, other):
    both = one.estimates.merge(other.estimates, on=KEYS, suffixes=("", "_other"))
    assert len(both) == len(one.estimates)
    return both


def again(scored, suffix, **columns):
    """The corpus with every article once more under another id."""
    doubled = {
        name: pd.concat([table, table.assign(article_id=table["article_id"] + suffix)], ignore_index=True)
        for name, table in (("hits", scored.hits), ("attributions", scored.attributions))
    }
    articles = scored.articles.assign(**columns)
    copies = articles.assign(article_id=articles["article_id"] + suffix)
    return replace(scored, articles=pd.concat([articles, copies], ignore_index=True), **doubled)


@pytest.fixture(scope="module")
def large(make_corpus):
    scored = make_corpus(outlets=("Alder", "Birch"), each=60, rates=(4.0, 2.0))
    return scored, compare(scored, QUICK)


def test_rows_in_any_order_give_the_same_tables(large):
    scored, first = large
    mixed = replace(
        scored,
        articles=scored.articles.sample(frac=1, random_state=1),
        hits=scored.hits.sample(frac=1, random_state=2),
        attributions=scored.attributions.sample(frac=1, random_state=3),
    )
    found = compare(mixed, QUICK)
    pd.testing.assert_frame_equal(found.estimates, first.estimates)
    pd.testing.assert_frame_equal(found.contrasts, first.contrasts)


def test_new_names_change_no_figure_and_the_sign_of_a_difference_at_most(large):
    scored, first = large
    names = {"Alder": "Yew", "Birch": "Ash"}  # the other way round in the alphabet
    renamed = replace(scored, articles=scored.articles.assign(outlet=scored.articles["outlet"].map(names)))
    found = compare(renamed, QUICK)
    both = first.estimates.assign(outlet=first.estimates["outlet"].map(names)).merge(found.estimates, on=KEYS)
    assert both["value_x"].to_numpy() == pytest.approx(both["value_y"].to_numpy(), nan_ok=True)
    pairs = first.contrasts.merge(found.contrasts, on=["measure", "item", "voice"])
    assert pairs["difference_x"].to_numpy() == pytest.approx(-pairs["difference_y"].to_numpy())
    assert (pairs["p_value_x"] - pairs["p_value_y"]).abs().max() < 0.15  # other draws


def test_twice_the_articles_are_narrower_by_the_root_of_two_only_as_clusters_of_their_own(large):
    """A corpus printed twice holds no more news: known as copies by their story they change nothing."""
    scored, first = large
    story = scored.articles["article_id"].to_numpy()
    doubled = again(scored, "-again", story_id=story)
    apart, together = (compare(doubled, replace(QUICK, clusters=clusters)) for clusters in ("article", "story"))
    for found, ratio in ((apart, np.sqrt(2)), (together, 1.0)):
        both = joined(first, found)
        # those that are clustered by article all the same stand aside
        both = both[both["method"].str.contains("studentised") & ~both["item"].str.contains("effective")]
        assert both["value"].to_numpy() == pytest.approx(both["value_other"].to_numpy())
        width = (both["high"] - both["low"]) / (both["high_other"] - both["low_other"])
        assert width.median() == pytest.approx(ratio, rel=0.06)


def test_an_outlet_without_words_changes_nobody_else(large):
    scored, first = large
    words = [name for name in scored.articles if name.startswith("words")]
    empty = scored.articles.iloc[[0]].assign(article_id="empty", outlet="Void", **dict.fromkeys(words, 0))
    found = compare(replace(scored, articles=pd.concat([scored.articles, empty], ignore_index=True)), QUICK)
    both = joined(first, found)
    for name in ("value", "low", "high"):
        assert both[name].to_numpy() == pytest.approx(both[f"{name}_other"].to_numpy(), nan_ok=True)
    mine = found.estimates[found.estimates["outlet"] == "Void"]
    assert mine["value"].isna().all()
    assert mine["small"].all()
    pd.testing.assert_frame_equal(found.contrasts, first.contrasts)


def test_one_article_alone_has_bounds_and_no_contrast(make_corpus):
    found = compare(make_corpus(outlets=("Solo",), each=1), QUICK)
    some = found.estimates[(found.estimates["measure"] == "rate") & (found.estimates["denominator"] > 0)]
    assert (some["low"] <= some["value"]).all()
    assert (some["value"] < some["high"]).all()
    assert found.contrasts.empty


@pytest.mark.parametrize(
    "dates",
    [
        pd.NaT,
        pd.Timestamp(2020, 1, 1),
    ],
)
def test_no_date_or_one_date_is_one_period(large, dates):
    scored, first = large
    found = compare(replace(scored, articles=scored.articles.assign(published=dates)), replace(QUICK, period="auto"))
    assert found.estimates["period"].nunique() <= 2
    both = first.contrasts.merge(found.contrasts, on=["measure", "item", "voice"])
    assert len(both) == len(first.contrasts)
    assert both["p_value_x"].tolist() == both["p_value_y"].tolist()


def test_counts_that_are_all_zero_have_the_rule_of_three(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"), each=30)
    one = pd.DataFrame([make_hit("Birch-0001")])
    rows = compare(replace(scored, hits=one), QUICK).estimates
    row = rows[(rows["measure"] == "rate") & (rows["voice"] == "all") & (rows["outlet"] == "Alder")].iloc[0]
    assert (row["value"], row["low"]) == (0, 0)
    assert row["high"] == pytest.approx(1000 * -np.log(0.05) / row["denominator"], rel=0.5)
