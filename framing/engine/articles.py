"""The rows of every article of a corpus, in one process or several."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from framing.annotate import Annotator, place_of
from framing.errors import FramingError
from framing.tables import Row, rows
from framing.types import Annotation, Article, Issue, Layout, Voice, Zone

MAX_TEXT = 1_000_000  # code points; what is longer is no article, and would take hours
_BATCH = 64  # articles handed to a process at a time

Rows = dict[str, list[Row]]


def annotated(articles: Iterable[Article], annotator: Annotator, workers: int) -> Generator[Rows, None, None]:
    """The rows of every article in order; a bounded number of batches is under way at a time.

    Raises FramingError where a process dies.
    """
    if workers <= 1:
        for batch in _batches(articles):
            yield from annotate_safely(annotator, batch)
        return
    # spawned, not forked: the writer's threads would be copied in the middle of their work
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start_worker, initargs=(annotator,)) as pool:
        under_way: deque[Future[list[Rows]]] = deque()
        try:
            for batch in _batches(articles):
                under_way.append(pool.submit(_work, batch))
                if len(under_way) > 2 * workers:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        except BrokenProcessPool as error:
            raise FramingError("a process died at work, perhaps for want of memory; try fewer --workers") from error
        finally:
            pool.shutdown(cancel_futures=True)  # who stops early does not wait for what was planned


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


_worker: dict[str, Annotator] = {}  # one Annotator a process, set once when the process starts


def _start_worker(annotator: Annotator) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the first process ends the others
    _worker["annotator"] = annotator


def _work(batch: list[Article]) -> list[Rows]:
    return annotate_safely(_worker["annotator"], batch)


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
