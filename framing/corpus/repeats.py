"""Titles that stand a second time at the start of the body, and bodies without paragraphs."""

from __future__ import annotations

import re

from framing.text.tokens import count_words
from framing.text.zones import lay_out
from framing.types import Article, Zone

LONG_FROM = 150  # words; a longer body in one paragraph has lost its line breaks

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s*[-–—|]\s+")  # between a headline and the name of the site
_SHORTEST = 3  # words; shorter titles recur by chance
_ENOUGH = 1_500  # characters that hold more words than that in most articles
_LEADING_WORDS = 10  # of a body that may stand before the title: a date, "Updated"


def repeated_title(article: Article) -> int:
    """Where in the body its title ends, if it stands again within the first words; else 0.

    The name of the site after (or before) the headline is set aside, as are case and punctuation.

    >>> body = "3 May 2019 Rain floods the valley. It rained."
    >>> body[: repeated_title(Article("1", title="Rain Floods the Valley - Gazette", body=body))]
    '3 May 2019 Rain floods the valley'
    """
    title = _words(max(_SEPARATOR.split(article.title), key=len))
    if len(title) < _SHORTEST:
        return 0
    found = list(_WORD.finditer(article.body, 0, 2 * len(article.title) + 200))[: _LEADING_WORDS + len(title)]
    words = [match[0].casefold() for match in found]
    for start in range(len(words) - len(title) + 1):
        if words[start : start + len(title)] == title:
            return found[start + len(title) - 1].end()
    return 0


def is_long(article: Article) -> bool:
    """Whether the body has more than 150 words."""
    begin = article.body[:_ENOUGH].rpartition(" ")[0]
    return count_words(begin) > LONG_FROM or count_words(article.body) > LONG_FROM


def one_paragraph(article: Article) -> bool:
    """Whether the body is one paragraph, captions and page furniture left aside."""
    if article.body.count("\n") > 100:
        return False  # laying out takes time, and no text has as many lines of furniture
    return sum(paragraph.zone in (Zone.LEAD, Zone.BODY) for paragraph in lay_out(article).paragraphs) == 1


def _words(text: str) -> list[str]:
    return [match[0].casefold() for match in _WORD.finditer(text)]
