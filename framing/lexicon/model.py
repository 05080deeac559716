"""The values of a lexicon: frozen, slotted, picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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

    `within` counts tokens; it is 0 for the side `sentence`, which has no width.
    """

    side: Side
    patterns: tuple[str, ...]
    within: int = 1
    required: bool = True


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
    """Who or what is named, its reference wording, and the patterns that name it beyond doubt."""

    id: str
    label: str
    reference: str = ""
    anchors: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look for. `loading` is -1 against the referent, 0 reference, +1 in favour.

    `inflect` is "", "noun" or "verb"; `exact` holds the case of the patterns; `line` counts from 1.
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
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon as loaded. `sha256` is that of the file's bytes, `source_path` where it was read."""

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
    sha256: str = ""
    source_path: str = ""
    _by_id: Mapping[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {entry.id: entry for entry in self.entries})

    def entry(self, entry_id: str) -> Entry:
        """The entry of that id; LexiconError for an unknown one."""
        try:
            return self._by_id[entry_id]
        except KeyError:
            raise LexiconError(
                f"lexicon {self.name} has no entry {entry_id!r}: see `framing lexicon show {self.name}`"
            ) from None


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
