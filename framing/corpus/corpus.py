"""A corpus: articles from any input, one after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from framing._shown import table
from framing.corpus.clean import clean
from framing.corpus.locations import Fetched, Location, is_remote, locations
from framing.corpus.opening import decide_format
from framing.corpus.options import ReadOptions
from framing.corpus.outlets import read_outlet_map
from framing.corpus.parts import PartsSource, is_part
from framing.corpus.register import Register
from framing.corpus.streams import InputFile, Spool, plain_suffix, readable, shown, spool_stream
from framing.corpus.tablesource import TableSource
from framing.corpus.textsource import TextSource
from framing.corpus.websource import WebSource, is_web
from framing.errors import CorpusError
from framing.types import Article, Issue

_WEB = ("html", "warc")


class Source(Protocol):
    """Where a corpus takes its articles from."""

    stem: str
    columns: dict[str, str]
    guesses: list[str]
    issues: list[Issue]
    rows: int

    @property
    def reserved(self) -> set[str] | frozenset[str]:
        """Ids of the input that look like ids that would be given to articles without one."""
        ...

    def read(self) -> Iterator[Article | Issue]:
        """Each row as an article, or as the issue that kept it from being one."""
        ...

    def inputs(self) -> list[InputFile]:
        """The files read."""
        ...


class Corpus:
    """Articles, read and checked while one iterates; each iteration starts anew and gives the same.

    One iteration at a time: the counts and issues are those of the latest.

    `options` are those it was opened with; `columns` maps fields to the columns of the input; `guesses` are
    sentences on what was decided without being told; `rows` is how many rows or files there are. The rest is of
    the current iteration: `issues` that belong to no article (those of an article are in `Article.issues`), and
    counts that balance: `rows_read` is `articles_read` plus `rows_refused`, and each refused row is one of the
    issues.
    """

    def __init__(self, source: Source, options: ReadOptions, spool: Spool | Fetched | None = None) -> None:
        self.options = options
        self._source = source
        self._outlet_map = read_outlet_map(Path(options.outlet_map)) if options.outlet_map else None
        self._spool = spool  # lives as long as the corpus: what can be read only once is read from it
        self._opened = len(source.issues)
        self._inputs: tuple[InputFile, ...] | None = None
        self.columns: Mapping[str, str] = dict(source.columns)
        merged = [self._outlet_map.guess] if self._outlet_map else []
        self.guesses: tuple[str, ...] = (*source.guesses, *merged)
        self.rows = source.rows
        self._start()

    def __repr__(self) -> str:
        return f"Corpus({self._source.stem!r}: {self.rows:,} rows, columns {dict(self.columns)})"

    def _repr_html_(self) -> str:
        return table(
            f"Corpus {self._source.stem}",
            ("field", "column"),
            self.columns.items(),
            notes=[f"{self.rows:,} rows", *self.guesses],
        )

    def _start(self) -> None:
        self.issues: list[Issue] = self._source.issues[: self._opened]
        self.rows_read = self.articles_read = self.rows_refused = 0
        self._first_refusal = ""
        self._without = dict.fromkeys(("outlet", "date"), 0)
        self._outlets: set[str] = set()  # as the input spells them

    def __iter__(self) -> Iterator[Article]:
        """Articles in the order of the input.

        Raises:
            CorpusError: the input breaks off, or none of its rows is an article.
        """
        self._start()
        register = Register(self._source.stem, self._source.reserved)
        for item in self._source.read():
            self.rows_read += 1
            if isinstance(item, Issue):
                self._first_refusal = self._first_refusal or item.message
                self.rows_refused += 1
                self.issues.append(item)
                continue
            self.articles_read += 1
            self._outlets.add(item.outlet)
            if self._outlet_map and item.outlet in self._outlet_map.names:
                item = replace(item, outlet=self._outlet_map.names[item.outlet])  # noqa: PLW2901
            self._without["outlet"] += not item.outlet
            self._without["date"] += item.published is None
            yield clean(register.enter(item))
        self._finish()

    def batches(self, size: int) -> Iterator[list[Article]]:
        """The articles in lists of `size`, the last one shorter."""
        if size < 1:
            raise ValueError(f"batches need a size of 1 or more, not {size}")
        articles = iter(self)
        while batch := list(islice(articles, size)):
            yield batch

    @property
    def inputs(self) -> tuple[InputFile, ...]:
        """Path, SHA-256 and bytes of every file read, worked out on first use."""
        if self._inputs is None:
            maps = [self._outlet_map.inputs()] if self._outlet_map else []
            self._inputs = (*self._source.inputs(), *maps)
        return self._inputs

    def _finish(self) -> None:
        self.issues += self._source.issues[self._opened :]  # those that only the end of an input tells
        if not self.rows_refused and not self.articles_read:
            why = f": {self.issues[-1].message}" if self.issues else ""
            raise CorpusError(f"nothing there is an article{why}")
        if not self.articles_read:
            first = self._first_refusal
            raise CorpusError(f"none of {self.rows_read:,} rows could be read as an article; the first: {first}")
        for field, count in self._without.items():
            if count and field in self.columns:
                message = (
                    f"{count:,} of {self.articles_read:,} articles have no {field} in column "
                    f"{self.columns[field]!r}; they stay out of comparisons by {field}; fill the column"
                )
                self.issues.append(Issue(f"missing-{field}", message))
        if self._outlet_map:
            self.issues += self._outlet_map.unused(self._outlets)


def read_corpus(path: str | Path, options: ReadOptions | None = None) -> Corpus:
    """The corpus at `path`: a CSV, TSV, JSON Lines, Parquet, text, HTML or WARC file, a folder, or "-".

    A folder holds files of text, Parquet, HTML or WARC. Files may be compressed with gzip or zstd, and lie wherever
    fsspec opens them (`s3://news/2024`). Rows that cannot become articles end up in the corpus's issues.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "corpus.csv")
    ...     _ = path.write_text("outlet,title,text\\nGazette,Rain,It rained.\\n")
    ...     [article.text for article in read_corpus(path)]
    ['Rain\\n\\nIt rained.']

    Raises:
        CorpusError: there is nothing there to read, or a column, encoding, delimiter or order of dates cannot
            be settled without being told.
    """
    options = options or ReadOptions()
    options.check()
    _demand_path(path)
    if str(path) == "-":
        spool = spool_stream(sys.stdin.buffer)
        return Corpus(_source(spool.path, "-", options), options, spool)
    if is_remote(path):
        return _from_elsewhere(str(path), options)
    path = Path(path)
    with readable(shown(path)):
        piped = path.is_fifo()
    if piped:  # a pipe, such as a shell's <(command), can be read only once
        with path.open("rb") as stream:
            spool = spool_stream(stream)
        return Corpus(_source(spool.path, str(path), options), options, spool)
    return Corpus(_source(path, str(path), options), options)


def _demand_path(path: object) -> None:
    """Raise CorpusError where there is no path: Path("") would be the current folder."""
    if isinstance(path, str | os.PathLike) and os.fspath(path):
        return
    given = "an empty path" if path == "" else type(path).__name__
    raise CorpusError(
        f"no corpus given, but {given}; pass the path of a CSV, TSV, JSON Lines, Parquet or text file or of a folder "
        'of text files, or "-" for standard input'
    )


def _source(path: Path, label: str, options: ReadOptions) -> Source:
    with readable(shown(path)):
        there = path.exists()
    if not there:
        raise CorpusError(f"{shown(path)}: there is no such file or folder; check the path")
    name = "stdin" if label == "-" else shown(path.name)
    with readable(name):
        if path.is_dir():
            several = _several(locations(path), name, options) if options.format != "txt" else None
            return several or TextSource(path, label, options)
        kind = decide_format(path, name, options)
    if kind == "txt":
        return TextSource(path, label, options)
    if kind in _WEB:
        return WebSource([Location(str(path), name)], name, options)
    if options.metadata:
        raise CorpusError(f"--metadata describes text files, but {name} is a table; drop --metadata")
    return TableSource(path, label, options)


def _several(files: Sequence[Location], name: str, options: ReadOptions) -> Source | None:
    """Many Parquet files, or web pages, as one corpus; None where they are neither."""
    if options.format in _WEB:
        return WebSource(files, name, options)
    suffixes = {plain_suffix(Path(each.name)) for each in files}
    if ".txt" in suffixes or any(each.name == "manifest.json" for each in files):
        return None
    if any(map(is_part, files)):
        return PartsSource(files, name, options)
    return WebSource(files, name, options) if any(map(is_web, files)) else None


def _from_elsewhere(place: str, options: ReadOptions) -> Corpus:
    """The corpus at an address: many files, each fetched when it is read, or one, fetched now."""
    files = locations(place)
    source = _several(files, shown(place), options)
    if source:
        return Corpus(source, options)
    if len(files) > 1:
        raise CorpusError(
            f"{place} names {len(files):,} files; several files elsewhere have to be Parquet, HTML or WARC: name "
            "one, or pass --format html or warc"
        )
    fetched = Fetched(files[0].place)
    return Corpus(_source(fetched.path, place, options), options, fetched)
