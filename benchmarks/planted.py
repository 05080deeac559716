"""A made-up press with agency copy, copies, stories and faulty feeds planted in it, all from a seed.

Words are made up from syllables and follow a Zipf-Mandelbrot distribution. Outlets write on beats, each with names and
words of its own that come back; events add names and words that do not. What makes it hard is planted too: outlets
quote the same words of a speaker, repeat a paragraph of background in every article of a beat, and an event of a
beat is often followed by another with the same people.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import numpy as np

from framing.types import Article

START = date(2023, 1, 2)
DAYS = 150
EDITS = ("as it is", "edited", "cut", "tagline", "edited and cut", "days later", "in part")
FAULTS = ("gap", "crawl-day", "doubled-feed", "length-shift", "undated")

_SYLLABLES = [onset + vowel + coda for onset in "b d f g k l m n p r s t v st tr".split() for vowel in "aeiou"
              for coda in ("", "n", "r", "s", "l")]  # fmt: skip
_AGENCIES = ("AP", "AFP", "Reuters", "UPI")
_OUTLETS = tuple(f"{place} {name}" for name in ("Herald", "Courier", "Mirror") for place in "Ardal Brenn Corl".split())


@dataclass(frozen=True, slots=True)
class Planted:
    """Articles in order of the feed, and by article id: the text it is a copy of, the agency, the event.

    `edit` says how a copy was altered. `text` of the articles of one text is the same name, as is `event`.
    """

    articles: list[Article]
    text: dict[str, str]
    edit: dict[str, str]
    agency: dict[str, str]
    credited: set[str]
    event: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    beat: int
    day: date
    words: list[str]
    names: list[str]
    quotes: list[list[str]]


class Press:
    """Outlets with beats, and how they write, print and alter articles."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - nothing secret
        stock = sorted({"".join(self.rng.choices(_SYLLABLES, k=self.rng.choice((1, 2, 2, 3)))) for _ in range(14_000)})
        self.rng.shuffle(stock)
        self.words, self.rare = stock[:6_000], stock[6_000:]
        self.weights = list(accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(self.words))))
        self.beats = [([self._name() for _ in range(10)], self.rng.sample(self.words[200:], 80)) for _ in range(10)]
        self.background = {
            (outlet, beat): self._paragraph(beat, None, 35) for outlet in _OUTLETS for beat in range(len(self.beats))
        }

    def _name(self) -> str:
        return "".join(self.rng.choices(_SYLLABLES, k=3)).capitalize()

    def event(self, number: int, before: _Event | None) -> _Event:
        """An event on a day of its own, or one that follows another with the same people."""
        rng = self.rng
        beat = before.beat if before else rng.randrange(len(self.beats))
        day = before.day + timedelta(days=rng.randint(1, 10)) if before else START + timedelta(days=rng.randrange(DAYS))
        names = [*(before.names[:2] if before else rng.sample(self.beats[beat][0], 2)), self._name(), self._name()]
        quotes = [rng.choices(self.words, cum_weights=self.weights, k=rng.randint(10, 22)) for _ in range(2)]
        return _Event(f"event-{number}", beat, day, rng.sample(self.rare, 14), names, quotes)

    def _paragraph(self, beat: int, event: _Event | None, length: int, dense: float = 0.1) -> str:
        """Sentences of about 20 words: general words, those of the beat, a share of `dense` of those of the event."""
        rng, (names, topic) = self.rng, self.beats[beat]
        sentences = []
        while length > 0:
            size = rng.randint(12, 28)
            words = rng.choices(self.words, cum_weights=self.weights, k=size)
            for place in range(1, size):
                draw = rng.random()
                if draw < 0.12:
                    words[place] = rng.choice(topic)
                elif draw < 0.15:
                    words[place] = rng.choice(names)
                elif event and draw < 0.15 + dense:
                    words[place] = rng.choice(event.words if rng.random() < 0.6 else event.names)
            sentences.append(" ".join(words).capitalize() + ".")
            length -= size
        return " ".join(sentences)

    def body(self, outlet: str, beat: int, event: _Event | None) -> str:
        """An article of 150 to 600 words that nobody else has, but for quotations and background."""
        rng, dense = self.rng, self.rng.uniform(0.03, 0.12)
        paragraphs = [self._paragraph(beat, event, rng.randint(30, 60), dense) for _ in range(rng.randint(4, 10))]
        for quote in event.quotes if event else ():
            if rng.random() < 0.6:
                paragraphs.insert(rng.randint(1, len(paragraphs)), f"“{' '.join(quote)},” {event.names[0]} said.")
        if rng.random() < 0.5:
            paragraphs.append(self.background[outlet, beat])
        return "\n\n".join(paragraphs)

    def title(self, beat: int, event: _Event | None) -> str:
        """Six to nine words, two of them the event's."""
        words = self.rng.choices(self.words, cum_weights=self.weights, k=self.rng.randint(4, 7))
        own = [self.rng.choice(event.names), self.rng.choice(event.words)] if event else self.beats[beat][1][:1]
        return " ".join([*own, *words]).capitalize()

    def edited(self, body: str, kind: str) -> str:
        """The body as an outlet prints it: words changed and sentences left out, cut short, a line added."""
        rng = self.rng
        paragraphs = body.split("\n\n")
        if "edited" in kind:
            share = rng.uniform(0.01, 0.12)
            changed = [
                [rng.choice(self.words) if rng.random() < share else word for word in paragraph.split()]
                for paragraph in paragraphs
            ]
            paragraphs = [" ".join(words) for words in changed if len(changed) < 4 or rng.random() > 0.1]
        if "cut" in kind:
            words, kept = sum(len(paragraph.split()) for paragraph in paragraphs), []
            for paragraph in paragraphs:
                kept.append(paragraph)
                if sum(len(each.split()) for each in kept) > max(50, words * rng.uniform(0.15, 0.6)):
                    break
            paragraphs = kept
        if kind == "tagline":
            line = " ".join(rng.choices(self.words, cum_weights=self.weights, k=rng.randint(8, 25))).capitalize()
            paragraphs = [line + ".", *paragraphs] if rng.random() < 0.5 else [*paragraphs, line + "."]
        return "\n\n".join(paragraphs)


