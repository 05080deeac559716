"""A text as the matchers see it: tokens, what stands between them, and the sentences around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

from framing.lexicon.patterns import squeeze
from framing.text.folding import fold
from framing.text.tokens import Tokens
from framing.types import Span


class Stretch(Protocol):
    """Anything with a half-open range of code points, such as a sentence."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """One past the last code point."""
        ...


class Scene:
    """One text with its tokens and sentences (in text order, not overlapping)."""

    __slots__ = ("_cased", "_sentence_starts", "_sentences", "_text", "tokens")

    def __init__(self, text: str, tokens: Tokens, sentences: Sequence[Stretch]) -> None:
        self._text = text
        self.tokens = tokens
        self._sentences = sentences
        self._cased: dict[str, str] = {}  # by spelling
        self._sentence_starts = [sentence.start for sentence in sentences]

    def gap(self, token: int) -> str | None:
        """What stands before the token, white space as one space; None where no pattern may reach across.

        That is at a line break outside sentences or between two: a new paragraph.
        """
        gap = self.tokens.gaps[token]
        if gap == " ":
            return gap
        if "\n" in gap and not self._same_sentence(token - 1, token):
            return None
        return squeeze(gap)

    def cased(self, token: int) -> str:
        """The token in the case of the text, otherwise folded."""
        spelling = self._text[self.tokens.starts[token] : self.tokens.ends[token]]
        if spelling not in self._cased:
            self._cased[spelling] = fold(spelling, keep_case=True).text
        return self._cased[spelling]

    def around(self, first: int, end: int) -> Span:
        """The range of tokens from the start of the first token's sentence to the end of the last one's.

        Outside sentences it is the given range itself.
        """
        starts = self.tokens.starts
        before = self._sentence_of(first)
        after = before if end - 1 == first else self._sentence_of(end - 1)
        lowest = first if before is None else bisect_left(starts, self._sentences[before].start)
        highest = end if after is None else bisect_left(starts, self._sentences[after].end)
        return lowest, highest

    def _same_sentence(self, one: int, other: int) -> bool:
        sentence = self._sentence_of(one)
        return sentence is not None and sentence == self._sentence_of(other)

    def _sentence_of(self, token: int) -> int | None:
        return index_at(self._sentences, self._sentence_starts, self.tokens.starts[token])


def index_at(stretches: Sequence[Stretch], starts: Sequence[int], position: int) -> int | None:
    """The index of the stretch that holds the position, None between stretches; `starts` are theirs."""
    index = bisect_right(starts, position) - 1
    if index >= 0 and position < stretches[index].end:
        return index
    return None
