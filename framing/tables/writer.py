"""Writes the tables of a scored corpus, part by part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError
from framing.tables.rows import issue_row
from framing.tables.schema import (
    FORMAT,
    IDENTITY,
    LEXICONS,
    MANIFEST,
    PARTITION,
    TABLES,
    Row,
    identity,
    lexicon_name,
    part_name,
    schema,
)
from framing.types import Issue

if TYPE_CHECKING:
    from framing.lexicon import Lexicon


class ScoredCorpusWriter:
    """Writes partitions as articles come in; `close` writes the manifest, without which nothing counts.

    The lexicons are copied at once, so that one that cannot be is told of before the work. Raises LexiconError
    for one that comes from no file, or whose file has changed since it was loaded.
    """

    def __init__(
        self, folder: Path, lexicons: Sequence[Lexicon] = (), *, models: Sequence[str] = (), partition: int = PARTITION
    ) -> None:
        self.folder = folder
        self._schemas = {table: schema(table, models) for table in TABLES}
        self._models = list(models)
        self._partition = partition
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._parts = 0
        self.counts = dict.fromkeys(TABLES, 0)
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
        (folder / LEXICONS).mkdir(exist_ok=True)
        self._lexicons = [self._keep(lexicon) for lexicon in lexicons]

    def add(self, new: dict[str, list[Row]]) -> None:
        """Take the rows of one article, and write a partition when it is full."""
        for table, added in new.items():
            self._rows[table] += added
        if len(self._rows["articles"]) >= self._partition:
            self._flush()

    def close(self, manifest: Row, issues: Iterable[Issue] = ()) -> None:
        """Write what is left, the issues of whole files and the manifest."""
        self._rows["issues"] += [issue_row(issue) for issue in issues]
        if self._parts == 0 or any(self._rows.values()):
            self._flush()
        whole = {
            "format": FORMAT,
            **manifest,
            "counts": {**manifest["counts"], "rows": self.counts},
            "lexicons": self._lexicons,
            "models": self._models,
        }
        text = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True)
        (self.folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    def _keep(self, lexicon: Lexicon) -> Row:
        """Copy a lexicon's file; what the manifest says of it."""
        if not lexicon.source_path:
            raise LexiconError(f"lexicon {lexicon.name} comes from no file; write it to one and load that")
        data = Path(lexicon.source_path).read_bytes()
        if hashlib.sha256(data).hexdigest() != lexicon.sha256:
            raise LexiconError(f"{lexicon.source_path} has changed since it was loaded; load it again")
        (self.folder / LEXICONS / lexicon_name(lexicon.name)).write_bytes(data)
        return {
            "name": lexicon.name,
            "version": lexicon.version,
            "sha256": lexicon.sha256,
            "entries": len(lexicon.entries),
        }

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        for table, new in self._rows.items():
            part = pa.Table.from_pylist(new, schema=self._schemas[table])
            part = part.replace_schema_metadata({IDENTITY: identity(table, self._parts)})
            path = self.folder / table / part_name(self._parts)
            pq.write_table(part, path, compression="zstd", use_dictionary=True, write_page_checksum=True)
            self.counts[table] += len(new)
        self._rows = {table: [] for table in TABLES}
        self._parts += 1
