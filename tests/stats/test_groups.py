import pytest

from framing.errors import FramingError
from framing.stats.groups import members

KNOWN = {"Alder", "Birch", "Cedar"}


def test_outlets_of_a_group_count_under_its_name():
    assert members({"trees": ("Alder", "Birch")}, (), KNOWN) == {"Alder": "trees", "Birch": "trees", "Cedar": "Cedar"}
    assert members({"trees": ("Alder", "Birch")}, ("trees",), KNOWN) == {"Alder": "trees", "Birch": "trees"}
    assert members({}, ("Cedar",), KNOWN) == {"Cedar": "Cedar"}


@pytest.mark.parametrize(
    ("groups", "outlets", "message"),
    [
        ({"a": ("Alder",), "b": ("Alder",)}, (), "'Alder' is in the groups 'a' and 'b'; leave one"),
        ({"a": ("Elm",)}, (), "no outlet 'Elm' in this corpus; choose from Alder, Birch, Cedar"),
        ({}, ("Elm",), "no outlet 'Elm'"),
        ({"Cedar": ("Alder",)}, (), "group 'Cedar' has the name of an outlet that is not in it"),
        ({"a": ("Alder",)}, ("Alder",), "'Alder' is in the group 'a'; name the group in its place"),
    ],
)
def test_names_that_do_not_fit_are_refused(groups, outlets, message):
    with pytest.raises(FramingError, match=message):
        members(groups, outlets, KNOWN)
