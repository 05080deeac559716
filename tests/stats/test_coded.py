"""What is done with coded columns is what is done with plain ones."""

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from framing.stats.coded import either, is_coded, joined, places, split_rows

NAMES = st.lists(st.sampled_from(["", "a", "b", "a|b", "b|c|a", "é"]), min_size=1, max_size=12)


def both(names: list[str]) -> tuple["pd.Series[Any]", "pd.Series[Any]"]:
    """A plain column with an index of its own, and the same one coded, with a category that does not occur."""
    plain = pd.Series(names, index=range(5, 5 + len(names)), dtype=object)
    return plain, plain.astype(pd.CategoricalDtype(["none", *dict.fromkeys(names)]))


@given(NAMES, st.lists(st.sampled_from(["a", "b", "é", "z"]), unique=True, max_size=4))
def test_places(names: list[str], among: list[str]) -> None:
    plain, coded = both(names)
    wanted = [among.index(name) if name in among else -1 for name in names]
    assert places(among, plain).tolist() == wanted
    assert places(among, coded).tolist() == wanted


def test_a_missing_value_has_no_place() -> None:
    assert places(["a"], pd.Series(["a", None], dtype="category")).tolist() == [0, -1]


@given(NAMES, NAMES)
def test_joined(first: list[str], second: list[str]) -> None:
    size = min(len(first), len(second))
    (one, coded), (two, other) = both(first[:size]), both(second[:size])
    assert joined(one, two, "/").to_list() == [f"{a}/{b}" for a, b in zip(one, two, strict=True)]
    found = joined(coded, other, "/")
    assert is_coded(found)
    assert found.to_list() == joined(one, two, "/").to_list()
    assert found.index.equals(one.index)


@given(NAMES, NAMES, st.data())
def test_either(first: list[str], second: list[str], data: st.DataObject) -> None:
    size = min(len(first), len(second))
    (one, coded), (two, other) = both(first[:size]), both(second[:size])
    flags = pd.Series(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), index=one.index)
    wanted = [a if flag else b for flag, a, b in zip(flags, one, two, strict=True)]
    assert either(flags, one, two).to_list() == wanted
    assert either(flags, coded, other).to_list() == wanted


@given(NAMES)
def test_rows_are_split_in_order(names: list[str]) -> None:
    plain, coded = both(names)
    rows = [(place, part) for place, name in enumerate(names) for part in name.split("|")]
    for column in (plain, coded):
        found = split_rows(pd.DataFrame({"item": column, "place": np.arange(len(names))}), "item", "|")
        assert list(zip(found["place"], found["item"], strict=True)) == rows
