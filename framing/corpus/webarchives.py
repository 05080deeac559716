"""The pages of a WARC file, one at a time; a record that is broken is told, and those behind it are read."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_PAGE = 10_000_000  # bytes; what is larger is no article
_CHUNK = 1 << 20
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"\r\n\r\nWARC/1."  # what a record begins with, and how many bytes of it come before
_BEFORE = {_GZIP: 0, _PLAIN: 4}
_HTML = frozenset(("text/html", "application/xhtml+xml", None))


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a server sent it: `offset` is that of its record, in bytes of the file as it lies on disk."""

    offset: int
    url: str
    html: bytes
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read, and why; or `is_other`: one that is no page, such as an image or an error 404."""

    offset: int
    why: str
    is_other: bool = False


def archive_pages(path: Path) -> Iterator[Page | Broken]:
    """The pages of a WARC file (also gzip, Zstandard), and its broken records, in order; one record in memory.

    Behind a broken record the next one that can be read is looked for, so that no more than it is lost.
    """
    with path.open("rb") as stream:
        mark = _GZIP if stream.read(2) == _GZIP[:2] else _PLAIN
    at: int | None = 0
    lost: Broken | None = None
    while at is not None:
        at, lost = yield from _stretch(path, at, mark, lost)
    if lost:
        yield lost


def _stretch(
    path: Path, start: int, mark: bytes, lost: Broken | None
) -> Generator[Page | Broken, None, tuple[int | None, Broken | None]]:
    """Records from an offset on, up to a broken one; returns where the next may be, None at the end.

    `lost` is what to say of the broken one before, if there is a record at the offset: else that is the broken one.
    What is returned with the offset is said in the same way.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    last = -1
    with path.open("rb") as stream:
        stream.seek(start)
        try:
            for record in ArchiveIterator(stream, parse_http=False, fsspec_args=False):
                last = record.stream_pos
                if lost:
                    yield lost
                    lost = None
                if record.record_type != WarcRecordType.response:
                    continue
                found = _page(record, last)
                yield found
                if isinstance(found, Broken) and not found.is_other:
                    return _next_mark(path, last + 1, mark), None
        except OSError as error:
            why = str(error).strip() or "it cannot be decompressed"
            if last < 0:
                yield Broken(start, why)
                return _next_mark(path, start + 1, mark), None
            return _next_mark(path, last + 1, mark), Broken(last, f"what stands behind this record is damaged: {why}")
    return None, lost


def _page(record: Any, offset: int) -> Page | Broken:
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    declared = record.headers.get("Content-Length", "")
    if not declared.isdecimal():
        return Broken(offset, f"its length is {declared!r}, which is no number")
    if int(declared) > MAX_PAGE:
        return Broken(offset, f"it has {int(declared):,} bytes, more than the {MAX_PAGE:,} of a page", is_other=True)
    record.freeze()
    if record.content_length != int(declared):
        return Broken(offset, f"it ends early: {record.content_length:,} of {int(declared):,} bytes are there")
    record.parse_http(auto_decode="all")
    if not record.is_http_parsed or record.http_headers is None or record.http_headers.status_code is None:
        return Broken(offset, "it holds no HTTP response")
    if record.http_headers.status_code != 200 or record.http_content_type not in _HTML:
        return Broken(offset, "no page", is_other=True)
    html = record.reader.read(MAX_PAGE + 1)
    if len(html) > MAX_PAGE:
        return Broken(offset, f"unpacked it has more than {MAX_PAGE:,} bytes", is_other=True)
    return Page(offset, url, html, record.http_charset or "")


def _next_mark(path: Path, start: int, mark: bytes) -> int | None:
    """The offset of what may be the first record from an offset on."""
    before = _BEFORE[mark]
    with path.open("rb") as stream:
        at = max(0, start - before)
        stream.seek(at)
        held = b""
        while chunk := stream.read(_CHUNK):
            held += chunk
            if (place := held.find(mark)) >= 0:
                return at + place + before
            at += max(0, len(held) - len(mark) + 1)
            held = held[-(len(mark) - 1) :]
    return None
