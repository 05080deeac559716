"""What is wrong with an outlet's articles over time: gaps, crawl days, doubled feeds, shifts in length, no dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np

from framing.corpus.problems import ANNOTATES, BLOCKS, COUNTS, FIGURES, OVER_TIME, FeedProblem

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
Flags: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"

BY_CHANCE = 0.003  # probability, over all days of an outlet, that it would stay as silent as in a gap
FEWEST = 20  # dated articles of an outlet that is judged
CRAWLED = 10  # articles on a day that can be a crawl day
TIMES = 4  # as many as on a busy day of the outlet (the 90th percentile of its days with articles)
DOUBLED_SHARE = 0.3  # repeats among the articles of a doubled feed; 0.5 where each article came twice
DOUBLED_FROM = 10  # repeats
SHIFT = 1.4  # ratio of the median lengths after and before
SHIFT_P = 0.001
SEGMENT = 20  # articles before and after a shift
UNDATED_SHARE = 0.05
MOST = 0.5  # of an outlet's articles without a date, or of its days in a gap: figures over time say nothing
_TESTED = 30  # gaps of an outlet, the longest


@dataclass(frozen=True, slots=True)
class _Feed:
    """The articles of one outlet in order of day; repeated: those that repeat another of the outlet."""

    outlet: str
    days: Numbers
    words: Numbers
    repeated: Flags
    undated: int


def feed_problems(
    outlets: Sequence[str], days: Sequence[int], words: Sequence[int], repeated: Sequence[bool]
) -> list[FeedProblem]:
    """The problems of every named outlet, by outlet and first day.

    All parameters have an entry an article: days are those of `date.toordinal`, 0 for unknown; repeated says whether
    the article repeats another of its outlet.

    An outlet of fewer than 20 dated articles is not judged but for the share of unknown dates.
    """
    day, length, again = np.array(days, dtype=np.int64), np.array(words, dtype=np.int64), np.array(repeated, dtype=bool)
    span = _span(np.sort(day[day > 0]))
    names, group = np.unique(np.array(outlets, dtype=object), return_inverse=True)
    order = np.lexsort((day, group))
    ends = np.cumsum(np.bincount(group, minlength=len(names)))
    found: list[FeedProblem] = []
    for number, outlet in enumerate(names.tolist()):
        if not outlet:
            continue
        rows = order[ends[number - 1] if number else 0 : ends[number]]
        undated = int((day[rows] == 0).sum())
        rows = rows[undated:]
        feed = _Feed(outlet, day[rows], length[rows], again[rows], undated)
        found += _undated(feed)
        if len(rows) >= FEWEST:
            timed = [*_gaps(feed, span), *_crawl_days(feed), *_doubled(feed), *_length_shifts(feed)]
            found += sorted(timed, key=lambda problem: (problem.start or date.min, problem.code))
    return found


def _span(dated: Numbers) -> tuple[int, int]:
    """The first and the last day of the corpus, a hundredth of its articles at either end left aside."""
    if not len(dated):
        return 0, 0
    return int(dated[len(dated) // 100]), int(dated[-1 - len(dated) // 100])


def _undated(feed: _Feed) -> Iterator[FeedProblem]:
    total = feed.undated + len(feed.days)
    share = feed.undated / total
    if feed.undated < 3 or share < UNDATED_SHARE:
        return
    message = f"{feed.undated:,} of {total:,} articles of {feed.outlet} have no date"
    effect = BLOCKS if share > MOST else ANNOTATES
    yield FeedProblem("undated", feed.outlet, None, None, round(share, 4), feed.undated, message, effect, (OVER_TIME,))


def _gaps(feed: _Feed, span: tuple[int, int]) -> Iterator[FeedProblem]:
    """Runs of days without an article that are too long for how often the outlet publishes on those weekdays.

    The probability of a run is the product of the shares of such weekdays without an article, outside it and other
    gaps; it is one where that times the number of days is below 0.3 %.
    """
    first, last = min(span[0], int(feed.days[0])), max(span[1], int(feed.days[-1]))
    published = np.zeros(last - first + 1, dtype=bool)
    published[feed.days - first] = True
    weekdays = np.arange(first, last + 1) % 7
    counted = np.ones(len(published), dtype=bool)
    edges = np.flatnonzero(np.diff(np.r_[True, published, True].astype(np.int8)))
    runs = sorted(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda run: (run[0] - run[1], run))
    for begin, end in runs[:_TESTED]:
        counted[begin:end] = False
        days = np.bincount(weekdays[counted], minlength=7)
        silent = np.bincount(weekdays[counted & ~published], minlength=7)
        chance = np.log((silent + 0.5) / (days + 1))[weekdays[begin:end]].sum()
        if chance + np.log(len(published)) > np.log(BY_CHANCE):
            counted[begin:end] = True
            continue
        yield _gap(feed, first + begin, first + end - 1, len(published))


def _gap(feed: _Feed, start: int, end: int, days: int) -> FeedProblem:
    """The problem of a gap, among so many days in all."""
    length = end - start + 1
    code = "late-start" if end < feed.days[0] else "early-end" if start > feed.days[-1] else "gap"
    effect = BLOCKS if length > MOST * days else ANNOTATES
    begin, until = date.fromordinal(start), date.fromordinal(end)
    if code == "late-start":
        after = f"{length:,} days after the first hundredth of all articles"
        message = f"{feed.outlet} begins on {date.fromordinal(end + 1)}, {after}"
    elif code == "early-end":
        before = f"{length:,} days before the last hundredth of all articles"
        message = f"{feed.outlet} ends on {date.fromordinal(start - 1)}, {before}"
    else:
        message = f"{feed.outlet} has no article from {begin} to {until} ({length:,} days)"
    return FeedProblem(code, feed.outlet, begin, until, length, 0, message, effect, (OVER_TIME, COUNTS))


def _crawl_days(feed: _Feed) -> Iterator[FeedProblem]:
    """Days with ten articles or more, and four times as many as on a busy day of the outlet."""
    days, counts = np.unique(feed.days, return_counts=True)
    if len(days) < CRAWLED:
        return
    busy = float(np.quantile(counts, 0.9))
    for place in np.flatnonzero((counts >= CRAWLED) & (counts >= TIMES * busy)):
        number, day = int(counts[place]), date.fromordinal(int(days[place]))
        message = f"{number:,} articles of {feed.outlet} are of {day}, against {busy:,.0f} on a busy day"
        yield FeedProblem("crawl-day", feed.outlet, day, day, number, number, message, ANNOTATES, (OVER_TIME, COUNTS))


def _doubled(feed: _Feed) -> Iterator[FeedProblem]:
    """Stretches of days in which 30 % of the articles or more repeat another of the outlet."""
    days, start = np.unique(feed.days, return_index=True)
    articles = np.diff(np.r_[start, len(feed.days)])
    repeats = np.add.reduceat(feed.repeated.astype(np.int64), start)
    while True:
        begin, end = _densest(repeats - 0.2 * articles)
        again, all_of_them = int(repeats[begin:end].sum()), int(articles[begin:end].sum())
        if again < DOUBLED_FROM or again < DOUBLED_SHARE * all_of_them:
            return
        first, last = date.fromordinal(int(days[begin])), date.fromordinal(int(days[end - 1]))
        message = f"{again:,} of {all_of_them:,} articles of {feed.outlet} from {first} to {last} repeat another"
        share = round(again / all_of_them, 4)
        yield FeedProblem("doubled-feed", feed.outlet, first, last, share, again, message, ANNOTATES, (COUNTS,))
        repeats[begin:end] = 0


def _densest(scores: np.ndarray[Any, Any]) -> tuple[int, int]:
    """The half-open range of places with the highest sum."""
    sums = np.r_[0.0, np.cumsum(scores)]
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    begin = int(np.flatnonzero(sums[: end + 1] == lowest[end])[-1])
    return begin, end


def _length_shifts(feed: _Feed) -> Iterator[FeedProblem]:
    """Days from which articles are 1.4 times as long as before, or less than 1/1.4, by Pettitt's test.

    Pettitt, A. N. (1979). A non-parametric approach to the change-point problem. Applied Statistics 28, 126-135;
    applied again to either side of a change. Repeats and articles without words are left aside.
    """
    kept = (feed.words > 0) & ~feed.repeated
    days, words = feed.days[kept], feed.words[kept]
    turns = sorted(_turns(words, 0, len(words)))
    bounds = [0, *turns, len(words)]
    for begin, turn, end in zip(bounds, turns, bounds[2:], strict=False):
        before, after = float(np.median(words[begin:turn])), float(np.median(words[turn:end]))
        ratio = after / before
        if 1 / SHIFT < ratio < SHIFT:
            continue
        start, last = date.fromordinal(int(days[turn])), date.fromordinal(int(days[end - 1]))
        message = f"articles of {feed.outlet} have {after:,.0f} words at the median from {start}, {before:,.0f} before"
        affects = (OVER_TIME, FIGURES)
        yield FeedProblem(
            "length-shift", feed.outlet, start, last, round(ratio, 4), end - turn, message, ANNOTATES, affects
        )


def _turns(words: Numbers, begin: int, end: int) -> Iterator[int]:
    """The places in a range at which lengths change."""
    number = end - begin
    if number < 2 * SEGMENT:
        return
    ranks = _ranks(words[begin:end])
    statistic = np.abs(2 * np.cumsum(ranks) - np.arange(1, number + 1) * (number + 1))[SEGMENT - 1 : number - SEGMENT]
    turn = begin + SEGMENT + int(np.argmax(statistic))
    if 2 * np.exp(-6 * float(statistic.max()) ** 2 / (number**3 + number**2)) >= SHIFT_P:
        return
    yield turn
    yield from _turns(words, begin, turn)
    yield from _turns(words, turn, end)


def _ranks(values: Numbers) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Ranks from 1, ties at their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[inverse])
