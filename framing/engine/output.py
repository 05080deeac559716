"""The folder a scored corpus is written to: checked before the work, filled under another name, put in place whole."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from framing.engine.unfinished import Unfinished, cannot_write
from framing.errors import FramingError, ScoredCorpusError
from framing.tables import LEXICONS, MANIFEST, TABLES, Row
from framing.tables.checks import read_manifest
from framing.tables.schema import FORMAT, lexicon_name

_SHOWN = 3  # names of what is foreign


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
        raise cannot_write(folder, error) from error


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
    manifest = _manifest_of(folder)
    copies = {lexicon_name(lexicon["name"]) for lexicon in manifest["lexicons"]}
    if foreign := _foreign(folder, copies):
        more = f" and {len(foreign) - _SHOWN:,} more" if len(foreign) > _SHOWN else ""
        raise FramingError(
            f"{folder} holds more than a scored corpus: {', '.join(foreign[:_SHOWN])}{more}; "
            "move that elsewhere, or choose another folder"
        )
    if not overwrite:
        raise FramingError(f"{folder} holds a scored corpus already; pass --overwrite to replace it")


def _manifest_of(folder: Path) -> Row:
    """The manifest of a scored corpus, of whatever format."""
    try:
        return read_manifest(folder)
    except ScoredCorpusError:
        with suppress(OSError, ValueError, RecursionError):
            other: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            if _is_of_another_version(other):
                return dict(other)
    raise FramingError(f"{folder} exists and is no scored corpus; choose another folder")


def _is_of_another_version(manifest: Any) -> bool:
    return (
        isinstance(manifest, dict)
        and isinstance(manifest.get("format"), int)
        and manifest["format"] != FORMAT
        and isinstance(manifest.get("counts"), dict)
        and isinstance(manifest.get("lexicons"), list)
        and all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in manifest["lexicons"])
    )


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
def replacing(
    folder: Path, *, overwrite: bool = False, inputs: Sequence[str] = (), run: Row | None = None, resume: bool = False
) -> Iterator[Unfinished]:
    """A place to write into whose folder `new` takes the place of `folder` when the block ends well.

    What was there stays until the new one is in place. Where the block fails, or the process is killed, the
    partitions that are finished stay beside `folder` in `folder.partial`; the next call with `resume` goes on with
    them, if the same `run` (what decides the tables) wrote them. Raises FramingError as `check_output` does, before
    the block and, since work takes time, again after it; where such partitions are there and neither `resume` nor
    `overwrite` is given; and where another process is at work on the same folder.
    """
    unfinished = Unfinished.beside(folder)
    check_output(folder, overwrite=overwrite, inputs=inputs)
    with unfinished.held():
        try:
            unfinished.put_back()
            check_output(folder, overwrite=overwrite, inputs=inputs)
            unfinished.begin(run or {}, resume=resume, overwrite=overwrite)
            yield unfinished
            check_output(folder, overwrite=overwrite, inputs=inputs)
            unfinished.put_in_place()
        finally:
            unfinished.leave()
