"""What the tagger's tests share: texts as units, and a small hand-marked corpus written for them."""

from __future__ import annotations

import pytest

from framing.attribution.gold import Event
from framing.attribution.tagger.recipe import Lesson
from framing.attribution.tagger.units import split_units
from framing.text.parsing import parse_text
from framing.types import Article

PEOPLE = ("Ada Lind", "The mayor", "Omar Reyes", "A spokesman")
VERBS = ("said", "warned", "claimed", "insisted")
CLAIMS = ("the bridge would close", "taxes had doubled", "the harbour was safe", "nobody had been told")


def read(text):
    return parse_text(Article(id="a", body=text))


@pytest.fixture(scope="session")
def units_of():
    """The units of a body of text."""
    return lambda text: split_units(read(text))


def spans(text, *parts):
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


@pytest.fixture(scope="session")
def lessons():
    """Articles of two sentences: one with an attribution, one without."""
    found = []
    for number in range(12):
        person, verb, claim = PEOPLE[number % 4], VERBS[number // 4 % 4], CLAIMS[(number + number // 4) % 4]
        text = f"{person} {verb} that {claim}.\n\nIt rained in the valley on day {number}."
        event = Event(spans(text, person), spans(text, verb), spans(text, f"that {claim}"))
        name = f"gazette_2015-{number % 6 + 1:02}-01_{number}"
        found.append(Lesson(Article(id=name, body=text), (event,)))
    return found
