"""Writes the tables of a scored corpus, part by part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import LexiconError
from framing.tables.blocks import Block, block, joined
from framing.tables.parts import file_sha256, write_part, write_whole
from framing.tables.rows import issue_row
from framing.tables.schema import (
    FORMAT,
    LEXICONS,
    MANIFEST,
    PARTITION,
    TABLES,
    Row,
    lexicon_name,
    part_name,
)
from framing.types import Issue

if TYPE_CHECKING:
    from framing.lexicon import Lexicon


FINISHED = "finished"  # the folder of notes on parts


class ScoredCorpusWriter:
    """Writes partitions as articles come in; `close` writes the manifest, without which nothing counts.

    Parameters
    ----------
    folder
        where the tables go
    lexicons
        copied at once, so that one that cannot be is told of before the work
    models
        names of the sentence models
    partition
        articles of a part
    unrelated
        where the parts of `articles` go, if not to `folder`, as long as what relates articles is unknown; there it
        is also noted which parts are finished, so that another run can `keep` them

    Raises
    ------
    LexiconError
        a lexicon comes from no file, or its file has changed since it was loaded
    """

    def __init__(
        self,
        folder: Path,
        lexicons: Sequence[Lexicon] = (),
        *,
        models: Sequence[str] = (),
        partition: int = PARTITION,
        unrelated: Path | None = None,
    ) -> None:
        self.folder = folder
        self.unrelated = unrelated or folder
        self.finished = unrelated / FINISHED if unrelated else None
        self.partition = partition
        self.parts = 0
        self.counts = dict.fromkeys(TABLES, 0)
        self._models = list(models)
        self._blocks: list[Block] = []  # of the part that is being filled
        self._last_kept = False
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
            self._file(table, 0).parent.mkdir(parents=True, exist_ok=True)
        if self.finished:
            self.finished.mkdir(exist_ok=True)
        (folder / LEXICONS).mkdir(exist_ok=True)
        self._lexicons = [self._keep_lexicon(lexicon) for lexicon in lexicons]

    @property
    def articles(self) -> int:
        """How many articles it has been given, or kept."""
        return self.counts["articles"] + self._waiting()

    def keep(self, part: int, ids: Sequence[str]) -> bool:
        """Whether an earlier run has finished a part of these articles, and it is as it was then; if so it is kept."""
        finished = self._finished(part)
        files = {table: file_sha256(self._file(table, part)) for table in TABLES}
        if finished is None or finished["files"] != files or finished["ids"] != _digest(ids):
            return False
        self._count(part, finished["rows"])
        self._last_kept = len(ids) < self.partition
        return True

    def begun(self, part: int) -> bool:
        """Whether an earlier run says that it has finished a part."""
        return self._finished(part) is not None

    def add(self, part: int, new: Block) -> None:
        """Take articles of a part, which is written when it is full; the articles of a part come in order."""
        self._blocks.append(new)
        if self._waiting() >= self.partition:
            self._flush(part)

    def finish(self, issues: Iterable[Issue] = ()) -> None:
        """Write what is left and the issues of whole files."""
        if self._last_kept:
            return  # they are in it
        rows = [issue_row(issue) for issue in issues]
        if self._blocks or rows or self.parts == 0:
            self._blocks.append(block([{"issues": rows}], self._models))
            self._flush(self.parts)

    def close(self, manifest: Row, issues: Iterable[Issue] = ()) -> None:
        """Write what is left, the issues of whole files and the manifest."""
        self.finish(issues)
        whole = {
            "format": FORMAT,
            **manifest,
            "counts": {**manifest["counts"], "rows": self.counts},
            "lexicons": self._lexicons,
            "models": self._models,
        }
        text = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True)
        (self.folder / MANIFEST).write_text(text + "\n", encoding="utf-8")

    def _keep_lexicon(self, lexicon: Lexicon) -> Row:
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

    def _flush(self, part: int) -> None:
        whole = joined(self._blocks)
        rows = {table: whole[table].num_rows for table in TABLES}
        for table in TABLES:
            write_part(self._file(table, part), table, part, whole[table])
        if self.finished:
            done = {
                "ids": _digest(whole["articles"].column("article_id").to_pylist()),
                "rows": rows,
                "files": {table: file_sha256(self._file(table, part)) for table in TABLES},
            }
            write_whole(self.finished / f"{part}.json", json.dumps(done))
        self._count(part, rows)
        self._blocks = []

    def _finished(self, part: int) -> Row | None:
        """What was noted of a part when it was finished."""
        if self.finished is None:
            return None
        try:
            return dict(json.loads((self.finished / f"{part}.json").read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def _waiting(self) -> int:
        return sum(int(each["articles"].num_rows) for each in self._blocks)

    def _count(self, part: int, rows: dict[str, int]) -> None:
        self.counts = {table: count + rows[table] for table, count in self.counts.items()}
        self.parts = max(self.parts, part + 1)

    def _file(self, table: str, part: int) -> Path:
        return (self.unrelated if table == "articles" else self.folder) / table / part_name(part)


def _digest(ids: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(ids)).encode()).hexdigest()
