"""Loaded sentences by outlet: shares and mean probabilities of the voices asked for."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats import ComparisonOptions, compare
from framing.stats.loaded import MEAN, SHARE, compare_loaded

VOICES = ("quoted", "paraphrased", "scare", "distanced", "outlet")
QUICK = {"period": "all", "replicates": 200, "permutations": 199}


def corpus(chances, *, marks_missing=()):
    """A scored corpus; `chances` maps an outlet to its articles, lists of (voice, probability)."""
    words = {f"words_{zone}_{voice}": 0 for zone in ("headline", "lead", "body", "caption") for voice in VOICES}
    articles, sentences = [], []
    for outlet, each in chances.items():
        for number, found in enumerate(each):
            key = f"{outlet}-{number:03d}"
            articles.append({"article_id": key, "outlet": outlet, "published": pd.NaT, "duplicate_of": "", **words})
            sentences += [{"article_id": key, "voice": voice, "loaded": chance} for voice, chance in found]
    return SimpleNamespace(
        articles=pd.DataFrame(articles),
        sentences=pd.DataFrame(sentences),
        manifest={"health": {"quotation_marks_missing": list(marks_missing)}},
    )


@pytest.fixture(scope="module")
def scored():
    """Of Alder's own sentences 7 in 10 are loaded, of Birch's 2 in 10; of what they quote half or more is, in both."""
    rng = np.random.default_rng(4)

    def article(share):
        return [("outlet", 0.9 if loaded else 0.1) for loaded in rng.random(10) < share] + [
            ("quoted", 0.95),
            ("quoted", rng.random()),
        ]

    return corpus({name: [article(share) for _ in range(30)] for name, share in (("Alder", 0.7), ("Birch", 0.2))})


def test_the_outlets_own_sentences_alone_count_by_default(scored):
    found = compare_loaded(scored, ComparisonOptions(**QUICK))
    assert set(found.estimates["voice"]) == {"outlet"}
    rows = found.estimates.set_index(["item", "outlet"])
    own = scored.sentences[(scored.sentences["voice"] == "outlet") & scored.sentences["article_id"].str.startswith("A")]
    share = rows.loc[(SHARE, "Alder")]
    assert share["value"] == pytest.approx((own["loaded"] >= 0.5).mean())
    assert share["denominator"] == 300
    assert share["n_articles"] == 30
    assert share["low"] < share["value"] < share["high"]
    assert rows.loc[(MEAN, "Alder"), "value"] == pytest.approx(own["loaded"].mean())
    assert rows.loc[(MEAN, "Alder"), "unit"] == "mean per sentence: probability"


def test_outlets_that_differ_are_told_apart_and_quotations_only_when_asked(scored):
    options = ComparisonOptions(**QUICK, voices=("outlet", "quoted", "all"), contrasted=("outlet", "quoted"))
    found = compare_loaded(scored, options)
    contrasts = found.contrasts.set_index(["item", "voice"])
    assert contrasts.loc[(SHARE, "outlet"), "differs"]
    assert not contrasts.loc[(SHARE, "quoted"), "differs"]
    rows = found.estimates.set_index(["item", "voice", "outlet"])["denominator"]
    assert rows[SHARE, "all", "Alder"] == rows[SHARE, "outlet", "Alder"] + rows[SHARE, "quoted", "Alder"]


def test_a_threshold_moves_the_share_alone(scored):
    low, high = (compare_loaded(scored, ComparisonOptions(**QUICK), threshold=t).estimates for t in (0.5, 0.92))
    assert high.loc[high["item"] == SHARE, "value"].eq(0).all()
    assert low.loc[low["item"] == MEAN, "value"].tolist() == high.loc[high["item"] == MEAN, "value"].tolist()
    with pytest.raises(FramingError, match="threshold 2 is no probability"):
        compare_loaded(scored, threshold=2)


def test_outlets_without_quotation_marks_have_figures_over_all_voices_alone():
    articles = [[("outlet", 0.8), ("outlet", 0.2)]] * 4
    scored = corpus({"Alder": articles, "Birch": articles}, marks_missing=["Birch"])
    found = compare_loaded(scored, ComparisonOptions(**QUICK, voices=("outlet", "all"))).estimates
    values = found[found["item"] == SHARE].set_index(["voice", "outlet"])["value"]
    assert np.isnan(values["outlet", "Birch"])
    assert values["all", "Birch"] == values["all", "Alder"] == 0.5


def test_page_furniture_counts_nowhere_and_articles_without_sentences_change_nothing():
    articles = [[("outlet", 0.8), ("", 0.9)], [("outlet", 0.4)], []]
    found = compare_loaded(corpus({"Alder": articles}), ComparisonOptions(**QUICK, voices=("all",))).estimates
    share = found[found["item"] == SHARE].iloc[0]
    assert (share["numerator"], share["denominator"], share["n_articles"]) == (1, 2, 2)


def test_a_corpus_scored_without_the_model_is_told(scored):
    without = SimpleNamespace(**{**vars(scored), "sentences": scored.sentences.drop(columns="loaded")})
    with pytest.raises(FramingError, match=r"no column 'loaded'.*without the model.*--model loaded"):
        compare_loaded(without)
    older = SimpleNamespace(**{**vars(scored), "sentences": scored.sentences.drop(columns="voice")})
    with pytest.raises(FramingError, match="by an earlier version"):
        compare_loaded(older)


def test_a_comparison_has_the_measure_where_it_is_asked_for(repository):
    import framing

    pytest.importorskip("sklearn")
    scored = framing.score(repository / "data/sample/articles.csv", options=framing.ScoreOptions(models=["loaded"]))
    found = compare(scored, ComparisonOptions(**QUICK, measures=("loaded",)))
    assert set(found.estimates["measure"]) == {"loaded"}
    assert set(found.estimates["voice"]) == {"outlet"}
    assert any("label a sample of each outlet" in note for note in found.notes)
    shares = found.estimates[(found.estimates["item"] == SHARE) & (found.estimates["period"] == "all")]
    assert 0 < shares["denominator"].sum() <= (scored.sentences["voice"] == "outlet").sum()


def test_a_mean_of_probabilities_has_bounds_that_are_probabilities():
    few = corpus({"Alder": [[("outlet", 0.97)] * 3], "Birch": [[("outlet", 0.02)], [("outlet", 0.6)]]})
    found = compare_loaded(few, ComparisonOptions(**QUICK)).estimates
    assert len(found) == 4
    assert ((found["low"] >= 0) & (found["high"] <= 1) & (found["low"] < found["high"])).all()
