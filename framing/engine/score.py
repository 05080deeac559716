"""Run the Annotator over a corpus and write the scored corpus."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from framing.annotate import Annotator
from framing.attribution.aliases import SourceTable, load_sources
from framing.corpus import CharacterAudit, Corpus, outlets_without_marks, read_corpus, warnings_of
from framing.engine.articles import annotated
from framing.engine.output import check_output, replacing
from framing.errors import FramingError
from framing.lexicon import Lexicon, load_shipped
from framing.tables import PARTITION, ScoredCorpus, ScoredCorpusWriter
from framing.types import Article

_RECORDED_LIBRARIES = ("news-framing", "pyarrow", "numpy", "pandas")


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """How a corpus is scored.

    `lexicons` are lexicons or names of shipped ones, none means all that are shipped; `workers` is the number
    of processes; `overwrite` allows an existing scored corpus to be replaced; `sources` is a file of known
    sources; `progress` is called with the number of articles done.
    """

    lexicons: Sequence[Lexicon | str] | Lexicon | str = ()
    workers: int = 1
    overwrite: bool = False
    sources: str | Path | None = None
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
        once and whole: a run that is killed leaves nothing of that name. The folder that it lies in must exist
    options
        lexicons, processes, and whether `out` may be replaced

    Raises
    ------
    FramingError
        `out` exists and is not to be overwritten, holds more than a scored corpus or an input, or cannot be
        written; the corpus or a lexicon cannot be read

    >>> from framing.corpus.sample import sample_corpus, sample_lexicon
    >>> from framing.lexicon import load_lexicon
    >>> options = ScoreOptions(lexicons=load_lexicon(sample_lexicon()))
    >>> score(sample_corpus(), options=options).articles["outlet"].nunique()
    4
    """
    options = options or ScoreOptions()
    if options.workers < 1:
        raise FramingError(f"{options.workers} workers cannot score anything; give 1 or more")
    if out is not None:
        return _score_into(Path(out), corpus, options)
    temporary = Path(tempfile.mkdtemp(prefix="framing-"))
    try:
        scored = _score_into(temporary / "scored", corpus, options)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    weakref.finalize(scored, shutil.rmtree, temporary, ignore_errors=True)
    return scored


def _score_into(folder: Path, corpus: Corpus | str | Path, options: ScoreOptions) -> ScoredCorpus:
    check_output(folder, overwrite=options.overwrite)  # before the corpus is opened, which may take long
    if not isinstance(corpus, Corpus):
        corpus = read_corpus(corpus)
    annotator = Annotator(_chosen(options.lexicons), sources=load_sources(options.sources) if options.sources else None)
    inputs = [path for path, *_ in corpus.inputs if path != "-"]
    with replacing(folder, overwrite=options.overwrite, inputs=inputs) as new:
        _write(corpus, new, annotator, options)
    return ScoredCorpus(folder)


def _chosen(given: Sequence[Lexicon | str] | Lexicon | str) -> tuple[Lexicon, ...]:
    several = (given,) if isinstance(given, Lexicon | str) else tuple(given)
    return tuple(load_shipped(each) if isinstance(each, str) else each for each in several) or load_shipped()


def _write(corpus: Corpus, folder: Path, annotator: Annotator, options: ScoreOptions) -> None:
    writer = ScoredCorpusWriter(folder, annotator.lexicons)
    audit = CharacterAudit()

    def audited() -> Iterator[Article]:
        for article in corpus:
            audit.add(article)
            yield article

    done = 0
    with closing(annotated(audited(), annotator, options.workers)) as found:
        for new in found:
            writer.add(new)
            done += 1
            if options.progress:
                options.progress(done)
    characters = audit.as_dict()
    manifest = {
        "versions": {name: version(name) for name in _RECORDED_LIBRARIES},
        "inputs": [{"path": path, "sha256": sha256, "bytes": size} for path, sha256, size in corpus.inputs],
        "columns": dict(corpus.columns),
        "guesses": list(corpus.guesses),
        "options": {"partition": PARTITION, "reading": corpus.options.as_dict()},
        "attribution": annotator.attributor.identity(),
        "sources": _identity(annotator.sources),
        "counts": {"rows_read": corpus.rows_read, "articles": done},
        "health": {
            "characters": characters,
            "quotation_marks_missing": outlets_without_marks(characters),
            "warnings": warnings_of(characters),
        },
    }
    writer.close(manifest, corpus.issues)


def _identity(sources: SourceTable | None) -> dict[str, str] | None:
    return {"path": sources.path, "sha256": sources.sha256} if sources else None


def describe(scored: ScoredCorpus) -> dict[str, Any]:
    """What a scored corpus holds, for a summary on screen: counts of articles, outlets, hits, issues.

    `outlets` counts those named, `without_outlet` the articles that name none.
    """
    articles = scored.table("articles", ["outlet", "published", "words"])
    outlets, dates = articles["outlet"], articles["published"].dropna()
    return {
        "articles": len(articles),
        "outlets": int(outlets[outlets != ""].nunique()),
        "without_outlet": int((outlets == "").sum()),
        "words": int(articles["words"].sum()),
        "from": str(dates.min().date()) if len(dates) else None,
        "to": str(dates.max().date()) if len(dates) else None,
        **{name: scored.manifest["counts"]["rows"][name] for name in ("hits", "attributions", "issues")},
    }
