"""A corpus: articles from any input, one after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from framing.corpus.clean import clean
from framing.corpus.opening import decide_format
from framing.corpus.options import ReadOptions
from framing.corpus.outlets import read_outlet_map
from framing.corpus.register import Register
from framing.corpus.streams import InputFile, Spool, readable, shown, spool_stream
from framing.corpus.tablesource import TableSource
from framing.corpus.textsource import TextSource
from framing.errors import CorpusError
from framing.types import Article, Issue


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

    def __init__(self, source: Source, options: ReadOptions, spool: Spool | None = None) -> None:
        self.options = options
        self._source = source
        self._outlet_map = read_outlet_map(Path(options.outlet_map)) if options.outlet_map else None
        self._spool = spool  # lives as long as the corpus: standard input is read from it
        self._inputs: tuple[InputFile, ...] | None = None
        self.columns: Mapping[str, str] = dict(source.columns)
        merged = [self._outlet_map.guess] if self._outlet_map else []
        self.guesses: tuple[str, ...] = (*source.guesses, *merged)
        self.rows = source.rows
        self._start()

    def _start(self) -> None:
        self.issues: list[Issue] = list(self._source.issues)
        self.rows_read = self.articles_read = self.rows_refused = 0
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
        if not self.articles_read:
            first = self.issues[-self.rows_refused].message
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
    """The corpus at `path`: a CSV, TSV, JSON Lines, Parquet or text file, a folder of text files, or "-".

    Files may be compressed with gzip or zstd. Rows that cannot become articles end up in the corpus's issues.

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
        if path.is_dir() or decide_format(path, name, options) == "txt":
            return TextSource(path, label, options)
    if options.metadata:
        raise CorpusError(f"--metadata describes text files, but {name} is a table; drop --metadata")
    return TableSource(path, label, options)
