"""Whose words each passage is in: the five voices, painted over the article's code points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.text.tokens import word_spans
from framing.types import Attribution, Quotation, Span, Voice

VOICES = tuple(Voice)
_CODE = {voice: bytes([code]) for code, voice in enumerate(VOICES)}
_NOWHERE = bytes([len(VOICES)])

# words in brackets inside a quotation are the outlet's
_BRACKET = re.compile(r"\[[^\[\]\n]{1,300}\]")
# the phrase that a distancing expression holds at arm's length: a name, or up to three words; what follows a name is
# the outlet's again ("the so-called River Guard thugs")
_DISTANCED = re.compile(
    r"""\b(?:so[-\s]called|self[-\s](?:styled|proclaimed|declared|described)|purported|
        what\s+(?:[\w.’'-]+\s+){1,4}(?:call(?:s|ed)?|describe[sd]?(?:\s+as)?|term(?:s|ed)|dub(?:s|bed)|label(?:s|ed|led)))
        \s+(?:(?:the|an?|its|their)\s+)?["“‘']{0,2}
        (?:(?-i:[A-Z])[\w’'-]*(?:\s+(?:(?-i:[A-Z])[\w’'-]*|al-[\w’'-]+|(?:of(?:\s+the)?|the)(?=\s+(?-i:[A-Z]))))*
          |[\w’'-]+(?:\s+[\w’'-]+){0,2})""",
    re.VERBOSE | re.IGNORECASE,
)
_FULL_QUOTATION = 4  # words from which marks alone make a quotation (design: vocabulary)
_CLOSED_CLAUSE = re.compile(r"[.!?]['’”\"»]*$")


@dataclass(frozen=True, slots=True)
class VoiceMap:
    """One voice for every code point of an article's text; none in boilerplate."""

    paint: bytes

    def at(self, start: int, end: int) -> Voice | None:
        """The voice of a non-empty span: that of its last code point, where the head noun stands.

        None where the span touches boilerplate, which counts nowhere.
        """
        if _NOWHERE in self.paint[start:end]:
            return None
        return VOICES[self.paint[end - 1]]

    def counts(self, starts: Iterable[int]) -> list[int]:
        """How many of the positions are in each voice, in the order of `VOICES`; boilerplate left out."""
        codes = bytes(map(self.paint.__getitem__, starts))
        return [codes.count(code) for code in range(len(VOICES))]


def words_by_voice(text: str, passages: Iterable[Span], voices: VoiceMap) -> list[list[int]]:
    """Return for each passage how many of its words are in each voice, in the order of `VOICES`.

    Passages are half-open spans in text order that do not overlap; boilerplate is left out.
    """
    starts = [start for start, _ in word_spans(text)]
    found, at = [], 0
    for begin, end in passages:
        first = bisect_left(starts, begin, at)
        at = bisect_left(starts, end, first)
        found.append(voices.counts(starts[first:at]))
    return found


def voice_of_most(counts: Sequence[int]) -> Voice | None:
    """Return the voice of a passage with so many words in each voice.

    The outlet's where at least half of the words are in it, else the voice with most words; None without words.
    """
    if not sum(counts):
        return None
    if 2 * counts[VOICES.index(Voice.OUTLET)] >= sum(counts):
        return Voice.OUTLET
    return VOICES[max(range(len(counts)), key=counts.__getitem__)]


def map_voices(
    text: str,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    *,
    boilerplate: Sequence[Span] = (),
) -> VoiceMap:
    """The voice of every code point, decided in the order quoted, paraphrased, scare, distanced, outlet.

    Quoted: inside quotation marks that an attribution covers, or any quotation of four words or more (or
    a whole sentence). Paraphrased: attributed content outside marks. Scare: one to three words in marks
    that nobody is given. Square brackets inside a quotation are the outlet's.
    """
    paint = bytearray(_CODE[Voice.OUTLET] * len(text))

    def colour(span: Span, code: bytes) -> None:
        start, end = span
        paint[start:end] = code * (end - start)

    contents = sorted(span for attribution in attributions for span in attribution.content)
    for match in _DISTANCED.finditer(text):
        colour(match.span(), _CODE[Voice.DISTANCED])
    outer = [q for q in quotations if q.depth == 0]
    covered = _covered(outer, contents)
    full = [
        c or q.words >= _FULL_QUOTATION or bool(_CLOSED_CLAUSE.search(text[q.inner_start : q.inner_end]))
        for q, c in zip(outer, covered, strict=True)
    ]
    for quotation, is_full in zip(outer, full, strict=True):
        if not is_full:
            colour((quotation.start, quotation.end), _CODE[Voice.SCARE])
    for span in contents:
        colour(span, _CODE[Voice.PARAPHRASED])
    for quotation, is_full in zip(outer, full, strict=True):
        if is_full:
            colour((quotation.start, quotation.end), _CODE[Voice.QUOTED])
            for match in _BRACKET.finditer(text, quotation.inner_start, quotation.inner_end):
                colour(match.span(), _CODE[Voice.OUTLET])
    for span in boilerplate:
        colour(span, _NOWHERE)
    return VoiceMap(bytes(paint))


def _covered(quotations: Sequence[Quotation], contents: Sequence[Span]) -> list[bool]:
    """Whether at least half of each quotation lies in attributed content; both sorted by start."""
    out, first = [], 0
    for quotation in quotations:
        while first < len(contents) and contents[first][1] <= quotation.start:
            first += 1
        shared, at = 0, first
        while at < len(contents) and contents[at][0] < quotation.end:
            shared += max(0, min(contents[at][1], quotation.end) - max(contents[at][0], quotation.start))
            at += 1
        out.append(2 * shared >= quotation.end - quotation.start)
    return out


def speaker_of(span: Span, attributions: Sequence[Attribution]) -> int | None:
    """Index of the attribution whose content holds the span, the shortest where several do."""
    best: tuple[int, int] | None = None
    for index, attribution in enumerate(attributions):
        for start, end in attribution.content:
            if start <= span[0] and span[1] <= end and (best is None or end - start < best[0]):
                best = (end - start, index)
    return best[1] if best else None
