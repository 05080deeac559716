"""Bytes of an input: opened, decompressed, hashed, spooled."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from framing.errors import CorpusError

CHUNK = 1 << 20
COMPRESSED = (".gz", ".zst", ".zstd")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"


class InputFile(NamedTuple):
    """One file read, as the manifest names it: path as given, SHA-256 and size of the bytes on disk."""

    path: str
    sha256: str
    bytes: int


def shown(path: str | Path) -> str:
    """A file name that any encoder and terminal can show: control characters and what is no UTF-8 become U+FFFD."""
    return _CONTROL.sub("\ufffd", os.fsencode(path).decode("utf-8", "replace"))


def plain_suffix(path: Path) -> str:
    """The suffix in lower case, that of a compression left out: `.csv` for `a.CSV.gz`."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while suffixes and suffixes[-1] in COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def plain_stem(path: Path) -> str:
    """The file name without its suffix and that of a compression."""
    name = path.name
    if path.suffix.lower() in COMPRESSED:
        name = path.stem
    return shown(Path(name).stem)


def digest(path: Path, label: str) -> InputFile:
    """SHA-256 and size of a file, as it lies on disk, under the name `label`."""
    sha, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            sha.update(chunk)
            size += len(chunk)
    return InputFile(label, sha.hexdigest(), size)


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever the system or a decompressor raises into a CorpusError that names the file."""
    try:
        yield
    except EOFError:
        raise CorpusError(_broken(name, "the compressed data ends early")) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise CorpusError(_broken(name, str(error))) from None
    except FileNotFoundError:
        raise CorpusError(f"{name}: there is no such file; check the path") from None
    except PermissionError:
        raise CorpusError(f"{name}: may not be read; check its permissions") from None
    except OSError as error:
        raise CorpusError(_broken(name, str(error).splitlines()[0] if str(error) else "read error")) from None


def _broken(name: str, why: str) -> str:
    return f"{name}: cannot be read ({why}); the copy may be incomplete or damaged, fetch the file again"


def open_bytes(path: Path) -> IO[bytes]:
    """The file's content as a binary stream, gzip and zstd decompressed (told by their first bytes)."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic.startswith(_GZIP):
        return io.BufferedReader(gzip.open(path, "rb"), CHUNK)
    if magic == _ZSTD:
        import pyarrow as pa

        stream_in: Any = pa.CompressedInputStream(pa.OSFile(str(path)), "zstd")
        return io.BufferedReader(stream_in, CHUNK)
    return path.open("rb")


def is_compressed(path: Path) -> bool:
    """Whether the file's first bytes are those of gzip or zstd."""
    with path.open("rb") as stream:
        magic = stream.read(4)
    return magic.startswith(_GZIP) or magic == _ZSTD


class Spool:
    """A temporary file that is gone when the object is."""

    def __init__(self, fill: Callable[[IO[bytes]], None]) -> None:
        handle, name = tempfile.mkstemp(prefix="framing-")
        self.path = Path(name)
        self._finish = weakref.finalize(self, self.path.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as stream:
            fill(stream)


def spool_stream(stream: IO[bytes]) -> Spool:
    """The rest of a stream, such as standard input, in a temporary file that can be read more than once."""
    return Spool(lambda target: shutil.copyfileobj(stream, target, CHUNK))


def spool_plain(path: Path) -> Spool:
    """The decompressed content of a file in a temporary file, for formats that need to seek."""

    def fill(target: IO[bytes]) -> None:
        with open_bytes(path) as stream:
            shutil.copyfileobj(stream, target, CHUNK)

    return Spool(fill)
