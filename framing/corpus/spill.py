"""Arrays that wait on disk: what is kept of every article of a corpus outgrows the memory before it outgrows a disk."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
Places: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


class Rows:
    """Rows of one type, appended and read again by number; the file goes with the object.

    Parameters
    ----------
    kind
        the type of a row, of a fixed size: `np.dtype((np.uint32, 128))`, or one with fields
    folder
        where the file goes, without it where the system keeps temporary ones

    Raises OSError where the disk is full.
    """

    def __init__(self, kind: np.dtype[Any], folder: Path | None = None) -> None:
        self._kind = kind
        self._rows = 0
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as the object lives
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return self._rows

    @property
    def width(self) -> int:
        """The number of values of a row."""
        return self._kind.shape[0] if self._kind.shape else 1

    def append(self, rows: Array) -> None:
        """Take more rows, behind those there are."""
        self._file.seek(0, 2)
        self._file.write(np.ascontiguousarray(rows, dtype=self._kind.base).tobytes())
        self._rows += len(rows)

    def between(self, first: int, end: int) -> Array:
        """The rows from one number up to another."""
        size = self._kind.itemsize
        self._file.seek(first * size)
        return np.frombuffer(self._file.read((min(end, self._rows) - first) * size), dtype=self._kind)

    def blocks(self, size: int) -> Iterator[Array]:
        """All rows, so many at a time."""
        for first in range(0, self._rows, size):
            yield self.between(first, first + size)

    def take(self, places: Places) -> Array:
        """The rows with these numbers, in this order."""
        if not len(places):
            return np.empty(0, dtype=self._kind)
        self._file.flush()
        mapped = np.memmap(self._file, dtype=self._kind.base, mode="r", shape=(self._rows, *self._kind.shape))
        return np.asarray(mapped[places])  # a copy: the pages are let go of


class Lists:
    """Arrays of one type and any length, each kept under a number."""

    def __init__(self, kind: type[np.generic], folder: Path | None = None) -> None:
        self._rows = Rows(np.dtype(kind), folder)
        self._spans: dict[int, tuple[int, int]] = {}

    def __setitem__(self, number: int, values: Array) -> None:
        first = len(self._rows)
        self._rows.append(values)
        self._spans[number] = first, len(self._rows)

    def __getitem__(self, number: int) -> Array:
        return self._rows.between(*self._spans[number])
