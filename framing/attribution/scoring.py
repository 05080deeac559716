"""How close attributions come to hand-marked ones: tokens by role, and whole relations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.attribution.gold import ROLES, Event
from framing.types import Kind, Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARKS = '"“”„‟«»'
_DIRECT = 0.9  # share of words in double quotation marks from which hand-marked content counts as direct

Sets = dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Recall:
    """Of `gold` attributions of one kind, the shares paired at all, paired with half the content, and in full."""

    gold: int
    overlap: float
    half: float
    full: float


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, of `found` and `gold` items."""

    precision: float
    recall: float
    f1: float
    found: int
    gold: int


def evaluate(articles: Iterable[tuple[str, Sequence[Event], Sequence[Event]]]) -> Mapping[str, Score]:
    """Return the scores over articles, each its text, hand-marked and predicted attributions.

    `source`, `cue` and `content` count tokens (words and punctuation marks), one role a token, cue over
    source over content. `overlap`, `half` and `full` count attributions paired one to one by shared content:
    paired at all; the contents' Jaccard index is at least 0.5; and source and cue overlap too. `direct` has
    the recall of direct quotations, paired at all.
    """
    return scores_of(count(articles))


def count(articles: Iterable[tuple[str, Sequence[Event], Sequence[Event]]]) -> Counter[str]:
    """Return what `scores_of` and `recall_by_kind` are made from; counts of groups of articles can be added up."""
    n: Counter[str] = Counter()
    for text, gold, found in articles:
        _add_article(n, text, gold, found)
    return n


def scores_of(n: Counter[str]) -> Mapping[str, Score]:
    """Return the scores of `evaluate` from counts."""
    scores = {role: _score(n[role], n[role], n[role + " found"], n[role + " gold"]) for role in ROLES}
    for name in ("overlap", "half", "full"):
        scores[name] = _score(n[name], n[name], n["found"], n["gold"])
    scores["direct"] = _score(n["direct overlap"], n["direct overlap"], n["direct gold"], n["direct gold"])
    return scores


def recall_by_kind(n: Counter[str]) -> Mapping[Kind, Recall]:
    """Return how much of the hand-marked attributions of each kind is found, from counts.

    Content is direct here if at least 90 % of its words stand in double quotation marks.
    """
    return {
        kind: Recall(
            n[f"{kind} gold"],
            *(n[f"{kind} {level}"] / max(n[f"{kind} gold"], 1) for level in ("overlap", "half", "full")),
        )
        for kind in (Kind.DIRECT, Kind.MIXED, Kind.INDIRECT)
    }


def _score(right_found: int, right_gold: int, found: int, gold: int) -> Score:
    precision, recall = (right_found / found if found else 0.0), (right_gold / gold if gold else 0.0)
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0, found, gold)


def _add_article(n: Counter[str], text: str, gold: Sequence[Event], found: Sequence[Event]) -> None:
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    marked, given = ([_sets(event, tokens) for event in events] for events in (gold, found))
    roles = [_by_role(events) for events in (marked, given)]
    for role in ROLES:
        n[role] += len(roles[0][role] & roles[1][role])
        n[role + " gold"] += len(roles[0][role])
        n[role + " found"] += len(roles[1][role])
    n["gold"] += len(gold)
    n["found"] += len(found)
    match = _pair(marked, given, _words(text, tokens))
    for place, (event, sets) in enumerate(zip(gold, marked, strict=True)):
        kind = _kind(text, event.content)
        n[f"{kind} gold"] += 1
        if place in match:
            half, full = _closeness(sets, given[match[place]])
            for level, reached in (("overlap", True), ("half", half), ("full", full)):
                n[level] += reached
                n[f"{kind} {level}"] += reached


def right(text: str, gold: Sequence[Event], found: Sequence[Event]) -> list[bool]:
    """Say of each predicted attribution whether it is one of the hand-marked ones, in full as `evaluate` has it."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    marked, given = ([_sets(event, tokens) for event in events] for events in (gold, found))
    pairs = {other: place for place, other in _pair(marked, given, _words(text, tokens)).items()}
    return [place in pairs and _closeness(marked[pairs[place]], sets)[1] for place, sets in enumerate(given)]


def _words(text: str, tokens: Sequence[Span]) -> frozenset[int]:
    """Return the numbers of the tokens that are words."""
    return frozenset(place for place, (start, _) in enumerate(tokens) if text[start].isalnum())


def _closeness(gold: Sets, found: Sets) -> tuple[bool, bool]:
    """Say whether a pair shares half the content, and whether source and cue overlap too."""
    half = 2 * len(gold["content"] & found["content"]) >= len(gold["content"] | found["content"])
    source = bool(gold["source"] & found["source"]) or not (gold["source"] or found["source"])
    return half, half and source and bool(gold["cue"] & found["cue"])


def _sets(event: Event, tokens: Sequence[Span]) -> Sets:
    """Return the numbers of the tokens that share a character with each role."""
    out: Sets = {}
    for role in ROLES:
        places: set[int] = set()
        for start, end in getattr(event, role):
            first = bisect_right(tokens, start, key=lambda token: token[1])
            places.update(range(first, bisect_left(tokens, end, key=lambda token: token[0])))
        out[role] = frozenset(places)
    return out


def _by_role(events: Sequence[Sets]) -> Sets:
    """Return the tokens of each role, each token in one."""
    cue, source, content = (
        frozenset[int]().union(*(event[role] for event in events)) for role in ("cue", "source", "content")
    )
    return {"cue": cue, "source": source - cue, "content": content - source - cue}


def _pair(gold: Sequence[Sets], found: Sequence[Sets], words: frozenset[int]) -> dict[int, int]:
    """Return gold -> found, one to one, by most shared content, then by shared source and cue."""
    pairs = sorted(
        (
            (len(g["content"] & f["content"]), len(g["source"] & f["source"]) + len(g["cue"] & f["cue"]), -i, -j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if g["content"] & f["content"] & words
        ),
        reverse=True,
    )
    match: dict[int, int] = {}
    for _, _, i, j in pairs:
        if -i not in match and -j not in match.values():
            match[-i] = -j
    return match


def _kind(text: str, content: Sequence[Span]) -> Kind:
    """Return the kind of a content by the share of its words in double quotation marks."""
    passage = " ".join(text[start:end] for start, end in sorted(content)).replace("''", '"').replace("``", '"')
    first = next((mark for mark in passage if mark in _MARKS), "")
    if not first:
        return Kind.INDIRECT
    inside, words, quoted = first in ("”", "»"), 0, 0
    for match in _TOKEN.finditer(passage):
        if match[0] in _MARKS:
            inside = {"”": False, "»": False, '"': not inside}.get(match[0], True)
        elif match[0][0].isalnum():
            words, quoted = words + 1, quoted + inside
    return Kind.DIRECT if quoted >= _DIRECT * words else Kind.MIXED
