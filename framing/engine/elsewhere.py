"""A scored corpus at an address (s3://, gs://, memory:// and whatever else fsspec opens): written here, then copied."""

from __future__ import annotations

import json
import posixpath
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from framing.corpus.locations import remote_files
from framing.engine.unfinished import Unfinished
from framing.errors import FramingError
from framing.tables import LEXICONS, MANIFEST, TABLES

_OURS = re.compile(rf"{re.escape(MANIFEST)}|{LEXICONS}/[^/]+|(?:{'|'.join(TABLES)})/part-\d+\.parquet")


class Elsewhere:
    """A folder at an address, and the folder of this computer in which it is made ready.

    The latter is named by the address, so that a run that was stopped finds it again; it lies in `staging`, the current
    folder if none is given, which needs room for all tables.
    """

    def __init__(self, place: str, staging: str | Path | None) -> None:
        self.place = place.rstrip("/")
        self._files, self._root = remote_files(self.place)
        name = re.sub(r"[^\w.-]", "_", posixpath.basename(self._root)) or "scored"
        self.staged = Path(staging or ".") / f"{name}-{sha256(self.place.encode()).hexdigest()[:8]}"

    def check(self, *, overwrite: bool) -> None:
        """Raise FramingError unless a scored corpus may be written there; a part of one may be, which is replaced."""
        names = self._names()
        if foreign := [name for name in names if not _OURS.fullmatch(name)]:
            raise FramingError(
                f"{self.place} holds more than a scored corpus: {', '.join(foreign[:3])}; choose another address"
            )
        if MANIFEST in names and not overwrite:
            raise FramingError(f"{self.place} holds a scored corpus already; pass --overwrite to replace it")

    def put(self) -> None:
        """Copy what is ready, the manifest last, without which nothing counts.

        Raises FramingError where that fails: what is ready stays, and `resume` copies it again.
        """
        here = sorted(path.relative_to(self.staged).as_posix() for path in self.staged.rglob("*") if path.is_file())
        try:
            self._remove(MANIFEST)  # what follows is in pieces until it is there again
            for name in self._names():
                if name not in here:
                    self._remove(name)
            for name in [*(name for name in here if name != MANIFEST), MANIFEST]:
                self._files.makedirs(posixpath.dirname(f"{self._root}/{name}"), exist_ok=True)
                self._files.put_file(str(self.staged / name), f"{self._root}/{name}")
        except OSError as error:
            raise FramingError(
                f"cannot write {self.place}: {error}; the tables are ready in {self.staged}, --resume copies them again"
            ) from error

    def holds(self) -> bool:
        """Whether what is there is what is ready here."""
        try:
            there: Any = json.loads(self._files.cat_file(f"{self._root}/{MANIFEST}"))
            here: Any = json.loads((self.staged / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return False
        return bool(there == here)

    def fetch(self) -> None:
        """Copy a whole scored corpus that is there already, unless one is made ready here."""
        names = self._names()
        if MANIFEST not in names or self.staged.exists() or Unfinished.beside(self.staged).place.exists():
            return
        for name in names:
            (self.staged / name).parent.mkdir(parents=True, exist_ok=True)
            self._files.get_file(f"{self._root}/{name}", str(self.staged / name))

    def _names(self) -> list[str]:
        try:
            return sorted(posixpath.relpath(path, self._root) for path in self._files.find(self._root))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FramingError(f"{self.place} cannot be reached: {error}; check the address and the rights") from error

    def _remove(self, name: str) -> None:
        if self._files.exists(f"{self._root}/{name}"):
            self._files.rm_file(f"{self._root}/{name}")
