"""Run the Annotator over a corpus and write the scored corpus."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from framing.annotate import Annotator
from framing.corpus import CharacterAudit, Corpus, outlets_without_marks, read_corpus, warnings_of
from framing.errors import FramingError
from framing.lexicon import Lexicon, load_shipped
from framing.tables import MANIFEST, PARTITION, Row, ScoredCorpus, ScoredCorpusWriter, rows
from framing.types import Annotation, Article, Issue, Layout, Voice, Zone

_BATCH = 64  # articles handed to a process at a time
_RECORDED_LIBRARIES = ("news-framing", "pyarrow", "numpy", "pandas")

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """How a corpus is scored.

    `lexicons` are lexicons or names of shipped ones, none means all that are shipped; `workers` is the number
    of processes; `overwrite` allows an existing scored corpus to be replaced; `progress` is called with the
    number of articles done.
    """

    lexicons: Sequence[Lexicon | str] | Lexicon | str = ()
    workers: int = 1
    overwrite: bool = False
    progress: Callable[[int], None] | None = field(default=None, compare=False)


def score(
    corpus: Corpus | str | Path, out: str | Path | None = None, options: ScoreOptions | None = None
) -> ScoredCorpus:
    """Score a corpus into a folder of tables, and return the scored corpus.

    Parameters
    ----------
    corpus
        what `read_corpus` gives, or a path to read with its defaults
    out
        the folder to write; without it a temporary one that lives as long as the returned value. It appears at
        once and whole: a run that is killed leaves nothing of that name
    options
        lexicons, processes, and whether `out` may be replaced

    Raises
    ------
    FramingError
        `out` exists and is not to be overwritten, or cannot be written; the corpus or a lexicon cannot be read

    >>> from framing.corpus.sample import sample_corpus, sample_lexicon
    >>> from framing.lexicon import load_lexicon
    >>> options = ScoreOptions(lexicons=load_lexicon(sample_lexicon()))
    >>> score(sample_corpus(), options=options).articles["outlet"].nunique()
    4
    """
    options = options or ScoreOptions()
    if options.workers < 1:
        raise FramingError(f"{options.workers} workers cannot score anything; give 1 or more")
    if not isinstance(corpus, Corpus):
        corpus = read_corpus(corpus)
    lexicons = _chosen(options.lexicons)
    temporary = Path(tempfile.mkdtemp(prefix="framing-")) if out is None else None
    folder = temporary / "scored" if temporary else Path(str(out))
    _refuse_existing(folder, overwrite=options.overwrite)
    partial = _partial_folder(folder)
    try:
        _write(corpus, partial, lexicons, options)
        if folder.exists():
            shutil.rmtree(folder)
        partial.chmod(0o755)
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    scored = ScoredCorpus(folder)
    if temporary:
        weakref.finalize(scored, shutil.rmtree, temporary, ignore_errors=True)
    return scored


def _chosen(given: Sequence[Lexicon | str] | Lexicon | str) -> tuple[Lexicon, ...]:
    several = (given,) if isinstance(given, Lexicon | str) else tuple(given)
    return tuple(load_shipped(each) if isinstance(each, str) else each for each in several) or load_shipped()


def _partial_folder(folder: Path) -> Path:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    except OSError as error:
        raise FramingError(f"cannot write {folder}: {error.strerror or error}; choose another folder") from error


def _refuse_existing(folder: Path, *, overwrite: bool) -> None:
    if not folder.exists():
        return
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if not (folder / MANIFEST).is_file():
        raise FramingError(f"{folder} exists and is no scored corpus; choose another folder")
    if not overwrite:
        raise FramingError(f"{folder} holds a scored corpus already; pass --overwrite to replace it")


def _write(corpus: Corpus, folder: Path, lexicons: tuple[Lexicon, ...], options: ScoreOptions) -> None:
    writer = ScoredCorpusWriter(folder)
    audit = CharacterAudit()

    def audited() -> Iterator[Article]:
        for article in corpus:
            audit.add(article)
            yield article

    done = 0
    for new in _annotated(audited(), Annotator(lexicons), options.workers):
        writer.add(new)
        done += 1
        if options.progress:
            options.progress(done)
    characters = audit.as_dict()
    manifest = {
        "format": 1,
        "versions": {name: version(name) for name in _RECORDED_LIBRARIES},
        "inputs": [{"path": path, "sha256": sha256, "bytes": size} for path, sha256, size in corpus.inputs],
        "columns": dict(corpus.columns),
        "guesses": list(corpus.guesses),
        "lexicons": [
            {
                "name": lexicon.name,
                "version": lexicon.version,
                "sha256": lexicon.sha256,
                "entries": len(lexicon.entries),
            }
            for lexicon in lexicons
        ],
        "options": {"partition": PARTITION, "reading": corpus.options.as_dict()},
        "counts": {"rows_read": corpus.rows_read, "articles": done},
        "health": {
            "characters": characters,
            "quotation_marks_missing": outlets_without_marks(characters),
            "warnings": warnings_of(characters),
        },
    }
    writer.close(manifest, corpus.issues, lexicons)


def _annotated(articles: Iterable[Article], annotator: Annotator, workers: int) -> Iterator[Rows]:
    """The rows of every article in order; a bounded number of batches is under way at a time."""
    if workers <= 1:
        for article in articles:
            yield annotate_safely(annotator, article)
        return
    # spawned, not forked: the writer's threads would be copied in the middle of their work
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start_worker, initargs=(annotator,)) as pool:
        under_way: deque[Future[list[Rows]]] = deque()
        for batch in _batches(articles):
            under_way.append(pool.submit(_work, batch))
            if len(under_way) > 2 * workers:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


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
    _worker["annotator"] = annotator


def _work(batch: list[Article]) -> list[Rows]:
    return [annotate_safely(_worker["annotator"], article) for article in batch]


def annotate_safely(annotator: Annotator, article: Article) -> Rows:
    """The rows of an article; one that cannot be annotated keeps its row, with an issue that says why."""
    try:
        return rows(article, annotator(article))
    except Exception as error:  # noqa: BLE001 - one bad article never stops a corpus
        message = f"article {article.id} could not be annotated ({type(error).__name__}: {error}); it counts no words"
        failed = Annotation(
            article_id=article.id,
            layout=Layout(()),
            sentences=(),
            quotations=(),
            attributions=(),
            hits=(),
            exposure={(zone, voice): 0 for zone in Zone for voice in Voice},
            issues=(*article.issues, Issue("annotation-failed", message, article.id, file=article.file)),
        )
        return rows(article, failed)


def describe(scored: ScoredCorpus) -> dict[str, Any]:
    """What a scored corpus holds, for a summary on screen: counts of articles, outlets, hits, issues."""
    articles = scored.table("articles", ["outlet", "published", "words"])
    dates = articles["published"].dropna()
    return {
        "articles": len(articles),
        "outlets": int(articles["outlet"].nunique()),
        "words": int(articles["words"].sum()),
        "from": str(dates.min().date()) if len(dates) else None,
        "to": str(dates.max().date()) if len(dates) else None,
        **{name: scored.manifest["counts"]["rows"][name] for name in ("hits", "attributions", "issues")},
    }
