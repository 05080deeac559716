"""What the tagger knows of a word by itself, as hashed feature keys."""

from __future__ import annotations

from zlib import crc32

from framing.attribution.cues import cue_forms, noun_cues
from framing.attribution.sources import word_type
from framing.attribution.words import (
    BE,
    BREAK,
    DETERMINER,
    HAVE,
    MODAL,
    NOT,
    OBJECT,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    SUBORDINATOR,
    TIME,
)

KEYS = 12  # feature keys of a word

_CLASSES = {
    "be": BE,
    "have": HAVE,
    "modal": MODAL,
    "not": NOT,
    "personal": PERSONAL,
    "possessive": POSSESSIVE,
    "determiner": DETERMINER,
    "object": OBJECT,
    "question": QUESTION,
    "pronoun": PRONOUN,
    "time": TIME,
    "preposition": PREPOSITION,
    "subordinator": SUBORDINATOR,
}
_FUNCTION = frozenset().union(*_CLASSES.values()) | BREAK | {"'s", "'t", "'re", "'ve", "and", "or", "per", "''", "``"}
_LONG = 40  # code points of a word that features look at


def _hash(kind: str, value: str) -> int:
    """Return a key of 64 bits, never 0."""
    return (crc32(kind.encode()) << 32 | crc32(value.encode("utf-8", "surrogatepass"))) or 1


def word_keys(word: str) -> tuple[int, ...]:
    """Return the feature keys of a word, 0 where it lacks one."""
    word = word[:_LONG].replace("’", "'")
    low = word.lower()
    form, noun = cue_forms().get(low), noun_cues().get(low)
    kind = next((name for name, words in _CLASSES.items() if low in words), "")
    shape = _shape(word)
    coarse = low if low in _FUNCTION else _coarse(low, shape, form.tense if form else "", noun=noun is not None)
    lemma = form.cues[-1].lemma.split()[0] if form else noun[0].lemma if noun else ""
    return (
        _hash("word", word),
        _hash("low", low),
        _hash("lemma", lemma) if lemma else 0,
        _hash("cue", _frames(low)) if lemma else 0,
        _hash("class", kind + coarse),
        _hash("shape", shape),
        _hash("p3", low[:3]) if len(low) > 3 else 0,
        _hash("p5", low[:5]) if len(low) > 5 else 0,
        _hash("s2", low[-2:]) if len(low) > 3 else 0,
        _hash("s3", low[-3:]) if len(low) > 4 else 0,
        _hash("s4", low[-4:] + shape) if len(low) > 5 else 0,
        _hash("type", word_type(word)) if word[:1].isalpha() and word_type(word) else 0,
    )


def _frames(low: str) -> str:
    form = cue_forms().get(low)
    if form is None:
        return "noun"
    return form.tense + form.cues[-1].stance_class + "".join(sorted(form.cues[-1].frames))


def _shape(word: str) -> str:
    if word[:1].isdigit():
        return "9"
    if not word[:1].isalpha():
        return word[:2]
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    return ("Xx" if word[0].isupper() else "x") + ("-" if "-" in word else "")


def _coarse(low: str, shape: str, tense: str, *, noun: bool) -> str:
    if tense:
        return "cue-" + tense
    if noun:
        return "cue-noun"
    if shape[:1] in "9X":
        return shape
    for ending in ("ing", "ed", "ly", "s"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return "-" + ending
    return shape
