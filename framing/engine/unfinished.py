"""What a run has written so far, beside the folder that it is going to be."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.tables import Row
from framing.tables.parts import write_whole
from framing.tables.writer import FINISHED

_RUN = "run.json"
_NEW, _OLD, _UNRELATED = "new", "old", "unrelated"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The folder `place` of a run that is to become `folder`.

    It holds `new`, the tables; `unrelated`, the parts of `articles` before what relates articles is filled in;
    `run.json`, which says of what run they are; and for a moment `old`, what `new` is to replace.
    """

    folder: Path
    place: Path

    @classmethod
    def beside(cls, folder: Path) -> Unfinished:
        """That of a run to `folder`, be there one or not."""
        return cls(folder, folder.with_name(f"{folder.name}.partial") if folder.name else folder)

    @property
    def new(self) -> Path:
        """The tables."""
        return self.place / _NEW

    @property
    def unrelated(self) -> Path:
        """The parts of `articles` as long as what relates articles is unknown."""
        return self.place / _UNRELATED

    @property
    def parts(self) -> int:
        """How many partitions are finished, and not in place yet."""
        return len(list((self.unrelated / FINISHED).glob("*.json"))) if self.new.is_dir() else 0

    def put_back(self) -> None:
        """Where a run was killed between taking the old folder away and putting the new one there, undo that."""
        if (self.place / _OLD).is_dir() and not self.folder.exists():
            (self.place / _OLD).rename(self.folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, and keep other processes from it. Raises FramingError where one has it."""
        try:
            if (self.place.exists() or self.place.is_symlink()) and not self._is_ours():
                raise FramingError(f"{self.place} is in the way; move it elsewhere, or choose another folder to write")
            self.place.mkdir(exist_ok=True)
            held = _hold(self.place)
        except BlockingIOError:
            raise FramingError(
                f"another run is writing {self.folder} (it has {self.place}); wait for it, or choose another folder"
            ) from None
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        try:
            yield
        finally:
            if held is not None:
                os.close(held)

    def begin(self, run: Row, *, resume: bool, overwrite: bool) -> None:
        """Go on with what is there, or clear it away; FramingError where neither was asked, or it is of another run."""
        run = json.loads(json.dumps(run))  # as it is read back
        if resume and self.parts:
            self._check_run(run)
        elif self.parts and not overwrite:
            raise FramingError(
                f"an unfinished run to {self.folder} is in {self.place}; pass --resume to go on with it, or "
                "--overwrite to begin again"
            )
        else:
            self._clear()
        try:
            self.new.mkdir(exist_ok=True)
            write_whole(self.place / _RUN, json.dumps(run))
        except OSError as error:
            raise cannot_write(self.folder, error) from error

    def put_in_place(self) -> None:
        """Make the tables the folder, and clear away the rest."""
        try:
            if self.folder.exists():
                self.folder.rename(self.place / _OLD)
            self.new.rename(self.folder)
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        self._clear()

    def leave(self) -> None:
        """Put back what was to be replaced, if nothing has taken its place; keep finished partitions, if any."""
        self.put_back()
        if not self.parts:
            shutil.rmtree(self.place, ignore_errors=True)

    def _check_run(self, run: Row) -> None:
        try:
            before: Any = json.loads((self.place / _RUN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            before = {}
        if other := [name for name in run if before.get(name) != run[name]]:
            raise FramingError(
                f"the unfinished run in {self.place} had other {', '.join(other)}; resume it as it was begun, or pass "
                "--overwrite without --resume to begin again"
            )

    def _is_ours(self) -> bool:
        """Whether what is there is the folder of a run, and nothing else lies in it."""
        if self.place.is_symlink() or not self.place.is_dir():
            return False
        return {each.name for each in self.place.iterdir()} <= {_NEW, _OLD, _UNRELATED, _RUN, "run.begun"}

    def _clear(self) -> None:
        for each in self.place.iterdir():
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            else:
                with suppress(OSError):
                    each.unlink()


def cannot_write(folder: Path, error: OSError) -> FramingError:
    """The error that a folder cannot be written."""
    return FramingError(f"cannot write {folder}: {error.strerror or error}; choose another folder")


def _hold(folder: Path) -> int | None:
    """A file descriptor that holds the folder as long as it is open, None where there is no such thing.

    Raises BlockingIOError where another process holds it.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
