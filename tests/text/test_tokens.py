"""Tokens to match on and words as they are counted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.folding import fold
from framing.text.tokens import count_words, tokenise, word_spans

TEXTS = st.text(alphabet="abÉİß9_ .,-–’'\xa0\n\xad\u200bﬁ\u0301", max_size=40)


def test_tokens_split_at_hyphens_and_apostrophes():
    tokens = tokenise(fold("Pro-regime’s  U.S."))
    assert tokens.words == ("pro", "regime", "s", "u", "s")
    assert tokens.gaps == ("", "-", "'", "  ", ".", ".")
    assert tokens.starts == (0, 4, 11, 14, 16)
    assert tokens.ends == (3, 10, 12, 15, 17)


@pytest.mark.parametrize("text", ["", "...", "\xad"])
def test_a_text_may_have_no_tokens(text):
    tokens = tokenise(fold(text))
    assert len(tokens) == 0
    assert len(tokens.gaps) == 1


@given(TEXTS)
def test_tokens_are_the_word_runs_of_the_folded_text(text):
    folded = fold(text)
    tokens = tokenise(folded)
    found = list(re.finditer(r"\w+", folded.text))
    assert list(tokens.words) == [match.group() for match in found]
    assert list(zip(tokens.folded_starts, tokens.folded_ends, strict=True)) == [match.span() for match in found]
    assert list(zip(tokens.starts, tokens.ends, strict=True)) == [folded.to_source(*match.span()) for match in found]
    assert "".join(g + w for g, w in zip(tokens.gaps, (*tokens.words, ""), strict=True)) == folded.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("don’t don't so-called", 3),
        ("well–known", 2),  # an en dash joins no word
        ("U.S. 3.5", 4),
        ("rock ’n’ roll", 3),
    ],
)
def test_words_by_the_one_definition(text, words):
    assert count_words(text) == words
    assert len(word_spans(text)) == words


def test_words_of_spans():
    text = "One two three-four five"
    assert count_words(text, [(0, 7), (8, 18)]) == 3
    assert count_words(text, []) == 0
    assert [text[a:b] for a, b in word_spans(text)] == ["One", "two", "three-four", "five"]
