"""From a web page to an article: text, title, author and date as an extractor finds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from framing.corpus.names import clean_name
from framing.corpus.webarchives import Page
from framing.corpus.webhosts import HostTable
from framing.types import Article, Issue

_LANGUAGE_FROM = 2_000  # characters that tell the language
ANY = "any"


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A page in another language than the one that is kept."""

    language: str


@dataclass(frozen=True, slots=True)
class PageReader:
    """How pages become articles: hosts, the language that is kept (`any`: all), the last day that a date may be."""

    hosts: HostTable
    language: str
    today: date
    outlet: str = ""

    def article(self, page: Page, article_id: str, file: str, row: int) -> Article | Issue | OtherLanguage:
        """The article of a page, or what keeps it from being one."""
        where = f"{file}, offset {page.offset:,}" if row else file
        url = f" ({clean_name(page.url)})" if page.url else ""
        try:
            found = self._extracted(page)
        except Exception as error:  # noqa: BLE001 - pages are made by anybody, and one never stops a corpus
            why = f"the page cannot be taken apart ({type(error).__name__}: {error})"
            return Issue("unreadable-page", f"{where}{url}: {why}; left out", file=file, row=row or None)
        text = str(found.text or "").strip() if found else ""
        if not text:
            what = "no text of an article is found in the page"
            return Issue("no-article-text", f"{where}{url}: {what}; left out", file=file, row=row or None)
        language = self._language(text)
        if self.language not in (ANY, language):
            return OtherLanguage(language)
        title = " ".join(str(found.title or "").split())
        address = clean_name(page.url or str(found.url or ""))
        return Article(
            id=article_id,
            outlet=self.outlet or self.hosts.outlet(address),
            published=_date(found.date, self.today),
            title=title,
            body=_without_title(text, title),
            url=address,
            author=clean_name(str(found.author or "")),
            language=language,
            file=file,
            row=row,
        )

    def _extracted(self, page: Page) -> Any:
        from trafilatura import bare_extraction

        return bare_extraction(
            _decoded(page),
            url=page.url or None,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                "max_date": self.today.isoformat(),  # else the day of the run
            },
        )

    @staticmethod
    def _language(text: str) -> str:
        import py3langid

        return str(py3langid.classify(text[:_LANGUAGE_FROM])[0])


def _decoded(page: Page) -> str | bytes:
    """The page as text where it is in the encoding that the server named, else bytes for the extractor to look at."""
    for encoding in (page.charset, "utf-8"):
        try:
            return page.html.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return page.html


def _date(found: str | None, today: date) -> date | None:
    try:
        published = date.fromisoformat(str(found)[:10])
    except ValueError:
        return None
    return published if published <= today else None


def _without_title(text: str, title: str) -> str:
    """The text without the headline that many pages repeat above it."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if title and rest.strip() and " ".join(first.split()).casefold() == title.casefold() else text
