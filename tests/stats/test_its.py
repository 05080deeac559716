"""Interrupted series: the figures of the Nile, levels that hold in short autocorrelated series, placebo dates."""

import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats.hac import reference_draws
from framing.stats.its import InterruptionOptions, interrupted

LEVELS = InterruptionOptions(slopes=False)


@pytest.fixture(scope="module")
def nile():
    from statsmodels.datasets import nile as data

    return data.load().data["volume"].to_numpy(dtype=float)


def noise(rng, points, correlation):
    drawn = rng.normal(size=points + 50)
    for place in range(1, len(drawn)):
        drawn[place] = correlation * drawn[place - 1] + np.sqrt(1 - correlation**2) * drawn[place]
    return drawn[50:]


def test_the_nile_with_slopes(nile):
    """Vector g_nile: Newey-West errors with lag 4 and the small-sample factor."""
    found = interrupted(nile, 28)
    assert [term.name for term in found.terms] == ["level", "slope", "step", "slope change"]
    assert [term.value for term in found.terms] == pytest.approx(
        [1080.936508, 1.159551, -288.633597, -0.469089], abs=5.1e-7
    )
    assert [term.error for term in found.terms] == pytest.approx([36.242246, 2.643723, 61.290995, 2.757286], abs=5.1e-7)
    assert found.lag == 4
    assert found.durbin_watson == pytest.approx(1.687846, abs=5.1e-7)
    assert found.ljung_box == pytest.approx(0.179767, abs=5.1e-7)


def test_the_nile_with_levels_alone(nile):
    found = interrupted(nile, 28, options=LEVELS)
    assert [term.value for term in found.terms] == pytest.approx([1097.75, -247.777778], abs=5.1e-7)
    assert [term.error for term in found.terms] == pytest.approx([27.475138, 31.657624], abs=5.1e-7)
    assert found["step"].p_value < 0.01
    assert found.without == pytest.approx(np.full(100, 1097.75))


@pytest.mark.parametrize(("points", "correlation"), [(24, 0.0), (24, 0.3), (50, 0.5)])
def test_false_positives_keep_the_level(points, correlation):
    """With normal critical values 13 % to 19 % of these steps would be found."""
    rng = np.random.default_rng(0)
    options = InterruptionOptions(min_points=points // 2)  # no placebo dates, which take time
    p = [interrupted(noise(rng, points, correlation), points // 2, options=options)["step"].p_value for _ in range(60)]
    assert np.mean(np.array(p) < 0.05) <= 0.12


def test_a_planted_step_is_found_with_its_size():
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(25):
        y = noise(rng, 60, 0.3)
        y[30:] += 2.5
        step = interrupted(y, 30, options=InterruptionOptions(slopes=False, min_points=30))["step"]
        held += step.low <= 2.5 <= step.high
        assert step.value == pytest.approx(2.5, abs=1.5)
    assert held >= 21


def test_a_comparison_takes_out_what_moves_both():
    rng = np.random.default_rng(2)
    shared = noise(rng, 40, 0.5) * 3
    shared[20:] += 4
    mine, other = shared + rng.normal(size=40) * 0.3, shared + rng.normal(size=40) * 0.3
    assert abs(interrupted(mine, 20, options=LEVELS)["step"].value) > 2
    assert abs(interrupted(mine, 20, comparison=other, options=LEVELS)["step"].value) < 0.5


def test_counts_have_an_offset_and_logarithmic_steps():
    rng = np.random.default_rng(3)
    words = rng.integers(5_000, 20_000, 40).astype(float)
    rate = np.where(np.arange(40) < 20, 2e-3, 4e-3)
    found = interrupted(rng.poisson(words * rate).astype(float), 20, exposure=words, options=LEVELS)
    assert found["step"].value == pytest.approx(np.log(2), abs=0.15)
    assert found["step"].low < np.log(2) < found["step"].high
    assert found.without[25] == pytest.approx(words[25] * 2e-3, rel=0.15)


def test_placebo_dates_before_the_date():
    rng = np.random.default_rng(4)
    y = rng.normal(size=60)
    y[30:] += 3
    found = interrupted(y, 30, options=LEVELS)
    assert found.placebo_dates == 15
    assert found.placebo == 0
    assert np.isnan(interrupted(y, 12, options=LEVELS).placebo)


def test_short_series_are_pointed_out():
    assert any("20 points are few" in note for note in interrupted(np.arange(20.0) % 3, 10, options=LEVELS).notes)


def test_the_autocorrelation_of_residuals_is_corrected_upwards():
    rng = np.random.default_rng(5)
    design = np.column_stack([np.ones(30), np.arange(30)])
    found = [reference_draws(design, noise(rng, 30, 0.5) - 0.0, 3, rng, draws=199).autocorrelation for _ in range(40)]
    assert np.mean(found) > 0.4


@pytest.mark.parametrize(
    ("values", "index", "more", "message"),
    [
        (np.ones(20), 10, {}, "one value throughout"),
        (np.arange(20.0), 5, {}, "5 periods before the date and 15 from it on; 8 are needed"),
        (np.r_[np.ones(19), np.nan], 10, {}, "without a value"),
        (np.ones(20), 10, {"comparison": np.ones(19)}, "the same periods"),
        (np.ones(20), 10, {"exposure": np.zeros(20)}, "exposure above 0"),
        (np.ones(20), 10, {"exposure": np.ones(20), "comparison": np.ones(20)}, "not both"),
    ],
)
def test_what_cannot_be_fitted_is_refused(values, index, more, message):
    with pytest.raises(FramingError, match=message):
        interrupted(values, index, **more)
