"""Agency by outlet and victim's side."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats import ComparisonOptions, compare
from framing.stats.agency import compare_agency, counted_events

VOICES = ("quoted", "paraphrased", "scare", "distanced", "outlet")
PARTS = ("expressed", "instrument", "deleted")
OPTIONS_GIVEN = {"period": "all", "replicates": 200, "permutations": 199}
OPTIONS = ComparisonOptions(**OPTIONS_GIVEN)


@pytest.fixture(scope="module")
def scored():
    """Outlet Alder names who killed in 8 of 10 mentions where civilians die, Birch in 3 of 10."""
    rng = np.random.default_rng(3)
    articles, events = [], []
    words = {f"words_{zone}_{voice}": 0 for zone in ("headline", "lead", "body", "caption") for voice in VOICES}
    for outlet, share in (("Alder", 0.8), ("Birch", 0.3)):
        for number in range(30):
            key = f"{outlet}-{number:03d}"
            articles.append({"article_id": key, "outlet": outlet, "published": pd.NaT, "duplicate_of": "", **words})
            events += [event(key, expressed=named) for named in rng.random(4) < share]
    events.append(event("Alder-000", expressed=False, negated=True))
    events.append(event("Alder-000", expressed=False, hypothetical=True))
    events.append(event("Alder-000", expressed=False, kind="arrest"))

    manifest = {"health": {"quotation_marks_missing": []}}
    return SimpleNamespace(
        articles=pd.DataFrame(articles), events=pd.DataFrame(events), manifest=manifest, lexicons=[], hits=None
    )


def event(article_id, *, expressed, kind="death", negated=False, hypothetical=False):
    return {
        "article_id": article_id,
        "kind": kind,
        "lemma": "kill" if expressed else "die",
        "form": "active" if expressed else "intransitive",
        "agency": "expressed" if expressed else "deleted",
        "victim_side": "civilian",
        "voice": "outlet",
        "negated": negated,
        "hypothetical": hypothetical,
    }


def test_shares_are_ratios_of_mentions_by_outlet(scored):
    found = compare_agency(scored, OPTIONS)
    assert found.mentions == 240
    rows = found.estimates.set_index(["item", "voice", "outlet"]).sort_index()
    mine = rows.loc[("agent expressed, victim civilian", "outlet", "Alder")]
    assert mine["denominator"] == 120
    assert mine["value"] == mine["numerator"] / 120
    assert mine["low"] < mine["value"] < mine["high"]
    parts = [rows.loc[(f"agent {part}, victim civilian", "all", "Birch")] for part in PARTS]
    assert sum(part["value"] for part in parts) == pytest.approx(1)
    predicates = [rows.loc[(f"predicate {lemma}, victim civilian", "all", "Birch")] for lemma in ("kill", "die")]
    assert sum(part["value"] for part in predicates) == pytest.approx(1)


def test_compare_has_agency_where_it_is_asked_for(scored, make_corpus):
    plain = make_corpus(outlets=("Alder", "Birch"))
    articles = [key for key in scored.events["article_id"].unique() if int(key[-3:]) < 20]
    events = scored.events[scored.events["article_id"].isin(articles)]
    events = events.assign(article_id=events["article_id"].str.replace("-", "-0"))
    whole = SimpleNamespace(**vars(plain), events=events)
    asked = ComparisonOptions(**OPTIONS_GIVEN, measures=("agency",))
    found, alone = compare(whole, asked), compare_agency(whole, asked)
    assert set(found.estimates["measure"]) == {"agency", "predicate"}
    for mine, other in ((found.estimates, alone.estimates), (found.contrasts, alone.contrasts)):
        pd.testing.assert_frame_equal(mine[other.columns], other)
    assert "agency" not in set(compare(whole, ComparisonOptions(**OPTIONS_GIVEN)).estimates["measure"])
    with pytest.raises(FramingError, match="no event of kind death"):
        compare(SimpleNamespace(**vars(plain), events=events[:0]), asked)


def test_sides_come_by_their_number_of_mentions(scored):
    events = scored.events.assign(victim_side=["soldier" if i % 3 else "civilian" for i in range(len(scored.events))])
    found = compare_agency(SimpleNamespace(**vars(scored) | {"events": events}), OPTIONS).estimates
    expressed = found[found["item"].str.startswith("agent expressed, ")]
    assert [item.rpartition(" ")[2] for item in expressed["item"].unique()] == ["anyone", "soldier", "civilian"]


def test_outlets_without_quotation_marks_have_no_figure_by_voice(scored):
    manifest = {"health": {"quotation_marks_missing": ["Birch"]}}
    found = compare_agency(SimpleNamespace(**vars(scored) | {"manifest": manifest}), OPTIONS).estimates
    mine = found[(found["outlet"] == "Birch") & (found["item"] == "agent expressed, victim civilian")]
    mine = mine.set_index("voice")["value"]
    assert np.isnan(mine["outlet"])
    assert mine["all"] < 0.5


def test_outlets_that_differ_are_told_apart(scored):
    contrasts = compare_agency(scored, OPTIONS).contrasts
    row = contrasts[(contrasts["item"] == "agent expressed, victim civilian") & (contrasts["voice"] == "all")].iloc[0]
    assert row["differs"]
    assert row["difference"] > 0.3


def test_swapping_the_outlets_flips_the_contrast(scored):
    names = scored.articles["outlet"].map({"Alder": "Birch", "Birch": "Alder"})
    swapped = SimpleNamespace(**vars(scored) | {"articles": scored.articles.assign(outlet=names)})
    one, other = (
        compare_agency(each, OPTIONS).contrasts.set_index(["item", "voice"])["difference"] for each in (scored, swapped)
    )
    assert np.allclose(one, -other[one.index])


def test_events_denied_or_hypothetical_do_not_count(scored):
    assert len(counted_events(scored.events, ("death",))) == 240
    assert len(counted_events(scored.events, ("death", "arrest"))) == 241


def test_a_kind_that_is_not_there_is_named(scored):
    with pytest.raises(FramingError, match=r"deth; kinds in this corpus: arrest, death"):
        compare_agency(scored, OPTIONS, kinds=("deth",))
