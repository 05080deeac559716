from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import FramingError
from framing.explore import Query, parse_query


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"voice": "loud"}, "no voice 'loud'; choose one of quoted, paraphrased"),
        ({"zone": "margin"}, "no zone 'margin'; choose one of headline"),
        ({"from": "yesterday"}, "'from' must be a date such as 2024-03-31, not 'yesterday'"),
        ({"page": "0"}, "page must be a whole number from 1"),
        ({"page": "²"}, "page must be a whole number from 1"),
        ({"page": "9" * 5000}, "page must be a whole number from 1"),
        ({"q": "x" * 201}, "longer than 200"),
    ],
)
def test_what_cannot_be_meant_is_told(given, message):
    with pytest.raises(FramingError, match=message):
        parse_query(given)


def test_unknown_parameters_and_blanks_are_left_out():
    assert parse_query({"utm": "x", "outlet": "  ", "q": " fog "}) == Query(term="fog")


@pytest.mark.parametrize("written", ['"dim lanterns"', "“dim lanterns”", "«dim lanterns»", " dim lanterns "])
def test_quotation_marks_around_a_term_are_left_out(written):
    assert parse_query({"q": written}).term == "dim lanterns"


def test_a_term_has_no_category():
    assert parse_query({"q": "fog", "category": "weather/label", "entry": "a", "referent": "b"}) == Query(term="fog")


def test_a_change_of_filters_goes_to_the_first_page():
    query = Query(outlet="Alder", page=7)
    assert query.address(voice="quoted") == ".?outlet=Alder&voice=quoted"
    assert query.address(page=8) == ".?outlet=Alder&page=8"


text = st.text(max_size=30).map(str.strip)


@given(st.builds(Query, outlet=text, category=text, entry=text, article=text, page=st.integers(1, 100_000)))
def test_an_address_leads_back_to_its_query(query):
    address = query.address("article", page=query.page)
    assert parse_query(dict(parse_qsl(urlsplit(address).query, errors="strict"))) == query
