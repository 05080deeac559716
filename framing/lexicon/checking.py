"""A lexicon tested like code: its form, its examples, and entries that get in each other's way."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from framing.lexicon.loading import read_file
from framing.lexicon.matcher import Matcher
from framing.lexicon.model import Entry, Lexicon, Problem, Side
from framing.lexicon.nodes import Log
from framing.lexicon.patterns import Form, forms, is_glob
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.types import Layout, Match, Paragraph, Zone


def check_lexicon(path: str | Path) -> list[Problem]:
    """Every problem of a lexicon file, in line order; none means that it is fit to publish with.

    Each entry needs evidence and examples; each example is run through the whole lexicon; entries that
    repeat another, can never win or can never be resolved are named. Of a lexicon with mistakes in its form
    the entries that have none are checked all the same.
    """
    lexicon, problems = read_file(path)
    if lexicon is None:
        return problems
    log = Log()
    sound = _sound(lexicon, [problem.line for problem in problems if problem.severity == "error"])
    _check_completeness(lexicon, log)
    _check_widths(lexicon, log)
    _check_repeats(lexicon, log)
    _run_examples(sound, lexicon, log)
    _check_shadows(sound, log)
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
    for entry in lexicon.entries:
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
        for rule in entry.context:
            for pattern in rule.patterns if rule.side is not Side.SENTENCE else ():
                length = len(forms(pattern)[0].words)
                if length > rule.within:
                    log.error(
                        entry.line,
                        "never-holds",
                        f"context of entry {entry.id!r}: {pattern!r} has {length} tokens, so that it never stands "
                        f"within {rule.within} on the side '{rule.side}': say 'within: {length}' or more, or delete it",
                    )


def _check_repeats(lexicon: Lexicon, log: Log) -> None:
    """Note forms that two entries share without a way to tell them apart."""
    seen: dict[object, Entry] = {}
    rivals: dict[object, Entry] = {}
    for entry in lexicon.entries:
        told = (frozenset(entry.context), entry.exact, entry.block)
        for form in _all_forms(entry):
            shape = (form.cased if entry.exact else form.words, form.gaps, told)
            first = seen.setdefault((shape, entry.referent), entry)
            if first is not entry:
                log.error(
                    entry.line,
                    "duplicate-pattern",
                    f"entry {entry.id!r} repeats {form.text!r} of entry {first.id!r} (line {first.line}) "
                    "for the same referent: keep one",
                )
                break
            rival = rivals.setdefault(shape, entry)
            if rival is not entry and not (_can_resolve(lexicon, rival) or _can_resolve(lexicon, entry)):
                log.warning(
                    entry.line,
                    "never-resolved",
                    f"entries {rival.id!r} (line {rival.line}) and {entry.id!r} share {form.text!r}, "
                    "and neither referent has anchors: no hit can be told apart",
                )
                break


def _can_resolve(lexicon: Lexicon, entry: Entry) -> bool:
    referent = lexicon.referents.get(entry.referent)
    return bool(referent and referent.anchors)


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
            results = [_find(matcher, example.text) for matcher in (shown if entry.block else real)]
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


def _check_shadows(lexicon: Lexicon, log: Log) -> None:
    """Note entries whose every form is taken by a block entry.

    Nothing else can take all of an entry: a longer pattern needs more text, an equal one shares.
    """
    blocks = [replace(entry, block=False) for entry in lexicon.entries if entry.block and not entry.context]
    matcher = Matcher([replace(lexicon, entries=tuple(blocks))])
    for entry in lexicon.entries:
        samples = [text for form in _all_forms(entry) for text in _samples(form)]
        taken = [any((m.start, m.end) == (0, len(text)) for m in _find(matcher, text)) for text in samples]
        if samples and all(taken) and not entry.block:
            log.error(
                entry.line,
                "shadowed",
                f"entry {entry.id!r} can never win: block entries take every form of it; delete one of them",
            )


def _samples(form: Form) -> Iterator[str]:
    """The shortest texts that a form matches, and one with letters for the wildcards."""
    for filler in ("", "xx") if any(map(is_glob, form.words)) else ("",):
        words = [word.replace("*", filler).replace("?", "x") or "x" for word in form.cased]
        yield "".join(gap + word for gap, word in zip(form.gaps, words, strict=True))


def _all_forms(entry: Entry) -> Iterator[Form]:
    for pattern in entry.patterns:
        yield from forms(pattern, entry.inflect)


def _find(matcher: Matcher, text: str) -> list[Match]:
    layout = Layout((Paragraph(0, len(text), Zone.BODY),))
    return matcher.find(text, tokenise(fold(text)), split_sentences(text, layout))
