"""Unitizing alphas: published vectors and invariances."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.validation.unitizing import Marked, alpha_u, u_alpha


@pytest.fixture(scope="module")
def vectors(shared):
    return json.loads((shared / "reference" / "test_vectors.json").read_text())


def test_krippendorff_2004_page_254(vectors):
    vector = vectors["i_alphaU_1995_2004"]
    coders = [[Marked(b, b + n, kind) for b, n, coder, kind in vector["units"] if coder == i] for i in (0, 1)]
    overall, by_category = alpha_u(coders, vector["length"], vector["begin"])
    assert overall == pytest.approx(vector["alpha"], abs=6e-7)
    assert by_category == pytest.approx(vector["alpha_c"], abs=6e-7)


def test_krippendorff_2016(vectors):
    vector = vectors["i_ualpha_2016"]
    coders = [[Marked(b, e, kind) for kind, b, e in units] for units in vector["data"].values()]
    found = u_alpha(coders, vector["length"])
    assert found.u == pytest.approx(vector["u_alpha"], abs=6e-7)
    assert found.relevant == pytest.approx(vector["bar_u_alpha"], abs=6e-7)
    assert found.categories == pytest.approx(vector["cu_alpha"], abs=6e-7)
    assert found.coverage == pytest.approx(vector["cu_coverage"], abs=6e-7)
    assert found.by_category == pytest.approx(vector["ku_alpha"], abs=6e-7)


@st.composite
def markings(draw):
    """A coder's spans that do not overlap in a text of 60 code points."""
    edges = sorted(draw(st.lists(st.integers(0, 60), unique=True, max_size=8)))
    kinds = draw(st.lists(st.sampled_from("ab"), min_size=4, max_size=4))
    return [Marked(s, e, k) for s, e, k in zip(edges[::2], edges[1::2], kinds, strict=False)]


@given(st.lists(markings(), min_size=2, max_size=4))
@settings(max_examples=80, deadline=None)
def test_order_of_coders_does_not_matter_and_one_is_the_most(coders):
    one, other = u_alpha(coders, 60), u_alpha(coders[::-1], 60)
    for name in ("u", "relevant", "categories", "coverage"):
        a, b = getattr(one, name), getattr(other, name)
        assert a == pytest.approx(b, nan_ok=True)
        assert math.isnan(a) or a <= 1 + 1e-9
    assert alpha_u(coders, 60)[0] == pytest.approx(alpha_u(coders[::-1], 60)[0], nan_ok=True)


@given(markings())
@settings(max_examples=80, deadline=None)
def test_alike_coders_agree_fully(spans):
    found = u_alpha([spans, spans], 60)
    assert math.isnan(found.relevant) or found.relevant == pytest.approx(1)
    assert all(math.isnan(v) or v == pytest.approx(1) for v in alpha_u([spans, spans], 60)[1].values())


def test_bad_spans_are_refused():
    with pytest.raises(FramingError, match="overlaps one before it"):
        u_alpha([[Marked(0, 5, "a"), Marked(3, 8, "a")], []], 10)
    with pytest.raises(FramingError, match="outside the text"):
        alpha_u([[Marked(0, 11, "a")], []], 10)
    with pytest.raises(FramingError, match="two or more"):
        u_alpha([[]], 10)
