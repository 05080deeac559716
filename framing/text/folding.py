"""A folded copy of a text to match on, with every position mapped back to the original.

The mapping is exact: a stretch of folded text always maps to whole characters of the original, base
letter and combining marks together. Most texts fold one code point to one code point; no map is kept
for them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

from framing.types import Span

_APOSTROPHES = "`´‘’‚‛′‵‹›ʹʻʼʽʾʿˈꞋꞌ❛❜"
_QUOTES = "“”„‟«»″‶〝〞〟❝❞ˮ"
_DASHES = "‐‑‒–—―−⁃֊־᐀᠆⸗⸚⸺⸻⹀〜〰゠︱︲﹘﹣"
_SPACES = "\t\x1c\x1d\x1e\x1f\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆﬓﬔﬕﬖﬗ"
# invisible: soft hyphen, grapheme joiner, zero-width and direction marks, variation selectors
_DROPPED = "\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
# diacritics (Latin, Hebrew, Arabic): dropped where no composed letter exists, so that they cut no word
_DIACRITICS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
# Hangul vowels and finals compose with a Hangul letter before them without being marks
_JAMO_JOINS = ("\u1160", "\u11ff")
_HANGUL = re.compile("[\u1100-\u115f\uac00-\ud7a3]")

_IS_DROPPED = re.compile(f"[{_DROPPED}]")
_IS_DIACRITIC = re.compile(f"[{_DIACRITICS}]")
_CHANGES_LENGTH = re.compile(f"[{_DROPPED}{_DIACRITICS}{_LIGATURES}]")


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for to, characters in {
        "'": _APOSTROPHES,
        '"': _QUOTES,
        "-": _DASHES,
        " ": _SPACES,
        "\n": _BREAKS,
    }.items():
        table.update(dict.fromkeys(characters, to))
    for c in _LIGATURES:
        table[c] = unicodedata.normalize("NFKC", c)
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[chr(code)] = table.get(chr(code - 0xFEE0), chr(code - 0xFEE0))
    table["İ"] = "I"  # its lower case is two code points: the only such letter
    return table


_TABLE = _table()
# all of ASCII that changes and the marks most used: a replacement each folds most texts, at several times the speed
_FREQUENT = [(character, to) for character, to in _TABLE.items() if character.isascii() or character in "‘’“”–—\xa0"]
# a search for the few characters that change is five times as fast as str.translate
_CHANGES = re.compile("[" + "".join(map(re.escape, _TABLE)) + "]")
# what folds one to one by itself and composes with nothing before it; a run of it that no mark can follow
_SIMPLE = "\x00-\xac\xae-\xff" + "".join(re.escape(each) for each in _TABLE if each not in _LIGATURES + "İ")
_PLAIN = re.compile(f"[{_SIMPLE}]+(?![^{_SIMPLE}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its code points comes from.

    `source_length` is the length of the original in code points. `starts` and `ends` hold, for each
    folded code point, the half-open range of the original it stands for; both are None where the two
    texts run one to one.
    """

    text: str
    source_length: int
    starts: array[int] | None = None
    ends: array[int] | None = None

    def to_source(self, start: int, end: int) -> Span:
        """The half-open range of the original that the folded range `start:end` stands for."""
        if self.starts is None or self.ends is None:
            return start, end
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.starts[start] if start < len(self.starts) else self.source_length
        return at, at


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """The text in one spelling: case, quotation marks, dashes, white space, width, ligatures, marks.

    Lower case (never case folding: no letter is spelled out, and every sigma is σ); NFC; apostrophes and
    single quotation marks become ', double ones ", dashes and hyphens -; white space a space, a line break
    "\\n"; zero-width characters and soft hyphens go, as do diacritics that no composed letter has.

    `keep_case` leaves the case as it is.

    >>> folded = fold("The ﬁght – “Da’esh”")
    >>> folded.text
    'the fight - "da\\'esh"'
    >>> folded.to_source(4, 9)
    (4, 8)
    """
    frequent = text
    for character, to in _FREQUENT:
        frequent = frequent.replace(character, to)
    if frequent.isascii():
        return Folded(frequent if keep_case else frequent.lower(), len(text))
    if not _CHANGES_LENGTH.search(text):
        plain = _spell(text, keep_case)
        if unicodedata.is_normalized("NFC", plain):
            return Folded(plain, len(text))
    return fold_by_cluster(text, keep_case=keep_case)


def fold_by_cluster(text: str, *, keep_case: bool = False) -> Folded:
    """As `fold`, for any text, with the map always kept: the slow way, right by construction."""
    out: list[str] = []
    starts, ends = array("l"), array("l")
    at, size = 0, len(text)
    while at < size:
        run = _PLAIN.match(text, at)
        if run:
            end = run.end()
            piece = _spell(text[at:end], keep_case)
            one_to_one = True
        else:
            end = _cluster_end(text, at)
            piece, one_to_one = _fold_cluster(text[at:end], keep_case)
        out.append(piece)
        if one_to_one:
            starts.extend(_counted(at, end))
            ends.extend(_counted(at + 1, end + 1))
        else:
            starts.extend([at] * len(piece))
            ends.extend([_visible_end(text, at, end)] * len(piece))
        at = end
    return Folded("".join(out), size, starts, ends)


def _counted(start: int, end: int) -> array[int]:
    """The numbers from `start` up to `end`: copied, several times as fast as counting."""
    return _numbers_of(end.bit_length())[start:end]


@cache
def _numbers_of(bits: int) -> array[int]:
    return array("l", range(1 << bits))


def _spell(text: str, keep_case: bool) -> str:
    text = _CHANGES.sub(lambda match: _TABLE[match[0]], text)
    return text if keep_case else text.lower().replace("ς", "σ")


def _cluster_end(text: str, at: int) -> int:
    end = at + 1
    hangul = bool(_HANGUL.match(text[at]))
    while end < len(text) and _continues(text[end], hangul):
        end += 1
    return end


def _continues(character: str, hangul: bool) -> bool:
    if character < "\xad":
        return False
    return (
        unicodedata.category(character)[0] == "M"
        or (hangul and _JAMO_JOINS[0] <= character <= _JAMO_JOINS[1])
        or bool(_IS_DROPPED.match(character))
    )


def _fold_cluster(cluster: str, keep_case: bool) -> tuple[str, bool]:
    """The folded cluster, and whether its code points stand one to one for those of the original."""
    # composed before it is spelled (İ may come as I and a dot) and after (ǰ has no capital of its own)
    spelled = _spell(unicodedata.normalize("NFC", _IS_DROPPED.sub("", cluster)), keep_case)
    composed = unicodedata.normalize("NFC", spelled)
    folded = unicodedata.normalize("NFC", _IS_DIACRITIC.sub("", composed))
    return folded, folded == _spell(cluster, keep_case) and len(folded) == len(cluster)


def _visible_end(text: str, start: int, end: int) -> int:
    while end > start and _IS_DROPPED.match(text[end - 1]):
        end -= 1
    return end
