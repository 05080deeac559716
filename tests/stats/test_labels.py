import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.stats import ComparisonOptions, compare

QUICK = ComparisonOptions(
    measures=("labelling",), voices=("outlet",), contrasted=("outlet",), replicates=99, period="all", against="none"
)
LOADINGS = st.lists(st.sampled_from([-1, 0]), min_size=1, max_size=8)
# each open mention turns out to be of this referent or of the other, loaded or not
OUTCOMES = st.lists(st.tuples(st.sampled_from(["fog", "mist"]), st.sampled_from([-1, 0])), max_size=8)


def share(scored, hits):
    scored.hits = pd.DataFrame(hits)
    rows = compare(scored, QUICK).estimates.query("item == 'fog' and outlet == 'Alder'")
    return rows.iloc[0]


@settings(deadline=None, max_examples=8)
@given(LOADINGS, OUTCOMES)
def test_however_open_mentions_turn_out_the_share_lies_within_the_bounds(make_corpus, make_hit, loadings, outcomes):
    scored = make_corpus(outlets=("Alder", "Birch"), each=2)
    sure = [make_hit("Alder-0000", loading=x) for x in loadings]
    unknown = [make_hit("Alder-0001", referent="", resolved=False, candidates="fog|mist") for _ in outcomes]
    told = [make_hit("Alder-0001", referent=name, loading=x) for name, x in outcomes]
    before, after = share(scored, sure + unknown), share(scored, sure + told)
    assert before["bound_low"] - 1e-12 <= after["value"] <= before["bound_high"] + 1e-12
    assert before["bound_low"] - 1e-12 <= before["value"] <= before["bound_high"] + 1e-12


def test_the_bounds_are_reached(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"), each=2)
    sure = [make_hit("Alder-0000", loading=x) for x in (-1, 0, 0)]
    bounds = share(scored, sure + [make_hit("Alder-0001", referent="", resolved=False, candidates="fog")] * 2)
    for loading, bound in ((0, "bound_low"), (-1, "bound_high")):
        value = share(scored, sure + [make_hit("Alder-0001", loading=loading)] * 2)["value"]
        assert value == pytest.approx(bounds[bound])


def test_swapping_the_labels_of_two_referents_swaps_their_shares(make_corpus, make_hit):
    scored = make_corpus(outlets=("Alder", "Birch"), each=4)
    rng = np.random.default_rng(5)
    rows = [
        make_hit(f"Alder-{i:04d}", referent=name, loading=-int(rng.random() < chance))
        for i in range(4)
        for name, chance in (("fog", 0.8), ("mist", 0.2)) * 5
    ]
    scored.hits = pd.DataFrame(rows)
    one = compare(scored, QUICK).estimates.query("outlet == 'Alder'").set_index("item")["value"]
    scored.hits["referent"] = scored.hits["referent"].map({"fog": "mist", "mist": "fog"})
    other = compare(scored, QUICK).estimates.query("outlet == 'Alder'").set_index("item")["value"]
    assert one["fog"] != one["mist"]
    assert (one["fog"], one["mist"]) == (other["mist"], other["fog"])
