"""What an article counts towards its outlet's figures: by hand, and by the tool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.attribution.engine import count_quoted, kind_of, merge
from framing.attribution.gold import Event
from framing.text.quotations import find_quotations
from framing.text.tokens import count_words
from framing.text.zones import lay_out
from framing.types import Article, Kind, Span

_MARK = re.compile(r"[“”\"]|''|``")
_OPENS = {"“": True, "``": True, "”": False}  # every other mark opens where none is open


@dataclass(frozen=True, slots=True)
class Tally:
    """An article's words, attributions, and direct ones among these; by hand the mean over its annotators."""

    words: int
    gold: float
    gold_direct: float
    found: int
    found_direct: int


def tally(article: Article, annotators: Sequence[Sequence[Event]], found: Sequence[Event]) -> Tally:
    """Return what an article counts, from the attributions of each annotator (one at least) and those found.

    An attribution is direct if at least 95 % of its content words stand in quotation marks. For those marked by
    hand, these are the marks of a line as they come, so that the truth does not rest on the tool's own pairing of
    marks; for those found they are the quotations that the tool finds.
    """
    text = article.text
    quotations, _ = find_quotations(text, lay_out(article))
    lines = quoted_in_lines(text)
    return Tally(
        words=count_words(text),
        gold=sum(map(len, annotators)) / len(annotators),
        gold_direct=sum(count_direct(text, events, lines) for events in annotators) / len(annotators),
        found=len(found),
        found_direct=count_direct(text, found, [(q.start, q.end) for q in quotations if q.depth == 0]),
    )


def count_direct(text: str, events: Iterable[Event], quoted: Sequence[Span]) -> int:
    """Return how many attributions are direct, given the spans in quotation marks, in text order and apart."""
    kinds = (kind_of(*count_quoted(text, merge(event.content), quoted)) for event in events)
    return sum(kind is Kind.DIRECT for kind in kinds)


def quoted_in_lines(text: str) -> list[Span]:
    r"""Return the spans in double quotation marks, marks included; each line begins outside.

    Marks are “ ”, ", '' '' and `` ''. What is open at the end of a line ends there.

    >>> quoted_in_lines('He said "no"\nand “yes')
    [(8, 12), (17, 21)]
    """
    spans: list[Span] = []
    place = 0
    for line in text.split("\n"):
        start = -1
        for mark in _MARK.finditer(line):
            opens = _OPENS.get(mark[0], start < 0)
            if opens and start < 0:
                start = mark.start()
            elif not opens and start >= 0:
                spans.append((place + start, place + mark.end()))
                start = -1
        if start >= 0:
            spans.append((place + start, place + len(line)))
        place += len(line) + 1
    return spans
