"""Samples in the manifest, and figures of comparisons and analyses beside those that gold corrects."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from framing.cli import group
from framing.errors import FramingError
from framing.report.wording import badge
from framing.stats import Comparison, ComparisonOptions
from framing.tables import ScoredCorpus
from framing.validation import (
    SampleOptions,
    SheetOptions,
    corrected_rows,
    draw_gold,
    parse_target,
    validate,
    validated_figures,
    with_gold,
    write_sheets,
)
from framing.validation.registry import KEY, manifest_hash, registered

TARGET = "sourcing:attributions"


@pytest.fixture
def corpus(scored, tmp_path):
    """A scored corpus of its own, whose manifest names no sample."""
    folder = tmp_path / "scored"
    shutil.copytree(scored.folder, folder)
    made = ScoredCorpus(folder)
    made.manifest.pop(KEY, None)
    (folder / "manifest.json").write_text(json.dumps(made.manifest))
    return made


@pytest.fixture
def coded(corpus, tmp_path, filled, agreeing):
    gold = draw_gold(corpus, parse_target(TARGET), tmp_path / "gold", SampleOptions(per_outlet=90))
    write_sheets(gold, corpus, SheetOptions(("anna",)))
    filled(gold, "anna", lambda unit: agreeing(unit)[:1])
    return gold


def comparison(found):
    """A comparison with the raw figures of a correction, and every pair said to differ."""
    whole = found.estimates[found.estimates["period"] == "all"]
    key = {"measure": "sourcing", "item": "attributions", "voice": "all", "period": "all"}
    estimates = whole[["outlet"]].assign(**key, value=whole["raw"], validated=np.nan, precision=np.nan)
    contrasts = found.contrasts[["outlet", "reference"]].assign(
        **key, difference=found.contrasts["raw_difference"], differs=True
    )
    return Comparison(estimates.reset_index(drop=True), contrasts, ["first"], ComparisonOptions())


def test_the_manifest_names_samples_and_their_records(corpus, coded):
    before = manifest_hash(corpus)
    ((folder, entry),) = registered(ScoredCorpus(corpus.folder))
    assert folder.resolve() == coded.folder.resolve()
    assert entry["target"] == TARGET
    assert "record_sha256" not in entry
    validate(coded.folder, corpus)
    reopened = ScoredCorpus(corpus.folder)
    ((_, entry),) = registered(reopened)
    assert [code["file"] for code in entry["codes"]] == ["sheet-anna.csv", "sheet-anna.xlsx"]
    assert manifest_hash(reopened) == before == coded.record["scored"]


def test_figures_carry_badge_and_correction(corpus, coded):
    raw = comparison(validate(coded.folder, corpus))
    found, notes = validated_figures(corpus)
    golden = with_gold(raw, found, notes)
    assert golden.estimates["corrected"].notna().all()
    assert badge(golden.estimates).startswith("VALIDATED n=9")
    told = golden.contrasts
    assert (told["corrected_low"] <= told["corrected"]).all()
    held = [contrast["differs"] for contrast in found[0].record["contrasts"]][: len(told)]
    assert told["differs"].tolist() == held
    assert any("do not hold once corrected" in note for note in golden.notes) == (not all(held))


def test_without_gold_figures_of_the_tool_are_unvalidated(corpus, coded):
    raw = comparison(validate(coded.folder, corpus))
    bare = with_gold(raw, [])
    assert badge(bare.estimates) == "UNVALIDATED"
    assert "corrected" not in bare.estimates


def test_figures_of_other_articles_are_left_alone(corpus, coded):
    raw = comparison(validate(coded.folder, corpus))
    raw.estimates["value"] += 1
    golden = with_gold(raw, *validated_figures(corpus))
    assert golden.estimates["corrected"].isna().all()
    assert f"gold of {TARGET} does not hold here" in golden.notes[-1]


def test_changed_codes_and_records_are_not_used(corpus, coded, tmp_path):
    validate(coded.folder, corpus)
    sheet = coded.folder / "sheet-anna.csv"
    content = sheet.read_bytes()
    sheet.write_bytes(content + b"\n")
    found, notes = validated_figures(corpus)
    assert not found
    assert "sheet-anna.csv has changed since; run `framing validate correct` again" in notes[0]
    sheet.write_bytes(content)
    (coded.folder / "validation.json").write_text("{}")
    assert "is not the file that was written" in validated_figures(corpus)[1][0]
    shutil.rmtree(coded.folder)
    assert "cannot read" in validated_figures(corpus)[1][0]
    with pytest.raises(FramingError, match="holds no gold sample"):
        validated_figures(corpus, [tmp_path / "gold"])


def test_tables_of_an_analysis_are_marked(corpus, coded):
    found = validate(coded.folder, corpus)
    row = found.contrasts.iloc[0]
    key = {"measure": "sourcing", "item": "attributions", "voice": "all"}
    contrasts = pd.DataFrame(
        [
            key | {"outlet": row["reference"], "reference": row["outlet"], "estimator": "raw", "subset": "all"},
            key | {"outlet": row["outlet"], "reference": row["reference"], "estimator": "adjusted", "subset": "all"},
        ]
    )
    gold, _ = validated_figures(corpus)
    marked = corrected_rows({"contrasts": contrasts, "words": contrasts}, gold)
    assert marked["words"] is contrasts
    assert marked["contrasts"]["gold"].str[:9].tolist() == ["VALIDATED", "UNVALIDAT"]
    assert marked["contrasts"]["corrected"].iloc[0] == pytest.approx(-row["difference"])


def test_a_sample_of_hits_validates_the_rate_of_its_category(corpus, tmp_path, filled):
    item = f"{corpus.hits['lexicon'].iloc[0]}/{corpus.hits['category'].iloc[0]}"
    gold = draw_gold(corpus, parse_target(f"hits:{item}"), tmp_path / "hits", SampleOptions(per_outlet=20))
    write_sheets(gold, corpus)
    filled(gold, "coder", lambda _: (1,))
    found, _ = validated_figures(corpus, [gold.folder])
    outlets = sorted(gold.units["outlet"].unique())
    estimates = pd.DataFrame({"outlet": outlets}).assign(
        measure="rate", item=item, voice="outlet", period="all", value=1.0, validated=0.0, precision=np.nan
    )
    golden = with_gold(Comparison(estimates, pd.DataFrame(), [], ComparisonOptions()), found)
    assert (golden.estimates["validated"] > 0).all()
    assert (golden.estimates["precision"] == 1).all()


def test_a_corpus_that_cannot_be_written_is_said(corpus, coded, monkeypatch):
    from pathlib import Path

    def refuse(self, *_, **__):
        if self.name.startswith(".manifest"):
            raise PermissionError(13, "Permission denied")
        return written(self, *_, **__)

    written = Path.write_text
    monkeypatch.setattr(Path, "write_text", refuse)
    assert "cannot be written (Permission denied)" in validate(coded.folder, corpus).notes[-1]


def test_a_table_has_badges_and_raw_beside_corrected(corpus, coded):
    given = ("--measure", "sourcing", "--item", "attributions", "--replicates", "99")

    def table(*more):
        arguments = ["table", str(corpus.folder), *given, *map(str, more)]
        done = CliRunner().invoke(group, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return done

    bare = table().stdout
    assert "UNVALIDATED" in bare
    assert "corrected" not in bare
    done = table("--gold", coded.folder)
    head = next(line for line in done.stdout.splitlines() if "Outlet" in line)
    assert "VALIDATED n=90" in head
    assert head.count(", corrected (") == 1
    assert "gold of sourcing:attributions is by one coder: how far others agree is not known" in done.stderr
    differences = table("--gold", coded.folder, "--contrasts").stdout
    assert "Corrected" in differences
    assert "VALIDATED n=90" in differences


def test_a_sample_that_is_corrected_anew_keeps_its_codes(corpus, coded):
    """Codes of an export outside the folder, and agreement that was overridden, stand as the record names them."""
    outside = coded.folder.parent / "sheet-ben.csv"
    sheet = coded.folder / "sheet-anna.csv"
    outside.write_text(sheet.read_text(encoding="utf-8-sig"))
    sheet.unlink()
    (coded.folder / "sheet-anna.xlsx").unlink()
    validate(coded, corpus, [outside])
    found, _ = validated_figures(corpus, [coded.folder])
    assert found[0].record["coders"] == ["ben"]


def test_overridden_agreement_holds_until_codes_change(corpus, coded, filled, agreeing):
    write_sheets(coded, corpus, SheetOptions(("anna", "ben"), overlap=len(coded.units)))
    filled(coded, "anna", lambda unit: agreeing(unit)[:1])
    odd = filled(coded, "ben", lambda unit: (5,))
    with pytest.raises(FramingError, match="agree too little"):
        validate(coded, corpus)
    adjudicated = coded.folder / "sheet-adjudicator.csv"
    adjudicated.write_text((coded.folder / "sheet-anna.csv").read_text(encoding="utf-8-sig") + "\n")
    validate(coded, corpus, override_agreement=True)
    found, _ = validated_figures(corpus, [coded.folder])
    assert found[0].record["agreement_overridden"]
    odd.write_text(odd.read_text(encoding="utf-8-sig") + "\n")
    with pytest.raises(FramingError, match="agree too little"):
        validated_figures(corpus, [coded.folder])
