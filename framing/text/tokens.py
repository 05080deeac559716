"""Tokens to match on, shared by all matchers, and words as they are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from framing.text.folding import Folded
from framing.types import Span

_TOKEN = re.compile(r"(\w+)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Tokens:
    """The `\\w+` runs of a folded text, as parallel sequences, each worked out when it is first asked for.

    `words[i]` stands at `folded_starts[i]:folded_ends[i]` of the folded text and at `starts[i]:ends[i]`
    of the original. `gaps[i]` is the folded text before token i, `gaps[-1]` that after the last: one
    more than there are tokens.
    """

    def __init__(self, folded: Folded) -> None:
        self._folded = folded

    def __len__(self) -> int:
        return len(self.folded_starts)

    @cached_property
    def words(self) -> Sequence[str]:
        """The tokens."""
        return tuple(self._parts[1::2])

    @cached_property
    def gaps(self) -> Sequence[str]:
        """What stands between them."""
        return tuple(self._parts[::2])

    @property
    def folded_starts(self) -> Sequence[int]:
        """First code points, in the folded text."""
        return self._bounds[0]

    @property
    def folded_ends(self) -> Sequence[int]:
        """Code points behind the last, in the folded text."""
        return self._bounds[1]

    @cached_property
    def starts(self) -> Sequence[int]:
        """First code points, in the original."""
        source = self._folded.starts
        return self.folded_starts if source is None else tuple([source[at] for at in self.folded_starts])

    @cached_property
    def ends(self) -> Sequence[int]:
        """Code points behind the last, in the original."""
        source = self._folded.ends
        return self.folded_ends if source is None else tuple([source[at - 1] for at in self.folded_ends])

    @cached_property
    def _parts(self) -> list[str]:
        return _TOKEN.split(self._folded.text)  # gap, word, gap, word, ..., gap

    @cached_property
    def _bounds(self) -> tuple[Sequence[int], Sequence[int]]:
        bounds = tuple(accumulate(map(len, self._parts)))  # running totals of the lengths are the offsets
        return bounds[:-1:2], bounds[1::2]


class BoundTokens(Tokens):
    """Tokens whose places in the folded text are known; a word or gap is cut out when it is asked for."""

    def __init__(self, folded: Folded, starts: Sequence[int], ends: Sequence[int]) -> None:
        super().__init__(folded)
        self._bounds = starts, ends

    @cached_property
    def words(self) -> Sequence[str]:
        """The tokens."""
        return _Slices(self._folded.text, *self._bounds)

    @cached_property
    def gaps(self) -> Sequence[str]:
        """What stands between them."""
        starts, ends = self._bounds
        return _Slices(self._folded.text, [0, *ends], [*starts, len(self._folded.text)])


class _Slices(Sequence[str]):
    """Parts of a text, cut out one by one."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._text, self._starts, self._ends = text, starts, ends

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        return self._text[self._starts[index] : self._ends[index]]


def tokenise(folded: Folded) -> Tokens:
    """The tokens of a folded text.

    >>> from framing.text.folding import fold
    >>> tokenise(fold("The pro-Regime’s")).words
    ('the', 'pro', 'regime', 's')
    """
    return Tokens(folded)


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
