"""Sourcing figures: what each counts, among what, and that whoever shows the cases behind one has the same."""

import pandas as pd
import pytest

from framing.stats import ComparisonOptions, compare, sourcing_by_article
from framing.stats.sourcing import Said, figures

QUICK = ComparisonOptions(measures=("sourcing",), replicates=99, permutations=99, period="all")


@pytest.fixture
def scored(make_corpus, make_attribution):
    """Two articles of one outlet with six attributions that differ in everything that is counted."""
    corpus = make_corpus(outlets=("Alder",), each=2)
    first, second = corpus.articles["article_id"]
    mayor = {"source_name": "Ann Mayor", "source_type": "government_official", "source_side": "town"}
    corpus.attributions = pd.DataFrame(
        [
            make_attribution(first, kind="direct", zone="lead", position=0.0, words=20, **mayor),
            make_attribution(first, stance="distancing", words=10, **mayor),
            make_attribution(
                first, stance="distancing", cue_negated=True, words=5, naming="role", source_type="military"
            ),
            make_attribution(
                first, stance="endorsing", words=25, naming="unnamed", source_type="citizen_witness", source_side="port"
            ),
            make_attribution(second, naming="none", source_type="unattributed", cue_hedged=True, words=30),
            make_attribution(second, naming="anonymous", stance="rejecting", words=10, position=0.9),
        ]
    )
    return corpus


def values(scored, column="value"):
    return compare(scored, QUICK).estimates.set_index("item")[column]


@pytest.mark.parametrize(
    ("item", "numerator", "denominator"),
    [
        ("direct share", 1, 6),
        ("unsourced share", 1, 6),
        ("hedged share", 1, 6),
        ("headline or lead share", 1, 6),
        ("mean position", 2.9, 6),
        ("anonymous share", 1, 5),
        ("named share", 2, 5),
        ("official share", 3, 4),
        ("affected share", 1, 4),
        ("military share", 1, 4),
        ("doubting share", 2, 3),  # a negated cue commits to nothing
        ("words of type government_official", 30, 100),
        ("words of type unknown", 10, 100),
        ("words of type none", 30, 100),
        ("words of source Ann Mayor", 30, 100),
        ("attributions of side town", 2, 3),
        ("words of side port", 25, 55),
        ("doubting share, side town", 1, 1),
        ("doubting share, side port", 0, 1),
        ("effective sources in an article", 1, 1),
    ],
)
def test_what_a_figure_counts(scored, item, numerator, denominator):
    rows = compare(scored, QUICK).estimates.set_index("item").loc[item]
    assert (rows["numerator"], rows["denominator"]) == (pytest.approx(numerator), denominator)
    assert rows["value"] == pytest.approx(numerator / denominator)


def test_words_of_all_types_are_all_words(scored):
    shares = values(scored)
    assert shares[shares.index.str.startswith("words of type ")].sum() == pytest.approx(1)


def test_cases_behind_a_figure_are_those_it_counts(scored):
    estimates = compare(scored, QUICK).estimates.set_index("item")
    for figure in figures([scored.attributions]):
        cases = figure.cases(Said(scored.attributions))
        counted = cases[cases["counted"]]
        above = counted[figure.weight].sum() if figure.weight else len(counted)
        assert above == pytest.approx(estimates.loc[figure.item, "numerator"])


def test_items_are_unique_and_numerators_lie_among_the_denominators(scored):
    found = figures([scored.attributions])
    assert len({figure.item for figure in found}) == len(found)
    for figure in found:
        if figure.among is not None:
            said = Said(scored.attributions)
            assert not (figure.counted(said) & ~figure.among(said)).any(), figure.item


def test_some_shares_of_attributions_do_not_need_marks(scored):
    scored.manifest["health"]["quotation_marks_missing"] = ["Alder"]
    shares = values(scored)
    assert shares[["anonymous share", "unsourced share", "hedged share", "mean position"]].notna().all()
    assert (
        shares[["attributions", "direct share", "official share", "words of type none", "effective sources"]]
        .isna()
        .all()
    )
    assert "direct share" not in set(sourcing_by_article(scored)["item"])


def test_figures_of_articles_add_up_to_the_outlet(make_corpus):
    scored = make_corpus(outlets=("Alder", "Birch"))
    by_article = sourcing_by_article(scored)
    whole = compare(scored, QUICK).estimates.set_index(["outlet", "item"])
    sums = by_article.groupby(["outlet", "item"])[["numerator", "denominator"]].sum()
    assert (whole.loc[sums.index, ["numerator", "denominator"]] == sums).all().all()
    one = by_article[(by_article["item"] == "attributions") & (by_article["article_id"] == "Alder-0000")].iloc[0]
    assert one["value"] == pytest.approx(1000 * one["numerator"] / one["denominator"])


def test_without_attributions_there_is_nothing_but_their_rate(make_corpus):
    scored = make_corpus()
    scored.attributions = scored.attributions.iloc[:0]
    found = compare(scored, QUICK).estimates
    assert set(found["item"]) == {"attributions"}
    assert (found["value"] == 0).all()
