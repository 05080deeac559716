"""Passages as the explorer lists them: hits of the lexicons, or places of a term, each in its line of context."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from framing.attribution.voice import VoiceMap, map_voices
from framing.engine.articles import MAX_TEXT
from framing.errors import FramingError
from framing.explore.query import Query
from framing.explore.store import PER_PAGE, Counts, Store
from framing.lexicon import Entry, Lexicon, Matcher
from framing.lexicon.patterns import PatternError, forms
from framing.text.folding import fold
from framing.text.parsing import ParsedText, parse_text
from framing.text.tokens import tokenise
from framing.types import Article, Attribution, Sentence, Zone

MOST = 1_000  # places of a term that are listed
_LONGEST_TITLE = 300  # code points shown
_AROUND = 90  # code points of context on each side


@dataclass(frozen=True, slots=True)
class Passage:
    """A hit, or a place of a term, in its context; `note` says what was found there."""

    article_id: str
    outlet: str
    published: str
    title: str
    voice: str
    zone: str
    start: int
    left: str
    marked: str
    right: str
    note: str


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of a page and how many there are.

    bounded: there are more places of a term than are listed. candidates: where they are, how many articles of each
    outlet hold all words of the term.
    """

    passages: tuple[Passage, ...]
    counts: Counts
    bounded: bool = False
    candidates: dict[str, int] = field(default_factory=dict)


def find(store: Store, query: Query) -> Found:
    """The passages of a query's page. Raises FramingError for a term that is no pattern."""
    return _of_term(store, query) if query.term else _of_hits(store, query)


def printable(text: str) -> str:
    """The text with a space for each character that is not shown, such as those that turn the direction of lines."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def voices_of(parsed: ParsedText, contents: list[Attribution]) -> VoiceMap:
    """The voices of an article as it was scored: by its quotations and the attributions that were found then."""
    return map_voices(parsed.text, parsed.quotations, contents, boilerplate=parsed.layout.boilerplate)


def _of_hits(store: Store, query: Query) -> Found:
    rows = store.passages(query)
    texts = store.texts({row.article_id: row.part for row in rows}) if rows else {}
    shown = []
    for row in rows:
        what = [row.category.replace("_", " "), row.referent.replace("_", " "), "negated" if row.negated else ""]
        note = f"{row.entry}: {', '.join(part for part in what if part)}"
        shown.append(_passage(row, texts[row.article_id], (row.start, row.end), (row.voice, row.zone, note)))
    return Found(tuple(shown), store.counts(query))


def _of_term(store: Store, query: Query) -> Found:
    places, bounded = _places(store, query.term, query.outlet, query.first, query.last)
    kept = [p for p in places if query.voice in ("", p.voice) and query.zone in ("", p.zone)]
    counts = Counts(
        hits=len(kept),
        articles=len({place.article_id for place in kept}),
        by_voice=dict(Counter(place.voice for place in kept).most_common()),
        by_outlet=dict(Counter(place.outlet for place in kept).most_common()),
    )
    first = PER_PAGE * (query.page - 1)
    candidates = _candidates(store, query.term, query.outlet, query.first, query.last) if bounded else {}
    return Found(tuple(kept[first : first + PER_PAGE]), counts, bounded, candidates)


@lru_cache(maxsize=32)
def _places(store: Store, term: str, outlet: str, first: str, last: str) -> tuple[tuple[Passage, ...], bool]:
    """The first places of a term in the order of dates, and whether there may be more."""
    words = _words(term)
    matcher = _matcher(term)
    found: list[Passage] = []
    wanted = Query(outlet=outlet, first=first, last=last)
    for article, contents in store.articles_with(wanted, words):
        if len(article.text) <= MAX_TEXT:
            found += islice(_in_article(matcher, article, contents), MOST + 1)
        if len(found) > MOST:
            return tuple(found[:MOST]), True
    return tuple(found), False


@lru_cache(maxsize=32)
def _candidates(store: Store, term: str, outlet: str, first: str, last: str) -> dict[str, int]:
    return store.articles_by_outlet(Query(outlet=outlet, first=first, last=last), _words(term))


def _words(term: str) -> tuple[str, ...]:
    """The words of a term, folded, with their globs. Raises FramingError for a term that is no pattern."""
    try:
        return forms(term)[0].words
    except PatternError as error:
        raise FramingError(f"this term cannot be looked for: {error}") from None


def _matcher(term: str) -> Matcher:
    return Matcher([Lexicon(name="term", version="0", language="", entries=(Entry(id=term, patterns=(term,)),))])


def _in_article(matcher: Matcher, article: Article, contents: list[Attribution]) -> Iterator[Passage]:
    text = article.text
    tokens = tokenise(fold(text))
    if not matcher.find(text, tokens, [Sentence(0, len(text), Zone.BODY)]):  # cheap: many candidates lack the term
        return
    parsed = parse_text(article)
    voices = voices_of(parsed, contents)
    starts = [sentence.start for sentence in parsed.sentences]
    for match in matcher.find(text, tokens, parsed.sentences):
        voice = voices.at(match.start, match.end)
        index = bisect_right(starts, match.start) - 1
        if voice is not None and index >= 0:
            told = voice.value, parsed.sentences[index].zone.value, ""
            yield _passage(article, text, (match.start, match.end), told)


def _passage(row: Any, text: str, span: tuple[int, int], told: tuple[str, str, str]) -> Passage:
    """A passage of an article, or of a hit with its article's columns."""
    start, end = span
    voice, zone, note = told
    return Passage(
        article_id=getattr(row, "article_id", "") or row.id,
        outlet=row.outlet,
        published=str(row.published or ""),
        title=printable(row.title[:_LONGEST_TITLE]),
        voice=voice,
        zone=zone,
        start=start,
        left=_line(text[max(0, start - _AROUND) : start]),
        marked=_line(text[start : min(end, start + 300)]),
        right=_line(text[end : end + _AROUND]),
        note=note,
    )


def _line(text: str) -> str:
    return " ".join(printable(text).split("\n"))
