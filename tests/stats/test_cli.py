import json

import pandas as pd
import pytest
from click.testing import CliRunner

from framing.cli import compare as compare_module
from framing.cli import plot as plot_module
from framing.errors import FramingError


@pytest.fixture
def run(monkeypatch, make_corpus):
    scored = make_corpus()
    scored.manifest["health"]["quotation_marks_missing"] = ["Cedar"]
    monkeypatch.setattr("framing.tables.ScoredCorpus", lambda folder: scored)

    def invoke(module, *arguments):
        return CliRunner().invoke(module.command, ["folder", *map(str, arguments)], catch_exceptions=False)

    return invoke


def test_figures_sentences_and_notes(run):
    done = run(compare_module, "--period", "all")
    lines = done.stdout.splitlines()
    assert lines[0].split() == list(compare_module.HEADINGS)
    assert any(line.startswith("labelling  fog ") and "Alder" in line and "%" in line for line in lines)
    assert any("Cedar" in line and "not comparable: no quotation marks" in line for line in lines)
    assert any(line.startswith("Alder differs from Birch: fog (labelling, voice outlet)") for line in lines)
    assert any("(share of mentions); difference" in line and " points [" in line for line in lines)
    assert "bias" not in done.stdout
    assert "note: quotation marks are missing in Cedar" in done.stderr


def test_only_what_was_asked_for(run):
    done = run(compare_module, "--measure", "rate", "--voice", "all", "--against", "Birch", "--period", "all")
    table = [line for line in done.stdout.splitlines() if line.startswith("rate")]
    assert len(table) == 3
    assert all(" all " in line for line in table)
    assert "sourcing" not in done.stdout
    assert "differs from Birch" in done.stdout


def test_csv_holds_every_estimate_and_contrast(run, tmp_path):
    run(compare_module, "--measure", "sourcing", "--csv", tmp_path / "out.csv")
    estimates, contrasts = (pd.read_csv(tmp_path / name) for name in ("out.csv", "out-contrasts.csv"))
    assert {"all", "2020-01"} <= set(estimates["period"])
    assert set(contrasts["family"]) == {"sourcing"}


def test_a_csv_that_cannot_be_written_is_named(run, tmp_path):
    with pytest.raises(FramingError, match=r"cannot write .*nowhere"):
        run(compare_module, "--measure", "sourcing", "--csv", tmp_path / "nowhere" / "out.csv")


def test_json_is_complete_and_has_null_for_no_figure(run):
    whole = json.loads(run(compare_module, "--json", "--period", "all", "--seed", "3").stdout)
    assert set(whole) == {"options", "notes", "estimates", "contrasts"}
    assert whole["options"]["seed"] == 3
    barred = [row for row in whole["estimates"] if row["outlet"] == "Cedar" and row["voice"] == "outlet"]
    assert barred
    assert all(row["value"] is None for row in barred)


def test_no_clear_difference_is_said(run):
    rows = pd.DataFrame({"differs": [False], "q_value": 0.4, "p_value": 0.4, "outlet": "A", "item": "", "voice": ""})
    assert compare_module.sentences(rows) == ["No tested difference has q < 0.05 and an interval without 0."]
    assert compare_module.sentences(rows.iloc[:0]) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "--period", "month"),
        ("rates",),
        ("labelling", "--item", "fog", "--outlets", "Alder, Birch"),
        ("rates", "--measure", "sourcing", "--item", "direct share"),
    ],
)
def test_charts_are_written(run, tmp_path, arguments):
    for name, start in (("chart.png", b"\x89PNG"), ("chart.svg", b"<?xml")):
        done = run(plot_module, *arguments, "-o", tmp_path / name)
        assert done.exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rates", "--item", "rain"), r"no item 'rain' in these figures; choose from weather/label"),
        (("rates", "--outlets", "Oak"), r"no outlet 'Oak' .* Alder, Birch, Cedar"),
        (("timeline", "--measure", "sourcing"), r"one item; name it with --item, one of anonymous share"),
    ],
)
def test_what_is_not_there_is_named(run, tmp_path, arguments, message):
    with pytest.raises(FramingError, match=message):
        run(plot_module, *arguments, "-o", tmp_path / "chart.png")
