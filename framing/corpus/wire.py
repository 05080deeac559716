"""Agency copy, told by byline, dateline or credit line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.corpus.agencies import ANY_AGENCY, canonical, is_own
from framing.corpus.repeats import repeated_title
from framing.types import Article

_NAME = rf"(?:[Tt]he\s+)?(?P<agency>{ANY_AGENCY})"
_OTHER = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}"  # another name in a list of credits
_AND = r"\s*(?:[,/|+&]|\band\b)\s*"
_CREDITS = rf"(?:{_OTHER}{_AND}){{0,3}}?{_NAME}(?![\w-])(?:{_AND}{_OTHER}){{0,3}}"

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+"
_DATE = (
    rf"(?:(?:{_DAY})?(?:\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d)\b)"
)
_DESK = r"(?:\s*(?:[A-Z]{2,6}\s+)?\d{1,3}(?:-\d{1,3})?\b)"  # the marks of an editing desk: 218-11, SSH 11

_BYLINE = re.compile(rf"(?:^|[,/(|–—-]\s*|\b(?:of|for|with|by|By|BY|WITH|and)\s+){_NAME}(?:\s+[Ww]riters?)?\)?$")
# A place, sometimes a date, the agency in brackets, a dash: DALLAS (AP) — ; WASHINGTON, May 5 (UPI) --
_DATELINE = re.compile(rf"^[^\r\n()]{{2,80}}\({_NAME}\)\s*[-–—:]", re.MULTILINE)
# The same inside a line; without the dash it needs the date, as "YPG (AFP)" may end a caption
_PLACE = r"\b[A-Z][A-Z.'’/-]+(?:[ ,/]+[A-Z][A-Z.'’/-]+){0,3}"
_INNER_DATELINES = (
    re.compile(rf"{_PLACE},?\s*\({_NAME}\)\s*[-–—:]"),
    re.compile(rf"{_PLACE},?\s+{_MONTH}\s+\d{{1,2}},?\s*\({_NAME}\)"),
)
# An agency and the full date, as pages head their articles; "told AFP" and "AFP on Monday" are prose
_DATED = re.compile(
    rf"(?<!told |said |from )(?<!the |via )(?<!to |of |by |in )(?<![\w(/-])(?P<agency>{ANY_AGENCY})"
    rf"(?:{_AND}{_OTHER}){{0,2}}?\s*[-–—|,:]?\s*{_DATE}"
)
_SOURCE_LINE = re.compile(rf"\bSource:\s*{_NAME}\s*(?:[|)\r\n]|$|{_DATE})")

_COPYRIGHT = re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:\(c\)\s*|©\s*)?(?:\d{{4}}\s+)?(?:by\s+)?{_NAME}\b")
_REPORTING = re.compile(  # the credits of Reuters, in brackets or without
    r"\((?i:(?:additional )?(?:reporting|writing) [^)]{3,400}\bediting by\b)"
    r"|\b(?:Additional reporting|Reporting|Writing) by [^()]{3,400}?; ?[Ee]diting by\b"
    r"|\bThomson Reuters Trust Principles\b"
)
_LAST_LINE = re.compile(rf"[-–—(\[]?\s*(?:Source:\s*)?{_NAME}\s*[)\]]?\.?")
_SENTENCE_END = r"(?<=[.!?\"”’'…)\]])"
_ENDINGS = (
    # .-AFP; . Reuters
    re.compile(rf"{_SENTENCE_END}\s*[-–—]*\s*{_NAME}\s*\.?\s*$"),
    # (Source: Xinhua); (With AFP and Reuters) Last Update: …; 12 (Al-Masdar and Sputnik)
    re.compile(rf"{_SENTENCE_END}{_DESK}?\s*\((?:(?:Sources?:|[Ww]ith|From|By)\s+)?{_CREDITS}\)[^.!?]{{0,80}}$"),
    # Source: Xinhua
    re.compile(rf"{_SENTENCE_END}\s*Sources?:\s*{_CREDITS}\s*\.?\s*$"),
    # ; FNA reported. 218-11
    re.compile(rf"\b{_NAME}\s+report(?:ed|s)\.{_DESK}\s*(?:[A-Z]\w+)?\s*$"),
)
_EDGE = 600  # characters at either end of the body that may hold a dateline or a credit
_HEAD = 350  # characters after the title, where it is repeated, that may hold an agency and the date


def wire_agency(article: Article) -> str:
    """The agency whose copy the article is, in whole or in part, by its usual short name, "" if none shows.

    A wire column of the input goes first, then the byline, the head of the body, the credit at its end; of
    several agencies the first is taken, and "agencies" stands for a credit that names none. An agency's own
    articles, published as an outlet, are not agency copy.
    """
    if article.wire:
        found = canonical(article.wire)
        return "" if is_own(article.outlet, found) else found
    return next((found for found in _by_text(article) if not is_own(article.outlet, found)), "")


def _by_text(article: Article) -> Iterator[str]:
    author = article.author.strip()
    if author and canonical(author) != author:
        yield canonical(author)
    head, tail = article.body[:_EDGE], article.body[-_EDGE:].rstrip()
    after_title = repeated_title(article)
    places = (
        _BYLINE.search(author),
        _DATELINE.search(head),
        _first_byline(head),
        _DATED.search(article.body, after_title, after_title + _HEAD),
        *(dateline.search(head) for dateline in _INNER_DATELINES),
        _SOURCE_LINE.search(head),
        _COPYRIGHT.search(tail),
        _LAST_LINE.fullmatch(tail.splitlines()[-1].strip() if tail else ""),
        *(ending.search(tail) for ending in _ENDINGS),
    )
    yield from (canonical(match["agency"]) for match in places if match)
    if _REPORTING.search(tail):
        yield "Reuters"


def _first_byline(head: str) -> re.Match[str] | None:
    """A first line of the body that is nothing but a byline with an agency."""
    first = head.lstrip().splitlines()[0].strip() if head.strip() else ""
    return _BYLINE.search(first) if len(first) <= 100 and first.startswith(("By ", "BY ")) else None
