"""Names, types and sides from a table, and sides from the referents of hits."""

from __future__ import annotations

import pytest

from framing.attribution.aliases import load_sources
from framing.attribution.sides import with_known, with_sides
from framing.types import Attribution, Hit, Kind, Voice, Zone

TEXT = "Ines Kolb of the Harbour Board said that it fell. The board said nothing."
KOLB = Attribution(Kind.INDIRECT, ((35, 48),), ((0, 9),), ((30, 34),), "Ines Kolb", source_mention=(0, 9))
BOARD = Attribution(Kind.INDIRECT, ((65, 72),), ((50, 59),), ((60, 64),), source_type="government_official")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "sources.csv"
    path.write_text(
        "name,aliases,type,side\nI. Kolb,Ines Kolb,expert_academic,port\nThe Board,board,,city\n", encoding="utf-8"
    )
    return load_sources(path)


def hit(start, end, referent):
    return Hit("l", "e", "c", referent, 0, start, end, Zone.BODY, Voice.OUTLET, 0)


def test_a_table_names_and_types_its_sources(table):
    kolb, board = with_known(TEXT, [KOLB, BOARD], table)
    assert (kolb.source_name, kolb.source_type, kolb.source_side) == ("I. Kolb", "expert_academic", "port")
    assert (board.source_name, board.source_type, board.source_side) == ("The Board", "government_official", "city")
    assert board.naming is BOARD.naming


def test_sources_that_are_not_in_the_table_stay(table):
    other = Attribution(Kind.INDIRECT, ((35, 48),), ((0, 4),), source_name="Ines")
    assert with_known(TEXT, [other], table) == (other,)


def test_a_hit_inside_the_source_gives_the_side():
    kolb, board = with_sides(TEXT, [KOLB, BOARD], [hit(54, 59, "board"), hit(17, 24, "harbour")])
    assert kolb.source_side == ""
    assert board.source_side == "board"


def test_a_hit_inside_the_affiliation_gives_the_side():
    from dataclasses import replace

    member = replace(KOLB, source_affiliation="Harbour Board")
    assert with_sides(TEXT, [member], [hit(17, 24, "harbour")])[0].source_side == "harbour"


def test_a_given_side_stays(table):
    known = with_known(TEXT, [BOARD], table)
    assert with_sides(TEXT, known, [hit(54, 59, "board")])[0].source_side == "city"
