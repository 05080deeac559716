"""Agency copy, told by byline, dateline or credit line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from framing.types import Article

AGENCIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AP": ("AP", "Associated Press"),
        "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
        "Reuters": ("Reuters", "Thomson Reuters"),
        "UPI": ("UPI", "United Press International"),
        "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
        "PA": ("PA Media", "Press Association"),
        "EFE": ("EFE", "Agencia EFE"),
        "ANSA": ("ANSA",),
        "Xinhua": ("Xinhua", "Xinhua News Agency"),
        "Kyodo": ("Kyodo", "Kyodo News"),
        "Yonhap": ("Yonhap", "Yonhap News Agency"),
        "TASS": ("TASS", "Tass", "Itar-Tass", "ITAR-TASS"),
        "Interfax": ("Interfax",),
        "RIA Novosti": ("RIA Novosti",),
        "Anadolu": ("Anadolu", "Anadolu Agency"),
        "SANA": ("SANA",),
        "IANS": ("IANS",),
        "PTI": ("PTI", "Press Trust of India"),
        "Canadian Press": ("Canadian Press",),
    }
)

_CANONICAL = {name.casefold(): agency for agency, names in AGENCIES.items() for name in names}
_ANY = "|".join(sorted((re.escape(n) for names in AGENCIES.values() for n in names), key=len, reverse=True))
_NAME = rf"(?:[Tt]he\s+)?(?P<agency>{_ANY})"
_BYLINE = re.compile(rf"(?:^|[,/(|–—-]\s*|\b(?:of|for|with|by|By|BY|and)\s+){_NAME}(?:\s+[Ww]riters?)?\)?$")
# A place, sometimes a date, the agency in brackets, a dash: DALLAS (AP) — ; WASHINGTON, May 5 (UPI) --
_DATELINE = re.compile(rf"^[^\r\n()]{{2,80}}\({_NAME}\)\s*[-–—:]", re.MULTILINE)
_COPYRIGHT = re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:\(c\)\s*|©\s*)?(?:\d{{4}}\s+)?(?:by\s+)?{_NAME}\b")
_REPORTING = re.compile(r"\((?:additional )?(?:reporting|writing) [^)]{3,400}\bediting by\b", re.IGNORECASE)
_LAST_LINE = re.compile(rf"[-–—(\[]?\s*(?:Source:\s*)?{_NAME}\s*[)\]]?\.?")
_EDGE = 600  # characters at either end of the body that may hold a dateline or a credit


def wire_agency(article: Article) -> str:
    """The agency whose copy the article is, by its usual short name, "" if none shows.

    A wire column of the input goes first, then the byline, the dateline, the credit line. An agency's own
    articles, published as an outlet, are not agency copy.
    """
    found = canonical(article.wire) or _by_text(article)
    return "" if found and canonical(article.outlet) == found else found


def canonical(name: str) -> str:
    """The short name of an agency in any of its spellings; any other name as it is."""
    bare = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    return _CANONICAL.get(bare.casefold(), name.strip())


def _by_text(article: Article) -> str:
    author = article.author.strip()
    if author and canonical(author) != author:
        return canonical(author)
    head, tail = article.body[:_EDGE], article.body[-_EDGE:].rstrip()
    match = (
        _BYLINE.search(author)
        or _DATELINE.search(head)
        or _first_byline(head)
        or _COPYRIGHT.search(tail)
        or _LAST_LINE.fullmatch(tail.splitlines()[-1].strip() if tail else "")
    )
    if match:
        return canonical(match["agency"])
    return "Reuters" if _REPORTING.search(tail) else ""


def _first_byline(head: str) -> re.Match[str] | None:
    """A first line of the body that is nothing but a byline with an agency."""
    first = head.lstrip().splitlines()[0].strip() if head.strip() else ""
    return _BYLINE.search(first) if len(first) <= 100 and first.startswith(("By ", "BY ")) else None
