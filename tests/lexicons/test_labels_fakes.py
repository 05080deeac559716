"""Hits of the shipped lexicons on FA-KES against what a reader judged of a sample of them: floors."""

from __future__ import annotations

import csv
import runpy
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from framing.types import Voice

REPO = Path(__file__).parents[2]
BENCHMARK = runpy.run_path(str(REPO / "benchmarks" / "labels_gold.py"))
FLOORS = tomllib.loads((REPO / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))["labels-fakes"]


@pytest.fixture(scope="module")
def rows():
    with BENCHMARK["GOLD"].open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_judgements_are_whole(rows):
    groups = Counter(name for outlets in BENCHMARK["GROUPS"].values() for name in outlets)
    assert max(groups.values()) == 1
    assert {row["outlet"] for row in rows} <= set(groups)
    for row in rows:
        assert int(row["start"]) < int(row["end"])
        assert row["sense"] in ("0", "1")
        assert row["voice"] in {*map(str, Voice), "?"}
        assert row["loading"] in ("-1", "0", "1", "?", "")
    assert {row["sample"] for row in rows} == set(BENCHMARK["SAMPLES"])


@pytest.fixture(scope="module")
def judged(shared):
    return BENCHMARK["read_judged"](shared / "data/fakes_syria/FA-KES-Dataset.csv")


@pytest.mark.parametrize("question", BENCHMARK["QUESTIONS"])
def test_precision(judged, question):
    assert BENCHMARK["share"](judged[0], question).value >= FLOORS[question]


def test_what_was_right_is_still_found(judged):
    there, gone = judged
    right = [row for row in gone if row["sense"] == "1"]
    assert 1 - len(right) / (len(there) + len(gone)) >= FLOORS["kept"]
