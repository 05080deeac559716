"""Agreement coefficients: published vectors, the reference library, invariances."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.validation.reliability import (
    cohen_kappa,
    gwet_ac1,
    gwet_standard_error,
    krippendorff_alpha,
    percent_agreement,
    tabulate,
    with_interval,
)

LEVELS = ("nominal", "ordinal", "interval", "ratio")
tables = st.lists(st.lists(st.sampled_from([1, 2, 3, 4, None]), min_size=3, max_size=3), min_size=2, max_size=15)


@pytest.fixture(scope="module")
def vectors(shared):
    return json.loads((shared / "reference" / "test_vectors.json").read_text())


@pytest.mark.parametrize("level", LEVELS)
def test_krippendorff_2011(vectors, level):
    vector = vectors["i_alpha_2011"]
    codes = tabulate(list(zip(*vector["coders_by_unit"], strict=True)))
    assert krippendorff_alpha(codes, level) == pytest.approx(vector["alpha"][level], abs=5e-7)


def test_gwet_2008_four_raters(vectors):
    vector = vectors["i_gwet"]
    codes = tabulate(list(zip(*vector["coders_by_unit"], strict=True)))
    assert gwet_ac1(codes) == pytest.approx(vector["AC1"], abs=5e-6)
    assert gwet_standard_error(codes) == pytest.approx(vector["se"], abs=5e-6)
    assert percent_agreement(codes) == pytest.approx(vector["pa"], abs=5e-6)


def test_gwet_2008_paradox(vectors):
    vector = vectors["i_paradox"]
    pairs = [pair for n, pair in zip(vector["table"], ((1, 1), (1, 0), (0, 1), (0, 0)), strict=True) for _ in range(n)]
    codes = tabulate(pairs)
    assert percent_agreement(codes) == pytest.approx(vector["pa"], abs=5e-7)
    assert cohen_kappa(*zip(*pairs, strict=True)) == pytest.approx(vector["kappa"], abs=5e-7)
    assert gwet_ac1(codes) == pytest.approx(vector["AC1"], abs=5e-7)


@pytest.mark.parametrize("level", LEVELS)
@given(table=tables)
@settings(max_examples=60, deadline=None)
def test_alpha_is_that_of_the_reference_library(table, level):
    krippendorff = pytest.importorskip("krippendorff")
    pairable = [[c for c in row if c is not None] for row in table if sum(c is not None for c in row) >= 2]
    if len({c for row in pairable for c in row}) < 2:
        assert math.isnan(krippendorff_alpha(tabulate(table), level))
        return
    data = np.array([[math.nan if c is None else c for c in row] for row in table], dtype=float).T
    wanted = krippendorff.alpha(reliability_data=data, level_of_measurement=level, value_domain=[1, 2, 3, 4])
    assert krippendorff_alpha(tabulate(table, (1, 2, 3, 4)), level) == pytest.approx(wanted, abs=1e-9)


@given(table=tables, shift=st.permutations([1, 2, 3, 4]))
@settings(max_examples=60, deadline=None)
def test_nominal_coefficients_do_not_depend_on_names_or_order(table, shift):
    renamed = [[None if c is None else shift[c - 1] for c in reversed(row)] for row in reversed(table)]
    for coefficient in (percent_agreement, krippendorff_alpha, gwet_ac1):
        one, other = (coefficient(tabulate(t, (1, 2, 3, 4))) for t in (table, renamed))
        assert one == pytest.approx(other, nan_ok=True)


def test_full_agreement_is_one_and_chance_about_zero():
    codes = tabulate([(v, v) for v in "aabbab"])
    assert krippendorff_alpha(codes) == gwet_ac1(codes) == percent_agreement(codes) == 1
    rng = np.random.default_rng(1)
    random = tabulate([tuple(row) for row in rng.integers(2, size=(5000, 2))])
    assert abs(krippendorff_alpha(random)) < 0.05
    assert abs(gwet_ac1(random)) < 0.05


def test_clusters_widen_the_interval_where_articles_are_alike():
    rng = np.random.default_rng(2)
    hard = np.repeat(rng.random(40) < 0.5, 10)
    first = rng.integers(2, size=400)
    second = np.where(hard, rng.integers(2, size=400), first)
    codes = tabulate(list(zip(first, second, strict=True)))
    plain = with_interval(krippendorff_alpha, codes, name="alpha", replicates=400)
    clustered = with_interval(krippendorff_alpha, codes, np.repeat(np.arange(40), 10), name="alpha", replicates=400)
    assert plain.value == clustered.value
    assert clustered.high - clustered.low > 1.5 * (plain.high - plain.low)
    assert (plain.n_clusters, clustered.n_clusters, plain.resampled) == (400, 40, "units")


def test_interval_of_one_cluster_is_unknown():
    found = with_interval(percent_agreement, tabulate([(1, 1), (1, 2)]), ["a", "a"], name="percent", replicates=50)
    assert math.isnan(found.low)
    assert math.isnan(found.high)


def test_bad_codes_are_refused_with_the_remedy():
    with pytest.raises(FramingError, match="'z' is not among the values"):
        tabulate([("a", "z")], values=("a", "b"))
    with pytest.raises(FramingError, match="are no numbers"):
        krippendorff_alpha(tabulate([("a", "b"), ("a", "a")]), "interval")
    with pytest.raises(FramingError, match="3 clusters for 2 units"):
        with_interval(gwet_ac1, tabulate([(1, 1), (1, 2)]), ["a", "b", "c"], name="AC1")
