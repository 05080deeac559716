"""The rows of articles, whatever they are like."""

from __future__ import annotations

from collections.abc import Sequence

from framing.annotate import Annotator, place_of
from framing.tables import Row, rows
from framing.types import Annotation, Article, Issue, Layout, Voice, Zone

MAX_TEXT = 1_000_000  # code points; what is longer is no article, and would take hours

Rows = dict[str, list[Row]]


def annotate_safely(annotator: Annotator, articles: Sequence[Article]) -> list[Rows]:
    """The rows of each article; one that cannot be annotated keeps its row, with an issue that says why."""
    try:
        done = iter(annotator.annotate([article for article in articles if len(article.text) <= MAX_TEXT]))
        found = [next(done) if len(article.text) <= MAX_TEXT else _too_long(article) for article in articles]
    except Exception:  # noqa: BLE001 - the one at fault is found by itself
        found = [_annotated_alone(annotator, article) for article in articles]
    return [rows(article, annotation) for article, annotation in zip(articles, found, strict=True)]


def _annotated_alone(annotator: Annotator, article: Article) -> Annotation:
    if len(article.text) > MAX_TEXT:
        return _too_long(article)
    try:
        return annotator(article)
    except Exception as error:  # noqa: BLE001 - one bad article never stops a corpus
        what = f"the article could not be annotated ({type(error).__name__}: {error}), so it counts no words"
        return _unannotated(article, "annotation-failed", what)


def _too_long(article: Article) -> Annotation:
    what = (
        f"the text has {len(article.text):,} characters, more than the {MAX_TEXT:,} that an article may have, so it "
        "was not analysed and counts no words; split the file into articles"
    )
    return _unannotated(article, "very-long-text", what)


def _unannotated(article: Article, code: str, what: str) -> Annotation:
    """An annotation of which nothing but an issue can be said."""
    message = f"{place_of(article)}: {what}"
    issue = Issue(code, message, article.id, file=article.file, row=article.row or None)
    return Annotation(
        article_id=article.id,
        layout=Layout(()),
        sentences=(),
        quotations=(),
        attributions=(),
        hits=(),
        exposure={(zone, voice): 0 for zone in Zone for voice in Voice},
        issues=(*article.issues, issue),
    )
