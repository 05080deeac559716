"""Which characters each outlet's texts hold: where marks were lost, quotations cannot be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

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
_OTHERS = MappingProxyType({"apostrophes": re.compile(r"(?<=\w)['’](?=\w)"), "commas": re.compile(",")})

MISSING_SHARE = 0.8  # of an outlet's articles without any quotation mark
PRESENT_SHARE = 0.5  # of the other outlets' articles with some
JUDGED_FROM = 3  # articles; outlets with fewer share one sentence
LOW_N = 10
_ENOUGH_CHARACTERS = 5_000  # English prose holds dozens of commas in as many


class CharacterAudit:
    """Counts of quotation marks, apostrophes and commas by outlet, one article at a time."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, int]] = {}

    def add(self, article: Article) -> None:
        """Count one article."""
        row = self._rows.setdefault(article.outlet, dict.fromkeys(_COUNTED, 0))
        text = article.text
        marks = 0
        for style, pattern in QUOTATION_STYLES.items():
            found = sum(1 for _ in pattern.finditer(text))
            row[style] += found
            marks += found
        for name, pattern in _OTHERS.items():
            row[name] += sum(1 for _ in pattern.finditer(text))
        row["articles"] += 1
        row["characters"] += len(text)
        row["articles_with_quotation_marks"] += marks > 0

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Outlet (in order of name) to counts, with `per_article` and `per_1000_characters` of each kind."""
        return {outlet: {**row, **_rates(row)} for outlet, row in sorted(self._rows.items())}


_COUNTED = ("articles", "characters", "articles_with_quotation_marks", *QUOTATION_STYLES, *_OTHERS)


def character_audit(articles: Iterable[Article]) -> dict[str, dict[str, Any]]:
    """The audit of all articles, as `CharacterAudit.as_dict` gives it."""
    audit = CharacterAudit()
    for article in articles:
        audit.add(article)
    return audit.as_dict()


def quotation_warnings(audit: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A sentence on each outlet that lost its quotation marks, and on characters missing everywhere.

    An outlet has lost its marks where at least 80 % of its articles hold none of any style. It is named where
    at least 50 % of the articles of the outlets that kept theirs hold some; outlets of fewer than 3 articles
    share one sentence, those of fewer than 10 are said to be few to judge by.
    """
    rows = {outlet: row for outlet, row in audit.items() if row["articles"]}
    if rows and not _any_marks(rows):
        total = sum(row["articles"] for row in rows.values())
        found = [f"no quotation marks in any of {total:,} articles: figures on quotation say nothing here"]
    else:
        lost = {outlet: rows[outlet] for outlet in outlets_without_marks(rows)}
        found = [_sentence(outlet, row) for outlet, row in lost.items() if row["articles"] >= JUDGED_FROM]
        found += _few([outlet for outlet, row in lost.items() if row["articles"] < JUDGED_FROM])
    return found + _missing_everywhere(rows)


def outlets_without_marks(audit: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The outlets that lost their quotation marks, by the rule of `quotation_warnings`.

    All of them where no text has any mark; none where marks are rare for every outlet, as in headlines.
    """
    rows = {outlet: row for outlet, row in audit.items() if row["articles"]}
    if not _any_marks(rows):
        return list(rows)
    kept = [row for row in rows.values() if not _lost(row)]
    articles = sum(row["articles"] for row in kept)
    with_marks = sum(row["articles_with_quotation_marks"] for row in kept)
    if not kept or with_marks / articles < PRESENT_SHARE:
        return []
    return [outlet for outlet, row in rows.items() if _lost(row)]


def _any_marks(rows: Mapping[str, Mapping[str, Any]]) -> bool:
    return any(row["articles_with_quotation_marks"] for row in rows.values())


def _lost(row: Mapping[str, Any]) -> bool:
    without = row["articles"] - row["articles_with_quotation_marks"]
    return bool(without / row["articles"] >= MISSING_SHARE)


def _sentence(outlet: str, row: Mapping[str, Any]) -> str:
    articles, some = row["articles"], row["articles_with_quotation_marks"]
    low = ", few to judge by" if articles < LOW_N else ""
    missing = "missing" if not some else f"missing in {articles - some:,} of {articles:,} articles"
    return (
        f"quotation marks are {missing} for outlet {outlet or '(none)'} ({articles:,} articles{low}): "
        "quotation and direct-speech figures are not comparable there"
    )


def _few(outlets: list[str]) -> list[str]:
    if not outlets:
        return []
    names = ", ".join(outlet or "(none)" for outlet in outlets)
    return [
        f"quotation marks are missing for outlets with 1 or 2 articles, too few to judge by ({names}): "
        "quotation and direct-speech figures say nothing there"
    ]


def _missing_everywhere(audit: Mapping[str, Mapping[str, Any]]) -> list[str]:
    characters = sum(row["characters"] for row in audit.values())
    if characters < _ENOUGH_CHARACTERS:
        return []
    names = [name for name in _OTHERS if not any(row[name] for row in audit.values())]
    if not names:
        return []
    articles = sum(row["articles"] for row in audit.values())
    return [
        f"no {' and no '.join(names)} in any of {articles:,} articles: they were stripped from the texts, so "
        "names and sentences may be cut wrongly"
    ]


def _rates(row: Mapping[str, int]) -> dict[str, dict[str, float]]:
    kinds = (*QUOTATION_STYLES, *_OTHERS)
    return {
        "per_article": {kind: round(row[kind] / row["articles"], 4) for kind in kinds},
        "per_1000_characters": {
            kind: round(1000 * row[kind] / row["characters"], 4) if row["characters"] else 0.0 for kind in kinds
        },
    }
