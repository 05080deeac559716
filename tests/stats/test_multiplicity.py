import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from framing.errors import FramingError
from framing.stats.multiplicity import METHODS, adjust

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(np.array)


@pytest.mark.parametrize("method", METHODS)
def test_untested_contrasts_do_not_count_in_the_family(method):
    found = adjust(np.array([0.01, np.nan, 0.04]), method)
    assert found[[0, 2]] == pytest.approx(adjust(np.array([0.01, 0.04]), method))
    assert np.isnan(found[1])


@given(P_VALUES)
def test_step_up_values_agree_with_another_implementation(p_values):
    for method, name in (("BH", "bh"), ("BY", "by")):
        assert adjust(p_values, method) == pytest.approx(false_discovery_control(p_values, method=name))


@given(P_VALUES)
def test_adjusted_values_keep_the_order_and_never_fall(p_values):
    for method in METHODS:
        adjusted = adjust(p_values, method)
        assert (adjusted >= p_values - 1e-15).all()
        assert (adjusted <= 1).all()
        assert (np.diff(adjusted[np.argsort(p_values, kind="stable")]) >= 0).all()


def test_one_contrast_is_not_adjusted():
    for method in METHODS:
        assert adjust(np.array([0.03]), method).tolist() == [0.03]


def test_an_empty_family_has_no_values():
    for method in METHODS:
        assert len(adjust(np.array([]), method)) == 0


def test_bad_input_is_named():
    with pytest.raises(FramingError, match="1.2 is no p-value"):
        adjust(np.array([0.1, 1.2]))
    with pytest.raises(FramingError, match="unknown correction 'sidak'; choose from BH, BY, Holm"):
        adjust(np.array([0.1]), "sidak")