def planted_press(seed: int, size: int = 900) -> Planted:
    """About `size` articles of nine outlets in 150 days: house-written on events, agency copy, and features."""
    press = Press(seed)
    rng, found = press.rng, Planted([], {}, {}, {}, set(), {})

    def add(outlet: str, day: date, title: str, body: str, event: _Event | None, *, author: str = "") -> str:
        name = f"a{len(found.articles):05d}"
        found.articles.append(Article(name, outlet, day, title, body, author=author))
        if event:
            found.event[name] = event.name
        return name

    event, number = None, 0
    while len(found.articles) < size:
        number += 1
        event = press.event(number, event if event and rng.random() < 0.3 else None)
        draw = rng.random()
        if draw < 0.45:  # outlets report an event, each in its own words
            for outlet in rng.sample(_OUTLETS, rng.randint(2, 5)):
                day = event.day + timedelta(days=rng.choice((0, 0, 1)))
                add(outlet, day, press.title(event.beat, event), press.body(outlet, event.beat, event), event)
        elif draw < 0.65:  # outlets print the copy of an agency on it
            agency, text = rng.choice(_AGENCIES), press.body(_OUTLETS[0], event.beat, event)
            for place, outlet in enumerate(rng.sample(_OUTLETS, rng.randint(2, 5))):
                kind = EDITS[0] if place == 0 else rng.choice(EDITS)
                delay = rng.randint(4, 20) if kind == "days later" else rng.choice((0, 0, 1))
                body, credit = press.edited(text, kind), place == 0 or rng.random() < 0.4
                if kind == "in part":  # as much again of the outlet's own
                    own = press.body(outlet, event.beat, event).split("\n\n")
                    body = "\n\n".join([body, *own[: body.count("\n\n") + 1]])
                if credit and rng.random() < 0.5:
                    body = f"ARDAL ({agency}) — {body}"
                    author = ""
                else:
                    author = agency if credit else ""
                # what comes out days later is of no story in the sense of a few days
                same = event if delay < 2 else None
                day, title = event.day + timedelta(days=delay), press.title(event.beat, event)
                name = add(outlet, day, title, body, same, author=author)
                found.text[name], found.edit[name], found.agency[name] = event.name, kind, agency
                if credit:
                    found.credited.add(name)
        else:  # a feature of one outlet, which it may post again
            outlet = rng.choice(_OUTLETS)
            title, body = press.title(event.beat, None), press.body(outlet, event.beat, None)
            name = add(outlet, event.day, title, body, None)
            if rng.random() < 0.15:
                kind = rng.choice(EDITS[:-1])
                day = event.day + timedelta(days=rng.randint(1, 20) if kind == "days later" else rng.choice((0, 1)))
                copy = add(outlet, day, title, press.edited(body, kind), None)
                for each, edit in ((name, EDITS[0]), (copy, kind)):
                    found.text[each], found.edit[each] = event.name, edit
    rng.shuffle(found.articles)
    return found


