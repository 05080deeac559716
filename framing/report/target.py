"""Where a report may be written: never over what is no report, nor into the scored corpus that it is made from."""

from __future__ import annotations

from pathlib import Path

from framing.errors import FramingError

MARK = '<meta name="generator" content="news-framing">'  # as the page has it, near its start
_START = 4_096  # bytes within which it stands


def check_target(target: Path, folder: Path, *, overwrite: bool = False) -> None:
    """Raise FramingError unless the report on the scored corpus in `folder` may be written to `target`.

    It may where nothing is, over an earlier report, and, with `overwrite`, over any other file; a device or a pipe
    holds nothing to be lost.
    """
    try:
        if not target.parent.is_dir():
            what = "is no folder" if target.parent.exists() else "does not exist"
            raise FramingError(
                f"cannot write {target}: {target.parent} {what}; make that folder first, or choose another"
            )
        if target.is_dir():
            raise FramingError(f"cannot write {target}: it is a folder; name a file in it, e.g. {target / 'r.html'}")
        if target.resolve().is_relative_to(folder.resolve()):
            raise FramingError(f"{target} lies in the scored corpus {folder}; choose a file outside it")
        if target.is_file() and not overwrite and not _is_report(target):
            raise FramingError(f"{target} exists and is no report; pass --overwrite to replace it, or choose another")
    except OSError as error:
        raise cannot_write(target, error) from error


def check_new(target: Path, *, overwrite: bool = False) -> None:
    """Raise FramingError where something is at `target`, unless it may be replaced."""
    if target.exists() and not overwrite:
        raise FramingError(f"{target} exists; pass --overwrite to replace it, or choose another name for the page")


def cannot_write(target: Path, error: OSError) -> FramingError:
    """The error that says why `target` cannot be written."""
    return FramingError(f"cannot write {target}: {error.strerror or error}; choose another file")


def _is_report(path: Path) -> bool:
    """Whether a file is a report, or empty."""
    with path.open("rb") as file:
        start = file.read(_START)
    return not start or MARK.encode() in start
