"""Attributions in news of other subjects than the tagger was trained on: floors on hand-marked articles."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pytest

BENCHMARK = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "out_of_domain.py"))
FLOORS = tomllib.loads((Path(__file__).parents[1] / "gold" / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", BENCHMARK["FILES"])
def test_marks_are_whole(name):
    marks, digests = BENCHMARK["read_marks"](BENCHMARK["GOLD"] / f"{name}.csv")
    assert len(marks) == len(digests) == 17
    for events in marks.values():
        for event in events:
            assert event.content
            assert all(start < end for role in (event.source, event.cue, event.content) for start, end in role)


@pytest.mark.parametrize("name", BENCHMARK["FILES"])
def test_floors(name, shared):
    scores = BENCHMARK["measure"](name, shared / "data")
    floors = FLOORS[name]
    assert {key: scores[key].f1 for key in floors if scores[key].f1 < floors[key]} == {}
