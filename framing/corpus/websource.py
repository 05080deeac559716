"""A corpus of web pages: folders of HTML and WARC files (extra `web`), one page in memory at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from framing.corpus.locations import Location
from framing.corpus.options import ReadOptions
from framing.corpus.streams import InputFile, open_bytes, plain_suffix, readable
from framing.corpus.webarchives import MAX_PAGE, Page, archive_pages
from framing.corpus.webhosts import read_hosts
from framing.corpus.webpages import ANY, OtherLanguage, PageReader
from framing.errors import CorpusError
from framing.types import Article, Issue

ARCHIVES = frozenset((".warc",))
PAGES = frozenset((".html", ".htm", ".xhtml"))
_SUFFIX = re.compile(r"\.(?:x?html?|warc)(?:\.(?:gz|zstd?))*$", re.IGNORECASE)
_NEEDED = ("fastwarc", "trafilatura", "py3langid")
_SHOWN = 5  # languages named in a message


def is_web(location: Location) -> bool:
    """Whether a file is a page or an archive of pages, by its name."""
    return plain_suffix(Path(location.name)) in ARCHIVES | PAGES


class WebSource:
    """Articles of web pages, in the order of the files and of the records in them.

    What is no page (images, redirects) and pages in other languages are counted in one issue each; a broken record and
    a page without an article are an issue each, with file and offset.
    """

    stem = "page"
    reserved: frozenset[str] = frozenset()

    def __init__(self, files: Sequence[Location], label: str, options: ReadOptions) -> None:
        for name in _NEEDED:
            try:
                import_module(name)
            except ImportError as error:
                why = " ".join(str(error).split())
                raise CorpusError(
                    f"{label}: web pages need the extra web ({why}); run `pip install '.[web]'` in the checkout"
                ) from None
        self._label, self._format = label, options.format
        self._files = [each for each in files if is_web(each)] or list(files)
        self._hosts = read_hosts(options.hosts)
        self._reader = PageReader(
            self._hosts, options.keep_language or "en", options.today or date.today(), options.outlet
        )
        self.columns: dict[str, str] = {}
        self.issues: list[Issue] = []
        if others := len(files) - len(self._files):
            message = f"{label}: {others:,} files that are neither HTML nor WARC left aside"
            self.issues.append(Issue("ignored-files", message, file=label))
        self._found = len(self.issues)
        archives = sum(self._is_archive(each) for each in self._files)
        self.rows = 0 if archives else len(self._files)  # how many pages archives hold is known at their end
        kept = "all languages" if self._reader.language == ANY else f"pages in {self._reader.language!r}"
        self.guesses = [
            f"{label}: {archives:,} WARC and {len(self._files) - archives:,} HTML files, {kept} are kept "
            f"(--keep-language), outlets are named by host (--hosts); read with trafilatura {version('trafilatura')}"
        ]

    def read(self) -> Iterator[Article | Issue]:
        """Each page as an article, or as the issue that kept it from being one."""
        del self.issues[self._found :]
        others: Counter[str] = Counter()
        left_aside = undated = read = 0
        for location in self._files:
            for item in self._items(location):
                if isinstance(item, OtherLanguage):
                    others[item.language] += 1
                elif item is None:
                    left_aside += 1
                else:
                    read += isinstance(item, Article)
                    undated += isinstance(item, Article) and item.published is None
                    yield item
        self._say(others, left_aside, undated, read)

    def inputs(self) -> list[InputFile]:
        """Every file that can be read, and the user's table of hosts."""
        found = []
        for location in self._files:
            try:
                found.append(location.digest())
            except CorpusError:  # `read` says so in an issue
                continue
        return [*found, *self._hosts.inputs()]

    def _items(self, location: Location) -> Iterator[Article | Issue | OtherLanguage | None]:
        """What a file holds; None for a record that is no page."""
        try:
            with readable(location.name), location.here() as path:
                yield from (
                    self._archived(path, location.name)
                    if self._is_archive(location)
                    else self._page(path, location.name)
                )
        except CorpusError as error:
            yield Issue("unreadable-file", f"{error}; file left out", file=location.name)

    def _page(self, path: Path, name: str) -> Iterator[Article | Issue | OtherLanguage]:
        with open_bytes(path) as stream:
            html = stream.read(MAX_PAGE + 1)
        if len(html) > MAX_PAGE:
            message = f"{name}: more than {MAX_PAGE:,} bytes, which is no article; file left out"
            yield Issue("very-large-page", message, file=name)
        else:
            yield self._reader.article(Page(0, "", html), _SUFFIX.sub("", name), name, 0)

    def _archived(self, path: Path, name: str) -> Iterator[Article | Issue | OtherLanguage | None]:
        for row, found in enumerate(archive_pages(path), 1):
            if isinstance(found, Page):
                yield self._reader.article(found, f"{_SUFFIX.sub('', name)}-{found.offset}", name, row)
            elif found.is_other:
                yield None
            else:
                message = f"{name}, offset {found.offset:,}: a record is broken ({found.why}); left out"
                yield Issue("broken-record", message, file=name, row=row)

    def _is_archive(self, location: Location) -> bool:
        suffix = plain_suffix(Path(location.name))
        return suffix in ARCHIVES or (suffix not in PAGES and self._format != "html")

    def _say(self, others: Counter[str], left_aside: int, undated: int, read: int) -> None:
        if others:
            most = ", ".join(f"{count:,} {name}" for name, count in others.most_common(_SHOWN))
            message = (
                f"{self._label}: {others.total():,} pages in other languages than {self._reader.language!r} left out "
                f"({most}{', …' if len(others) > _SHOWN else ''}); pass --keep-language to keep another, or any for all"
            )
            self.issues.append(Issue("other-language", message, file=self._label))
        if left_aside:
            message = (
                f"{self._label}: {left_aside:,} responses that are no pages left out: redirects, errors, images, "
                f"or more than {MAX_PAGE:,} bytes"
            )
            self.issues.append(Issue("no-page", message, file=self._label))
        if undated:
            message = (
                f"{self._label}: {undated:,} of {read:,} pages have no date of publication; they stay out of "
                "comparisons over time"
            )
            self.issues.append(Issue("missing-date", message, file=self._label))
