"""The scored corpus on disk: Arrow schemas, Annotation -> rows, and a folder of Parquet tables.

`DIR/<table>/part-00000.parquet` and so on, with `DIR/manifest.json` and a copy of every lexicon in
`DIR/lexicons/`. A partition is a fixed number of articles, so the tables depend on neither batch size nor
worker count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.attribution.voice import VOICES
from framing.errors import ScoredCorpusError
from framing.text.tokens import count_words
from framing.types import Annotation, Article, Attribution, Issue, Span, Zone

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from framing.lexicon import Lexicon

Row = dict[str, Any]

EXPOSURE_COLUMNS = {(zone, voice): f"words_{zone}_{voice}" for zone in Zone for voice in VOICES}
TABLES = ("articles", "hits", "attributions", "sentences", "issues", "texts")
MANIFEST = "manifest.json"
PARTITION = 2_000  # articles

_COLUMNS = {
    "articles": "article_id:s outlet:c published:d title:s url:s author:s section:c language:c file:c row:i "
    "words:i boilerplate_words:i "
    + " ".join(f"{name}:i" for name in EXPOSURE_COLUMNS.values())
    + " n_sentences:i n_quotations:i n_hits:i n_attributions:i wire:c duplicate_of:s story_id:s",
    "hits": "article_id:s lexicon:c entry:c category:c referent:c loading:b start:i end:i zone:c voice:c "
    "sentence:i speaker:i negated:t resolved:t candidates:c",
    "attributions": "article_id:s index:i kind:c source_start:i source_end:i cue_start:i cue_end:i content_start:i "
    "content_end:i source_spans:l cue_spans:l content_spans:l source_name:s source_type:c naming:c stance:c "
    "stance_class:c words:i zone:c confidence:f",
    "sentences": "article_id:s index:i start:i end:i zone:c",
    "issues": "article_id:s code:c message:s start:i end:i file:c row:i",
    "texts": "article_id:s text:s",
}


def schema(table: str, models: Sequence[str] = ()) -> pa.Schema:
    """The Arrow schema of a table; `sentences` has one float column a sentence model."""
    import pyarrow as pa

    kinds = {
        "s": pa.string(),
        "c": pa.dictionary(pa.int32(), pa.string()),
        "d": pa.date32(),
        "i": pa.int32(),
        "b": pa.int8(),
        "t": pa.bool_(),
        "f": pa.float32(),
        "l": pa.list_(pa.int32()),
    }
    fields = [column.split(":") for column in _COLUMNS[table].split()]
    if table == "sentences":
        fields += [[name, "f"] for name in models]
    return pa.schema([(name, kinds[kind]) for name, kind in fields])


def rows(article: Article, annotation: Annotation) -> dict[str, list[Row]]:
    """The rows of one article, by table."""
    return {
        "articles": [_article_row(article, annotation)],
        "hits": [
            {
                "article_id": article.id,
                "candidates": "|".join(hit.candidates),
                **_plain(hit, drop="candidates"),
            }
            for hit in annotation.hits
        ],
        "attributions": [
            _attribution_row(article.id, index, attribution, annotation)
            for index, attribution in enumerate(annotation.attributions)
        ],
        "sentences": [
            {"article_id": article.id, "index": index, "start": s.start, "end": s.end, "zone": s.zone.value}
            | {name: values[index] for name, values in annotation.probabilities.items()}
            for index, s in enumerate(annotation.sentences)
        ],
        "issues": [issue_row(issue) for issue in annotation.issues],
        "texts": [{"article_id": article.id, "text": article.text}],
    }


def issue_row(issue: Issue) -> Row:
    """An issue as a row of `issues`."""
    start, end = issue.span or (None, None)
    return {
        "article_id": issue.article_id,
        "code": issue.code,
        "message": issue.message,
        "start": start,
        "end": end,
        "file": issue.file,
        "row": issue.row,
    }


def _article_row(article: Article, annotation: Annotation) -> Row:
    exposure = {name: annotation.exposure[cell] for cell, name in EXPOSURE_COLUMNS.items()}
    names = [
        "outlet",
        "published",
        "title",
        "url",
        "author",
        "section",
        "language",
        "file",
        "wire",
        "duplicate_of",
        "story_id",
    ]
    text = article.text
    return {
        "article_id": article.id,
        **{name: getattr(article, name) for name in names},
        "row": article.row or None,
        "words": sum(exposure.values()),
        "boilerplate_words": sum(count_words(text[start:end]) for start, end in annotation.layout.boilerplate),
        **exposure,
        "n_sentences": len(annotation.sentences),
        "n_quotations": sum(q.depth == 0 for q in annotation.quotations),
        "n_hits": len(annotation.hits),
        "n_attributions": len(annotation.attributions),
    }


def _attribution_row(article_id: str, index: int, attribution: Attribution, annotation: Annotation) -> Row:
    row: Row = {"article_id": article_id, "index": index}
    for role in ("source", "cue", "content"):
        spans: tuple[Span, ...] = getattr(attribution, role)
        row[f"{role}_start"] = min((s for s, _ in spans), default=None)
        row[f"{role}_end"] = max((e for _, e in spans), default=None)
        row[f"{role}_spans"] = [position for span in spans for position in span]
    start = row["content_start"]
    zone = next((p.zone for p in annotation.layout.paragraphs if p.start <= start < p.end), Zone.BODY)
    return row | {"zone": zone.value} | _plain(attribution, drop="source cue content")


def _plain(value: Any, *, drop: str) -> Row:
    """A frozen value's fields as plain Python values, enums as strings."""
    names = [name for name in type(value).__slots__ if name not in drop.split()]
    return {name: str(v) if isinstance(v := getattr(value, name), str) else v for name in names}


