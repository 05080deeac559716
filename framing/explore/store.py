"""A scored corpus as the explorer reads it: Parquet through DuckDB, a page of rows at a time, no table in memory."""

# ruff: noqa: S608 - statements hold our own names alone; what the user gives is bound

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace as Row
from typing import TYPE_CHECKING, Any

from framing.errors import ScoredCorpusError
from framing.explore.query import Query
from framing.tables import ScoredCorpus
from framing.tables.checks import REMEDY
from framing.tables.scored import article_of
from framing.text.folding import fold
from framing.types import Article, Attribution, Kind, Span

if TYPE_CHECKING:
    import duckdb

PER_PAGE = 40  # passages
_READ = ("articles", "hits", "attributions", "texts")
_BATCH, _BATCH_TEXT = 1_024, 20_000_000  # articles, and about how many code points of text, held at a time
# the article's columns that an `Article` is made of
_OF_ARTICLE = "article_id, outlet, published, title, url, author, section, language, wire, duplicate_of, story_id, part"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a query finds: hits and articles, and hits by voice and by outlet, most first."""

    hits: int
    articles: int
    by_voice: dict[str, int]
    by_outlet: dict[str, int]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: outlets with articles, categories and referents with hits, first and last date."""

    outlets: dict[str, int]
    categories: dict[str, int]
    referents: dict[str, int]
    first: str
    last: str
    articles: int
    hits: int


class Store:
    """The tables of a scored corpus, read-only.

    Raises ScoredCorpusError where the folder holds none that is whole.
    """

    def __init__(self, folder: str | Path) -> None:
        import duckdb

        self.scored = ScoredCorpus(folder)
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        for table in _READ:
            parts = sorted((self.scored.folder / table).glob("part-*.parquet"))
            rows = self._connection.read_parquet([_plain(path) for path in parts], filename=table == _READ[0])
            # an article's rows stand in the parts of the same name of all tables
            name = "* EXCLUDE (filename), parse_filename(filename) AS part" if table == _READ[0] else "*"
            rows.project(name).create_view(table)
        self.choices = self._choices()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of a statement; each call has a cursor of its own, so that threads do not meet."""
        return list(self.stream(sql, values))

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a statement, some at a time."""
        import duckdb

        cursor: duckdb.DuckDBPyConnection = self._connection.cursor()
        try:
            found = cursor.execute(sql, list(values))
            names = [column[0] for column in found.description or ()]
            while batch := found.fetchmany(1024):
                yield from (Row(**dict(zip(names, row, strict=True))) for row in batch)
        except duckdb.IOException as error:
            raise ScoredCorpusError(
                f"{self.scored.folder} can no longer be read ({str(error).splitlines()[0]}); {REMEDY}"
            ) from error
        finally:
            cursor.close()

    def passages(self, query: Query) -> list[Row]:
        """The hits of a page, in order of date, article and place, each with its article's outlet, date and title."""
        where, values = conditions(query)
        return self.rows(
            "SELECT h.*, a.outlet, a.published, a.title, a.part FROM hits h JOIN articles a USING (article_id) "
            f'WHERE {where} ORDER BY a.published NULLS LAST, a.article_id, h.start, h."end", h.entry '
            f"LIMIT {PER_PAGE} OFFSET {PER_PAGE * (query.page - 1)}",
            values,
        )

    def counts(self, query: Query) -> Counts:
        """How many hits and articles a query finds, by voice and outlet."""
        where, values = conditions(query)
        found = self.rows(
            "SELECT a.outlet, h.voice, count(*) AS hits, count(DISTINCT h.article_id) AS articles "
            f"FROM hits h JOIN articles a USING (article_id) WHERE {where} "
            "GROUP BY GROUPING SETS ((a.outlet), (h.voice), ()) ORDER BY hits DESC, a.outlet, h.voice",
            values,
        )
        whole = next(row for row in found if row.outlet is None and row.voice is None)
        return Counts(
            hits=whole.hits,
            articles=whole.articles,
            by_voice={row.voice: row.hits for row in found if row.voice is not None},
            by_outlet={row.outlet: row.hits for row in found if row.outlet is not None},
        )

    def article(self, article_id: str) -> tuple[Row, Article] | None:
        """An article's row and the article itself; None where there is no such id."""
        found = self.rows("SELECT * FROM articles WHERE article_id = ?", [article_id])
        if not found:
            return None
        return found[0], _article(found[0], self.texts({article_id: found[0].part})[article_id])

    def of_article(self, table: str, article: Row, order: str) -> list[Row]:
        """The rows of a table that belong to one article."""
        sql = f"SELECT * FROM read_parquet(?) WHERE article_id = ? ORDER BY {order}"
        return self.rows(sql, [self._files(table, [article.part]), article.article_id])

    def texts(self, parts: Mapping[str, str]) -> dict[str, str]:
        """The texts of articles by id; `parts` has the part of each."""
        found = self.rows(
            "SELECT article_id, text FROM read_parquet(?) WHERE article_id IN (SELECT unnest(?))",
            [self._files("texts", parts.values()), sorted(parts)],
        )
        return {row.article_id: row.text for row in found}

    def articles_with(self, query: Query, words: Sequence[str]) -> Iterator[tuple[Article, list[Attribution]]]:
        """The articles by date whose text may hold all words of a pattern, folded, with globs; and their contents.

        A text with characters that the matcher drops or spells as ASCII is always among them: it alone knows them.
        """
        where, values = _holding(query, words)
        found = self.stream(
            f"SELECT {', '.join('a.' + name for name in _OF_ARTICLE.split(', '))}, length(t.text) AS size "
            f"FROM articles a JOIN texts t USING (article_id) WHERE {where} "
            "ORDER BY a.published NULLS LAST, a.article_id",
            values,
        )
        for batch in _batches(found):  # each reads every part that its articles stand in
            parts = {row.article_id: row.part for row in batch}
            texts, contents = self.texts(parts), self.contents(parts)
            yield from ((_article(row, texts[row.article_id]), contents[row.article_id]) for row in batch)

    def articles_by_outlet(self, query: Query, words: Sequence[str]) -> dict[str, int]:
        """How many articles of each outlet may hold all words of a pattern, most first."""
        where, values = _holding(query, words)
        found = self.rows(
            f"SELECT a.outlet, count(*) AS n FROM articles a JOIN texts t USING (article_id) WHERE {where} "
            "GROUP BY a.outlet ORDER BY n DESC, a.outlet",
            values,
        )
        return {row.outlet: row.n for row in found}

    def contents(self, parts: Mapping[str, str]) -> dict[str, list[Attribution]]:
        """The contents of articles' attributions, which decide the voice of a passage; by id."""
        found = self.rows(
            "SELECT article_id, content_spans FROM read_parquet(?) WHERE article_id IN (SELECT unnest(?))",
            [self._files("attributions", parts.values()), sorted(parts)],
        )
        by_id: dict[str, list[Attribution]] = {article_id: [] for article_id in parts}
        for row in found:
            by_id[row.article_id].append(Attribution(kind=Kind.MIXED, content=pairs(row.content_spans)))
        return by_id

    def _files(self, table: str, parts: Iterable[str]) -> list[str]:
        return [_plain(self.scored.folder / table / part) for part in sorted(set(parts))]

    def _choices(self) -> Choices:
        outlets = self.rows("SELECT outlet, count(*) AS n FROM articles GROUP BY outlet ORDER BY outlet")
        named = self.rows(
            "SELECT lexicon || '/' || category AS category, referent, count(*) AS n FROM hits "
            "GROUP BY GROUPING SETS ((lexicon, category), (referent)) ORDER BY n DESC, category, referent"
        )
        dates = self.rows("SELECT min(published) AS first, max(published) AS last FROM articles")[0]
        whole = self.scored.manifest["counts"]["rows"]
        return Choices(
            outlets={row.outlet: row.n for row in outlets},
            categories={row.category: row.n for row in named if row.category is not None},
            referents={row.referent: row.n for row in named if row.referent},
            first=str(dates.first or ""),
            last=str(dates.last or ""),
            articles=whole["articles"],
            hits=whole["hits"],
        )


