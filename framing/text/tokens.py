"""Tokens to match on, shared by all matchers, and words as they are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from framing.text.folding import Folded
from framing.types import Span

_TOKEN = re.compile(r"(\w+)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The `\\w+` runs of a folded text, as parallel tuples: one place a token, none of them an object.

    `words[i]` stands at `folded_starts[i]:folded_ends[i]` of the folded text and at `starts[i]:ends[i]`
    of the original. `gaps[i]` is the folded text before token i, `gaps[-1]` that after the last: one
    more than there are tokens.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    folded_starts: tuple[int, ...]
    folded_ends: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)


def tokenise(folded: Folded) -> Tokens:
    """The tokens of a folded text.

    >>> from framing.text.folding import fold
    >>> tokenise(fold("The pro-Regime’s")).words
    ('the', 'pro', 'regime', 's')
    """
    # one split gives gap, word, gap, word, ..., gap; running totals of the lengths are the offsets
    parts = _TOKEN.split(folded.text)
    bounds = list(accumulate(map(len, parts)))
    folded_starts, folded_ends = tuple(bounds[:-1:2]), tuple(bounds[1::2])
    starts, ends = folded_starts, folded_ends
    if folded.starts is not None and folded.ends is not None:
        source_starts, source_ends = folded.starts, folded.ends
        starts = tuple([source_starts[at] for at in folded_starts])
        ends = tuple([source_ends[at - 1] for at in folded_ends])
    return Tokens(tuple(parts[1::2]), tuple(parts[::2]), folded_starts, folded_ends, starts, ends)


def count_words(text: str, spans: Iterable[Span] | None = None) -> int:
    """How many words the text has, or the given half-open code-point spans of it together.

    A word is a match of `\\w+(?:['’-]\\w+)*` in the original text. Each span is counted as if it stood
    alone: a word cut by the edge of a span counts in it.

    >>> count_words("The regime’s so-called truce")
    4
    >>> count_words("The regime’s so-called truce", [(0, 3), (13, 28)])
    3
    """
    if spans is None:
        return len(_WORD.findall(text))
    return sum(len(_WORD.findall(text, start, end)) for start, end in spans)


def word_spans(text: str) -> list[Span]:
    """Half-open code-point spans of the words of the text, in order."""
    return [match.span() for match in _WORD.finditer(text)]
