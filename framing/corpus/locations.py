"""Files of a corpus: on this computer, or wherever fsspec opens them (s3://, gs://, https://, memory:// and others)."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from framing.corpus.streams import CHUNK, InputFile, digest, readable, shown
from framing.errors import CorpusError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://")
_MANY = re.compile(r"[*?\[]")


def is_remote(place: object) -> bool:
    """Whether a place is an address such as s3://news/2024, which a library has to open.

    >>> is_remote("memory://news"), is_remote("news.csv")
    (True, False)
    """
    return isinstance(place, str) and _SCHEME.match(place) is not None


def remote_files(place: str) -> tuple[Any, str]:
    """The file system of an address (fsspec), and the path in it.

    Raises CorpusError where fsspec, or what it needs for such an address, is not installed.
    """
    try:
        core: Any = import_module("fsspec.core")
        found: tuple[Any, str] = core.url_to_fs(place)
    except ImportError as error:
        raise CorpusError(
            f"{place} cannot be opened: {error}; addresses are opened by fsspec, which comes with the extra dask, and "
            "by what it asks for (s3fs for s3://, gcsfs for gs://)"
        ) from None
    except ValueError as error:
        raise CorpusError(f"{place} cannot be opened: {error}; check the address") from None
    return found


@dataclass(frozen=True, slots=True)
class Location:
    """A file of a corpus: its address or path, and its `name` within the folder, as messages show it."""

    place: str
    name: str

    @contextmanager
    def here(self) -> Iterator[Path]:
        """The file on this computer; one that is elsewhere is fetched, and deleted at the end."""
        if not is_remote(self.place):
            yield Path(self.place)
            return
        with tempfile.TemporaryDirectory(prefix="framing-") as folder:
            yield self.fetched(Path(folder))

    def fetched(self, folder: Path) -> Path:
        """A copy of a file that is elsewhere, in a folder here. Raises CorpusError where it cannot be read."""
        target = folder / (posixpath.basename(self.place.rstrip("/")) or "file")
        files, path = remote_files(self.place)
        with readable(self.name), files.open(path, "rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, CHUNK)
        return target

    def digest(self) -> InputFile:
        """Path, SHA-256 and size."""
        with readable(self.name), self.here() as path:
            return digest(path, shown(self.place))


class Fetched:
    """A copy of a file that is elsewhere; it is gone when the object is."""

    def __init__(self, place: str) -> None:
        folder = Path(tempfile.mkdtemp(prefix="framing-"))
        self._finish = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = Location(place, shown(place)).fetched(folder)


def locations(place: str | Path) -> list[Location]:
    """The files below a folder, or those that an address with * or ? names, in the order of their names.

    Files and folders whose names begin with "." or "_" are passed over: they hold what other programs note.

    Raises CorpusError where there is nothing at an address, or where it cannot be reached.
    """
    if is_remote(place):
        return _elsewhere(str(place))
    found = []
    for root, folders, files in os.walk(place):
        folders[:] = [name for name in folders if not _is_note(name)]
        paths = (Path(root, name) for name in files if not _is_note(name))
        found += [Location(str(path), shown(path.relative_to(place).as_posix())) for path in paths]
    return sorted(found, key=lambda each: each.name)


def _elsewhere(place: str) -> list[Location]:
    files, root = remote_files(place)
    with readable(place):
        if _MANY.search(root):
            paths = [path for path in files.glob(root) if files.isfile(path)]
            top = posixpath.dirname(_MANY.split(root)[0])
        else:
            paths = list(files.find(root))
            top = root
    if not paths:
        raise CorpusError(f"{place}: there is no such file or folder; check the address")
    found = []
    for path in paths:
        name = posixpath.relpath(path, top) if path != top else posixpath.basename(path)
        if not any(map(_is_note, name.split("/"))):
            found.append(Location(files.unstrip_protocol(path), shown(name)))
    return sorted(found, key=lambda each: each.name)


def _is_note(name: str) -> bool:
    return name.startswith((".", "_"))
