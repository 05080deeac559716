"""Patterns as written, turned into forms: token sequences with the gaps between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate

from framing.text.folding import fold

_PIECES = re.compile(r"([\w*?]+)")
_WHITE = re.compile(r"\s+")
_STARS = re.compile(r"\*{2,}")
_LITERAL = re.compile(r"[^\W_]")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_CONSONANT_Y = re.compile(r"(?<=[^aeiou\W])y$", re.IGNORECASE)
_SILENT_E = re.compile(r"(?<=[^eoy])e$", re.IGNORECASE)
# a word of one syllable that ends in a single vowel and a single consonant doubles it: stop, stopped
_DOUBLES = re.compile(r"^[^aeiou]*(?:qu)?[aeiou][^aeiouwxy\W]$", re.IGNORECASE)
_SHORT_NAME = re.compile(r"[A-Z]{2,4}$")
_FEWEST_LITERALS = 3


class PatternError(ValueError):
    """A pattern that cannot be used; `code` names the kind of mistake."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Form:
    """One token sequence: `words` folded, `cased` the same in the case written; both may hold `*` and `?`.

    `gaps[i]` is the folded text before word i, white space as one space; `gaps[0]` is "".
    """

    words: tuple[str, ...]
    cased: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def text(self) -> str:
        """The form as one string, in the case written."""
        return "".join(gap + word for gap, word in zip(self.gaps, self.cased, strict=True))


def is_glob(word: str) -> bool:
    """Whether the word of a form holds a wildcard."""
    return "*" in word or "?" in word


def glob_regex(word: str) -> re.Pattern[str]:
    """A compiled pattern that matches (from the start) the tokens that the glob stands for.

    Tokens hold word characters only, so that `.` is one; fnmatch's translation never backtracks far.
    """
    return re.compile(translate(word))


def squeeze(gap: str) -> str:
    """The folded text between two tokens with each run of white space as one space."""
    return _WHITE.sub(" ", gap)


def is_short_name(pattern: str) -> bool:
    """Whether an anchor or context pattern keeps its case: two to four capitals, such as IS or UN."""
    return bool(_SHORT_NAME.match(pattern))


def forms(pattern: str, inflect: str = "") -> tuple[Form, ...]:
    """The forms of a pattern: itself first and, if inflected, its plural or verb forms.

    `inflect` is "", "noun" (the last word gets its plural) or "verb" (the first word gets -s, -ed, -ing).
    Raises PatternError for a pattern that can match nothing or nearly everything.

    >>> [form.text for form in forms("terror group", "noun")]
    ['terror group', 'terror groups']
    >>> [form.text for form in forms("stop", "verb")]
    ['stop', 'stops', 'stopped', 'stopping']
    """
    base = _parse(pattern)
    if not inflect:
        return (base,)
    at = len(base.words) - 1 if inflect == "noun" else 0
    word = base.words[at]
    if is_glob(word[-2:]):
        raise PatternError("bad-inflect", f"{pattern!r} cannot be inflected: {word!r} must end in two letters")
    words, cased = _endings(word, inflect), _endings(base.cased[at], inflect)
    sequences = [
        ((*base.words[:at], one, *base.words[at + 1 :]), (*base.cased[:at], other, *base.cased[at + 1 :]))
        for one, other in zip(words, cased, strict=True)
    ]
    return (base, *(Form(one, other, base.gaps) for one, other in sequences))


def _endings(word: str, inflect: str) -> tuple[str, ...]:
    return (plural(word),) if inflect == "noun" else verb_forms(word)


def _parse(pattern: str) -> Form:
    parts = _PIECES.split(squeeze(fold(pattern).text.strip()))
    cased = _PIECES.split(squeeze(fold(pattern, keep_case=True).text.strip()))
    if len(parts) == 1:
        raise PatternError("empty-pattern", f"pattern {pattern!r} holds no word")
    if parts[0] or parts[-1]:
        edge = parts[0] or parts[-1]
        raise PatternError("pattern-edge", f"pattern {pattern!r} must begin and end with a word: leave out {edge!r}")
    words, written = (tuple(_STARS.sub("*", word) for word in pieces[1::2]) for pieces in (parts, cased))
    if not (_LITERAL.search(words[0]) and _LITERAL.search(words[-1])):
        raise PatternError(
            "broad-pattern",
            f"pattern {pattern!r} starts or ends with a word of wildcards alone: it matches any word",
        )
    return Form(words, written, tuple(parts[:-1:2]))


def is_loose(form: Form) -> bool:
    """Whether a form is a single word with so few letters beside its `*` that it matches much unmeant."""
    word = form.words[0]
    return len(form.words) == 1 and "*" in word and len(_LITERAL.findall(word)) < _FEWEST_LITERALS


def plural(noun: str) -> str:
    """The regular English plural; irregular ones are patterns of their own.

    >>> [plural(noun) for noun in ("regime", "militia", "enemy", "crutch", "UN")]
    ['regimes', 'militias', 'enemies', 'crutches', 'UNs']
    """
    if _SIBILANT.search(noun):
        return noun + "es"
    return _CONSONANT_Y.sub("ie", noun) + "s"


def verb_forms(verb: str) -> tuple[str, str, str]:
    """The regular English forms in -s, -ed and -ing; irregular ones are patterns of their own.

    >>> verb_forms("die"), verb_forms("deny"), verb_forms("plot")
    (('dies', 'died', 'dying'), ('denies', 'denied', 'denying'), ('plots', 'plotted', 'plotting'))
    """
    if verb.lower().endswith("ie"):
        return plural(verb), verb + "d", verb[:-2] + "ying"
    stem = verb + verb[-1] if _DOUBLES.match(verb) else verb
    past = verb + "d" if verb.lower().endswith("e") else _CONSONANT_Y.sub("i", stem) + "ed"
    return plural(verb), past, _SILENT_E.sub("", stem) + "ing"
