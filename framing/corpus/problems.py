"""A problem of an outlet's articles over time: what it is, what it affects, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from math import log
from typing import Any

ANNOTATES, BLOCKS = "annotates", "blocks"
OVER_TIME, COUNTS, FIGURES = "over time", "counts", "figures"  # what a problem affects
GAPS = ("gap", "late-start", "early-end")  # days without articles


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """One problem of one outlet's articles.

    code: gap, late-start, early-end, crawl-day, doubled-feed, length-shift or undated. start and end: its first and
    last day, None where it has none. size: days of a gap, articles of a crawl day, the share of repeats or of
    articles without a date, the ratio of lengths after and before a shift. articles: how many are concerned.
    effect: "blocks" where what it affects should not be shown for the outlet, else "annotates". affects: "over
    time" (figures by period), "counts" (numbers of articles or words), "figures" (all).
    """

    code: str
    outlet: str
    start: date | None
    end: date | None
    size: float
    articles: int
    message: str
    effect: str
    affects: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The problem as the manifest holds it, days in ISO form."""
        days = {name: day.isoformat() if day else None for name, day in (("start", self.start), ("end", self.end))}
        return asdict(self) | days | {"affects": list(self.affects)}

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> FeedProblem:
        """The problem that `as_dict` gave."""
        days = {name: date.fromisoformat(held[name]) if held[name] else None for name in ("start", "end")}
        return cls(**{**held, **days, "affects": tuple(held["affects"])})


def all_problems(manifest: Mapping[str, Any]) -> list[FeedProblem]:
    """Every problem of a scored corpus."""
    return [FeedProblem.from_dict(held) for held in manifest.get("health", {}).get("problems", [])]


def problems_of(manifest: Mapping[str, Any], affects: str, outlets: Iterable[str] = ()) -> list[FeedProblem]:
    """The problems of a scored corpus that affect what is asked for, of some outlets or all.

    `affects` is `OVER_TIME`, `COUNTS` or `FIGURES`. A chart marks the days of those that annotate, and leaves out the
    outlets of those that block.
    """
    wanted = set(outlets)
    return [
        each for each in all_problems(manifest) if affects in each.affects and (not wanted or each.outlet in wanted)
    ]


def sentences(problems: Iterable[FeedProblem], most: int = 6) -> list[str]:
    """A sentence on each kind of problem, which names up to `most` of them, the largest first."""
    by_code: dict[str, list[FeedProblem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    said = []
    for code, remedy in _REMEDIES.items():
        listed = sorted(by_code.get(code, []), key=_SIZES.get(code, _by_size))
        if listed:
            more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
            said.append("; ".join(problem.message for problem in listed[:most]) + f"{more}: {remedy}")
    return said


def _by_size(problem: FeedProblem) -> float:
    return -problem.size


_SIZES: dict[str, Callable[[FeedProblem], float]] = {"length-shift": lambda problem: -abs(log(problem.size))}
_REMEDIES = {
    "undated": "they have no place in figures over time; fill the dates",
    "late-start": "compare the outlets from the day on from which all have articles",
    "early-end": "compare the outlets up to the day until which all have articles",
    "gap": "figures of these days are missing, not zero; fetch the articles, or leave the days out for all outlets",
    "crawl-day": "their dates may be those of a crawl, not of publication; check a few",
    "doubled-feed": "copies of one article count once unless duplicates are kept; numbers of articles are too high",
    "length-shift": "texts may be cut, or page furniture be in them, on one side of it; read some of both",
}
