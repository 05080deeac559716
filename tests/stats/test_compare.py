from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError, ScoredCorpusError
from framing.stats import ComparisonOptions, compare
from framing.stats.contrast_rows import with_families

QUICK = ComparisonOptions(replicates=200, permutations=199, period="all", against="rest")


def options(**changes):
    settings = {"replicates": 200, "permutations": 199, "period": "all", "against": "rest"} | changes
    return ComparisonOptions(**settings)


def cell(frame, **where):
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def needs_marks(items):
    return items.isin(["attributions", "direct share", "named share"]) | items.str.startswith("words of ")


@pytest.fixture(scope="module")
def found(make_corpus):
    scored = make_corpus()
    return scored, compare(scored, options(period="month"))


def test_tables_have_their_columns(found):
    _, comparison = found
    assert list(comparison.estimates.columns) == [
        *("measure", "item", "voice", "outlet", "period", "value", "low", "high", "level", "n_articles"),
        *("numerator", "denominator", "unit", "method", "seed", "bound_low", "bound_high", "small"),
        *("validated", "precision"),
    ]
    assert {"difference", "p_value", "q_value", "family", "family_size"} <= set(comparison.contrasts.columns)


def test_rates_are_hits_over_the_words_of_their_voice(found):
    scored, comparison = found
    hits, articles = scored.hits, scored.articles
    mine = articles[articles["outlet"] == "Alder"]
    own = hits[hits["article_id"].isin(mine["article_id"]) & (hits["loading"] != 0)]
    for voice, words in (("outlet", "words_body_outlet"), ("quoted", "words_body_quoted"), ("all", "words")):
        count = len(own) if voice == "all" else (own["voice"] == voice).sum()
        row = cell(comparison.estimates, measure="rate", voice=voice, outlet="Alder", period="all")
        assert row["item"] == "weather/label"
        assert row["value"] == pytest.approx(1000 * count / mine[words].sum())
        assert row["denominator"] == mine[words].sum()
    assert row["unit"] == "hits per 1,000 words"


def test_labelling_is_loaded_among_all_mentions(found):
    scored, comparison = found
    own = scored.hits[(scored.hits["voice"] == "outlet") & scored.hits["article_id"].str.startswith("Birch")]
    row = cell(comparison.estimates, measure="labelling", voice="outlet", outlet="Birch", period="all")
    assert row["item"] == "fog"
    assert row["value"] == pytest.approx((own["loading"] < 0).mean())
    assert row["bound_low"] == row["bound_high"] == row["value"]


def test_attributed_is_quoted_and_paraphrased_together(found):
    _, comparison = found
    rates = comparison.estimates.query("measure == 'rate' and outlet == 'Alder' and period == 'all'")
    sums = rates.set_index("voice")[["numerator", "denominator"]]
    assert (sums.loc["attributed"] == sums.loc["quoted"] + sums.loc["paraphrased"]).all()


def test_periods_add_up_to_all(found):
    _, comparison = found
    rows = comparison.estimates.query("measure == 'sourcing' and item == 'attributions' and outlet == 'Cedar'")
    whole = rows["period"] == "all"
    assert sorted(rows["period"][~whole]) == [f"2020-0{month}" for month in range(1, 7)]
    assert rows["numerator"][~whole].sum() == rows["numerator"][whole].sum()
    assert rows["small"][~whole].all()
    assert not rows["small"][whole].any()


def test_sourcing_shares_have_their_own_denominators(found):
    scored, comparison = found
    mine = scored.attributions[scored.attributions["article_id"].str.startswith("Alder")]
    sourced = mine[mine["naming"] != "none"]
    shares = comparison.estimates.query("measure == 'sourcing' and outlet == 'Alder' and period == 'all'")
    values = shares.set_index("item")["value"]
    assert values["direct share"] == pytest.approx((mine["kind"] == "direct").mean())
    assert values["anonymous share"] == pytest.approx((sourced["naming"] == "anonymous").mean())
    assert "official share" not in values


def test_the_outlet_that_words_differently_is_found_in_its_own_voice_only(found):
    _, comparison = found
    contrasts = comparison.contrasts.query("outlet == 'Alder'")
    assert cell(contrasts, measure="labelling", voice="outlet")["q_value"] < 0.05
    assert cell(contrasts, measure="rate", voice="outlet")["ratio"] > 2
    assert cell(contrasts, measure="rate", voice="attributed")["q_value"] > 0.05


def test_few_groups_are_contrasted_each_with_each(make_corpus):
    scored = make_corpus()
    found = compare(scored, options(against="auto", measures=("rate",))).contrasts
    own = found[found["voice"] == "outlet"]
    pairs = list(zip(own["outlet"], own["reference"], strict=True))
    assert pairs == [("Alder", "Birch"), ("Alder", "Cedar"), ("Birch", "Cedar")]
    # one outlet words differently: it differs from both others, and they do not differ from each other
    assert own["differs"].tolist() == [True, True, False]


