"""The differences between two versions of a lexicon, and what the number of the new one should be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from framing.lexicon.model import Lexicon


class Step(IntEnum):
    """What a change means for figures, and so which part of the version it raises."""

    NONE = 0
    PATCH = 1  # no figure changes: wording, evidence, examples, what was read by hand
    MINOR = 2  # more is counted: figures of old entries stay, totals and shares may change
    MAJOR = 3  # what old entries count, what they count for, or what they are called changes


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `kind` is added, removed, renamed or changed; `part` is entry, referent or a part of the header.

    `id` is that of the new version where it is in both, `old_id` that of the old one where the two differ.
    """

    kind: str
    part: str
    id: str
    step: Step
    field: str = ""
    old: str = ""
    new: str = ""
    old_id: str = ""

    def __str__(self) -> str:
        what = f"{self.part} {self.id}".rstrip()
        if self.kind == "renamed":
            return f"{self.part} {self.old_id} → {self.id}"
        return f"{what}: {self.field}: {self.old or '—'} → {self.new or '—'}" if self.field else what


@dataclass(frozen=True, slots=True)
class Diff:
    """The differences in file order: of the header, then of referents, then of entries."""

    old: Lexicon
    new: Lexicon
    changes: tuple[Change, ...]

    @property
    def step(self) -> Step:
        """The largest step of all changes."""
        return max((change.step for change in self.changes), default=Step.NONE)

    @property
    def advised(self) -> str:
        """The least version that the new lexicon should have.

        Before 1.0.0 a lexicon is unfinished, and each part moves one place to the right.
        """
        major, minor, patch = map(int, self.old.version.split("."))
        step = self.step if major else Step(max(self.step - 1, min(self.step, Step.PATCH)))
        return {
            Step.NONE: f"{major}.{minor}.{patch}",
            Step.PATCH: f"{major}.{minor}.{patch + 1}",
            Step.MINOR: f"{major}.{minor + 1}.0",
            Step.MAJOR: f"{major + 1}.0.0",
        }[step]

    @property
    def advice(self) -> str:
        """What to do about the version, in a sentence."""
        meaning = {
            Step.NONE: "nothing differs",
            Step.PATCH: "no figure changes",
            Step.MINOR: "more is counted; what old entries count stays",
            Step.MAJOR: "old entries are gone or count otherwise: figures of the two versions cannot be compared",
        }[self.step]
        if _number(self.new.version) >= _number(self.advised):
            return f"{meaning}; version {self.new.version} after {self.old.version} is right"
        return f"{meaning}; version {self.new.version} after {self.old.version} is too low: make it {self.advised}"


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
