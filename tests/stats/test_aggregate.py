"""Rates by cell from the parts of a scored corpus: the figures of `compare`, and the linearised interval."""

import numpy as np
import pandas as pd
import pytest

from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.stats import ComparisonOptions, compare
from framing.stats.aggregate import AggregateOptions, aggregate_rates
from framing.stats.ratios import linearised_se


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


def test_intervals_are_linearised_by_article(scored):
    from scipy.stats import t

    table = aggregate_rates(scored, AggregateOptions(period="all"))
    hits = scored.hits[~scored.hits["negated"].astype(bool)]
    hits = hits.assign(item=hits["lexicon"] + "/" + hits["category"])
    item = "sample-velmar/evaluative"
    for outlet, articles in scored.articles.groupby("outlet"):
        row = table[(table["outlet"] == outlet) & (table["item"] == item)].iloc[0]
        mine = hits[(hits["item"] == item) & (hits["loading"] != 0)].groupby("article_id").size()
        x = articles["article_id"].map(mine).fillna(0).to_numpy(dtype=float)[:, None]
        w = articles["words"].to_numpy(dtype=float)[:, None]
        error = 1000 * linearised_se(x, w)[0]
        reach = t.ppf(0.975, len(x) - 1) * error
        assert row["high"] == pytest.approx(row["rate"] + reach, rel=1e-4)
        assert row["low"] == pytest.approx(max(0, row["rate"] - reach), rel=1e-4, abs=1e-6)


def test_cells_without_hits_have_a_bound_and_lone_articles_none(scored):
    table = aggregate_rates(scored, AggregateOptions(period="week"))
    empty = table[table["hits"] == 0]
    assert (empty["low"] == 0).all()
    assert empty["high"].to_numpy() == pytest.approx(1000 * -np.log(0.05) / empty["words"].to_numpy(), rel=1e-5)
    alone = table[(table["n_articles"] == 1) & (table["hits"] > 0)]
    assert alone["high"].isna().all()
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
