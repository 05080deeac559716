"""What the attribution tests share: reading a text into attributions that are easy to compare."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from framing.attribution import Attributor
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article


class Read(NamedTuple):
    """Who says what, as text, spans of a role joined by " … "."""

    source: str
    cue: str
    content: str
    kind: str


def attribute(text):
    layout = lay_out(Article(id="a", body=text))
    quotations, _ = find_quotations(text, layout)
    return Attributor("rules").find(text, layout, split_sentences(text, layout), quotations)


@pytest.fixture(scope="session")
def find():
    """The attributions of a body of text."""
    return attribute


@pytest.fixture(scope="session")
def read():
    """The attributions of a body of text with the words of their roles."""

    def words(text, spans):
        return " … ".join(text[start:end] for start, end in spans)

    def reader(text):
        return [
            Read(words(text, a.source), words(text, a.cue), words(text, a.content), a.kind.value)
            for a in attribute(text)
        ]

    return reader
