"""From bytes to text: the encoding by declaration or byte-order mark, then UTF-8, then cp1252, or both by line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from framing.corpus.mixed import ESCAPE, count_lines, mend
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


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a file is decoded. `guess` is a sentence where the encoding was guessed, else "".

    A `mixed` file holds lines in UTF-8 and lines in cp1252.
    """

    encoding: str
    guess: str = ""
    mixed: bool = False

    def text(self, stream: IO[bytes]) -> io.TextIOWrapper:
        """The stream as text, line breaks as they are, undecodable bytes as U+FFFD; as escapes in a mixed file."""
        return io.TextIOWrapper(stream, encoding=self.encoding, errors=self._errors, newline="")

    def mend(self, text: str) -> str:
        """Text of the stream without escapes."""
        return mend(text) if self.mixed else text

    def decode(self, data: bytes) -> str:
        """A whole file as text, without escapes."""
        return self.mend(data.decode(self.encoding, self._errors))

    @property
    def _errors(self) -> str:
        return ESCAPE if self.mixed else "replace"


def decide_encoding(name: str, opener: Opener, declared: str) -> Decoding:
    """The encoding of a whole file, in bounded memory.

    A byte-order mark is not part of the text. Without declaration and mark, a file that is no UTF-8 is
    read as cp1252, unless some of its lines with characters beyond ASCII are UTF-8 for the most part: it then mixes
    encodings.

    Raises:
        CorpusError: the file is empty, or holds no text.
    """
    with opener() as stream:
        head = stream.read(CHUNK)
    if not head:
        raise empty(name)
    if declared:
        plain = codecs.lookup(declared).name
        return Decoding("utf-8-sig" if plain == "utf-8" else plain)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return Decoding(encoding)
    _refuse_binary(name, head)
    if _is_utf8(opener):
        return Decoding("utf-8-sig")
    good, bad = count_lines(_escaped(opener))
    if good:
        return Decoding(
            "utf-8-sig",
            f"{name} mixes encodings or is damaged: {good:,} of its lines with characters beyond ASCII are UTF-8, and "
            f"{bad:,} hold bytes that are none and are read as Windows-1252 (cp1252) where most of the line is not "
            "UTF-8; each such article has an issue; save the file in one encoding, or pass --encoding NAME",
            mixed=True,
        )
    return Decoding(
        "cp1252",
        f"{name}: read as Windows-1252 (cp1252), because it is no UTF-8 and declares no encoding; "
        "pass --encoding NAME to change",
    )


def empty(name: str) -> CorpusError:
    """The error on a file that holds nothing, or nothing but white space."""
    return CorpusError(f"{name} is empty; check that it was written or downloaded in full")


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
        f"{name} is a binary file, not text ({100 * share / len(head):.0f} % of its first bytes are control "
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


def _escaped(opener: Opener) -> Iterator[str]:
    """The file as UTF-8 in chunks, bytes that are none escaped."""
    decoder = codecs.getincrementaldecoder("utf-8")(ESCAPE)
    with opener() as stream:
        while chunk := stream.read(CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
