"""The calibration benchmark runs on a scored corpus and on simulations, and its figures are rates."""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

BENCHMARK = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "calibration.py"))


@pytest.fixture(scope="module")
def parts(make_corpus):
    from framing.stats.options import ComparisonOptions
    from framing.stats.samples import draw_sample

    scored = make_corpus(outlets=("Alder", "Birch"), each=44, rates=(2.0, 2.0))
    weeks = pd.to_timedelta(7 * (np.arange(len(scored.articles)) % 11), unit="D")
    scored.articles["published"] = pd.Timestamp(2020, 1, 6) + weeks
    sample = draw_sample(scored, ComparisonOptions())
    return BENCHMARK["blocks_of"](scored, sample), sample


@pytest.mark.parametrize("name", ["split_halves", "split_in_weeks", "regressions"])
def test_false_positives_of_split_outlets_are_shares(parts, name):
    rows = BENCHMARK[name](*parts, 6, 1)
    assert {row["figure"].split(": ")[-1] for row in rows} >= {"rate per 1,000 words", "labelling share"}
    for row in rows:
        assert row["splits"] >= 6
        assert 0 <= row["stated"] <= min(row["test"], row["interval"]) <= 1


def test_relabelled_outlets_are_one_family_a_block(parts):
    rows = BENCHMARK["relabelled"](*parts, 3, 1)
    assert rows
    assert all(0 <= row["any_rejected"] <= 1 for row in rows)


def test_simulations_give_rates_and_a_table():
    row = BENCHMARK["shared_stories"](8, 2, 1.0, 20, 1)
    assert all(0 <= row[name] <= 1 for name in ("figure", "difference", "test", "matched test", "matched difference"))
    text = BENCHMARK["markdown"]({"shared stories": [row]})
    assert text.startswith("### shared stories\n\n| stories | own stories |")
    assert "| 8 | 2 | 1 | 20 |" in text


@pytest.mark.parametrize("articles", [3, 20])
def test_cells_of_few_hits_hold_their_level(articles):
    row = BENCHMARK["cells"](articles, 0.5, 0.5, 2000, 1)
    assert row["score"] == pytest.approx(0.95, abs=0.025)
