"""Annotation -> rows of the tables."""

from __future__ import annotations

from typing import Any

from framing.tables.schema import EXPOSURE_COLUMNS, RELATED, Row
from framing.text.tokens import count_words
from framing.types import Annotation, Article, Attribution, Event, Issue, Span, Zone


def rows(article: Article, annotation: Annotation) -> dict[str, list[Row]]:
    """The rows of one article, by table."""
    return {
        "articles": [_article_row(article, annotation)],
        "hits": [
            {
                "article_id": article.id,
                "candidates": "|".join(hit.candidates),
                **_plain(hit, drop="candidates"),
            }
            for hit in annotation.hits
        ],
        "attributions": [
            _attribution_row(article.id, index, attribution, annotation)
            for index, attribution in enumerate(annotation.attributions)
        ],
        "events": [_event_row(article.id, event) for event in annotation.events],
        "sentences": [
            {"article_id": article.id, "index": index, "start": s.start, "end": s.end, "zone": s.zone.value}
            | ({"voice": annotation.sentence_voices[index] or ""} if annotation.sentence_voices else {})
            | {name: values[index] for name, values in annotation.probabilities.items()}
            for index, s in enumerate(annotation.sentences)
        ],
        "issues": [issue_row(issue) for issue in annotation.issues],
        "texts": [{"article_id": article.id, "text": article.text}],
    }


def issue_row(issue: Issue) -> Row:
    """An issue as a row of `issues`."""
    start, end = issue.span or (None, None)
    return {
        "article_id": issue.article_id,
        "code": issue.code,
        "message": issue.message,
        "start": start,
        "end": end,
        "file": issue.file,
        "row": issue.row,
    }


def _article_row(article: Article, annotation: Annotation) -> Row:
    exposure = {name: annotation.exposure[cell] for cell, name in EXPOSURE_COLUMNS.items()}
    names = [
        "outlet",
        "published",
        "title",
        "url",
        "author",
        "section",
        "language",
        "file",
        "wire",
        "duplicate_of",
        "story_id",
    ]
    text = article.text
    return {
        "article_id": article.id,
        **{name: getattr(article, name) for name in names},
        **dict.fromkeys(RELATED, ""),  # known when all articles are
        "row": article.row or None,
        "words": sum(exposure.values()),
        "boilerplate_words": sum(count_words(text[start:end]) for start, end in annotation.layout.boilerplate),
        **exposure,
        "n_sentences": len(annotation.sentences),
        "n_quotations": sum(q.depth == 0 for q in annotation.quotations),
        "n_hits": len(annotation.hits),
        "n_attributions": len(annotation.attributions),
    }


def _attribution_row(article_id: str, index: int, attribution: Attribution, annotation: Annotation) -> Row:
    row: Row = {"article_id": article_id, "index": index}
    for role in ("source", "cue", "content"):
        spans: tuple[Span, ...] = getattr(attribution, role)
        row[f"{role}_start"] = min((s for s, _ in spans), default=None)
        row[f"{role}_end"] = max((e for _, e in spans), default=None)
        row[f"{role}_spans"] = [position for span in spans for position in span]
    row["source_mention_start"], row["source_mention_end"] = attribution.source_mention or (None, None)
    start = row["content_start"]
    zone = next((p.zone for p in annotation.layout.paragraphs if p.start <= start < p.end), Zone.BODY)
    return row | {"zone": zone.value} | _plain(attribution, drop="source cue content source_mention")


def _event_row(article_id: str, event: Event) -> Row:
    row: Row = {"article_id": article_id}
    for role in ("agent", "victim", "instrument"):
        row[f"{role}_start"], row[f"{role}_end"] = getattr(event, role) or (None, None)
    return row | _plain(event, drop="agent victim instrument")


def _plain(value: Any, *, drop: str) -> Row:
    """A frozen value's fields as plain Python values, enums as strings."""
    names = [name for name in type(value).__slots__ if name not in drop.split()]
    return {name: str(v) if isinstance(v := getattr(value, name), str) else v for name in names}
