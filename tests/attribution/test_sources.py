"""The type of a source from its words."""

from __future__ import annotations

import pytest

from framing.attribution.sources import source_type


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Prime Minister Ana Sorel", "government_official"),
        ("the army", "military"),
        ("an army spokesman", "military"),
        ("a spokeswoman for the company", "corporate"),
        ("the ministry’s spokesman, Colonel Jan Ruud", "military"),
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
        ("Mark Ode, the owner of a club who ran for president", ""),
        ("Ines Kolb", ""),
        ("", "unattributed"),
    ],
)
def test_source_type(phrase, kind):
    assert source_type(phrase) == kind
