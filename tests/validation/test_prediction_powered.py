"""Corrected means and regressions: published vectors, the reference library, errors."""

import csv
import json

import numpy as np
import pytest

from framing.errors import FramingError
from framing.validation.prediction_powered import (
    adjusted_count,
    design_based_regression,
    powered_mean,
    pseudo_outcomes,
)


@pytest.fixture(scope="module")
def vectors(shared):
    return json.loads((shared / "reference" / "test_vectors.json").read_text())


def sample(vector):
    """Gold and surrogate of the vector's sample, and the surrogate of the rest."""
    both, gold_only, tool_only, none = (vector["confusion"][k] for k in ("n11", "n10", "n01", "n00"))
    gold = np.repeat([1.0, 1.0, 0.0, 0.0], [both, gold_only, tool_only, none])
    tool = np.repeat([1.0, 0.0, 1.0, 0.0], [both, gold_only, tool_only, none])
    size, positives = vector["unlabelled"]["N"], vector["unlabelled"]["positives"]
    return gold, tool, np.repeat([1.0, 0.0], [positives, size - positives])


@pytest.mark.parametrize(("name", "weight"), [("lam_opt", None), ("lam_1", 1.0), ("lam_0", 0.0)])
def test_ppi_and_ppi_plus_plus(vectors, name, weight):
    vector = vectors["j_ppi"]
    found = powered_mean(*sample(vector), weight=weight)
    assert found.value == pytest.approx(vector["ppi"][name]["est"], abs=5e-7)
    assert (found.low, found.high) == pytest.approx(tuple(vector["ppi"][name]["ci"]), abs=1e-6)
    if weight is None:
        assert found.weight == pytest.approx(vector["lambda_closed_form_pooledvar"], abs=5e-6)


@pytest.mark.parametrize("seed", range(5))
def test_the_reference_library_agrees(seed):
    ppi_py = pytest.importorskip("ppi_py")
    rng = np.random.default_rng(seed)
    truth = rng.normal(size=400)
    tool = 0.5 * truth + rng.normal(size=400) + 0.2
    found = powered_mean(truth[:150], tool[:150], tool[150:])
    assert found.value == pytest.approx(np.ravel(ppi_py.ppi_mean_pointestimate(truth[:150], tool[:150], tool[150:]))[0])
    low, high = ppi_py.ppi_mean_ci(truth[:150], tool[:150], tool[150:], alpha=0.05)
    assert (found.low, found.high) == pytest.approx((np.ravel(low)[0], np.ravel(high)[0]))


def test_rogan_and_gladen(vectors):
    vector = vectors["j_ppi"]
    tool, n = vector["unlabelled"]["positives"], vector["unlabelled"]["N"]
    cells = vector["confusion"]
    share, error = adjusted_count(tool / n, n, (cells["n11"], cells["n01"], cells["n10"], cells["n00"]))
    assert share == pytest.approx(vector["acc"], abs=5e-7)
    assert error == pytest.approx(vector["acc_se_delta"], abs=5e-7)


def test_design_based_supervised_learning(vectors, shared):
    vector = vectors["j_dsl"]
    with (shared / "reference" / vector["file"]).open(newline="") as file:
        rows = list(csv.DictReader(file))
    column = {name: np.array([float(row[name] or "nan") for row in rows]) for name in ("Yobs", "Yhat", "R", "pi", "Yt")}
    made = pseudo_outcomes(column["Yobs"], column["Yhat"], column["R"], column["pi"])
    assert made == pytest.approx(column["Yt"])
    design = np.column_stack([np.ones(len(rows)), [row["outlet"] == "B" for row in rows]])
    plain = design_based_regression(design, made)
    assert plain.coefficients == pytest.approx(vector["coef"], abs=5e-7)
    assert plain.standard_errors == pytest.approx(vector["se_HC0"], abs=5e-7)
    stories = np.array([row["story"] for row in rows])
    clustered = design_based_regression(design, made, stories, corrected=False)
    assert clustered.standard_errors == pytest.approx(vector["se_cluster_nocorr"], abs=5e-7)
    groups = len(set(stories))
    wider = design_based_regression(design, made, stories)
    assert wider.standard_errors == pytest.approx(clustered.standard_errors * np.sqrt(groups / (groups - 1)))
    naive = design_based_regression(design, column["Yhat"])
    assert naive.coefficients == pytest.approx(vector["naive_coef"], abs=5e-7)


def test_useless_labels_get_no_weight():
    rng = np.random.default_rng(0)
    gold = rng.random(200)
    assert powered_mean(gold, np.ones(200), np.ones(1000)).weight == 0
    assert powered_mean(gold, -gold, -rng.random(1000)).weight == 0


def test_errors_name_the_remedy():
    with pytest.raises(FramingError, match="3 gold labels and 2 labels by the tool"):
        powered_mean(np.ones(3), np.ones(2), np.ones(9))
    with pytest.raises(FramingError, match="at least two of each"):
        powered_mean(np.ones(1), np.ones(1), np.ones(9))
    with pytest.raises(FramingError, match="no correction is possible"):
        adjusted_count(0.5, 100, (5, 10, 5, 10))
    with pytest.raises(FramingError, match="both are needed"):
        adjusted_count(0.5, 100, (5, 0, 5, 0))
    with pytest.raises(FramingError, match="outside 0 to 1"):
        pseudo_outcomes(np.ones(2), np.ones(2), np.ones(2), np.array([0.5, 0.0]))
    with pytest.raises(FramingError, match="one cluster"):
        design_based_regression(np.ones((3, 1)), np.ones(3), np.array(["a"] * 3))
