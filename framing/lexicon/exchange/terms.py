"""Words by category: what the formats of other tools hold, and the one shape that all are read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from framing.lexicon.nodes import Log
from framing.lexicon.patterns import PatternError, forms


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase in one category.

    `before_of` is LIWC's condition <of>: True counts only before "of", False only elsewhere. `line` counts from 1.
    """

    word: str
    category: str
    weight: float | None = None
    before_of: bool | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TermList:
    """Categories in order, each with what it stands for ("" where the file does not say), and their terms."""

    categories: Mapping[str, str]
    terms: tuple[Term, ...]


class Draft:
    """A term list while it is read: each mistake goes to the log with its line, and reading goes on."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.categories: dict[str, str] = {}
        self._terms: dict[tuple[object, str, bool | None], Term] = {}

    def category(self, name: str, line: int, description: str = "") -> str:
        """Add a category, or find it; its name with white space made even."""
        name, description = _even(name), _even(description)
        if not name:
            self.log.error(line, "empty-value", "the category has no name: give it one")
        elif not self._printable(name + description, line):
            name = ""
        if name:
            self.categories.setdefault(name, description)
        return name

    def term(self, term: Term) -> None:
        """Add a term; one that no pattern can hold, or that contradicts another, is an error."""
        if not term.category:
            return  # told where the category stands
        word, line = _even(term.word), term.line
        if not word or not self._printable(word, line):
            if not word:
                self.log.error(line, "empty-value", "the word is empty: give one or delete the line")
            return
        try:
            form = forms(word)[0]
        except PatternError as error:
            self.log.error(line, error.code, f"{error}")
            return
        term = replace(term, word=word)
        first = self._terms.setdefault(((form.words, form.gaps), term.category, term.before_of), term)
        if first is term:
            return
        where = f"{word!r} in category {term.category!r}"
        if first.weight != term.weight:
            self.log.error(
                line,
                "contradiction",
                f"{where} weighs {_weight(term.weight)}, but {_weight(first.weight)} on line {first.line}: keep one",
            )
        else:
            self.log.warning(line, "duplicate-pattern", f"{where} stands on line {first.line} already: read once")

    def literal_star(self, word: str, line: int) -> None:
        """Note a * where a list of words may well mean a letter left out, or itself."""
        if "*" in word.strip().removesuffix("*"):
            self.log.warning(line, "wildcard", f"{word!r}: * stands for any letters, also where one was hidden by it")

    def finish(self) -> TermList:
        """What was read."""
        if not self._terms and not self.log.failed:
            self.log.error(1, "empty-file", "no term was read: is the format right? See --format")
        return TermList(self.categories, tuple(self._terms.values()))

    def _printable(self, text: str, line: int) -> bool:
        odd = next((c for c in text if not (c.isprintable() or c in "\xad\u200b\u200c\u200d")), None)
        if odd:
            self.log.error(line, "not-printable", f"the character U+{ord(odd):04X} stands in {text!r}: delete it")
        return odd is None


def _even(text: str) -> str:
    return " ".join(text.split())


def _weight(weight: float | None) -> str:
    return "nothing" if weight is None else f"{weight:g}"