def conditions(query: Query) -> tuple[str, list[str]]:
    """The SQL condition on hits `h` and articles `a`, and its values."""
    where, values = _of_articles(query)
    parts = [where]
    for column, value in (
        ("h.voice", query.voice),
        ("h.zone", query.zone),
        ("h.lexicon || '/' || h.category", query.category),
        ("h.entry", query.entry),
        ("h.referent", query.referent),
    ):
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    return " AND ".join(parts), values


def _of_articles(query: Query) -> tuple[str, list[str]]:
    parts, values = ["true"], []
    for condition, value in (
        ("a.outlet = ?", query.outlet),
        ("a.published >= CAST(? AS DATE)", query.first),
        ("a.published <= CAST(? AS DATE)", query.last),
    ):
        if value:
            parts.append(condition)
            values.append(value)
    return " AND ".join(parts), values


def _holding(query: Query, words: Sequence[str]) -> tuple[str, list[str]]:
    """The SQL condition on articles `a` and texts `t` that may hold all words of a pattern, and its values."""
    where, values = _of_articles(query)
    patterns = [_pattern(word) for word in dict.fromkeys(words) if word.isascii()]
    held = " AND ".join(["regexp_matches(lower(t.text), ?)"] * len(patterns)) or "true"
    return f"{where} AND (({held}) OR regexp_matches(t.text, ?))", [*values, *patterns, _respelt()]


def _pattern(word: str) -> str:
    """A word with globs as DuckDB's expressions have it; its word ends know ASCII alone, so other letters pass."""
    letter = "[^\\x00-/:-@\\[-^`{-\\x7f]"
    return rf"\b{word.replace('*', letter + '*').replace('?', letter)}\b"


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of articles in lists that keep to the bounds, one article at least."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == _BATCH or size + row.size > _BATCH_TEXT):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row.size
    if batch:
        yield batch


@cache
def _respelt() -> str:
    """An expression for the characters that the matcher drops, joins to others or spells as ASCII letters."""
    codes = [code for code in range(0x80, 0x10000) if not 0xD800 <= code < 0xE000]
    odd = [code for code in codes if _changes(fold(f"q{chr(code)}q").text)]
    ranges: list[list[int]] = []
    for code in odd:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in ranges) + "]"


def _changes(folded: str) -> bool:
    return len(folded) != 3 or (folded[1].isascii() and folded[1].isalnum())


def pairs(flat: Sequence[int]) -> tuple[Span, ...]:
    """Spans stored as start, end, start, end …"""
    return tuple(zip(flat[::2], flat[1::2], strict=True))


def _article(row: Row, text: str) -> Article:
    import pandas as pd

    return article_of(Row(**vars(row) | {"published": pd.to_datetime(row.published)}), text)


def _plain(path: Path) -> str:
    """A path in which DuckDB finds no wildcard."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
