"""The table of known words from word lists, news without labels and articles with marked passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from framing.classify.facts import Facts, key_of
from framing.classify.vectors import word_vectors
from framing.classify.words import read_words
from framing.classify.wordvectors import WordVectors
from framing.types import Span

WIDTH = 64  # numbers of a vector made from the news
_LEAST = 3  # occurrences of a word that has a vector
_USUAL = 0.02  # share of words inside marked passages, as a prior
_RARE = 2e-6  # rate that is added to rates before their ratio
_FURTHEST = 3.0  # of log ratios
_LEVELS = 127


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's text with half-open code-point spans of the loaded passages in it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What a model may know of words beside labelled sentences; every part may be empty.

    `lists` maps a list's name to its words, `news` are texts without labels, `marked` articles with loaded passages,
    `vectors` those distilled from an encoder.
    """

    lists: Mapping[str, Set[str]] = field(default_factory=dict)
    news: Sequence[str] = ()
    marked: Sequence[Marked] = ()
    vectors: WordVectors | None = None


def facts_from(background: Background, width: int, seed: int) -> Facts:
    """Return the table of known words; the same to the byte for the same background and one thread.

    Vectors are kept as 127 levels either side of 0, numbers as half floats, so that what is learned on the table
    is what the shipped one gives.
    """
    news = [_tokens(text) for text in background.news]
    marked = [_tokens(article.text) for article in background.marked]
    in_news, in_marked = Counter(w for text in news for w in text), Counter(w for text in marked for w in text)
    inside = _inside(background.marked)
    counts = in_news + in_marked
    vocabulary = [
        word for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if count >= _LEAST
    ]
    vectors = word_vectors([*news, *marked], vocabulary, width, seed)
    names = sorted(background.lists)
    words = [*vocabulary, *sorted(set().union(*background.lists.values()) - set(vocabulary))]
    flags = np.array([[word in background.lists[name] for name in names] for word in words], dtype=bool)
    totals = max(in_news.total(), 1), max(in_marked.total(), 1)
    numbers = [
        [
            np.log1p(counts[word]) / 10,
            _log_ratio(in_marked[word] / totals[1], in_news[word] / totals[0]) if all((news, marked)) else 0,
            np.log((inside[word] + _USUAL) / (in_marked[word] + 1) / _USUAL) / 3,
        ]
        for word in words
    ]
    padded = np.zeros((len(words), width), dtype=np.float32)
    padded[: len(vectors)] = np.rint(vectors * _LEVELS) / _LEVELS
    keys = np.array([0, *map(key_of, words)], dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    found = Facts(
        keys[order],
        np.concatenate([np.zeros((1, len(names)), dtype=bool), flags.reshape(len(words), len(names))])[order],
        np.concatenate([np.zeros((1, 3)), np.reshape(numbers, (-1, 3))])[order].astype(np.float16).astype(np.float32),
        np.concatenate([np.zeros((1, width)), padded])[order].astype(np.float32),
    )
    return with_vectors(found, background.vectors) if background.vectors else found


def with_vectors(facts: Facts, more: WordVectors) -> Facts:
    """Return the table with further vectors beside those it has, and with the words that only these know."""
    keys = np.union1d(facts.keys, more.keys)
    old, new = np.searchsorted(keys, facts.keys), np.searchsorted(keys, more.keys)
    lists = np.zeros((len(keys), facts.lists.shape[1]), dtype=bool)
    numbers = np.zeros((len(keys), facts.numbers.shape[1]), dtype=np.float32)
    vectors = np.zeros((len(keys), facts.vectors.shape[1] + more.width), dtype=np.float32)
    lists[old], numbers[old], vectors[old, : facts.vectors.shape[1]] = facts.lists, facts.numbers, facts.vectors
    vectors[new, facts.vectors.shape[1] :] = more.vectors
    return Facts(keys, lists, numbers, vectors)


def _tokens(text: str) -> list[str]:
    words = read_words([text])
    return [words.forms[row] for row in words.types]


def _inside(marked: Iterable[Marked]) -> Counter[str]:
    """Return how often each word stands in marked passages."""
    found: Counter[str] = Counter()
    for article in marked:
        words = read_words([article.text])
        touched = touches(words.starts, words.ends, article.spans)
        found.update(words.forms[row] for row in words.types[touched])
    return found


def touches(starts: np.ndarray, ends: np.ndarray, spans: Iterable[Span]) -> np.ndarray:
    """Return which half-open spans share a code point with one of `spans`."""
    touched = np.zeros(len(starts), dtype=bool)
    for start, end in spans:
        touched |= (starts < end) & (start < ends)
    return touched


def _log_ratio(one: float, other: float) -> float:
    return float(np.clip(np.log((one + _RARE) / (other + _RARE)), -_FURTHEST, _FURTHEST)) / 3
