import numpy as np
import pytest
from scipy.stats import norm, t

from framing.errors import FramingError
from framing.stats.equivalence import equivalence, equivalence_of_interval


def test_a_small_difference_with_a_small_error_is_equivalent():
    found = equivalence(0.1, 0.2, 1.0)
    assert found.equivalent
    assert found.p_value == pytest.approx(norm.sf((1.0 - 0.1) / 0.2))
    assert (found.low, found.high) == pytest.approx((0.1 - 1.6449 * 0.2, 0.1 + 1.6449 * 0.2), abs=1e-4)


def test_no_significant_difference_is_not_equivalence():
    found = equivalence(0.1, 2.0, 1.0)
    assert not found.equivalent
    assert found.p_value > 0.05


def test_the_smallest_margin_is_where_equivalence_begins():
    found = equivalence(0.3, 0.2, 1.0, degrees=15)
    assert found.smallest == pytest.approx(0.3 + t.isf(0.05, 15) * 0.2)
    assert equivalence(0.3, 0.2, found.smallest * 1.001, degrees=15).equivalent
    assert not equivalence(0.3, 0.2, found.smallest * 0.999, degrees=15).equivalent


def test_test_and_inclusion_of_the_90_percent_interval_agree():
    for value in (-0.9, -0.4, 0.0, 0.7):
        tested = equivalence(value, 0.2, 1.0)
        included = equivalence_of_interval(value, tested.low, tested.high, 1.0, level=0.9)
        assert included.equivalent == tested.equivalent
        assert included.alpha == pytest.approx(0.05)
        assert np.isnan(included.p_value)


def test_signs_do_not_matter():
    assert equivalence(0.3, 0.2, 1.0).p_value == pytest.approx(equivalence(-0.3, 0.2, 1.0).p_value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: equivalence(0.1, 0.2, 0.0), "margin is 0; give the smallest difference that would matter"),
        (lambda: equivalence(0.1, 0.0, 1.0), "standard error is 0"),
        (lambda: equivalence_of_interval(2.0, 0.0, 1.0, 1.0, level=0.9), "0 to 1 is no interval about 2"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(FramingError, match=message):
        call()
