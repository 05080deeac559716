"""`framing validate`: the loop walked at the command line."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def run(repository):
    def call(*arguments, fails=False):
        done = subprocess.run(
            [sys.executable, "-c", "from framing.cli import main; main()", "validate", *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
            cwd=repository,
            timeout=120,
        )
        assert (done.returncode != 0) == fails, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


def test_from_sample_to_corrected_chart(run, scored, filled, agreeing, tmp_path):
    from framing.validation import read_gold_sample

    out = tmp_path / "gold"
    target = ("--target", "sourcing:attributions", "--per-outlet", 80)
    first = run("sample", scored.folder, "-o", out, *target, "--coder", "anna", "--coder", "ben", "--overlap", 30)
    assert "320 units of 4 outlets to code for sourcing:attributions" in first.stdout
    gold = read_gold_sample(out)
    for coder in ("anna", "ben"):
        filled(gold, coder, lambda unit: agreeing(unit)[:1])
    agreement = json.loads(run("agree", out, "--json").stdout)
    assert {row["n_units"] for row in agreement if row["units"] == "all units"} == {30}
    chart, table = tmp_path / "chart.svg", tmp_path / "figures.csv"
    assert "Nothing to settle" in run("adjudicate", out).stdout
    done = run("correct", out, scored.folder, "--csv", table, "--plot", chart, "--regression", "outlet")
    assert "corrected regression, clustered by article" in done.stdout
    assert (tmp_path / "figures-regression.csv").exists()
    assert "VALIDATED n=320" in (tmp_path / "chart-differences.svg").read_text()
    assert "precision and recall of the tool" in done.stdout
    assert chart.read_text().startswith("<?xml")
    assert len(table.read_text().splitlines()) == 5
    assert (tmp_path / "figures-errors.csv").exists()
    whole = json.loads(run("correct", out, scored.folder, "--json").stdout)
    assert {row["outlet"] for row in whole["estimates"]} == set(gold.units["outlet"])


def test_errors_are_messages(run, scored, tmp_path):
    assert "names no figure" in run("sample", scored.folder, "-o", tmp_path / "g", "--target", "x", fails=True).stderr
    assert "holds no gold sample" in run("agree", tmp_path, fails=True).stderr
