"""What a description says: type, office, affiliation, whom it speaks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.descriptions import describe, organisation_type, source_type
from framing.attribution.sources import source_types


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Prime Minister Ana Sorel", "government_official"),
        ("the army", "military"),
        ("an army spokesman", "military"),
        ("a spokeswoman for the company", "corporate"),
        ("the ministry’s spokesman, Colonel Jan Ruud", "government_official"),
        ("police officers", "law_enforcement_judicial"),
        ("the rebels", "opposition_armed_group"),
        ("her campaign", "party_candidate"),
        ("the UN", "intergovernmental"),
        ("who", ""),
        ("WHO", "intergovernmental"),
        ("Human Rights Watch", "ngo_civil_society"),
        ("a professor of law at Lund", "expert_academic"),
        ("two residents", "citizen_witness"),
        ("a woman from Lund", "citizen_witness"),
        ("the report", "document_data"),
        ("a new poll", "document_data"),
        ("the newspaper", "media"),
        ("Ines Kolb", ""),
        ("", "unattributed"),
        ("president of the Harbour Workers Union", "ngo_civil_society"),
        ("president of Lund University", "expert_academic"),
        ("the club’s president", "corporate"),
        ("director of the Institute for Tides", "expert_academic"),
        ("chief of staff to the governor", "government_official"),
        ("the secretary general", "intergovernmental"),
        ("a veteran economist", "expert_academic"),
        ("an FBI agent", "law_enforcement_judicial"),
        ("a Border Patrol expert", "law_enforcement_judicial"),
    ],
)
def test_source_type(phrase, kind):
    assert source_type(phrase) == kind


@pytest.mark.parametrize(
    ("phrase", "office", "affiliation", "speaks_for"),
    [
        ("a spokeswoman for the Harbour Board", "spokeswoman", "Harbour Board", "Harbour Board"),
        ("a Harbour Board spokesman", "spokesman", "Harbour Board", "Harbour Board"),
        ("the campaign’s political director", "political director", "campaign", ""),
        ("the mayor of Lund", "mayor", "Lund", ""),
        ("a secretary of state", "secretary of state", "", ""),
    ],
)
def test_office_and_body(phrase, office, affiliation, speaks_for):
    said = describe(phrase)
    assert (said.office, said.affiliation, said.speaks_for) == (office, affiliation, speaks_for)


def test_a_former_office_is_marked():
    assert describe("a former mayor").former
    assert not describe("the mayor").former


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lund Police", "law_enforcement_judicial"),
        ("the Tide Foundation", "ngo_civil_society"),
        ("Kolb Holdings", "corporate"),
    ],
)
def test_organisations_tell_by_their_last_word(name, kind):
    assert organisation_type(name) == kind


@given(st.text(alphabet=" .,()’'-abcSTofthe\n“”Mayor"))
def test_any_text_is_described(phrase):
    assert source_type(phrase) in {*source_types(), "", "unattributed"}
