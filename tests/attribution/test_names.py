"""Runs of capitals read as names."""

from __future__ import annotations

import pytest

from framing.attribution.names import RUN, read_name


def runs(text):
    return [match.group() for match in RUN.finditer(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mayor, Mrs. Ines B. Kolb, left", ["Mrs. Ines B. Kolb"]),
        ("Kolb’s boat met Jan Ruud.", ["Kolb", "Jan Ruud"]),
        ("He met Omar al-Karim. Later it rained", ["He", "Omar al-Karim", "Later"]),
        ("Ruud left Lund. Kolb stayed", ["Ruud", "Lund", "Kolb"]),
        ("iPhones and U.S. Rep. O’Hara", ["U.S. Rep. O’Hara"]),
    ],
)
def test_runs(text, expected):
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("run", "name", "title", "gender"),
    [
        ("Mrs. Ines Kolb", "Ines Kolb", "Mrs.", "f"),
        ("Lund Mayor Ines Kolb", "Ines Kolb", "Lund Mayor", ""),
        ("Sen. Daniel Ruud", "Daniel Ruud", "Sen.", "m"),
        ("But Kolb", "Kolb", "", ""),
        ("However", "", "", ""),
        ("The", "", "", ""),
        ("Harbour Board", "Harbour Board", "", ""),
        ("State Department", "State Department", "", ""),
        ("General Motors", "General Motors", "", ""),
        ("Tidal Intelligence Maria Kolb", "Maria Kolb", "Tidal Intelligence", "f"),
        ("STORM HITS LUND AND MALMO", "", "", ""),
    ],
)
def test_reading(run, name, title, gender):
    read = read_name(run)
    assert (read.form, read.title, read.gender) == (name, title, gender)
    assert run[read.at :].startswith(read.form)


def test_persons_and_organisations_are_told_apart():
    assert read_name("Maria Kolb").person
    assert read_name("Captain Kolb").person
    assert read_name("Harbour Board").body
    assert not read_name("New York").person
    assert read_name("Reuters").body


def test_family_names_leave_the_suffix_aside():
    read = read_name("Martin Kolb Jr.")
    assert (read.last, read.suffix) == ("Kolb", "jr")
