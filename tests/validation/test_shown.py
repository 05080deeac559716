"""A gold sample and a correction as a notebook shows them."""

from types import SimpleNamespace

import pandas as pd

from framing.validation.correction import Correction
from framing.validation.gold import GoldSample

ODD = "<b>Birch</b>"


def test_a_gold_sample_says_what_was_drawn_where(drawn):
    gold = drawn("sourcing:direct share", per_outlet=5)
    shown = gold._repr_html_()
    assert f"{len(gold.units):,} units" in shown
    assert all(outlet in shown for outlet in gold.units["outlet"].unique())


def test_nothing_in_a_gold_sample_is_mark_up(tmp_path):
    units = pd.DataFrame({"outlet": [ODD, ODD]})
    shown = GoldSample(tmp_path, "labelling:x", SimpleNamespace(per_outlet=2, seed=0), units, {})._repr_html_()
    assert "&lt;b&gt;Birch" in shown
    assert "<b>" not in shown


def test_a_correction_shows_raw_beside_corrected_over_all_periods():
    names = "outlet period raw raw_low raw_high corrected low high n_gold note".split()
    rows = [
        (ODD, "all", 0.5, 0.4, 0.6, 0.25, 0.2, 0.3, 40, ""),
        ("Cedar", "all", 0.1, 0.0, 0.2, float("nan"), float("nan"), float("nan"), 3, "code more units"),
        ("Cedar", "2020", 0.777, 0.0, 1.0, 0.777, 0.0, 1.0, 3, ""),
    ]
    correction = Correction(pd.DataFrame(rows, columns=names), pd.DataFrame(), pd.DataFrame(), ["few articles"])
    shown = correction._repr_html_()
    assert "2 outlets; 1 corrected by gold" in shown
    assert "0.25" in shown and "code more units" in shown and "note: few articles" in shown
    assert "0.777" not in shown and "<b>" not in shown
