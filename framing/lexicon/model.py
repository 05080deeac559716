"""The values of a lexicon: frozen, slotted, picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from framing._shown import table
from framing.errors import LexiconError


class Side(StrEnum):
    """Where a context rule looks, seen from the match."""

    LEFT = "left"
    RIGHT = "right"
    NEAR = "near"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class ContextRule:
    """One of the patterns must (`required`) or must not stand on that side of the match.

    `within` counts tokens; it is 0 for the side `sentence`, which has no width. A required rule holds too where one of
    its `others` does, which look elsewhere.
    """

    side: Side
    patterns: tuple[str, ...]
    within: int = 1
    required: bool = True
    others: tuple[ContextRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an entry has its loading: grade D (documented in the references) or J (judgement)."""

    grade: str
    references: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A passage in which the entry must (`matches`) or must not match; `line` counts from 1."""

    text: str
    matches: bool
    line: int = 0


@dataclass(frozen=True, slots=True)
class Referent:
    """Who or what is named, its reference wording, and the patterns that name it beyond doubt.

    `places` are patterns of where it acts, weaker anchors. `mirror` is the referent on the other side,
    "lexicon/referent" where it is in another lexicon.
    """

    id: str
    label: str
    reference: str = ""
    anchors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    mirror: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Validation:
    """Hits read by hand: `correct` of `n`, of an entry, a referent or a category (`of`).

    `outlet` is "" where they are of the whole corpus; `date` is an ISO date; `line` counts from 1.
    """

    of: str
    n: int
    correct: int
    corpus: str
    date: str
    outlet: str = ""
    line: int = 0

    @property
    def precision(self) -> float:
        """The share of the hits read that were of the sense meant."""
        return self.correct / self.n


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look for. `loading` is -1 against the referent, 0 reference, +1 in favour.

    `inflect` is "", "noun" or "verb"; `exact` holds the case of the patterns; `weight` is carried for other
    tools and counts nowhere; `line` counts from 1.
    """

    id: str
    patterns: tuple[str, ...]
    category: str = ""
    referent: str = ""
    loading: int = 0
    register: str = ""
    inflect: str = ""
    exact: bool = False
    anchored: bool = False
    block: bool = False
    context: tuple[ContextRule, ...] = ()
    evidence: Evidence | None = None
    examples: tuple[Example, ...] = ()
    weight: float | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon as loaded. `sha256` is that of the file's bytes, `source_path` where it was read.

    `imported` says what file of another tool it was made of, "" for none; `lines` is where "references/ID"
    and "categories/NAME" stand.
    """

    name: str
    version: str
    language: str
    entries: tuple[Entry, ...]
    licence: str = ""
    citation: str = ""
    description: str = ""
    references: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    referents: Mapping[str, Referent] = field(default_factory=dict)
    validated: tuple[Validation, ...] = ()
    imported: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    sha256: str = ""
    source_path: str = ""
    _by_id: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entry.id: entry for entry in self.entries})

    def _repr_html_(self) -> str:
        rows = (
            (each.id, ", ".join(each.patterns), each.referent or each.category, each.loading) for each in self.entries
        )
        notes = [self.description] if self.description else []
        return table(f"{self.name} {self.version}", ("entry", "patterns", "of", "loading"), rows, notes=notes)

    def entry(self, entry_id: str) -> Entry:
        """The entry of that id; LexiconError for an unknown one."""
        try:
            return self._by_id[entry_id]
        except KeyError:
            raise LexiconError(
                f"lexicon {self.name} has no entry {entry_id!r}: see `framing lexicon show {self.name}`"
            ) from None

    def validations(self, entry_id: str) -> tuple[Validation, ...]:
        """What was read by hand of an entry; of none, of its referent; of neither, of its category.

        () is UNVALIDATED: nobody has recorded that its hits mean what they are counted as.
        """
        entry = self.entry(entry_id)
        for name in (entry.id, entry.referent, entry.category):
            found = tuple(each for each in self.validated if each.of == name)
            if name and found:
                return found
        return ()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a lexicon file. `line` counts from 1; `severity` is "error" or "warning"."""

    file: str
    line: int
    severity: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}[{self.code}]: {self.message}"
