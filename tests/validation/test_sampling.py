"""Gold samples: what is counted, what is drawn with what probability, what is written."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.stats import ComparisonOptions, compare
from framing.tables import ScoredCorpus
from framing.validation import draw_gold, parse_target, read_gold_sample, units_needed
from framing.validation.counting import count_units
from framing.validation.gold import population_of
from framing.validation.sampling import draw


def items(scored, measure):
    found = compare(scored, ComparisonOptions(measures=(measure,), against="none", period="all", replicates=99))
    rows = found.estimates[(found.estimates["voice"] == "outlet") & (found.estimates["numerator"] > 0)]
    return rows[~rows["item"].str.endswith("(+)")]


@pytest.mark.parametrize("measure", ["rate", "labelling"])
def test_sums_over_sentences_are_what_compare_counts(scored, measure):
    rows = items(scored, measure)
    for item in rows["item"].unique():
        units = count_units(scored, parse_target(f"{measure}:{item}@outlet"))
        mine = units.groupby("outlet")[["found", "base"]].sum()
        theirs = rows[rows["item"] == item].set_index("outlet")
        for outlet in theirs.index:
            assert mine.loc[outlet, "found"] == theirs.loc[outlet, "numerator"]
            assert mine.loc[outlet, "base"] == pytest.approx(theirs.loc[outlet, "denominator"])


def test_attributions_are_those_of_the_table(scored):
    everything = count_units(scored, parse_target("sourcing:attributions"))
    assert everything["found"].sum() == len(scored.attributions)
    assert everything["base"].sum() == pytest.approx(scored.articles["words"].sum())
    direct = count_units(scored, parse_target("sourcing:direct share"))
    assert direct["found"].sum() == (scored.attributions["kind"] == "direct").sum()
    assert direct["base"].sum() == len(scored.attributions)


def test_sentences_lie_where_the_text_has_them(scored):
    units = count_units(scored, parse_target("sourcing:attributions"))
    assert not units.duplicated(["article_id", "start"]).any()
    for row in units.sample(30, random_state=1).itertuples():
        assert scored.texts[row.article_id][row.start : row.end].strip()


@st.composite
def populations(draw_):
    size = draw_(st.integers(5, 200))
    rng = np.random.default_rng(draw_(st.integers(0, 10**6)))
    base = rng.integers(0, 4, size).astype(float)
    return pd.DataFrame(
        {
            "article_id": [f"a{i // 3}" for i in range(size)],
            "outlet": rng.choice(["A", "B"], size),
            "period": rng.choice(["2020", "2021"], size),
            "base": base,
            "found": np.minimum(base, rng.integers(0, 2, size)),
        }
    )


@given(populations(), st.integers(4, 300), st.booleans())
@settings(max_examples=80, deadline=None)
def test_probabilities_are_those_of_the_strata(units, size, shares):
    made = draw(units, size, seed=3, shares=shares)
    assert len(made) == len(units)
    for _, stratum in made.groupby("stratum"):
        taken = stratum["probability"] > 0
        assert (stratum.loc[taken, "probability"] == taken.mean()).all()
        assert taken.sum() >= min(1, len(stratum)) or size < 12
    for _, outlet in made.groupby("outlet"):
        assert (outlet["probability"] > 0).sum() >= min(size, len(outlet)) * 0.8
    pd.testing.assert_frame_equal(made, draw(units, size, seed=3, shares=shares))


def test_every_unit_of_a_stratum_is_as_likely():
    units = pd.DataFrame(
        {"article_id": "a", "outlet": "A", "period": "all", "base": 1.0, "found": [1.0] * 10 + [0.0] * 30}
    )
    drawn = sum((draw(units, 12, seed)["probability"] > 0).astype(float) for seed in range(400)) / 400
    assert drawn[:10].std() < 0.05
    assert drawn[10:].std() < 0.05
    assert drawn.sum() == pytest.approx(12)


def test_a_sample_is_written_whole_and_read_back(scored, drawn):
    gold = drawn("sourcing:direct share", ("anna", "ben"), overlap=20, period="half")
    again = read_gold_sample(gold.folder)
    assert again.target == gold.target
    assert again.options == gold.options
    pd.testing.assert_frame_equal(again.units, gold.units, check_dtype=False)
    names = {path.name for path in gold.folder.iterdir()}
    assert {"sheet-anna.csv", "sheet-ben.xlsx", "label-studio.json", "doccano.jsonl", "codebook.md"} <= names
    strata = pd.DataFrame(gold.record["strata"])
    assert strata["drawn"].sum() == len(gold.units)
    population = population_of(again, scored)
    assert (population["unit"] != "").sum() == len(gold.units)
    assert strata["units"].sum() == len(population)


def test_coders_see_neither_outlet_nor_finding_and_share_what_they_should(scored, drawn):
    gold = drawn("sourcing:attributions", ("anna", "ben"), overlap=20)
    sheets = [pd.read_csv(gold.folder / f"sheet-{name}.csv", dtype=str) for name in ("anna", "ben")]
    assert list(sheets[0]) == ["unit", "before", "passage", "after", "attributions", "note"]
    shared = set(sheets[0]["unit"]) & set(sheets[1]["unit"])
    assert len(shared) == 20
    assert set(sheets[0]["unit"]) | set(sheets[1]["unit"]) == set(gold.units["unit"])
    tasks = json.loads((gold.folder / "label-studio.json").read_text())
    assert {task["data"]["unit"] for task in tasks} == set(gold.units["unit"])
    assert all(set(task["data"]) == {"unit", "before", "passage", "after"} for task in tasks)


def test_a_key_that_was_changed_is_refused(drawn):
    gold = drawn("sourcing:direct share")
    path = gold.folder / "sample.csv"
    path.write_text(path.read_text() + "\n")
    with pytest.raises(FramingError, match="no longer be trusted"):
        read_gold_sample(gold.folder)


def test_another_scored_corpus_is_refused(scored, drawn):
    gold = drawn("sourcing:direct share")
    other = ScoredCorpus(scored.folder)
    other.manifest = {**other.manifest, "options": {}}
    with pytest.raises(FramingError, match="drawn from another scored corpus"):
        population_of(gold, other)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("regime", "names no figure"),
        ("words:x", "names no figure"),
        ("rate:x@nobody", "unknown voice 'nobody'"),
    ],
)
def test_targets_that_name_nothing(text, message):
    with pytest.raises(FramingError, match=message):
        parse_target(text)


def test_errors_of_drawing_name_the_remedy(scored, tmp_path):
    with pytest.raises(FramingError, match="items of labelling are"):
        draw_gold(scored, parse_target("labelling:nobody"), tmp_path / "x")
    with pytest.raises(FramingError, match=r"did you mean 'direct share'") as caught:
        draw_gold(scored, parse_target("sourcing:direkt share"), tmp_path / "x")
    assert max(map(len, str(caught.value).splitlines()[1:])) <= 100
    with pytest.raises(FramingError, match="no sentence model 'loaded'"):
        draw_gold(scored, parse_target("sentences:loaded"), tmp_path / "x")
    with pytest.raises(FramingError, match=r"items of sourcing are\n  attributions, direct share"):
        draw_gold(scored, parse_target("sourcing:who"), tmp_path / "x")
    with pytest.raises(FramingError, match=r"hits are\n  sample-velmar/"):
        draw_gold(scored, parse_target("hits:other"), tmp_path / "x")
    (tmp_path / "there").mkdir()
    with pytest.raises(FramingError, match="exists; give the gold sample a new folder"):
        draw_gold(scored, parse_target("sourcing:direct share"), tmp_path / "there")
    with pytest.raises(FramingError, match="holds no gold sample"):
        read_gold_sample(tmp_path / "nowhere")


def test_size_advice_is_that_of_kish(shared):
    vector = json.loads((shared / "reference" / "test_vectors.json").read_text())["m_power"]
    assert units_needed(0.03, 0.2) == np.ceil(vector["n_for_ci_p0_2_pm0_03"])
    assert units_needed(0.03, 0.2, effect=1.4) == np.ceil(vector["with_deff_m5_rho0_1"])
