"""The folder a scored corpus is written to: checked before the work, filled under another name, put in place whole."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from framing.errors import FramingError, ScoredCorpusError
from framing.tables import LEXICONS, MANIFEST, TABLES
from framing.tables.checks import read_manifest
from framing.tables.schema import lexicon_name

_SHOWN = 3  # names of what is foreign
_NEW, _OLD = "new", "old"  # in the partial folder: what is being written, and what it replaces


def check_output(folder: Path, *, overwrite: bool = False, inputs: Sequence[str] = ()) -> None:
    """Raise FramingError unless a scored corpus may be written to `folder`.

    It may where nothing is, where an empty folder is, and, with `overwrite`, in place of a scored corpus beside
    which there is nothing else and in which none of the `inputs` (paths) lies.
    """
    try:
        _check_parent(folder)
        if folder.is_symlink():
            raise FramingError(f"{folder} is a symbolic link; give the folder itself")
        if folder.exists():
            _check_existing(folder, overwrite=overwrite)
            for path in inputs:
                if Path(path).resolve().is_relative_to(folder.resolve()):
                    raise FramingError(f"the input {path} lies in {folder}; choose another folder for the output")
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _check_parent(folder: Path) -> None:
    if folder.name in ("", ".."):
        raise FramingError(f"cannot write to {folder} itself; give a folder by name, e.g. {folder / 'scored'}")
    parent = folder.parent
    if not parent.is_dir():
        what = "is no folder" if parent.exists() else "does not exist"
        raise FramingError(f"cannot write {folder}: {parent} {what}; make that folder first, or choose another")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise FramingError(f"cannot write {folder}: nothing may be written in {parent}; choose another folder")


def _check_existing(folder: Path, *, overwrite: bool) -> None:
    if folder.is_mount():
        raise FramingError(f"cannot replace {folder}, where a disk is mounted; choose a folder in it")
    if folder.is_dir() and not any(folder.iterdir()):
        return
    try:
        manifest = read_manifest(folder)
    except ScoredCorpusError:
        raise FramingError(f"{folder} exists and is no scored corpus; choose another folder") from None
    copies = {lexicon_name(lexicon["name"]) for lexicon in manifest["lexicons"]}
    if foreign := _foreign(folder, copies):
        more = f" and {len(foreign) - _SHOWN:,} more" if len(foreign) > _SHOWN else ""
        raise FramingError(
            f"{folder} holds more than a scored corpus: {', '.join(foreign[:_SHOWN])}{more}; "
            "move that elsewhere, or choose another folder"
        )
    if not overwrite:
        raise FramingError(f"{folder} holds a scored corpus already; pass --overwrite to replace it")


def _foreign(folder: Path, copies: set[str]) -> list[str]:
    """What lies in the folder that scoring did not write, by path within it."""
    folders = {LEXICONS, *TABLES}
    files = re.compile(rf"{re.escape(MANIFEST)}|(?:{'|'.join(TABLES)})/part-\d+\.parquet")
    kept = {f"{LEXICONS}/{name}" for name in copies}
    foreign = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        ours = name in folders if path.is_dir() else name in kept or files.fullmatch(name)
        if path.is_symlink() or not ours:
            foreign.append(name)
    return foreign


@contextmanager
def replacing(folder: Path, *, overwrite: bool = False, inputs: Sequence[str] = ()) -> Iterator[Path]:
    """A folder to write into that takes the place of `folder` when the block ends well, and is gone when not.

    What was there stays until the new one is in place. A run that was killed leaves a partial folder behind; the
    next one to the same place clears it away. Raises FramingError as `check_output` does, before the block and,
    since work takes time, again after it.
    """
    _clear_abandoned(folder)
    check_output(folder, overwrite=overwrite, inputs=inputs)
    try:
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    held = _hold(partial)
    try:
        new = partial / _NEW
        new.mkdir()
        yield new
        check_output(folder, overwrite=overwrite, inputs=inputs)
        _put(new, folder, aside=partial / _OLD)
    finally:
        _discard(partial, folder)
        if held is not None:
            os.close(held)


def _put(new: Path, folder: Path, *, aside: Path) -> None:
    try:
        if folder.exists():
            folder.rename(aside)
        new.rename(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _discard(partial: Path, folder: Path) -> None:
    """Remove a partial folder; what it was to replace goes back where nothing took its place."""
    old = partial / _OLD
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(partial, ignore_errors=True)


def _clear_abandoned(folder: Path) -> None:
    """Discard the partial folders of earlier runs to the same place that no run holds any more."""
    ours = re.compile(rf"\.{re.escape(folder.name)}\.[a-z0-9_]{{8}}\.partial")
    with suppress(OSError):  # a parent that cannot be listed is no obstacle to writing into it
        for path in list(folder.parent.iterdir()):
            if not ours.fullmatch(path.name) or path.is_symlink() or not path.is_dir():
                continue
            if not {each.name for each in path.iterdir()} <= {_NEW, _OLD}:
                continue
            held = _hold(path)
            if held is not None:
                _discard(path, folder)
                os.close(held)


def _hold(folder: Path) -> int | None:
    """A file descriptor that holds the folder as long as it is open; None where another run does, or none can."""
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _cannot_write(folder: Path, error: OSError) -> FramingError:
    return FramingError(f"cannot write {folder}: {error.strerror or error}; choose another folder")
