"""The taxonomy's terms in a phrase, and the type that one word hints at."""

from __future__ import annotations

import pytest

from framing.attribution.sources import organisation_names, source_types, terms, word_type


def test_types_leave_out_ways_of_naming():
    assert "government_official" in source_types()
    assert not {"anonymous", "unattributed"} & set(source_types())


def test_terms_are_the_longest_at_their_place():
    found = terms("the Finance Ministry’s attorney general")
    assert [(term.term, term.type) for term in found][-1] == ("attorney general", "law_enforcement_judicial")


@pytest.mark.parametrize(
    ("word", "term"), [("Spokesmen", "spokesman"), ("ministries", "ministry"), ("mayor’s", "mayor")]
)
def test_terms_are_found_in_any_form(word, term):
    assert [found.term for found in terms(word)] == [term]


@pytest.mark.parametrize(
    ("word", "kind"), [("Mayor", "government_official"), ("rebels", "opposition_armed_group"), ("x", "")]
)
def test_word_type(word, kind):
    assert word_type(word) == kind


def test_the_taggers_words_stay_those_of_the_taxonomy():
    assert terms("tycoon")[0].type == "corporate"
    assert word_type("tycoon") == ""


def test_names_of_organisations_have_a_type_each():
    assert set(organisation_names().values()) <= set(source_types())
