"""What each outlet's texts hold: quotation marks and other characters, repeated titles, paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from framing.corpus.repeats import is_long, one_paragraph, repeated_title
from framing.types import Article

# Single marks count where they open a quotation: elsewhere they are apostrophes.
QUOTATION_STYLES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "straight_double": re.compile('["＂]'),
        "curly_double": re.compile("[“”„‟]"),
        "guillemets": re.compile("[«»‹›]"),
        "two_apostrophes": re.compile("(?<!')''(?!')"),
        "two_backticks": re.compile("(?<!`)``(?!`)"),
        "curly_single": re.compile(r"(?<!\w)‘(?=\w)"),
        "straight_single": re.compile(r"(?<![\w'])'(?=\w)[^'\n]{2,300}(?<=[\w.,!?])'(?![\w'])"),
    }
)
OTHER_CHARACTERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"apostrophes": re.compile(r"(?<=\w)['’](?=\w)"), "commas": re.compile(",")}
)


_SINGLE: Mapping[str, str] = MappingProxyType(  # patterns that are one of some characters, wherever it stands
    {"straight_double": '"＂', "curly_double": "“”„‟", "guillemets": "«»‹›", "commas": ","}
)
_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(  # what a text has that holds one of the others
    {
        "two_apostrophes": ("''",),
        "two_backticks": ("``",),
        "curly_single": ("‘",),
        "straight_single": ("'",),
        "apostrophes": ("'", "’"),
    }
)


class CharacterAudit:
    """Counts by outlet, one article at a time.

    Quotation marks, apostrophes and commas; articles whose title stands again at the start of the body; bodies
    of more than 150 words, and those of them that are one paragraph; bodies that another outlet has too, whichever
    came first. Memory grows by an id an article.
    """

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, int]] = {}
        self._outlets: dict[str, str] = {}  # of each article that is the first with its body
        self._copied: dict[str, Counter[str]] = {}  # first article with a body: articles with it, by outlet

    def add(self, article: Article) -> None:
        """Count one article."""
        row = self._rows.setdefault(article.outlet, dict.fromkeys(_COUNTED, 0))
        text = article.text
        marks = 0
        for style, pattern in QUOTATION_STYLES.items():
            found = _times(style, pattern, text)
            row[style] += found
            marks += found
        for name, pattern in OTHER_CHARACTERS.items():
            row[name] += _times(name, pattern, text)
        row["articles"] += 1
        row["characters"] += len(text)
        row["articles_with_quotation_marks"] += marks > 0
        row["articles_with_repeated_title"] += repeated_title(article) > 0
        if is_long(article):
            row["long_articles"] += 1
            row["long_articles_in_one_paragraph"] += one_paragraph(article)
        self._add_copy(article)

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Outlet (in order of name) to counts, with `per_article` and `per_1000_characters` of each kind."""
        shared = self._shared()
        return {
            outlet: {**row, "articles_with_body_of_another_outlet": shared[outlet], **_rates(row)}
            for outlet, row in sorted(self._rows.items())
        }

    def _add_copy(self, article: Article) -> None:
        original = article.duplicate_of
        if not original:
            self._outlets[article.id] = article.outlet
        elif original in self._outlets:
            self._copied.setdefault(original, Counter({self._outlets[original]: 1}))[article.outlet] += 1

    def _shared(self) -> Counter[str]:
        """By outlet, the articles whose body another outlet has too."""
        total: Counter[str] = Counter()
        for by_outlet in self._copied.values():
            if len(by_outlet) > 1:
                total.update(by_outlet)
        return total


_COUNTED = (
    "articles",
    "characters",
    "articles_with_quotation_marks",
    "articles_with_repeated_title",
    "long_articles",
    "long_articles_in_one_paragraph",
    *QUOTATION_STYLES,
    *OTHER_CHARACTERS,
)


def character_audit(articles: Iterable[Article]) -> dict[str, dict[str, Any]]:
    """The audit of all articles, as `CharacterAudit.as_dict` gives it."""
    audit = CharacterAudit()
    for article in articles:
        audit.add(article)
    return audit.as_dict()


def _times(name: str, pattern: re.Pattern[str], text: str) -> int:
    """How often a pattern is found in a text, by counting characters where that is the same and many times faster."""
    if name in _SINGLE:
        return sum(map(text.count, _SINGLE[name]))
    if not any(needed in text for needed in _NEEDED[name]):
        return 0
    return sum(1 for _ in pattern.finditer(text))


def _rates(row: Mapping[str, int]) -> dict[str, dict[str, float]]:
    kinds = (*QUOTATION_STYLES, *OTHER_CHARACTERS)
    return {
        "per_article": {kind: round(row[kind] / row["articles"], 4) for kind in kinds},
        "per_1000_characters": {
            kind: round(1000 * row[kind] / row["characters"], 4) if row["characters"] else 0.0 for kind in kinds
        },
    }
