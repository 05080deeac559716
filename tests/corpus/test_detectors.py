"""What is planted in made-up presses is found: floors under docs/guide/corpora.md's figures, on other seeds."""

import runpy
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

TEXT_FLOORS = {  # precision, recall
    "agency copy, by credit": (0.99, 0.99),
    "agency copy, all": (0.98, 0.97),
    "agency copy without a credit": (0.98, 0.96),
    "copies (pairs)": (0.99, 0.96),
    "same bodies (pairs)": (1.0, 1.0),
    "stories (pairs)": (0.95, 0.8),
    "stories, house-written, two outlets (pairs)": (0.97, 0.75),
}
FEED_FLOORS = {
    "gap": (0.8, 0.9),
    "crawl-day": (0.8, 0.8),
    "doubled-feed": (0.95, 0.8),
    "length-shift": (0.85, 0.75),
    "undated": (1.0, 1.0),
}


@pytest.fixture(scope="module")
def benchmark():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield runpy.run_path(str(BENCHMARKS / "detectors.py"))
    finally:
        sys.path.remove(str(BENCHMARKS))


def assert_above(rows, floors):
    assert {row["detector"] for row in rows} == set(floors)
    low = {
        row["detector"]: (row["precision"], row["recall"])
        for row in rows
        if row["precision"] < floors[row["detector"]][0] or row["recall"] < floors[row["detector"]][1]
    }
    assert low == {}


def test_copies_agency_copy_and_stories(benchmark):
    rows, by_edit = benchmark["measure_texts"]([101], 700)
    assert_above(rows, TEXT_FLOORS)
    assert min(row["recall as a copy"] for row in by_edit) >= 0.85


def test_feeds(benchmark):
    assert_above(benchmark["measure_feeds"](range(101, 105)), FEED_FLOORS)
