import numpy as np
import pandas as pd
import pytest

from framing.stats import ComparisonOptions, compare
from framing.stats.adoption import adoption_ratio

QUICK = ComparisonOptions(measures=("labelling",), replicates=200, permutations=199, period="all", against="none")


def column(*values):
    return np.array(values, dtype=float).reshape(-1, 1)


def test_the_ratio_of_two_shares_with_its_interval_on_the_log_scale():
    """Six articles by hand: own 9 of 20, attributed 6 of 20."""
    own = column(2, 1, 2, 1, 2, 1), column(4, 3, 4, 2, 4, 3)
    told = column(1, 1, 1, 1, 1, 1), column(4, 3, 3, 4, 3, 3)
    value, low, high, method = adoption_ratio(own, told)
    assert value[0] == pytest.approx((9 / 20) / (6 / 20))
    influence = [(x - 0.45 * w) / 9 - (y - 0.3 * v) / 6 for x, w, y, v in zip(*own, *told, strict=True)]
    error = np.sqrt(np.sum(np.square(influence)) * 6 / 5)
    reach = np.exp(2.570582 * error)  # t with 5 degrees of freedom
    assert (low[0], high[0]) == (pytest.approx(1.5 / reach), pytest.approx(1.5 * reach))
    assert method[0] == "article linearisation of the logarithm, t"


def test_exchanging_the_voices_inverts_everything():
    rng = np.random.default_rng(4)
    own_all, told_all = rng.poisson(5, (40, 3)).astype(float), rng.poisson(3, (40, 3)).astype(float)
    own, told = rng.binomial(own_all.astype(int), 0.4) * 1.0, rng.binomial(told_all.astype(int), 0.3) * 1.0
    value, low, high, _ = adoption_ratio((own, own_all), (told, told_all))
    back, back_low, back_high, _ = adoption_ratio((told, told_all), (own, own_all))
    assert back == pytest.approx(1 / value)
    assert back_low == pytest.approx(1 / high)
    assert back_high == pytest.approx(1 / low)


@pytest.mark.parametrize(
    ("own", "told", "expected", "method"),
    [
        (0, 1, 0.0, "no label in own voice: no interval"),
        (1, 0, np.nan, "no label attributed"),
        (0, 0, np.nan, "no label attributed"),
    ],
)
def test_without_labels_in_a_voice_there_is_no_interval(own, told, expected, method):
    value, low, high, said = adoption_ratio((column(own, own), column(4, 4)), (column(told, told), column(4, 4)))
    assert value[0] == pytest.approx(expected, nan_ok=True)
    assert np.isnan([low[0], high[0]]).all()
    assert said[0] == method


def test_without_mentions_in_a_voice_there_is_no_ratio():
    value, *_, method = adoption_ratio((column(1, 1), column(4, 4)), (column(0, 0), column(0, 0)))
    assert np.isnan(value[0])
    assert method[0] == "no denominator"


def test_few_articles_with_a_label_give_a_ratio_alone():
    four, six = column(1, 1, 1, 1, 0, 0), column(1, 1, 1, 1, 1, 1)
    value, low, _, method = adoption_ratio((four, 2 * six), (six, 2 * six))
    assert value[0] == pytest.approx(4 / 6)
    assert np.isnan(low[0])
    assert method[0] == "labels in fewer than 5 articles: no interval"


@pytest.mark.parametrize(("articles", "own_share", "told_share"), [(15, 0.4, 0.3), (40, 0.4, 0.3), (60, 0.1, 0.2)])
def test_intervals_hold_the_ratio_as_often_as_they_say(articles, own_share, told_share):
    """Articles differ in how much and how they label, in both voices alike; 2,000 corpora."""
    rng = np.random.default_rng(8)
    size = (articles, 2000)
    lean = rng.normal(0, 1, size)
    own_all = rng.poisson(6 * rng.gamma(2, 0.5, size))
    told_all = rng.poisson(3 * rng.gamma(2, 0.5, size))

    def chance(share, lean):
        return 1 / (1 + np.exp(-(np.log(share / (1 - share)) + lean)))

    own, told = rng.binomial(own_all, chance(own_share, lean)), rng.binomial(told_all, chance(told_share, lean))
    wide = rng.normal(0, 1, 200_000)
    truth = chance(own_share, wide).mean() / chance(told_share, wide).mean()
    counts = [part.astype(float) for part in (own, own_all, told, told_all)]
    _, low, high, _ = adoption_ratio((counts[0], counts[1]), (counts[2], counts[3]))
    there = ~np.isnan(low)
    assert there.mean() > 0.9
    assert 0.93 <= ((low <= truth) & (truth <= high))[there].mean() <= 0.975


def test_compare_gives_adoption_from_its_labelling_shares(make_corpus):
    found = compare(make_corpus(), QUICK).estimates
    shares = found[found["measure"] == "labelling"].set_index(["voice", "outlet"])["value"]
    rows = found[found["measure"] == "adoption"].set_index("outlet")
    for outlet, row in rows.iterrows():
        assert row["numerator"] == pytest.approx(shares["outlet", outlet])
        assert row["denominator"] == pytest.approx(shares["attributed", outlet])
        assert row["value"] == pytest.approx(row["numerator"] / row["denominator"])
    assert set(rows["voice"]) == {"outlet/attributed"}


def test_adoption_needs_both_voices_and_quotation_marks(make_corpus):
    scored = make_corpus()
    scored.manifest["health"]["quotation_marks_missing"] = ["Birch"]
    found = compare(scored, QUICK).estimates.query("measure == 'adoption'").set_index("outlet")
    assert found.loc["Birch", "method"] == "not comparable: no quotation marks"
    assert np.isnan(found.loc["Birch", ["value", "numerator", "denominator"]].astype(float)).all()
    assert found.loc["Alder", "value"] > 0
    one = ComparisonOptions(measures=("labelling",), voices=("outlet",), contrasted=("outlet",), against="none")
    assert "adoption" not in set(compare(scored, one).estimates["measure"])


def test_quoting_own_labels_lowers_adoption(make_corpus):
    scored = make_corpus()
    before = compare(scored, QUICK).estimates.query("measure == 'adoption'").set_index("outlet")["value"]
    loaded = scored.hits.index[(scored.hits["voice"] == "outlet") & (scored.hits["loading"] < 0)]
    scored.hits.loc[loaded[::2], "voice"] = "quoted"
    after = compare(scored, QUICK).estimates.query("measure == 'adoption'").set_index("outlet")["value"]
    assert (after < before).all()


def test_periods_without_a_label_are_no_error(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = pd.DataFrame([make_hit("Alder-0000"), make_hit("Alder-0000", "quoted", loading=0)])
    options = ComparisonOptions(measures=("labelling",), replicates=200, period="month", against="none")
    rows = compare(scored, options).estimates.query("measure == 'adoption'")
    assert rows["value"].isna().all()
