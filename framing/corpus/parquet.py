"""Parquet files, read in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from framing.corpus.records import Record
from framing.corpus.streams import is_compressed, readable, spool_plain
from framing.errors import CorpusError

_BATCH = 256  # rows in memory at a time: articles may be long


class ParquetTable:
    """A Parquet file: `columns` are its top-level columns."""

    def __init__(self, path: Path, name: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._name = name
        self.guesses: list[str] = []
        with readable(name):
            self._spool = spool_plain(path) if is_compressed(path) else None  # Parquet needs to seek
            self._path = self._spool.path if self._spool else path
            try:
                self.columns: tuple[str, ...] = tuple(pq.read_schema(self._path).names)
            except pa.ArrowInvalid as error:
                raise CorpusError(
                    f"{name} is no Parquet file ({str(error).splitlines()[0]}); pass --format if it is another one"
                ) from None

    def records(self, wanted: Sequence[str]) -> Iterator[Record]:
        """Every row, in order, with the cells of the wanted columns."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        row = 0
        try:
            with readable(self._name), pq.ParquetFile(self._path) as file:
                for batch in file.iter_batches(batch_size=_BATCH, columns=list(wanted)):
                    for cells in batch.to_pylist():
                        row += 1
                        yield Record(row, cells)
        except pa.ArrowException as error:
            raise CorpusError(
                f"{self._name} is damaged after row {row:,} ({str(error).splitlines()[0]}); fetch the file again"
            ) from None
