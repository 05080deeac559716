"""Folded texts as bytes, one a code point, and the tokens of many texts as arrays.

A page of 256 characters holds nearly all that a news text in a Latin script is written with: ASCII, Latin-1 and the
marks of typography. Bytes are searched many times faster than strings, so that the matcher looks for candidates
here. The characters off the page share two bytes, one for those that words are made of and one for the rest: what
is found there has to be compared in the text itself.

This module loads numpy, as nothing else in `text` does: import it where it is needed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.text.folding import fold

Ints = np.ndarray[Any, np.dtype[np.int64]]
Blocks = np.ndarray[Any, np.dtype[np.uint64]]

LETTER, MARK, BORDER = 0x80, 0x81, 0x82  # a letter off the page, any other character off it, the edge of a text
BLOCK = 8  # bytes compared at once

_TYPOGRAPHIC = "‘’“”‚„‹›′″–—―‐‑−…•€™⁄\u2002\u2003\u2009\u202f\u2028"
_UNDEFINED = "\ufffe"  # what a table of the codecs has where a byte stands for nothing


def _written() -> str:
    """The character that each byte stands for before it is folded: those that fold one to one, within the page."""
    page = [chr(byte) for byte in range(256)]
    page[0x80:0xA0] = [_UNDEFINED] * 32
    page[BORDER + 1 : BORDER + 1 + len(_TYPOGRAPHIC)] = _TYPOGRAPHIC
    return "".join([each if len(fold(each).text) == 1 and fold(each).text in page else _UNDEFINED for each in page])


_WRITTEN = _written()
_TO_BYTE = codecs.charmap_build(_WRITTEN)
_BYTES = {character: byte for byte, character in enumerate(_WRITTEN) if character != _UNDEFINED}
_FOLDED = bytes([_BYTES.get(fold(each).text, byte) for byte, each in enumerate(_WRITTEN)])
_LETTER = re.compile(r"\w")
_IS_WORD = bytes([byte == LETTER or bool(_LETTER.match(each)) for byte, each in enumerate(_WRITTEN)])
# with characters of private use for what is off the page
_STAND_INS = "\ue000\ue001"
_BLURRED = codecs.charmap_build(_WRITTEN[:LETTER] + _STAND_INS + _WRITTEN[BORDER:])
_OFF_PAGE = re.compile(f"[^{re.escape(''.join(_BYTES))}]")


def encode(text: str) -> bytes | None:
    """The text folded, as bytes, one a code point; None where a character is off the page."""
    if text.isascii():
        return text.encode("ascii").translate(_FOLDED)
    try:
        return codecs.charmap_encode(text, "strict", _TO_BYTE)[0].translate(_FOLDED)
    except UnicodeEncodeError:
        return None


def blur(folded: str) -> bytes:
    """A folded text as bytes, one a code point; those off the page are LETTER or MARK."""
    blurred = _OFF_PAGE.sub(lambda match: _STAND_INS[0 if _LETTER.match(match[0]) else 1], folded)
    return codecs.charmap_encode(blurred, "strict", _BLURRED)[0]


@dataclass(frozen=True, slots=True)
class TokenTable:
    """The tokens of several texts; `starts` and `ends` are places in `data`, where text i begins at `origins[i]`.

    The tokens of text i are `firsts[i]:firsts[i + 1]`. BORDER stands between texts. `blocks[at]` are the eight bytes
    from `at` on as a number, the first byte the lowest.
    """

    data: np.ndarray[Any, np.dtype[np.uint8]]
    blocks: Blocks
    starts: Ints
    ends: Ints
    lengths: Ints
    origins: Ints
    firsts: Ints


def tabulate(texts: Sequence[bytes]) -> TokenTable:
    """The tokens of some encoded texts."""
    border = bytes([BORDER])
    data = border + border.join(texts) + border * (2 * BLOCK)
    inside = np.frombuffer(data.translate(_IS_WORD), np.bool_)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    origins = np.cumsum(sizes + 1) - sizes
    firsts = np.searchsorted(starts, np.append(origins, len(data)))
    blocks = np.ndarray((len(data) - BLOCK + 1,), "<u8", data, strides=(1,))
    return TokenTable(np.frombuffer(data, np.uint8), blocks, starts, ends, ends - starts, origins, firsts)