def test_many_groups_are_contrasted_with_the_rest(make_corpus):
    scored = make_corpus(outlets=tuple("ABCDEFG"), each=10)
    found = compare(scored, options(against="auto", measures=("sourcing",))).contrasts
    assert set(found["reference"]) == {"the rest"}


def test_a_difference_needs_both_test_and_interval(make_corpus):
    found = compare(make_corpus(), options(against="each")).contrasts
    apart = (found["low"] > 0) | (found["high"] < 0)
    assert (found["differs"] == (apart & (found["q_value"] < 0.05))).all()
    found = found.assign(low=-1.0, high=1.0)
    assert not with_families(found)["differs"].any()


def test_the_turn_is_the_middle_of_the_periods(make_corpus):
    scored = make_corpus(each=60)
    scored.articles = scored.articles[scored.articles["published"].dt.month <= 5]
    found = compare(scored, options(period="month", measures=("sourcing",))).contrasts
    assert {"from 2020-04", "all"} == set(found["period"])


def test_denials_are_no_labels(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = pd.DataFrame([make_hit("Alder-0000", loading=-1), make_hit("Alder-0000", loading=-1)])
    scored.hits["negated"] = [True, False]
    estimates = compare(scored, QUICK).estimates
    share = cell(estimates, measure="labelling", item="fog", voice="outlet", outlet="Alder")
    assert (share["numerator"], share["denominator"]) == (1, 2)
    assert cell(estimates, measure="rate", voice="outlet", outlet="Alder")["numerator"] == 1


def test_an_outlet_that_changes_is_contrasted_with_itself(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"), each=24)
    months = scored.articles["published"].dt.month
    late = scored.articles[(scored.articles["outlet"] == "Alder") & (months > 3)]["article_id"]
    early = scored.articles[(scored.articles["outlet"] == "Alder") & (months <= 3)]["article_id"]
    rows = [make_hit(name, loading=-1) for name in late for _ in range(3)]
    rows += [make_hit(name, loading=0) for name in early for _ in range(3)]
    scored.hits = pd.DataFrame(rows)
    found = compare(scored, options(period="month", measures=("labelling",))).contrasts
    row = cell(found, voice="outlet", outlet="Alder", period="from 2020-04")
    assert (row["reference"], row["value"], row["reference_value"]) == ("itself before 2020-04", 1.0, 0.0)
    assert row["differs"]
    assert row["family"].startswith("change over time: labelling of fog")
    assert "Birch" not in set(found[found["period"] != "all"]["outlet"])


def test_families_are_named_and_counted(found):
    _, comparison = found
    row = cell(comparison.contrasts, measure="rate", voice="outlet", outlet="Birch")
    assert row["family"] == "rate of weather, voice outlet"
    assert row["family_size"] == 3
    assert (comparison.contrasts["q_value"] >= comparison.contrasts["p_value"]).all()
    assert any("contrasts tested in" in note for note in comparison.notes)


def test_too_few_permutations_for_a_family_are_said(make_corpus):
    chosen = options(permutations=99, measures=("sourcing",), against="each")
    found = compare(make_corpus(outlets=("Alder", "Birch", "Elm")), chosen)
    size = found.contrasts["family_size"].max()
    needed = int(size / 0.05)
    assert needed > 99
    assert any(note.endswith(f"permutations={needed} or more") for note in found.notes)
    # with so many the smallest p-value is small enough, and with one less it is not
    assert size / (needed + 1) < 0.05 <= size / needed
    again = compare(make_corpus(outlets=("Alder", "Birch", "Elm")), replace(chosen, permutations=needed))
    assert not any("permutations=" in note for note in again.notes)


def test_the_order_of_articles_changes_nothing(make_corpus):
    scored = make_corpus(each=12)
    once = compare(scored, QUICK)
    for table in ("articles", "hits", "attributions"):
        setattr(scored, table, getattr(scored, table).sample(frac=1, random_state=3))
    again = compare(scored, QUICK)
    pd.testing.assert_frame_equal(once.estimates, again.estimates)
    pd.testing.assert_frame_equal(once.contrasts, again.contrasts)


def test_another_outlet_leaves_the_bootstrap_of_the_first_as_it_is(make_corpus):
    two, three = (
        compare(make_corpus(outlets=names), QUICK) for names in (("Alder", "Birch"), ("Alder", "Birch", "Elm"))
    )
    where = {"measure": "sourcing", "item": "attributions", "outlet": "Alder"}
    assert cell(two.estimates, **where).equals(cell(three.estimates, **where))


def test_swapping_outlets_flips_a_contrast(make_corpus):
    scored = make_corpus(outlets=("Alder", "Birch"), each=35)
    one = compare(scored, options(against="Birch")).contrasts
    other = compare(scored, options(against="Alder")).contrasts
    assert one["outlet"].unique().tolist() == ["Alder"]
    assert one["difference"].to_numpy() == pytest.approx(-other["difference"].to_numpy())
    assert one["low"].to_numpy() == pytest.approx(-other["high"].to_numpy())
    assert (one["p_value"].to_numpy() == other["p_value"].to_numpy()).all()


def test_quoting_a_narrated_hit_moves_it_and_changes_no_total(make_corpus):
    scored = make_corpus()
    before = compare(scored, options(against="none")).estimates.set_index(["item", "voice", "outlet"])
    moved = scored.hits.index[(scored.hits["voice"] == "outlet") & (scored.hits["loading"] < 0)][:5]
    scored.hits.loc[moved, "voice"] = "quoted"
    after = compare(scored, options(against="none")).estimates.set_index(["item", "voice", "outlet"])
    change = (after["numerator"] - before["numerator"]).loc["weather/label", :, "Alder"]
    assert change[["outlet", "quoted", "all"]].tolist() == [-5, 5, 0]


def test_duplicates_are_left_out_unless_kept(make_corpus):
    scored = make_corpus()
    scored.articles.loc[0, "duplicate_of"] = "Alder-0001"
    where = {"measure": "sourcing", "item": "attributions", "outlet": "Alder"}
    dropped, kept = (compare(scored, options(duplicates=choice)) for choice in ("drop", "keep"))
    assert cell(dropped.estimates, **where)["n_articles"] == 19
    assert cell(kept.estimates, **where)["n_articles"] == 20
    assert dropped.notes[0].startswith("articles that repeat another of the same outlet: 1 (left out")
    assert kept.notes[0] == "articles that repeat another of the same outlet: 1 (counted)"


def test_the_same_body_in_another_outlet_is_counted_and_said(make_corpus):
    scored = make_corpus()
    birch = scored.articles["outlet"] == "Birch"
    scored.articles.loc[birch, "duplicate_of"] = "Alder-0000"
    found = compare(scored, QUICK)
    rows = cell(found.estimates, measure="sourcing", item="attributions", outlet="Birch")
    assert rows["n_articles"] == 1  # the others repeat the first of Birch
    assert any("one of another outlet: 1 (counted" in note for note in found.notes)


def test_small_outlets_have_figures_and_no_contrast(make_corpus):
    scored = make_corpus()
    few = scored.articles["article_id"].isin([f"Cedar-{i:04d}" for i in range(9)])
    scored.articles = scored.articles[few | (scored.articles["outlet"] != "Cedar")]
    found = compare(scored, QUICK)
    cedar = found.estimates.query("outlet == 'Cedar' and item == 'attributions'")
    assert cedar["small"].all()
    assert cedar["value"].notna().all()
    assert "Cedar" not in set(found.contrasts["outlet"])
    assert "fewer than 10 articles, so not contrasted: Cedar" in found.notes


def test_outlets_without_quotation_marks_have_figures_over_all_voices_only(make_corpus):
    scored = make_corpus()
    with_marks = compare(scored, QUICK)
    scored.manifest["health"]["quotation_marks_missing"] = ["Birch"]
    found = compare(scored, QUICK)
    birch = found.estimates.query("outlet == 'Birch'")
    barred = (birch["voice"] != "all") | needs_marks(birch["item"])
    assert birch["value"][barred].isna().all()
    assert (birch["method"][barred] == "not comparable: no quotation marks").all()
    assert birch["value"][~barred].notna().all()
    barred = found.contrasts[(found.contrasts["voice"] != "all") | needs_marks(found.contrasts["item"])]
    assert "Birch" not in set(barred["outlet"])
    own = {"measure": "rate", "voice": "outlet", "outlet": "Alder"}
    assert cell(found.contrasts, **own)["n_reference"] == 20
    assert cell(with_marks.contrasts, **own)["n_reference"] == 40
    assert any("quotation marks are missing in Birch" in note for note in found.notes)


def test_unresolved_mentions_are_outside_the_figure_and_inside_the_bounds(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    rows = [make_hit("Alder-0000", loading=-1 if i < 6 else 0) for i in range(10)]
    rows += [make_hit("Alder-0001", referent="", resolved=False, candidates="fog|mist") for _ in range(5)]
    scored.hits = pd.DataFrame(rows)
    row = cell(compare(scored, QUICK).estimates, item="fog", voice="outlet", outlet="Alder")
    assert (row["value"], row["denominator"]) == (0.6, 10)
    assert (row["bound_low"], row["bound_high"]) == (pytest.approx(6 / 15), pytest.approx(11 / 15))


def test_favourable_labels_have_an_item_of_their_own(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = pd.DataFrame([make_hit("Alder-0000", loading=x) for x in (-1, 0, 0, 1)])
    rows = compare(scored, QUICK).estimates.query("measure == 'labelling' and voice == 'all' and outlet == 'Alder'")
    assert rows.set_index("item")["value"].to_dict() == {"fog": 0.25, "fog (+)": 0.25}


def test_a_referent_of_two_lexicons_is_never_counted_twice(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = pd.DataFrame([make_hit("Alder-0000"), make_hit("Alder-0000", lexicon="climate")])
    rows = compare(scored, QUICK).estimates.query("measure == 'labelling' and voice == 'all' and outlet == 'Alder'")
    assert rows.set_index("item")["denominator"].to_dict() == {"climate/fog": 1, "weather/fog": 1}


def test_the_lexicon_decides_whether_neutral_hits_count_in_a_rate(make_corpus, make_hit, make_lexicon):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = pd.DataFrame([make_hit("Alder-0000", loading=0, lexicon="plain"), make_hit("Alder-0000", loading=0)])
    scored.lexicons = [make_lexicon("plain", label=(0, 0)), make_lexicon("weather", label=(-1, 0))]
    found = compare(scored, QUICK)
    assert set(found.estimates.query("measure == 'rate'")["item"]) == {"plain/label"}


def test_one_term_that_carries_a_category_is_named(make_corpus):
    scored = make_corpus()
    assert not any("one term carries" in note for note in compare(scored, QUICK).notes)
    scored.hits["entry"] = "fog.murk"
    notes = compare(scored, QUICK).notes
    assert any(note.startswith("one term carries 100 % of weather/label: fog.murk") for note in notes)
    # where no difference is stated there is nothing to be careful about
    assert not any("one term carries" in note for note in compare(scored, options(against="none")).notes)


def test_uneven_agency_copy_is_noted(make_corpus):
    scored = make_corpus()
    scored.articles.loc[:9, "wire"] = "Agency"
    notes = compare(scored, options(against="none")).notes
    assert any("agency copy is 50 % of the articles of Alder and 0 % of Birch" in note for note in notes)


def test_undated_articles_have_a_period_and_a_note(make_corpus):
    scored = make_corpus()
    scored.articles.loc[0, "published"] = pd.NaT
    found = compare(scored, options(period="month", against="none"))
    row = cell(found.estimates, item="attributions", outlet="Alder", period="undated")
    assert row["n_articles"] == 1
    assert "articles without a date: 1, under period 'undated'" in found.notes


def test_no_hits_and_no_attributions_at_all(make_corpus):
    scored = make_corpus()
    scored.hits = scored.hits.iloc[:0]
    scored.attributions = scored.attributions.iloc[:0]
    found = compare(scored, QUICK)
    rates = found.estimates.query("item == 'attributions'")
    assert (rates["value"] == 0).all()
    assert (rates["high"] > 0).all()
    assert found.contrasts.empty
    assert any(note.startswith("nothing to contrast") for note in found.notes)


def test_any_column_of_the_articles_can_group(make_corpus):
    scored = make_corpus()
    scored.articles["section"] = np.where(scored.articles.index % 2, "news", "")
    found = compare(scored, options(by="section"))
    assert set(found.estimates["outlet"]) == {"news", "(none)"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measures": ("tone",)}, r"unknown measure 'tone'; choose from rate, labelling, sourcing"),
        ({"voices": ("whispered",)}, r"unknown voice 'whispered'"),
        ({"period": "decade"}, r"unknown period 'decade'"),
        ({"duplicates": "maybe"}, r"unknown duplicates 'maybe'; choose from drop, keep"),
        ({"level": 95}, r"level 95 .* 0\.95"),
        ({"measures": "rate"}, r"measures is 'rate'; give a tuple"),
        ({"against": "Oak"}, r"'Oak' is not in the corpus; .*Alder, Birch, Cedar"),
        ({"by": "publisher"}, r"no column 'publisher' .* outlet"),
        ({"replicates": 1}, r"replicates is 1"),
        ({"min_articles": 1}, r"min_articles is 1"),
        ({"seed": -1}, r"seed is -1"),
    ],
)
def test_options_without_meaning_are_refused_with_the_choices(make_corpus, changes, message):
    with pytest.raises(FramingError, match=message):
        compare(make_corpus(each=2), options(**changes))


def test_article_ids_must_be_unique(make_corpus):
    scored = make_corpus(each=2)
    scored.articles.loc[1, "article_id"] = "Alder-0000"
    with pytest.raises(ScoredCorpusError, match="'Alder-0000' stands in two rows"):
        compare(scored, QUICK)
