"""Lexicons made in a line, and texts matched in a line."""

from pathlib import Path

import pytest

from framing.lexicon import Entry, Lexicon, Matcher
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.types import Layout, Paragraph, Zone

HEADER = """\
name: test-labels
version: 1.0.0
language: en
licence: CC-BY-4.0
citation: "Nobody (2026)."
description: >-
  Made for
  a test.
categories:
  label: a name chosen
"""


@pytest.fixture
def write(tmp_path: Path):
    """Writes a lexicon file of a good header and the rest given, and returns its path."""

    def write_lexicon(rest: str, header: str = HEADER) -> Path:
        path = tmp_path / "test-labels.yaml"
        path.write_text(header + rest, encoding="utf-8")
        return path

    return write_lexicon


@pytest.fixture
def lexicon():
    """Makes a lexicon of entries given as id=pattern or Entry values."""

    def make(*entries: Entry, name: str = "test", **patterns: str) -> Lexicon:
        plain = (Entry(each, (pattern,)) for each, pattern in patterns.items())
        return Lexicon(name, "1.0.0", "en", (*entries, *plain))

    return make


@pytest.fixture
def find():
    """Matches a text, one paragraph a line, and returns (entries joined with |, text of the match) pairs."""

    def find_all(lexicons: Lexicon | list[Lexicon], text: str) -> list[tuple[str, str]]:
        listed = [lexicons] if isinstance(lexicons, Lexicon) else lexicons
        matches = Matcher(listed).find(text, tokenise(fold(text)), sentences_of(text))
        return [("|".join(match.entries), text[match.start : match.end]) for match in matches]

    return find_all


@pytest.fixture
def sentences():
    """Splits a text, one paragraph a line, into sentences."""
    return sentences_of


def sentences_of(text: str):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line), Zone.BODY))
        at += len(line) + 1
    return split_sentences(text, Layout(tuple(paragraphs)))
