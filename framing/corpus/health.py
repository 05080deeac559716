"""What an audit says against comparing the outlets: one sentence a problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from framing.corpus.audit import OTHER_CHARACTERS
from framing.corpus.outlets import same_outlets

MISSING_SHARE = 0.8  # of an outlet's articles without any quotation mark
PRESENT_SHARE = 0.5  # of the other outlets' articles with some
REPEATED_SHARE = 0.2  # of an outlet's articles that repeat their title; no two differ by more if none has more
ONE_PARAGRAPH_SHARE = 0.2  # of an outlet's articles of more than 150 words that are one paragraph
COPIED_SHARE = 0.5  # of an outlet's articles whose body another outlet has too
JUDGED_FROM = 3  # articles; outlets with fewer are not judged
LOW_N = 10
_ENOUGH_CHARACTERS = 5_000  # English prose holds dozens of commas in as many
_NAMED = 8  # outlets in a sentence; the rest are counted
_SPELLINGS_NAMED = 30  # whoever merges them needs them all

Audit = Mapping[str, Mapping[str, Any]]


def warnings_of(audit: Audit) -> list[str]:
    """A sentence on each problem of the corpus, the most important first; none on outlets of fewer than 3 articles.

    Outlets whose names look like spellings of one; quotation marks that are missing; apostrophes or commas
    that are; bodies that other outlets have too; titles repeated in the body; bodies without paragraphs.
    """
    rows = {outlet: row for outlet, row in audit.items() if row["articles"]}
    checks = (_spellings, _quotation_marks, _characters, _copies, _titles, _paragraphs)
    found = [check(rows) for check in checks]
    return [sentence for sentence in found if sentence]


def outlets_without_marks(audit: Audit) -> list[str]:
    """The outlets that lost their quotation marks.

    An outlet has lost them where at least 80 % of its articles hold none of any style, while at least 50 % of
    the articles of the outlets that kept theirs hold some. All outlets where no text has any mark; none where
    marks are rare for every outlet, as in headlines.
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


def _any_marks(rows: Audit) -> bool:
    return any(row["articles_with_quotation_marks"] for row in rows.values())


def _lost(row: Mapping[str, Any]) -> bool:
    without = row["articles"] - row["articles_with_quotation_marks"]
    return bool(without / row["articles"] >= MISSING_SHARE)


def _spellings(rows: Audit) -> str:
    groups = [g for g in same_outlets(filter(None, rows)) if sum(rows[o]["articles"] for o in g) >= JUDGED_FROM]
    if not groups:
        return ""
    names = _listed(map(" = ".join, groups), _SPELLINGS_NAMED)
    return (
        f"{sum(map(len, groups)):,} names of outlets look like spellings of {len(groups):,} ({names}) but count as "
        "different outlets: merge them with --outlet-map FILE, a table with the columns from,to"
    )


def _quotation_marks(rows: Audit) -> str:
    if rows and not _any_marks(rows):
        total = sum(row["articles"] for row in rows.values())
        return f"no quotation marks in any of {total:,} articles: figures on quotation say nothing here"
    lost = [outlet for outlet in outlets_without_marks(rows) if rows[outlet]["articles"] >= JUDGED_FROM]
    if not lost:
        return ""
    names = _listed(f"{outlet or '(none)'} ({_missing(rows[outlet])})" for outlet in lost)
    return f"quotation marks are missing for {names}: quotation and direct-speech figures are not comparable there"


def _missing(row: Mapping[str, Any]) -> str:
    articles, some = row["articles"], row["articles_with_quotation_marks"]
    count = f"in {articles - some:,} of {articles:,} articles" if some else f"{articles:,} articles"
    return count + (", few to judge by" if articles < LOW_N else "")


def _characters(rows: Audit) -> str:
    if sum(row["characters"] for row in rows.values()) < _ENOUGH_CHARACTERS:
        return ""
    names = [name for name in OTHER_CHARACTERS if not any(row[name] for row in rows.values())]
    if not names:
        return ""
    articles = sum(row["articles"] for row in rows.values())
    return (
        f"no {' and no '.join(names)} in any of {articles:,} articles: they were stripped from the texts, so "
        "names and sentences may be cut wrongly"
    )


def _copies(rows: Audit) -> str:
    shares = _shares(rows, "articles_with_body_of_another_outlet", "articles")
    above = {outlet: share for outlet, share in shares.items() if share > COPIED_SHARE}
    if not above:
        return ""
    return (
        f"another outlet has the same body for most articles of {_by_share(above)}: re-posts or agency copy, so that "
        "outlets are compared on words that they share; the issues duplicate-body name the pairs"
    )


def _titles(rows: Audit) -> str:
    shares = _shares(rows, "articles_with_repeated_title", "articles")
    above = {outlet: share for outlet, share in shares.items() if share > REPEATED_SHARE}
    if not above:
        return ""
    others = {outlet: share for outlet, share in shares.items() if outlet not in above}
    against = f", against {_by_share(others)}" if others else ""
    return (
        f"the title stands again at the start of the body in articles of {_by_share(above)}{against}: words of "
        "the headline count twice there, in the headline and in the body"
    )


def _paragraphs(rows: Audit) -> str:
    shares = _shares(rows, "long_articles_in_one_paragraph", "long_articles")
    above = {outlet: share for outlet, share in shares.items() if share > ONE_PARAGRAPH_SHARE}
    if not above:
        return ""
    if len(above) == len(shares) and min(above.values()) == 1:
        return "lead and body cannot be told apart for any outlet: all articles of over 150 words are one paragraph"
    return (
        f"lead and body cannot be told apart for {_by_share(above)}: the share of articles of over 150 words that "
        "are one paragraph"
    )


def _shares(rows: Audit, part: str, whole: str) -> dict[str, float]:
    return {outlet: row[part] / row[whole] for outlet, row in rows.items() if row[whole] >= JUDGED_FROM}


def _by_share(shares: Mapping[str, float]) -> str:
    """The outlets with their shares, the highest first."""
    return _listed(_percent(outlet, share) for outlet, share in sorted(shares.items(), key=lambda item: -item[1]))


def _percent(outlet: str, share: float) -> str:
    return f"{outlet or '(none)'} ({100 * share:.0f} %)"


def _listed(names: Iterable[str], most: int = _NAMED) -> str:
    found = list(names)
    more = f" and {len(found) - most:,} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