class ScoredCorpusWriter:
    """Writes partitions as articles come in; `close` writes the manifest, without which nothing counts."""

    def __init__(self, folder: Path, *, models: Sequence[str] = (), partition: int = PARTITION) -> None:
        self.folder = folder
        self._schemas = {table: schema(table, models) for table in TABLES}
        self._partition = partition
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._parts = 0
        self.counts = dict.fromkeys(TABLES, 0)
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)

    def add(self, new: dict[str, list[Row]]) -> None:
        """Take the rows of one article, and write a partition when it is full."""
        for table, added in new.items():
            self._rows[table] += added
        if len(self._rows["articles"]) >= self._partition:
            self._flush()

    def close(self, manifest: Row, issues: Iterable[Issue] = (), lexicons: Sequence[Lexicon] = ()) -> None:
        """Write what is left, the issues of whole files, the lexicons and the manifest."""
        self._rows["issues"] += [issue_row(issue) for issue in issues]
        if self._parts == 0 or any(self._rows.values()):
            self._flush()
        (self.folder / "lexicons").mkdir(exist_ok=True)
        for lexicon in lexicons:
            (self.folder / "lexicons" / f"{lexicon.name}.yaml").write_bytes(Path(lexicon.source_path).read_bytes())
        counts = {**manifest["counts"], "rows": self.counts}
        text = json.dumps({**manifest, "counts": counts}, indent=1, ensure_ascii=False, sort_keys=True)
        (self.folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        for table, new in self._rows.items():
            part = pa.Table.from_pylist(new, schema=self._schemas[table])
            path = self.folder / table / f"part-{self._parts:05d}.parquet"
            pq.write_table(part, path, compression="zstd", use_dictionary=True)
            self.counts[table] += len(new)
        self._rows = {table: [] for table in TABLES}
        self._parts += 1


class ScoredCorpus:
    """A scored corpus: each table is read when first asked for, as a pandas DataFrame.

    Raises `ScoredCorpusError` where the folder holds none.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        path = self.folder / MANIFEST
        if not path.is_file():
            what = "is no folder" if not self.folder.is_dir() else f"holds no {MANIFEST}"
            raise ScoredCorpusError(
                f"{self.folder} {what}, so it is no scored corpus; make one with `framing score CORPUS -o DIR`"
            )
        try:
            self.manifest: Row = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ScoredCorpusError(f"{path} is damaged ({error}); score the corpus again") from error

    def __repr__(self) -> str:
        counts = self.manifest["counts"]["rows"]
        return f"ScoredCorpus({str(self.folder)!r}: " + ", ".join(f"{counts[t]:,} {t}" for t in TABLES[:3]) + ")"

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """A table, or some of its columns, as a DataFrame.

        Dictionary columns come as plain strings, whole numbers that may be missing as pandas' nullable Int64.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        parts = sorted((self.folder / name).glob("part-*.parquet"))
        try:
            tables = [pq.read_table(part, columns=list(columns) if columns else None) for part in parts]
        except (OSError, pa.ArrowException) as error:
            raise ScoredCorpusError(f"{self.folder / name} is damaged ({error}); score the corpus again") from error
        whole = pa.concat_tables(_decoded(table) for table in tables)
        frame: pd.DataFrame = whole.to_pandas(date_as_object=False)
        nullable = [f.name for f in whole.schema if pa.types.is_integer(f.type) and whole[f.name].null_count]
        return frame.astype(dict.fromkeys(nullable, "Int64"))

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
    def sentences(self) -> pd.DataFrame:
        """One row a sentence."""
        return self.table("sentences")

    @cached_property
    def issues(self) -> pd.DataFrame:
        """One row a data problem."""
        return self.table("issues")

    def each_article(self) -> Iterator[Article]:
        """Every article as it was read, one at a time, in the order of the corpus."""
        texts = self.texts
        for row in self.articles.itertuples():
            yield _article(row, texts[str(row.article_id)])

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every article, by id."""
        frame = self.table("texts")
        return dict(zip(frame["article_id"], frame["text"], strict=True))

    @cached_property
    def lexicons(self) -> list[Lexicon]:
        """The lexicons the corpus was scored with, as they were then."""
        from framing.lexicon import load_lexicon

        return [load_lexicon(path) for path in sorted((self.folder / "lexicons").glob("*.yaml"))]


def _article(row: Any, text: str) -> Article:
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


def _decoded(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    fields = [pa.field(f.name, pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema]
    return table.cast(pa.schema(fields))
