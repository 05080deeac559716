import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.stats import ComparisonOptions, compare
from framing.stats.net_loading import exclusive_difference

QUICK = ComparisonOptions(measures=("labelling",), replicates=200, permutations=199, period="all", against="none")


def both_ways(make_hit):
    loadings = (-1, -1, 0, 1, 0)
    return pd.DataFrame(
        [make_hit(f"{outlet}-{i:04d}", loading=x) for outlet in ("Alder", "Birch") for i in range(15) for x in loadings]
    )


def test_net_loading_is_favour_less_against(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = both_ways(make_hit)
    rows = compare(scored, QUICK).estimates.query("measure == 'net loading' and voice == 'outlet'").set_index("outlet")
    row = rows.loc["Alder"]
    assert row["value"] == pytest.approx(1 / 5 - 2 / 5)
    assert (row["numerator"], row["denominator"]) == (-15, 75)
    assert row["low"] < row["value"] < row["high"]
    assert row["unit"] == "mean per mention: loading"


def test_turning_every_label_round_turns_the_net_loading_round(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"))
    scored.hits = both_ways(make_hit)
    one = compare(scored, QUICK).estimates.query("measure == 'net loading'")
    scored.hits["loading"] = -scored.hits["loading"]
    other = compare(scored, QUICK).estimates.query("measure == 'net loading'")
    assert other["value"].to_numpy() == pytest.approx(-one["value"].to_numpy(), nan_ok=True)
    assert other["low"].to_numpy() == pytest.approx(-one["high"].to_numpy(), nan_ok=True)


def test_labels_against_alone_have_no_net_loading(make_corpus):
    assert "net loading" not in set(compare(make_corpus(), QUICK).estimates["measure"])


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_the_difference_of_exclusive_shares_stays_possible(values):
    """Bounds hold the difference, are wider than those of independent shares, and turn round with the shares."""
    p, q = values[0], values[1] * (1 - values[0])
    first = (p, p * values[2], p + (1 - p) * values[3])
    second = (q, q * values[4], q + (1 - q) * values[5])
    first, second = (tuple(np.array([x]) for x in each) for each in (first, second))
    low, high = exclusive_difference(first, second)
    assert low[0] <= p - q + 1e-12
    assert high[0] >= p - q - 1e-12
    assert p - q - low[0] >= np.hypot(first[0] - first[1], second[2] - second[0])[0] - 1e-12
    back_low, back_high = exclusive_difference(second, first)
    assert (back_low[0], back_high[0]) == (pytest.approx(-high[0]), pytest.approx(-low[0]))