@dataclass(frozen=True, slots=True)
class Feeds:
    """The articles of some outlets: outlet, day (0 for unknown), words and whether each repeats another.

    `faults` holds what was planted: outlet, code, and the first and last day (0 for none).
    """

    outlets: list[str]
    days: list[int]
    words: list[int]
    repeated: list[bool]
    faults: list[tuple[str, str, int, int]]


def planted_feeds(seed: int, count: int = 60, days: int = 365) -> Feeds:
    """A year of `count` outlets of all sizes; about half have one fault.

    Outlets publish 0.4 to 30 articles a day, most of them less at weekends, in bursts (negative binomial) and with
    public holidays; lengths are log-normal and drift by up to a fifth over the year; 3 % of the articles are
    repeats, and some have no date.
    """
    rng = np.random.default_rng(seed)
    found = Feeds([], [], [], [], [])
    holidays = rng.choice(days, 8, replace=False)
    for number in range(count):
        outlet, rate = f"outlet-{number:03d}", float(np.exp(rng.uniform(np.log(0.4), np.log(30))))
        weekend = rng.choice([1.0, 0.5, 0.1, 0.0])
        means = rate * np.where(np.arange(days) % 7 >= 5, weekend, 1.0)
        means[holidays] *= 0.3
        burst = rng.uniform(1, 8)
        counts = rng.poisson(means * rng.gamma(burst, 1 / burst, days))
        fault = FAULTS[number % len(FAULTS)] if rng.random() < 0.5 else ""
        begin, end = _stretch(rng, days, rate)
        if fault == "gap":
            counts[begin:end] = 0
        day = np.repeat(np.arange(days), counts)
        if fault == "crawl-day":
            late = rng.choice(len(day), min(len(day), int(max(15, rng.uniform(5, 20) * rate))), replace=False)
            day[late], end = begin, begin + 1
        words = np.exp(rng.normal(6, 0.6, len(day)) + rng.uniform(-0.2, 0.2) * day / days).astype(int) + 30
        repeated = rng.random(len(day)) < 0.03
        if fault == "length-shift":
            after = day >= begin
            words[after] = (words[after] * rng.choice([0.35, 0.5, 0.65, 1.6, 2.0])).astype(int)
            end = days
        if fault == "doubled-feed":
            again = np.flatnonzero((day >= begin) & (day < end))
            again = again[rng.random(len(again)) < rng.uniform(0.4, 1)]
            day, words = np.r_[day, day[again]], np.r_[words, words[again]]
            repeated = np.r_[repeated, np.ones(len(again), dtype=bool)]
        lost = rng.random(len(day)) < (rng.uniform(0.1, 0.9) if fault == "undated" else 0.01)
        found.outlets.extend([outlet] * len(day))
        found.days.extend(np.where(lost, 0, day + START.toordinal()).tolist())
        found.words.extend(words.tolist())
        found.repeated.extend(repeated.tolist())
        if fault:
            dated = fault != "undated"
            found.faults.append(
                (outlet, fault, START.toordinal() + begin if dated else 0, START.toordinal() + end - 1 if dated else 0)
            )
    return found


def _stretch(rng: np.random.Generator, days: int, rate: float) -> tuple[int, int]:
    """A stretch inside the year: five days or more, and longer for outlets that publish little."""
    length = int(rng.integers(5, 40) + 12 / rate)
    begin = int(rng.integers(50, days - length - 50))
    return begin, begin + length
