"""A lexicon tested like code: its form, its examples, and entries that get in each other's way."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from framing.lexicon.balance import check_balance
from framing.lexicon.loading import read_file
from framing.lexicon.matcher import Matcher
from framing.lexicon.model import Entry, Lexicon, Problem, Side
from framing.lexicon.nodes import Log
from framing.lexicon.patterns import forms
from framing.lexicon.rivals import check_rivals, check_shadows, find
from framing.types import Match


def check_lexicon(path: str | Path) -> list[Problem]:
    """Every problem of a lexicon file, in line order; none means that it is fit to publish with.

    Each entry needs evidence and examples; each example is run through the whole lexicon; entries that
    repeat another, can never win or can never be resolved are named, and so are sets that cannot be compared.
    An imported lexicon is told once that it has neither evidence nor examples. Of a lexicon with mistakes in its form
    the entries that have none are checked all the same.
    """
    lexicon, problems = read_file(path)
    if lexicon is None:
        return problems
    log = Log()
    sound = _sound(lexicon, [problem.line for problem in problems if problem.severity == "error"])
    _check_completeness(lexicon, log)
    _check_widths(lexicon, log)
    check_rivals(lexicon, log)
    if not any(problem.severity == "error" for problem in problems):
        check_balance(lexicon, Path(path), log)
    _run_examples(sound, lexicon, log)
    check_shadows(sound, log)
    return sorted(problems + log.problems(str(path)))


def _sound(lexicon: Lexicon, mistakes: Sequence[int]) -> Lexicon:
    """The lexicon with the entries alone that have no mistake on their lines."""
    ends = [*(entry.line for entry in lexicon.entries[1:]), sys.maxsize]
    entries = (
        entry
        for entry, end in zip(lexicon.entries, ends, strict=False)
        if entry.id and not any(entry.line <= line < max(end, entry.line + 1) for line in mistakes)
    )
    return replace(lexicon, entries=tuple(entries))


def _check_completeness(lexicon: Lexicon, log: Log) -> None:
    if lexicon.imported:
        bare = sum(not (entry.block or entry.evidence) for entry in lexicon.entries)
        log.warning(
            1,
            "unvalidated",
            f"imported from {lexicon.imported.split(',')[0]}: {bare:,} entries have neither evidence nor examples; "
            "read their hits before you publish",
        )
    for entry in () if lexicon.imported else lexicon.entries:
        if entry.block:
            continue
        if entry.evidence is None:
            log.error(
                entry.line,
                "missing-evidence",
                f"entry {entry.id!r} has no evidence: give a grade, D with references or J",
            )
        if not any(example.matches for example in entry.examples):
            log.error(entry.line, "missing-example", f"entry {entry.id!r} has no example that must match: add one")


def _check_widths(lexicon: Lexicon, log: Log) -> None:
    """Note context patterns with more tokens than their rule looks at."""
    for entry in lexicon.entries:
        for rule in (each for first in entry.context for each in (first, *first.others)):
            for pattern in rule.patterns if rule.side is not Side.SENTENCE else ():
                length = len(forms(pattern)[0].words)
                if length > rule.within:
                    log.error(
                        entry.line,
                        "never-holds",
                        f"context of entry {entry.id!r}: {pattern!r} has {length} tokens, so that it never stands "
                        f"within {rule.within} on the side '{rule.side}': say 'within: {length}' or more, or delete it",
                    )


def _run_examples(sound: Lexicon, lexicon: Lexicon, log: Log) -> None:
    """Note the examples of sound entries that fail.

    An entry with mistakes may take text from others or fail to: what is noted fails both with and without
    such entries.
    """
    variants = [sound] if sound.entries == lexicon.entries else [sound, lexicon]
    real = [Matcher([variant]) for variant in variants]
    shown = [Matcher([_unblocked(variant)]) for variant in variants]
    for entry in sound.entries:
        for example in entry.examples:
            results = [find(matcher, example.text) for matcher in (shown if entry.block else real)]
            if any(_names(entry, matches) == example.matches for matches in results):
                continue
            if not example.matches:
                log.error(example.line, "example-matches", f"entry {entry.id!r} must not match in {example.text!r}")
                continue
            taken = ", ".join(f"{each} at {m.start}:{m.end}" for m in results[0] for each in m.entries) or "nothing"
            log.error(
                example.line,
                "example-fails",
                f"entry {entry.id!r} must match in {example.text!r}, but what matches is: {taken}",
            )


def _unblocked(lexicon: Lexicon) -> Lexicon:
    """The lexicon with its block entries made to show, as they otherwise yield nothing to test."""
    return replace(lexicon, entries=tuple(replace(entry, block=False) for entry in lexicon.entries))


def _names(entry: Entry, matches: Iterable[Match]) -> bool:
    return any(entry.id in match.entries for match in matches)
