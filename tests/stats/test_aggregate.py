"""Rates by cell from the parts of a scored corpus: the figures of `compare`, and the score interval."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.stats import ComparisonOptions, compare
from framing.stats.aggregate import AggregateOptions, aggregate_rates
from framing.stats.ratios import design_effect


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("aggregate") / "scored"
    return score(sample_corpus(), folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon())))


@pytest.mark.parametrize("voice", ["all", "outlet", "attributed", "quoted"])
@pytest.mark.parametrize("period", ["all", "month"])
def test_figures_are_those_of_compare(scored, voice, period):
    mine = aggregate_rates(scored, AggregateOptions(period=period, voice=voice, threads=3))
    options = ComparisonOptions(
        measures=("rate",), voices=(voice,), period=period, against="none", duplicates="keep", replicates=99
    )
    theirs = compare(scored, options).estimates
    theirs = theirs[(theirs["period"] != "all") | (period == "all")]
    mine = mine.astype({"outlet": str, "period": str, "item": str})
    both = theirs.merge(mine, on=["outlet", "period", "item"], how="left")
    assert len(both) == len(theirs) > 0
    assert both["hits"].tolist() == both["numerator"].tolist()
    assert both["words"].tolist() == both["denominator"].tolist()
    known = both["denominator"] > 0
    assert both.loc[known, "rate"].to_numpy() == pytest.approx(both.loc[known, "value"].to_numpy(), rel=1e-5)


def test_intervals_are_score_intervals_with_the_design_effect_of_the_outlet(scored):
    table = aggregate_rates(scored, AggregateOptions(period="all"))
    hits = scored.hits[~scored.hits["negated"].astype(bool)]
    hits = hits.assign(item=hits["lexicon"] + "/" + hits["category"])
    item, z = "sample-velmar/evaluative", norm.ppf(0.975)
    for outlet, articles in scored.articles.groupby("outlet"):
        row = table[(table["outlet"] == outlet) & (table["item"] == item)].iloc[0]
        mine = hits[(hits["item"] == item) & (hits["loading"] != 0)].groupby("article_id").size()
        x = articles["article_id"].map(mine).fillna(0).to_numpy(dtype=float)[:, None]
        w = articles["words"].to_numpy(dtype=float)[:, None]
        effect = design_effect(x, w, np.zeros(len(x), dtype=int), share=False)[0]
        for bound in ("low", "high"):  # where the count is z standard deviations from what the bound expects
            expected = row[bound] / 1000 * w.sum()
            assert abs(x.sum() - expected) / np.sqrt(effect * expected) == pytest.approx(z, rel=1e-4)


def test_every_cell_has_an_interval_and_those_without_hits_the_rule_of_three(scored):
    table = aggregate_rates(scored, AggregateOptions(period="week"))
    empty = table[table["hits"] == 0]
    assert (empty["low"] == 0).all()
    least = 1000 * -np.log(0.05) / empty["words"].to_numpy()
    assert (empty["high"].to_numpy() >= least * (1 - 1e-5)).all()
    assert empty["high"].min() == pytest.approx(least.min(), rel=1)
    assert table["high"].notna().all()
    assert (table["low"] <= table["rate"]).all()
    assert (table["rate"] <= table["high"]).all()
    assert isinstance(table["outlet"].dtype, pd.CategoricalDtype)


def test_an_unknown_voice(scored):
    with pytest.raises(FramingError, match="unknown voice 'loud'"):
        aggregate_rates(scored, AggregateOptions(voice="loud"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (AggregateOptions(level=95), "level 95 is no confidence level"),
        (AggregateOptions(threads=0), "threads is 0"),
        (AggregateOptions(by="words"), "cannot aggregate by 'words'; choose from outlet"),
    ],
)
def test_options_without_a_meaning(scored, options, message):
    with pytest.raises(FramingError, match=message):
        aggregate_rates(scored, options)
