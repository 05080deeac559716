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


def side_of(source, words="rebels", category="label"):
    """The side of a source in whose words a hit stands."""
    text = f"{source} said so."
    start = text.index(words)
    found = Hit("l", "e", category, "rebels", 0, start, start + len(words), Zone.BODY, Voice.OUTLET, 0)
    said = Attribution(Kind.INDIRECT, (), ((0, len(source)),), ())
    return with_sides(text, [said], [found])[0].source_side


@pytest.mark.parametrize(
    "source",
    [
        "The rebels",
        "So-called rebels in the hills",
        "Two rebels who fled",
        "The ruling rebels",
        "A spokesman for the rebels",
        "Members of the rebels' council",
        "A commander of the northern rebels, Tor Hald,",
        "Tor Hald, a commander of the rebels,",
        "Tor Hald, for the rebels,",
        "Tor Hald, who speaks for the northern rebels,",
        "Tor Hald, the rebels’ envoy,",
        "Tor Hald of the rebels",
    ],
)
def test_who_is_or_speaks_for_a_side_has_it(source):
    assert side_of(source) == "rebels"


@pytest.mark.parametrize(
    "source",
    [
        "The general who fights the rebels",
        "The coalition fighting the rebels",
        "An envoy to the rebels",
        "A critic of the rebels",
        "The families of rebels",
        "Anna Voss, a critic of the rebels,",
        "Anna Voss, a widow among the rebels,",
        "Anna Voss, the rebels' victim,",
        "Anna Voss, mayor of the rebels' town,",
        "Mayor of a town of rebels",
        "Victims of the rebels",
        "The rebels' victims",
        "The rebels’ critics",
        "Experts on the rebels",
        "The anti-rebels front",
        "A pro-rebels site",
        "Anna Voss, whose son joined the rebels,",
        "The observatory with news of the rebels",
    ],
)
def test_who_is_named_beside_a_side_has_none(source):
    assert side_of(source) == ""


@pytest.mark.parametrize("category", ["event_label", "place_label", "policy_label", "predicate"])
def test_events_places_and_policies_are_no_sides(category):
    assert side_of("The rebels", category=category) == ""
