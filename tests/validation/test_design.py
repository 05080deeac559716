"""The terms of a corrected regression, and calibration of a sentence model."""

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.validation import CorrectionOptions, validate
from framing.validation.calibration import calibration_table
from framing.validation.design import design_of

ROWS = pd.DataFrame(
    {
        "outlet": ["A", "A", "B", "B"],
        "published": pd.to_datetime(["2020-01-01", "2021-01-01", "2022-01-01", None]),
        "section": ["news", "news", "sport", "news"],
        "words": [1.0, 2.0, 3.0, 4.0],
    }
)


def test_terms_make_columns():
    design = design_of(ROWS, ("outlet*after:2021-01-01", "words", "section"), "B")
    assert design.kept.tolist() == [True, True, True, False]
    assert design.notes == ("1 units of articles without a date are left out",)
    assert design.terms == (
        "intercept",
        "outlet A against B",
        "from 2021-01-01 on",
        "outlet A against B × from 2021-01-01 on",
        "words",
        "section sport against news",
    )
    assert design.matrix[1].tolist() == [1, 1, 1, 1, 2, 0]
    trend = design_of(ROWS, ("trend",)).matrix[:, 1]
    assert trend == pytest.approx([-1, 0, 1], abs=0.01)


@pytest.mark.parametrize(
    ("terms", "reference", "message"),
    [
        (("mood",), "", "no term 'mood'; give outlet, trend, after:YYYY-MM-DD"),
        (("after:soon",), "", "'soon' is no date"),
        (("outlet",), "C", "no outlet 'C' to compare with; choose from A, B"),
        (("article_id",), "", "no term"),
    ],
)
def test_terms_that_have_no_meaning_are_named(terms, reference, message):
    with pytest.raises(FramingError, match=message):
        design_of(ROWS.assign(article_id=list("wxyz")), terms, reference)


def test_a_regression_on_outlets_is_their_contrast(drawn, scored, filled, agreeing):
    gold = drawn("sourcing:attributions", per_outlet=90)
    filled(gold, "anna", lambda unit: agreeing(unit)[:1])
    outlets = sorted(gold.units["outlet"].unique())
    options = CorrectionOptions(against=outlets[0], terms=("outlet",), cluster="story")
    found = validate(gold, scored, options=options)
    assert found.regression["term"].tolist()[1:] == [f"outlet {name} against {outlets[0]}" for name in outlets[1:]]
    assert (found.contrasts["reference"] == outlets[0]).all()
    by_outlet = found.contrasts.set_index("outlet")["difference"]
    assert found.regression["corrected"].to_numpy()[1:] == pytest.approx(by_outlet[outlets[1:]].to_numpy(), rel=0.2)
    assert found.estimates["adjusted"].notna().all()
    assert "the rest" in set(found.other_contrasts["reference"])
    with pytest.raises(FramingError, match="unknown cluster"):
        validate(gold, scored, options=CorrectionOptions(terms=("outlet",), cluster="day"))
    with pytest.raises(FramingError, match="outlet 'Nobody' is not in the sample"):
        validate(gold, scored, options=CorrectionOptions(against="Nobody"))


def test_calibration_weighs_by_the_draw():
    rng = np.random.default_rng(2)
    score = rng.random(4000)
    gold = (rng.random(4000) < score).astype(float)
    probability = np.where(score > 0.5, 0.5, 0.1)
    drawn = rng.random(4000) < probability
    units = pd.DataFrame(
        {"outlet": "A", "score": score, "gold": gold, "probability": np.where(drawn, probability, 0.0)}
    )
    table = calibration_table(units)
    whole = table[table["outlet"] == "all"]
    assert len(whole) == 10
    assert (whole["observed"] - whole["predicted"]).abs().max() < 0.25
    assert whole["share"].sum() == pytest.approx(1)
    assert whole["share"].tolist() == pytest.approx([0.1] * 10, abs=0.06)
    assert whole["calibration_error"].iloc[0] < 0.08
    sure = calibration_table(units.assign(score=np.where(score > 0.5, 0.99, 0.01)))
    assert sure["calibration_error"].iloc[0] > 0.15
    assert 0 < sure["brier"].iloc[0] < 0.5
