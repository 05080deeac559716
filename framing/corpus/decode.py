"""From bytes to text: the encoding by declaration or byte-order mark, then UTF-8, then cp1252."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from framing.corpus.streams import CHUNK
from framing.errors import CorpusError

Opener = Callable[[], IO[bytes]]

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", "a ZIP archive or an Office file", "export it as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "an Office file", "export it as CSV in UTF-8"),
    (b"%PDF", "a PDF", "extract its text first"),
    (b"\x89PNG", "an image", "pass a text file or table"),
    (b"PAR1", "a Parquet file", "pass --format parquet"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV in UTF-8"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a file is decoded. `guess` is a sentence where the encoding was guessed, else ""."""

    encoding: str
    guess: str = ""

    def text(self, stream: IO[bytes]) -> io.TextIOWrapper:
        """The stream as text, line breaks as they are, undecodable bytes as U+FFFD."""
        return io.TextIOWrapper(stream, encoding=self.encoding, errors="replace", newline="")


def decide_encoding(name: str, opener: Opener, declared: str) -> Decoding:
    """The encoding of a whole file, in bounded memory.

    A byte-order mark is not part of the text. Without declaration and mark, a file that is no UTF-8 is
    read as cp1252, unless most of its characters beyond ASCII are UTF-8: it then mixes encodings.

    Raises:
        CorpusError: the file is empty, or holds no text.
    """
    with opener() as stream:
        head = stream.read(CHUNK)
    if not head:
        raise CorpusError(f"{name} is empty; check that it was written or downloaded in full")
    if declared:
        plain = codecs.lookup(declared).name
        return Decoding("utf-8-sig" if plain == "utf-8" else plain)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return Decoding(encoding)
    _refuse_binary(name, head)
    if _is_utf8(opener):
        return Decoding("utf-8-sig")
    good, bad = _count_utf8(opener)
    if good >= bad:
        return Decoding(
            "utf-8-sig",
            f"{name}: read as UTF-8, though {bad:,} bytes are none ({good:,} other characters are): the "
            "file may mix encodings; each such byte is shown as U+FFFD; pass --encoding NAME to change",
        )
    return Decoding(
        "cp1252",
        f"{name}: read as Windows-1252 (cp1252), because it is no UTF-8 and declares no encoding; "
        "pass --encoding NAME to change",
    )


def _refuse_binary(name: str, head: bytes) -> None:
    for magic, kind, remedy in _KINDS:
        if head.startswith(magic):
            raise CorpusError(f"{name} is {kind}, not text; {remedy}")
    share = len(head) - len(head.translate(None, _CONTROL))
    if share <= len(head) / 10:
        return
    even, odd = head[::2].count(0), head[1::2].count(0)
    for low, high, guess in ((even, odd, "utf-16-le"), (odd, even, "utf-16-be")):
        if high > len(head) / 5 and low < high / 10 and share - low - high < len(head) / 10:
            raise CorpusError(f"{name} looks like UTF-16 without byte-order mark; pass --encoding {guess}")
    raise CorpusError(
        f"{name} is a binary file, not text ({share / len(head):.0%} of its first bytes are control "
        "characters); pass a CSV, TSV, JSON Lines, Parquet or text file"
    )


def _is_utf8(opener: Opener) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opener() as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _count_utf8(opener: Opener) -> tuple[int, int]:
    """Characters beyond ASCII that are UTF-8, and bytes that are none."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    with opener() as stream:
        while chunk := stream.read(CHUNK):
            text = decoder.decode(chunk)
            escaped = len(_ESCAPED.findall(text))
            bad += escaped
            good += len(_BEYOND_ASCII.findall(text)) - escaped
        bad += len(decoder.decode(b"", final=True))
    return good, bad
