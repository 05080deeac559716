"""A scored corpus as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing import _shown
from framing.errors import ScoredCorpusError
from framing.tables.checks import REMEDY, check_lexicons, check_rows, check_tables, read_manifest
from framing.tables.schema import LEXICONS, TABLES, Row, lexicon_name, part_name, schema
from framing.types import Article

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from framing.lexicon import Lexicon

_CODED = ("article_id", "source_name")  # columns of strings, not dictionaries, that repeat


class ScoredCorpus:
    """A scored corpus: each table is read when first asked for, as a pandas DataFrame.

    Opening it checks that it is whole: manifest, tables and lexicons as they were written. Raises
    `ScoredCorpusError` where they are not, or where the folder holds no scored corpus.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest: Row = read_manifest(self.folder)
        self._parts = check_tables(self.folder, self.manifest)
        check_lexicons(self.folder, self.manifest)

    def __repr__(self) -> str:
        counts = self.manifest["counts"]["rows"]
        return f"ScoredCorpus({str(self.folder)!r}: " + ", ".join(f"{counts[t]:,} {t}" for t in TABLES[:3]) + ")"

    def _repr_html_(self) -> str:
        counts = self.manifest["counts"]["rows"]
        lexicons = ", ".join(f"{each['name']} {each['version']}" for each in self.manifest["lexicons"])
        outlets = self.manifest["health"]["characters"]
        return _shown.table(
            f"Scored corpus {self.folder}",
            ("outlet", "articles"),
            ((name or "(none)", found["articles"]) for name, found in outlets.items()),
            notes=[
                ", ".join(f"{counts[name]:,} {name}" for name in TABLES if name != "texts"),
                f"lexicons: {lexicons}",
            ],
        )

    def table(self, name: str, columns: Sequence[str] | None = None, *, coded: bool = False) -> pd.DataFrame:
        """A table, or some of its columns, as a DataFrame.

        Dictionary columns come as plain strings, whole numbers that may be missing as pandas' nullable Int64. With
        `coded` dictionary columns, article ids and names of sources come as categories: a few bytes a row.
        """
        import pyarrow as pa

        if coded:
            whole = _joined(list(self.parts(name, columns, coded=True)))
        else:
            whole = _frame(pa.concat_tables(self._read(name, columns)))
        pa.default_memory_pool().release_unused()  # it keeps what was read to be used again: as much as the table
        check_rows(self.folder / name, len(whole), self.manifest)  # again: it may have changed since it was opened
        return whole

    def parts(self, name: str, columns: Sequence[str] | None = None, *, coded: bool = False) -> Iterator[pd.DataFrame]:
        """A table as `table` gives it, a part at a time: in bounded memory. An article's rows are in one part."""
        return map(_frame, self._read(name, columns, coded=coded))

    def columns(self, name: str) -> list[str]:
        """The names of the columns of a table."""
        return list(schema(name, self.manifest["models"]).names)

    def _read(self, name: str, columns: Sequence[str] | None, *, coded: bool = False) -> Iterator[pa.Table]:
        """A table, a part at a time."""
        import pyarrow as pa

        place, columns = self.folder / name, columns or self.columns(name)
        try:
            for number in range(self._parts):
                yield read_part(place / part_name(number), columns, coded=coded)
        except (OSError, pa.ArrowException) as error:
            raise ScoredCorpusError(f"{place} is damaged ({error}); {REMEDY}") from error

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row an article."""
        return self.table("articles")

    @cached_property
    def hits(self) -> pd.DataFrame:
        """One row a hit."""
        return self.table("hits")

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """One row an attribution."""
        return self.table("attributions")

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row a mention of an event of violence."""
        return self.table("events")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence."""
        return self.table("sentences")

    @cached_property
    def issues(self) -> pd.DataFrame:
        """One row a data problem."""
        return self.table("issues")

    def each_article(self) -> Iterator[Article]:
        """Every article as it was read, in the order of the corpus; a part at a time is in memory."""
        for articles, texts in zip(self.parts("articles"), self.parts("texts"), strict=True):
            by_id = dict(zip(texts["article_id"], texts["text"], strict=True))
            for row in articles.itertuples():
                yield article_of(row, by_id[str(row.article_id)])

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every article, by id."""
        frame = self.table("texts")
        return dict(zip(frame["article_id"], frame["text"], strict=True))

    @cached_property
    def lexicons(self) -> list[Lexicon]:
        """The lexicons the corpus was scored with, as they were then."""
        from framing.lexicon import load_lexicon

        names = sorted(lexicon["name"] for lexicon in self.manifest["lexicons"])
        return [load_lexicon(self.folder / LEXICONS / lexicon_name(name)) for name in names]


def _frame(table: pa.Table) -> pd.DataFrame:
    import pyarrow as pa

    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    nullable = [f.name for f in table.schema if pa.types.is_integer(f.type) and table[f.name].null_count]
    return frame.astype(dict.fromkeys(nullable, "Int64"))


def _joined(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Parts of a table as one, without a copy in wider columns: categories in the order of their first row."""
    import pandas as pd
    from pandas.api.types import union_categoricals

    def column(pieces: list[pd.Series[Any]]) -> Any:
        if isinstance(pieces[0].dtype, pd.CategoricalDtype):
            return union_categoricals(pieces)
        return pd.concat(pieces, ignore_index=True)

    return pd.DataFrame({name: column([part[name] for part in parts]) for name in parts[0].columns})


def article_of(row: Any, text: str) -> Article:
    """The article of a row: its title, the gap after it and the rest of the text."""
    title = row.title if row.title and text.startswith(row.title) else ""
    rest = text[len(title) :]
    body = rest.lstrip() if title else rest
    return Article(
        id=row.article_id,
        outlet=row.outlet,
        published=None if row.published != row.published else row.published.date(),  # NaT differs from itself
        title=title,
        gap=rest[: len(rest) - len(body)],
        body=body,
        url=row.url,
        author=row.author,
        section=row.section,
        language=row.language,
        wire=row.wire,
        duplicate_of=row.duplicate_of,
        story_id=row.story_id,
    )


def read_part(path: Path, columns: Sequence[str] | None = None, *, coded: bool = False) -> pa.Table:
    """A part, each page checked against its checksum; names as plain strings, or with article ids as dictionaries."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    ids = [name for name in columns or () if coded and name in _CODED]
    with pq.ParquetFile(path, page_checksum_verification=True, read_dictionary=ids) as part:
        table = part.read(columns=list(columns) if columns else None)
    if coded:
        return table
    fields = [pa.field(f.name, pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))
