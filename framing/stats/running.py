"""A corpus as one run of word numbers, the hits of a category standing as one word."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.engine.articles import MAX_TEXT
from framing.engine.coverage import counts
from framing.lexicon import Lexicon, Matcher
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

SEED, KNOWN = 0, 1  # numbers of a hit of the category, and of a hit of any other entry
_JOINTS = (" ", "-")  # what stands between the words of a phrase


@dataclass(frozen=True, slots=True)
class Running:
    """The tokens of a corpus in order, boilerplate left out; arrays are parallel, one place a token.

    `ids` are numbers of `words`; `sentences` and `articles` count through the corpus; `starts` and `ends` are
    code points of the article's text; `joined` whether one space or hyphen stands before the token; `capital`
    whether it has a capital inside a sentence. `names` and `outlets` are those of the articles.
    """

    words: tuple[str, ...]
    ids: Numbers
    sentences: Numbers
    articles: Numbers
    starts: Numbers
    ends: Numbers
    joined: Flags
    capital: Flags
    names: tuple[str, ...]
    outlets: tuple[str, ...]


def run_together(articles: Iterable[Article], lexicon: Lexicon, seeds: frozenset[str]) -> Running:
    """The words of the articles; hits of the entries `seeds` are one word, SEED, all other hits KNOWN.

    Holds some 50 bytes a token and no text; articles too long to be scored are left out.
    """
    matcher = Matcher([lexicon])
    numbers: dict[str, int] = {"": SEED, " ": KNOWN}
    columns = tuple(array("q") for _ in range(7))
    names: list[str] = []
    outlets: list[str] = []
    sentence = 0  # sentences of the articles before
    for article in articles:
        if len(article.text) > MAX_TEXT:
            continue
        for place, *row in _tokens(article, matcher, seeds, numbers):
            for column, value in zip(columns, (sentence + place, len(names), *row), strict=True):
                column.append(value)
        sentence = columns[0][-1] + 1 if columns[0] else 0
        names.append(article.id)
        outlets.append(article.outlet)
    sentences, at, ids, starts, ends, joined, capital = (np.array(column, dtype=np.int64) for column in columns)
    return Running(
        tuple(numbers), ids, sentences, at, starts, ends, joined == 1, capital == 1, tuple(names), tuple(outlets)
    )


def _tokens(
    article: Article, matcher: Matcher, seeds: frozenset[str], numbers: dict[str, int]
) -> Iterable[tuple[int, int, int, int, bool, bool]]:
    """Sentence, number, start, end, joined and capital of each token of an article; a hit is one token."""
    text, layout = article.text, lay_out(article)
    sentences, tokens = split_sentences(text, layout), tokenise(fold(text))
    hits = {
        match.start: (match.end, SEED if seeds.intersection(match.entries) else KNOWN)
        for match in matcher.find(text, tokens, sentences)
        if counts(match, sentences, layout)
    }
    taken = place = 0
    for token, start in enumerate(tokens.starts):
        while place < len(sentences) and sentences[place].end <= start:
            place += 1
        if place == len(sentences):
            break
        if start < max(taken, sentences[place].start) or _inside(layout.boilerplate, start):
            continue
        taken, number = hits.get(start) or (tokens.ends[token], -1)
        if number < 0:
            number = numbers.setdefault(tokens.words[token], len(numbers))
        capital = text[start].isupper() and start > sentences[place].start
        yield place, number, start, taken, tokens.gaps[token] in _JOINTS, capital


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)
