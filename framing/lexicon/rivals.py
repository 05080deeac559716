"""Entries of a lexicon that get in each other's way: repeated, overlapping, shadowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from framing.lexicon.matcher import Matcher
from framing.lexicon.model import Entry, Lexicon
from framing.lexicon.nodes import Log
from framing.lexicon.patterns import Form, forms, is_glob
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.types import Layout, Match, Paragraph, Zone


def check_rivals(lexicon: Lexicon, log: Log) -> None:
    """Note forms that two entries share without a way to tell them apart."""
    seen: dict[object, Entry] = {}
    rivals: dict[object, Entry] = {}
    for entry in lexicon.entries:
        told = (frozenset(entry.context), entry.exact, entry.block)
        for form in all_forms(entry):
            shape = (form.cased if entry.exact else form.words, form.gaps, told)
            first = seen.setdefault((shape, _claim(entry)), entry)
            if first is not entry:
                what = f"referent {entry.referent!r}" if entry.referent else f"category {entry.category!r}"
                log.error(
                    entry.line,
                    "duplicate-pattern",
                    f"entry {entry.id!r} repeats {form.text!r} of entry {first.id!r} (line {first.line}) "
                    f"for the same {what}: keep one",
                )
                break
            if not entry.referent:
                continue
            rival = rivals.setdefault(shape, entry)
            if rival is not entry and not (_can_resolve(lexicon, rival) or _can_resolve(lexicon, entry)):
                log.warning(
                    entry.line,
                    "never-resolved",
                    f"entries {rival.id!r} (line {rival.line}) and {entry.id!r} share {form.text!r}, "
                    "and neither referent has anchors: no hit can be told apart",
                )
                break


def check_shadows(lexicon: Lexicon, log: Log) -> None:
    """Note entries whose every form is taken by a block entry or by entries before them in the file.

    Nothing else can take all of an entry: a longer pattern needs more text. Of entries that tie for one
    referent, or for one category where there is none, the first in the file counts.
    """
    blocks = [replace(entry, block=False) for entry in lexicon.entries if entry.block and not entry.context]
    shown = [entry for entry in lexicon.entries if not entry.block]
    free = [replace(entry, context=()) for entry in shown]
    blocking, tying = (Matcher([replace(lexicon, entries=tuple(each))]) for each in (blocks, free))
    place = {entry.id: at for at, entry in enumerate(lexicon.entries)}
    repeated = {line for line, _, code, _ in log.found if code == "duplicate-pattern"}
    for entry in shown:
        if entry.line in repeated:
            continue
        samples = list(dict.fromkeys(text for form in all_forms(entry) for text in _samples(form)))
        if samples and all(any(_whole(m, text) for m in find(blocking, text)) for text in samples):
            log.error(
                entry.line,
                "shadowed",
                f"entry {entry.id!r} can never win: block entries take every form of it; delete one of them",
            )
            continue
        ties = [_ties(entry, text, tying, lexicon) for text in samples]
        first = [next((t for t in tied if place[t.id] < place[entry.id] and _wins(t, entry)), None) for tied in ties]
        if all(first):
            names = ", ".join(dict.fromkeys(f"{t.id!r} (line {t.line})" for t in first if t))
            # a list of another tool often holds a stem with * beside its words, and loses no hit by it
            note = log.warning if lexicon.imported else log.error
            note(
                entry.line,
                "shadowed",
                f"entry {entry.id!r} can never win: {names} comes first and matches all that it matches; "
                "put the narrower entry first, or delete one",
            )
            continue
        _note_overlaps(entry, samples, ties, place, log)


def _note_overlaps(entry: Entry, samples: list[str], ties: list[list[Entry]], place: dict[str, int], log: Log) -> None:
    """Note the first text that the entry and an earlier one of another loading both match, whatever stands around."""
    for text, tied in zip(samples, ties, strict=True):
        for other in tied:
            if place[other.id] < place[entry.id] and other.loading != entry.loading and other.context == entry.context:
                log.warning(
                    entry.line,
                    "overlap",
                    f"entries {other.id!r} (line {other.line}, loading {other.loading}) and {entry.id!r} (loading "
                    f"{entry.loading}) both match {text!r}, and the first counts: make one of them narrower",
                )
                return


def _ties(entry: Entry, text: str, tying: Matcher, lexicon: Lexicon) -> list[Entry]:
    """The other entries with the same claim that match all of the text where their context allows it."""
    tied = (lexicon.entry(name) for match in find(tying, text) if _whole(match, text) for name in match.entries)
    return [other for other in tied if other.id != entry.id and _claim(other) == _claim(entry)]


def _wins(first: Entry, entry: Entry) -> bool:
    """Whether an entry before another in the file takes what both match, wherever it stands."""
    return (
        (not first.context or first.context == entry.context)
        and first.exact <= entry.exact
        and first.anchored <= entry.anchored
    )


def _claim(entry: Entry) -> tuple[str, str]:
    """What entries that tie compete for: a referent, or where there is none a category."""
    return entry.referent, "" if entry.referent else entry.category


def _whole(match: Match, text: str) -> bool:
    return (match.start, match.end) == (0, len(text))


def _can_resolve(lexicon: Lexicon, entry: Entry) -> bool:
    referent = lexicon.referents.get(entry.referent)
    return bool(referent and (referent.anchors or referent.places))


def _samples(form: Form) -> Iterator[str]:
    """The shortest texts that a form matches, and one with letters for the wildcards."""
    for filler in ("", "xx") if any(map(is_glob, form.words)) else ("",):
        words = [word.replace("*", filler).replace("?", "x") or "x" for word in form.cased]
        yield "".join(gap + word for gap, word in zip(form.gaps, words, strict=True))


def all_forms(entry: Entry) -> Iterable[Form]:
    """The forms of all the patterns of an entry."""
    for pattern in entry.patterns:
        yield from forms(pattern, entry.inflect)


def find(matcher: Matcher, text: str) -> list[Match]:
    """The matches in a text that is one paragraph."""
    layout = Layout((Paragraph(0, len(text), Zone.BODY),))
    return matcher.find(text, tokenise(fold(text)), split_sentences(text, layout))
