"""Confidence as a probability: it follows how often such attributions were right."""

from __future__ import annotations

import numpy as np
import pytest

from framing.attribution.tagger.calibration import Calibration, calibrate


def test_without_a_fit_nothing_changes():
    assert Calibration()(0.37) == pytest.approx(0.37)


@pytest.mark.parametrize(("level", "slope"), [(0.0, 1.0), (-0.7, 0.6), (0.4, 1.5)])
def test_the_line_that_made_the_data_is_found(level, slope):
    rng = np.random.default_rng(5)
    chances = rng.uniform(0.02, 0.99, 20_000)
    truth = 1 / (1 + np.exp(-(level + slope * np.log(chances / (1 - chances)))))
    found = calibrate(chances.tolist(), (rng.random(20_000) < truth).tolist())
    assert (found.level, found.slope) == pytest.approx((level, slope), abs=0.08)
    assert found(0.5) == pytest.approx(1 / (1 + np.exp(-level)), abs=0.02)


@pytest.mark.parametrize("right", [[True] * 5, [False] * 5, []])
def test_too_little_to_learn_from_stays_finite(right):
    found = calibrate([0.0, 0.2, 0.5, 0.9, 1.0][: len(right)], right)
    assert np.isfinite([found.level, found.slope]).all()
    assert 0 <= found(0.0) <= found(1.0) <= 1
