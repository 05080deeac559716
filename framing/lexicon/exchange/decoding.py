"""Files of other tools as text: marks of order, UTF-16, and the encodings of old word lists."""

from __future__ import annotations

import codecs

from framing.lexicon.nodes import Log

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, log: Log, encoding: str = "") -> str | None:
    """The text of a file, every line break as \\n; None and a problem where it cannot be read.

    Without an encoding: the one that a byte-order mark names, else UTF-8, else cp1252 with a warning.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    chosen = encoding or marked or "utf-8"
    try:
        text = data.removeprefix(mark if chosen != "utf-16" else b"").decode(chosen)
    except LookupError:
        log.error(1, "bad-encoding", f"no encoding is named {encoding!r}: try utf-8, cp1252 or latin-1")
        return None
    except UnicodeDecodeError as error:
        line = _line(data, len(mark) + error.start)
        if encoding or marked:
            why = f"the file says that it is {chosen}, and is not" if marked and not encoding else f"not {chosen}"
            log.error(line, "bad-encoding", f"{why}: give another --encoding, such as cp1252")
            return None
        text = _old(data, error.start, log)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _old(data: bytes, at: int, log: Log) -> str:
    try:
        text, name = data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        text, name = data.decode("latin-1"), "latin-1"
    line = _line(data, at)
    log.warning(line, "not-utf-8", f"the file is not UTF-8 (byte 0x{data[at]:02X} here): read as {name}; or --encoding")
    return text


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
