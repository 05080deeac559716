"""Hand-marked sentences of events, and how far the rules agree with them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from framing.agency.events import find_events
from framing.attribution.voice import map_voices
from framing.errors import FramingError
from framing.text.parsing import parse_text
from framing.types import Agency, Article, Event, EventForm, Span

ROLES = {"p": "predicate", "a": "agent", "v": "victim", "i": "instrument"}
COLUMNS = ("form", "negated", "marked")
_MARK = re.compile(r"\{([pavi]) |\}")
_SAME = 0.5  # share of the union that two spans of one role have in common


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """One event as marked by hand; spans are half-open code points of the sentence."""

    predicate: Span
    form: EventForm
    agent: Span | None
    victim: Span | None
    instrument: Span | None
    negated: bool

    @property
    def agency(self) -> Agency:
        """Whether who did it is named."""
        return Agency.EXPRESSED if self.agent else Agency.INSTRUMENT if self.instrument else Agency.DELETED


@dataclass(slots=True)
class Tally:
    """Counts behind precision and recall: `right` of those `found`, and of those `marked`."""

    right: int = 0
    found: int = 0
    marked: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; NaN where nothing was found."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """The share of what is marked that was found; NaN where nothing is marked."""
        return self.right / self.marked if self.marked else float("nan")


def read_marked(path: Path) -> dict[str, list[MarkedEvent]]:
    """Return sentence -> its marked events, from a file with columns form, negated and marked.

    `marked` is the sentence with braces around the roles: `{a Soldiers} {p shot} {v a boy}`; a row without form is a
    sentence without event.

    Raises:
        FramingError: a column is missing, or a row has no predicate or an unknown form.
    """
    found: dict[str, list[MarkedEvent]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise FramingError(f"{path} has columns {rows.fieldnames}; they must be {', '.join(COLUMNS)}")
        for number, row in enumerate(rows, 1):
            text, spans = _unmark(row["marked"])
            events = found.setdefault(text, [])
            if not row["form"]:
                continue
            if row["form"] not in set(EventForm) or "p" not in spans:
                raise FramingError(
                    f"{path}, row {number}: form {row['form']!r} must be one of {', '.join(EventForm)}, and the "
                    "predicate must stand in {p ...}"
                )
            roles = {ROLES[role]: span for role, span in spans.items()}
            events.append(
                MarkedEvent(
                    roles["predicate"],
                    EventForm(row["form"]),
                    roles.get("agent"),
                    roles.get("victim"),
                    roles.get("instrument"),
                    row["negated"] == "1",
                )
            )
    return found


def _unmark(marked: str) -> tuple[str, dict[str, Span]]:
    text, spans, opened, done = "", {}, list[tuple[str, int]](), 0
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        done = match.end()
        if match[1]:
            opened.append((match[1], len(text)))
        elif opened:
            role, start = opened.pop()
            spans[role] = (start, len(text))
    return text + marked[done:], spans


def events_of(text: str) -> tuple[Event, ...]:
    """Return the events of a text that stands alone."""
    parsed = parse_text(Article("", body=text))
    return find_events(parsed, map_voices(text, parsed.quotations, ()))


def score(marked: Mapping[str, Iterable[MarkedEvent]]) -> dict[str, Tally]:
    """Return the tallies of events, of every field and of every form, over hand-marked sentences.

    An event is found where its predicate is; fields are of events found and marked both, spans right where they
    share at least half of their union. A form is right where the predicate is found with it.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    for text, events in marked.items():
        gold = list(events)
        found = list(events_of(text))
        _count(tallies["event"], len(_pairs(gold, found)), len(found), len(gold))
        for form in EventForm:
            mine = [event for event in found if event.form is form]
            theirs = [event for event in gold if event.form is form]
            _count(tallies[f"form {form}"], len(_pairs(theirs, mine)), len(mine), len(theirs))
        for one, other in _pairs(gold, found):
            for name in ("agent", "victim", "instrument"):
                a, b = getattr(one, name), getattr(other, name)
                _count(tallies[name], int(_overlap(a, b) >= _SAME), int(b is not None), int(a is not None))
            for name in ("form", "agency", "negated"):
                _count(tallies[name], int(getattr(one, name) == getattr(other, name)), 1, 1)
    return {name: tally for name, tally in tallies.items() if tally.found or tally.marked}


def _pairs(marked: Iterable[MarkedEvent], found: Iterable[Event]) -> list[tuple[MarkedEvent, Event]]:
    places = {(event.start, event.end): event for event in found}
    return [(event, places[event.predicate]) for event in marked if event.predicate in places]


def _count(tally: Tally, right: int, found: int, marked: int) -> None:
    tally.right += right
    tally.found += found
    tally.marked += marked


def _overlap(one: Span | None, other: Span | None) -> float:
    if one is None or other is None:
        return 0.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def score_lines(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield a table of the tallies, a line each."""
    yield f"{'':<20}{'precision':>10}{'recall':>9}{'right':>8}{'found':>8}{'marked':>8}"
    for name, tally in tallies.items():
        yield f"{name:<20}{tally.precision:>10.3f}{tally.recall:>9.3f}{tally.right:>8}{tally.found:>8}{tally.marked:>8}"
