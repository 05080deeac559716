"""The tool's answers to who speaks held against hand-marked sources, article by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from framing.attribution.engine import Attributor
from framing.attribution.gold import Event
from framing.attribution.marks import Mark
from framing.attribution.naming import name_sources
from framing.attribution.who_scoring import Judged, Share, WhoScores, score
from framing.errors import FramingError
from framing.text.parsing import parse_text
from framing.text.zones import lay_out
from framing.types import Article, Layout, Span

Pairs = list[tuple[Mark, Event]]


def from_gold(marks: Iterable[Mark], gold: Mapping[str, Sequence[Event]], articles: Iterable[Article]) -> WhoScores:
    """Return how often the tool agrees with marks when it is given the attributions of `gold`, article id -> these.

    Raises:
        FramingError: a mark's article is not there, or has no such attribution.
    """
    judged: list[Judged] = []
    for article, layout, pairs in _marked(marks, gold, articles):
        judged += _judge(article.text, layout, gold[article.id], pairs)
    return score(judged)


def end_to_end(
    marks: Iterable[Mark], gold: Mapping[str, Sequence[Event]], articles: Iterable[Article], attributor: Attributor
) -> tuple[WhoScores, Share]:
    """Return the same for the attributions that the tool finds by itself, and the share of the marked it finds.

    Raises:
        FramingError: as `from_gold`.
    """
    judged: list[Judged] = []
    total = 0
    for article, layout, pairs in _marked(marks, gold, articles):
        text, total = article.text, total + len(pairs)
        (found,) = attributor.find_all([parse_text(article)])
        events = [Event(a.source, a.cue, a.content) for a in found]
        near = [(mark, other) for mark, event in pairs if (other := nearest(event, events))]
        judged += _judge(text, layout, events, near)
    return score(judged), Share(len(judged), total)


def _marked(
    marks: Iterable[Mark], gold: Mapping[str, Sequence[Event]], articles: Iterable[Article]
) -> Iterator[tuple[Article, Layout, Pairs]]:
    """Yield each article that has marks, with these beside the attributions they are of."""
    by_article: dict[str, list[Mark]] = {}
    for mark in marks:
        by_article.setdefault(mark.article, []).append(mark)
    for article in articles:
        if article.id in gold and article.id in by_article:
            text = article.text
            yield article, lay_out(article), [(mark, mark.find(gold, text)) for mark in by_article.pop(article.id)]
    for mark, *_ in by_article.values():
        raise FramingError(
            f"{mark.file}: row {mark.row}, article: {mark.article!r} is none of the hand-marked articles; "
            "give the name of a file of their text/ without .txt"
        )


def _judge(text: str, layout: Layout, events: Sequence[Event], pairs: Pairs) -> list[Judged]:
    """Hold each mark of an article against what the tool says of the one of `events` beside it."""
    ordered = sorted(events, key=lambda event: (min(event.content), event.cue))
    sources = name_sources(text, layout, [(event.source, event.cue) for event in ordered])
    judged = []
    for mark, event in pairs:
        words, name = ("" if span is None else text[slice(*span)] for span in (mark.source, mark.name))
        judged.append(Judged(mark, words, name, sources[ordered.index(event)]))
    return judged


def nearest(event: Event, found: Iterable[Event]) -> Event | None:
    """Return the attribution found that shares most content with one, of those whose source overlaps too.

    Sources agree as well where both are empty. None where no attribution found is such.
    """
    near = (
        other
        for other in found
        if _shared(event.content, other.content)
        and (_shared(event.source, other.source) or not (event.source or other.source))
    )
    return max(near, key=lambda other: _shared(event.content, other.content), default=None)


def _shared(some: Iterable[Span], others: Sequence[Span]) -> int:
    """Return how many code points two lists of spans share."""
    return sum(max(0, min(end, last) - max(start, first)) for start, end in some for first, last in others)
