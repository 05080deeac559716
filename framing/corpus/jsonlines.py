"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.corpus.decode import decide_encoding, empty
from framing.corpus.mixed import mixed_issue
from framing.corpus.options import ReadOptions
from framing.corpus.records import Record
from framing.corpus.streams import open_bytes, readable
from framing.errors import CorpusError
from framing.types import Issue


class JsonLinesTable:
    """A JSON Lines file: `columns` are the keys of all its objects, in order of first appearance."""

    def __init__(self, path: Path, name: str, options: ReadOptions) -> None:
        self._path, self._name = path, name
        self.guesses: list[str] = []
        with readable(name):
            self._decoding = decide_encoding(name, lambda: open_bytes(path), options.encoding)
        if self._decoding.guess:
            self.guesses.append(self._decoding.guess)
        self.columns = self._keys()

    def records(self, wanted: Sequence[str]) -> Iterator[Record]:
        """Every line that is not blank, in order, with the cells of the wanted keys."""
        for row, line, value, mended in self._values():
            if isinstance(value, dict):
                issues = (mixed_issue(self._name, row, f"line {line}"),) if mended else ()
                yield Record(row, {key: value.get(key) for key in wanted}, issues)
            else:
                yield Record(row, None, (self._bad_line(row, line, value),))

    def _values(self) -> Iterator[tuple[int, int, object, bool]]:
        """Row, line, value, and whether the line was mended.

        A value is a dict, or whatever else stands there, or the parser's complaint.
        """
        row = 0
        with readable(self._name), self._decoding.text(open_bytes(self._path)) as stream:
            for line, raw in enumerate(stream, 1):
                if not raw.strip():
                    continue
                text = self._decoding.mend(raw)
                row += 1
                value: object
                try:
                    value = json.loads(text)
                except (ValueError, RecursionError) as error:
                    value = error
                yield row, line, value, text != raw

    def _keys(self) -> tuple[str, ...]:
        keys: dict[str, None] = {}
        objects = rows = 0
        for row, line, value, _ in self._values():
            rows = row
            if row == 1 and (isinstance(value, list) or (isinstance(value, Exception) and self._opens_array())):
                raise CorpusError(
                    f"{self._name} holds a JSON array (line {line}), not one object a line; convert it with: "
                    f"jq -c '.[]' {self._name} > corpus.jsonl"
                )
            if isinstance(value, dict):
                objects += 1
                keys.update(dict.fromkeys(value))
        if not rows:
            raise empty(self._name)
        if not objects:
            raise CorpusError(
                f"{self._name}: none of its {rows:,} lines is a JSON object; write one object a line (JSON "
                f"Lines), for instance with: jq -c . {self._name} > corpus.jsonl"
            )
        return tuple(keys)

    def _opens_array(self) -> bool:
        with self._decoding.text(open_bytes(self._path)) as stream:
            return stream.read(4096).lstrip().startswith("[")

    def _bad_line(self, row: int, line: int, value: object) -> Issue:
        why = f"is no JSON ({value})" if isinstance(value, Exception) else f"is a {type(value).__name__}"
        return Issue(
            "bad-json-line",
            f"{self._name}, row {row} (line {line}): {why}, not a JSON object; row left out; write one object a line",
            file=self._name,
            row=row,
        )
