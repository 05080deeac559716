"""From sheets to corrected figures: what must come out where the truth is known, and what is refused."""

import json

import numpy as np
import pytest

from framing import plot
from framing.errors import FramingError
from framing.stats import ComparisonOptions, compare
from framing.validation import CorrectionOptions, agreement, check_agreement, read_codes, ready, validate

ANY = CorrectionOptions(min_positives=1)


def test_gold_like_the_tool_changes_nothing(scored, drawn, filled, agreeing):
    gold = drawn("sourcing:direct share")
    filled(gold, "anna", agreeing)
    found = validate(gold, scored, options=ANY)
    rows = found.estimates
    assert rows["corrected"].tolist() == pytest.approx(rows["raw"].tolist(), rel=0.05)
    assert found.errors[["precision", "recall"]].to_numpy() == pytest.approx(1)
    options = ComparisonOptions(measures=("sourcing",), against="none", period="all", replicates=99)
    theirs = compare(scored, options).estimates.query("item == 'direct share'").set_index("outlet")["value"]
    assert rows.set_index("outlet")["raw"].to_dict() == pytest.approx(theirs.to_dict())


def test_a_tool_that_finds_too_much_is_corrected(scored, drawn, filled):
    gold = drawn("sourcing:attributions", per_outlet=150)
    filled(gold, "anna", lambda unit: (int(unit["found"]) // 2,))
    found = validate(gold, scored, options=ANY)
    assert (found.estimates["high"] < found.estimates["raw"]).all()
    assert (found.errors["precision"] < 0.8).all()
    assert found.errors["recall"].to_numpy() == pytest.approx(1)


def test_all_sentences_coded_give_the_coder_s_figure(scored, drawn, filled):
    gold = drawn("sourcing:attributions", per_outlet=10_000)
    rng = np.random.default_rng(0)
    filled(gold, "anna", lambda unit: (int(unit["found"]) + int(rng.random() < 0.1),))
    coded = read_codes(gold).answers["attributions"]
    found = validate(gold, scored, options=ANY).estimates.set_index("outlet")
    for outlet, units in gold.units.groupby("outlet"):
        events = sum(coded[unit]["anna"] for unit in units["unit"])
        words = scored.articles.loc[scored.articles["outlet"] == outlet, "words"].sum()
        assert found.loc[outlet, "corrected"] == pytest.approx(1000 * events / words)


def test_periods_get_figures_of_their_own(scored, drawn, filled, agreeing):
    gold = drawn("sourcing:attributions", period="month", per_outlet=80)
    filled(gold, "anna", agreeing)
    rows = validate(gold, scored, options=ANY).estimates
    assert set(rows["period"]) - {"all"}
    assert rows.groupby("outlet")["period"].nunique().min() >= 2


def test_too_little_gold_is_refused_cell_by_cell(scored, drawn, filled, agreeing):
    gold = drawn("sourcing:direct share", per_outlet=8)
    filled(gold, "anna", agreeing)
    found = validate(gold, scored)
    assert found.estimates["corrected"].isna().all()
    assert plot.corrected_figure(found.estimates).axes
    assert found.estimates["note"].str.contains("a correction needs 30").all()
    assert found.contrasts.empty


def test_units_without_gold_are_named_and_left_out(scored, drawn, filled, agreeing):
    gold = drawn("sourcing:attributions", per_outlet=100)
    skipped = set(gold.units["unit"].iloc[:7])
    filled(gold, "anna", lambda unit: (None,) if unit.name in skipped else agreeing(unit)[:1])
    found = validate(gold, scored, options=ANY)
    assert any("7 of" in note and "nobody coded" in note for note in found.notes)
    assert found.estimates["n_gold"].sum() == len(gold.units) - 7
    assert found.estimates["corrected"].tolist() == pytest.approx(found.estimates["raw"].tolist(), rel=0.02)


def test_a_gap_in_recall_between_outlets_is_said(scored, drawn, filled):
    gold = drawn("sourcing:attributions", per_outlet=200)
    worst = min(set(gold.units["outlet"]))
    filled(gold, "anna", lambda unit: (int(unit["found"]) + (2 if unit["outlet"] == worst else 0),))
    notes = validate(gold, scored, options=ANY).notes
    assert any(worst in note and "cannot be compared" in note for note in notes)


def test_coders_who_disagree_block_the_correction(scored, drawn, filled, agreeing):
    gold = drawn("sourcing:attributions", ("anna", "ben"), overlap=200, per_outlet=80)
    rng = np.random.default_rng(5)
    filled(gold, "anna", agreeing)
    filled(gold, "ben", lambda unit: (int(rng.integers(0, 3)),))
    with pytest.raises(FramingError, match=r"agree too little .* below 0.667"):
        validate(gold, scored)
    found = validate(gold, scored, override_agreement=True, options=ANY)
    assert any("tentative" in note for note in found.notes)
    record = json.loads((gold.folder / "validation.json").read_text())
    assert record["agreement_overridden"] is True
    assert {code["file"] for code in record["codes"]} >= {"sheet-anna.csv", "sheet-ben.csv"}
    assert all(len(code["sha256"]) == 64 for code in record["codes"])


def test_agreement_is_given_for_pairs_and_groups(drawn, filled, missing):
    gold = drawn("sourcing:attributions", ("anna", "ben", "cho"), overlap=10_000)
    for seed, coder in enumerate(("anna", "ben", "cho")):
        filled(gold, coder, missing(seed, 0.05))
    table = agreement(gold, read_codes(gold), replicates=50)
    assert set(table["coders"]) == {"all coders", "anna and ben", "anna and cho", "ben and cho"}
    assert {"all units", "tool found some", "tool found none"} < set(table["units"])
    whole = table[(table["coders"] == "all coders") & (table["units"] == "all units")]
    assert ((whole["low"] <= whole["value"]) & (whole["value"] <= whole["high"])).all()
    assert whole["n_units"].eq(len(gold.units)).all()
    assert not check_agreement(table)


def test_one_coder_s_agreement_is_unknown_not_perfect(drawn, filled, agreeing):
    gold = drawn("sourcing:attributions")
    filled(gold, "anna", agreeing)
    assert check_agreement(agreement(gold, read_codes(gold))) == [
        "attributions: no unit was coded twice, so agreement is not known"
    ]
    said = "anna is the only coder: agreement cannot be measured with one; let a second code some of the units"
    assert ready(gold).notes == (said,)


def test_shares_are_cut_to_what_they_can_be_and_contrasts_use_student_s_t(scored, drawn, filled):
    gold = drawn("sourcing:direct share", per_outlet=30)
    filled(gold, "anna", lambda unit: (round(unit["base"]), round(unit["base"])))
    found = validate(gold, scored, options=ANY)
    assert (found.estimates["corrected"] == 1).all()
    assert found.estimates[["low", "high"]].to_numpy().max() <= 1
    one, other = (found.estimates["standard_error"].iloc[i] for i in (0, 1))
    first = found.contrasts.iloc[0]
    assert first["high"] - first["difference"] > 1.96 * np.hypot(one, other)
