import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats.ratios import linearised_se, ratio
from framing.stats.specification import SpecificationOptions, grid, specification_curve

QUICK = SpecificationOptions(permutations=199)
CHOICES = {"terms": ["documented", "all"], "wire": ["in", "out"]}
MEMBER = np.arange(60) < 30


def corpus(seed=1, ratio=1.0):
    """Counts of two term lists, with and without the articles that are wire copy: articles × specifications."""
    rng = np.random.default_rng(seed)
    words = rng.integers(300, 700, size=60).astype(float)
    mean = 2 * np.where(MEMBER, ratio, 1.0) * words / 500
    documented, other = rng.poisson(mean), rng.poisson(mean)
    house = rng.random(60) < 0.8
    columns = [(terms, kept) for terms in (documented, documented + other) for kept in (np.ones(60), house)]
    return np.column_stack([t * k for t, k in columns]).astype(float), np.column_stack([words * k for _, k in columns])


def test_the_grid_has_every_combination():
    found = grid(CHOICES)
    assert found.to_numpy().tolist() == [
        ["documented", "in"],
        ["documented", "out"],
        ["all", "in"],
        ["all", "out"],
    ]


def test_estimates_are_differences_of_ratios_in_rising_order():
    x, w = corpus(ratio=1.5)
    found = specification_curve(grid(CHOICES), x, w, MEMBER, options=QUICK)
    row = found.table[(found.table["terms"] == "all") & (found.table["wire"] == "out")].iloc[0]
    parts = [(x[rows, 3:], w[rows, 3:]) for rows in (MEMBER, ~MEMBER)]
    kept = [(a[b[:, 0] > 0], b[b[:, 0] > 0]) for a, b in parts]
    difference = ratio(*kept[0])[0] - ratio(*kept[1])[0]
    assert row["estimate"] == pytest.approx(difference)
    assert row["z"] == pytest.approx(difference / np.hypot(*(linearised_se(*part)[0] for part in kept)))
    assert found.table["estimate"].is_monotonic_increasing
    assert (found.table["null_low"] <= found.table["null_high"]).all()


def test_a_true_difference_stands_in_every_specification():
    found = specification_curve(grid(CHOICES), *corpus(ratio=2.0), MEMBER, options=QUICK)
    assert (found.same_sign, found.significant) == (1.0, 1.0)
    assert found.p_median == 1 / 200
    assert found.p_significant < 0.05
    assert found.median > 0


def test_without_a_difference_the_joint_test_keeps_its_level():
    joint = [
        specification_curve(
            grid(CHOICES), *corpus(seed), MEMBER, options=SpecificationOptions(permutations=99)
        ).p_median
        for seed in range(60)
    ]
    assert np.mean(np.array(joint) <= 0.05) <= 0.14
    assert 0.4 < np.mean(joint) < 0.6


def test_exchanging_the_groups_turns_the_curve_round():
    x, w = corpus(ratio=1.3)
    one, other = (specification_curve(grid(CHOICES), x, w, member, options=QUICK) for member in (MEMBER, ~MEMBER))
    assert one.table["estimate"].to_numpy() == pytest.approx(-other.table["estimate"].to_numpy()[::-1])
    assert one.median == pytest.approx(-other.median)


def test_whole_clusters_are_relabelled():
    x, w = corpus()
    story = np.arange(60) // 3
    found = specification_curve(grid(CHOICES), x, w, MEMBER, cluster=story, options=QUICK)
    assert found.n_specifications == 4
    with pytest.raises(FramingError, match="a cluster holds articles of both groups"):
        specification_curve(grid(CHOICES), x, w, MEMBER, cluster=np.arange(60) % 7, options=QUICK)


def test_bad_input_is_named():
    x, w = corpus()
    with pytest.raises(FramingError, match="give articles × specifications"):
        specification_curve(grid(CHOICES), x[:, :2], w[:, :2], MEMBER)
    w[1:30, 1] = 0
    with pytest.raises(FramingError, match=r"specification 1 has 1 article\(s\) of a group"):
        specification_curve(grid(CHOICES), x, w, MEMBER)
    with pytest.raises(FramingError, match="choice 'wire' has no value"):
        grid(CHOICES | {"wire": []})
