"""How sources are named, and which name a short form or a pronoun stands for."""

from __future__ import annotations

import pytest

from framing.types import Naming


def last(find, text):
    found = find(text)[-1]
    return found.source_name, found.naming


@pytest.mark.parametrize(
    ("source", "name", "naming"),
    [
        ("Ines Kolb", "Ines Kolb", Naming.NAMED),
        ("Mayor Ines Kolb", "Ines Kolb", Naming.NAMED),
        ("Ines Kolb, the mayor of Lund,", "Ines Kolb", Naming.NAMED),
        ("The mayor, Ines Kolb,", "Ines Kolb", Naming.NAMED),
        ("The Courier’s Jan Ruud", "Jan Ruud", Naming.NAMED),
        ("The ministry", "", Naming.ROLE),
        ("The Danish army", "", Naming.ROLE),
        ("A woman", "", Naming.UNNAMED),
        ("Critics", "", Naming.UNNAMED),
        ("Two sources", "", Naming.ANONYMOUS),
        ("A senior official", "", Naming.ANONYMOUS),
        ("People familiar with the talks", "", Naming.ANONYMOUS),
        ("The report", "", Naming.DOCUMENT),
        ("They", "", Naming.UNNAMED),
    ],
)
def test_naming(find, source, name, naming):
    assert last(find, f"{source} said that the bridge had fallen.") == (name, naming)


def test_identity_withheld_in_the_same_sentence(find):
    text = "“It fell,” said an engineer, who spoke on condition of anonymity."
    assert find(text)[0].naming is Naming.ANONYMOUS


def test_last_name_takes_the_full_form(find):
    text = "Bridges\n\nInes Kolb was there on Monday.\n\nKolb said that it fell."
    assert last(find, text) == ("Ines Kolb", Naming.NAMED)


def test_two_people_of_one_name_are_not_confused(find):
    text = "Bridges\n\nThere were Ines Kolb and later Jan Kolb too.\n\nKolb said that it fell."
    assert last(find, text) == ("Kolb", Naming.NAMED)


def test_pronoun_takes_the_person_before(find):
    text = "Mrs. Kolb said that it fell. She added that nobody was hurt."
    assert last(find, text) == ("Kolb", Naming.NAMED)


def test_pronoun_of_the_other_gender_stays_open(find):
    text = "Mrs. Kolb said that it fell. He added that nobody was hurt."
    assert last(find, text) == ("", Naming.UNNAMED)


def test_pronoun_far_away_stays_open(find):
    gap = "The river rose in the night. " * 60
    assert last(find, f"Ines Kolb said that it fell. {gap}She added that nobody was hurt.")[0] == ""


def test_two_sources_keep_both_names(find):
    assert last(find, "Lund and Malmo said that the bridge fell.") == ("Lund and Malmo", Naming.NAMED)


def test_type_is_remembered_by_name(find):
    text = "Ines Kolb, a professor, said that it fell. Kolb added that nobody was hurt."
    assert [a.source_type for a in find(text)] == ["expert_academic"] * 2


def test_one_of_those_before_is_as_anonymous_as_they_are(find):
    found = find("Two aides close to the mayor said the plan was dead. One of them said it never lived.")
    assert [a.naming.value for a in found] == ["anonymous", "anonymous"]
