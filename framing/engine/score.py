"""Run the Annotator over a corpus and write the scored corpus."""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from framing.annotate import Annotator
from framing.attribution.aliases import SourceTable, load_sources
from framing.classify.named import identities, named_models
from framing.corpus import CharacterAudit, Corpus, outlets_without_marks, read_corpus, warnings_of
from framing.corpus.locations import is_remote
from framing.corpus.problems import sentences
from framing.engine.batches import Batch, batches, sampled
from framing.engine.elsewhere import Elsewhere
from framing.engine.output import check_output, replacing
from framing.engine.relating import relate_written
from framing.engine.running import Found, blocks
from framing.engine.unfinished import Unfinished
from framing.errors import FramingError, ScoredCorpusError
from framing.lexicon import Lexicon, load_shipped
from framing.tables import PARTITION, Row, ScoredCorpus, ScoredCorpusWriter
from framing.tables.checks import read_manifest
from framing.types import Article

ENGINES = ("processes", "dask")
_RECORDED_LIBRARIES = ("news-framing", "pyarrow", "numpy", "pandas", "rensa", "scipy")


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """How a corpus is scored.

    `lexicons` are lexicons or names of shipped ones, none means all that are shipped; `workers` is the number
    of processes; `batch_size` the articles that one is handed at a time; `overwrite` allows an existing scored
    corpus to be replaced; `resume` goes on with the partitions that an earlier run has finished; `limit` is the
    number of articles to stop after; `sample` is the share of articles to score, drawn by their ids and `seed`;
    `sources` is a file of known sources; `models` names sentence models, each of which adds a column of
    probabilities to the table of sentences (`loaded`), and `backend` what they run on: `default` or `embeddings`, a
    sentence encoder that is installed apart; `engine` is `processes` of this computer or `dask`, which
    runs on the cluster whose scheduler is at the address `scheduler`, or without one on `workers` processes here;
    `staging` is the folder in which tables that go to an address are made ready (default: the current one);
    `progress` is called with the number of articles done.
    """

    lexicons: Sequence[Lexicon | str] | Lexicon | str = ()
    workers: int = 1
    batch_size: int = 64
    overwrite: bool = False
    resume: bool = False
    limit: int | None = None
    sample: float = 1.0
    seed: int = 0
    sources: str | Path | None = None
    models: Sequence[str] = ()
    backend: str = "default"
    engine: str = "processes"
    scheduler: str = ""
    staging: str | Path | None = None
    progress: Callable[[int], None] | None = field(default=None, compare=False)

    def check(self) -> None:
        """Raise FramingError for a number that nothing can be scored with."""
        for name, what in {"workers": "workers", "batch_size": "articles a batch", "limit": "articles"}.items():
            number = getattr(self, name)
            if number is not None and number < 1:
                raise FramingError(f"{number} {what} cannot score anything; give 1 or more")
        if not 0 < self.sample <= 1:
            raise FramingError(f"a sample is a share above 0, up to 1, not {self.sample}")
        if self.engine not in ENGINES:
            raise FramingError(f"no engine {self.engine!r}; there are {', '.join(ENGINES)}")
        if self.scheduler and self.engine != "dask":
            raise FramingError(f"a scheduler ({self.scheduler}) is for the engine dask; pass --engine dask")
        if self.engine == "dask" and find_spec("distributed") is None:
            raise FramingError("the engine dask needs its extra: run `pip install '.[dask]'` in the checkout")


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
        once and whole: a run that is killed leaves what it has finished beside it, in `out.partial`, for
        `resume`. The folder that it lies in must exist. Or an address that fsspec opens, such as `s3://news/scored`
    options
        lexicons, processes, and whether `out` may be replaced

    Raises
    ------
    FramingError
        `out` exists and is not to be overwritten, holds more than a scored corpus or an input, or cannot be
        written; what an earlier run has finished is there and neither to be resumed nor to be overwritten, or is
        of another corpus or other options; the corpus or a lexicon cannot be read; processes die again and again

    >>> from framing.corpus.sample import sample_corpus, sample_lexicon
    >>> from framing.lexicon import load_lexicon
    >>> options = ScoreOptions(lexicons=load_lexicon(sample_lexicon()))
    >>> score(sample_corpus(), options=options).articles["outlet"].nunique()
    4
    """
    options = options or ScoreOptions()
    options.check()
    if is_remote(out):
        return _score_elsewhere(str(out), corpus, options)
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


def _score_elsewhere(place: str, corpus: Corpus | str | Path, options: ScoreOptions) -> ScoredCorpus:
    """Score into a folder of this computer, and copy that to an address; it lives as long as the returned value."""
    there = Elsewhere(place, options.staging)
    there.check(overwrite=options.overwrite or options.resume)
    if options.resume:
        there.fetch()
    scored = _score_into(there.staged, corpus, options)
    if options.overwrite or not there.holds():
        there.put()
    weakref.finalize(scored, shutil.rmtree, there.staged, ignore_errors=True)
    return scored


def _score_into(folder: Path, corpus: Corpus | str | Path, options: ScoreOptions) -> ScoredCorpus:
    check_output(folder, overwrite=options.overwrite or options.resume)  # before the corpus is opened: that takes long
    if not isinstance(corpus, Corpus):
        corpus = read_corpus(corpus)
    sources = load_sources(options.sources) if options.sources else None
    models = named_models(options.models, options.backend)
    annotator = Annotator(_chosen(options.lexicons), models=models, sources=sources)
    run = _run(corpus, annotator, options)
    if options.resume and _is_of(folder, run):
        return ScoredCorpus(folder)  # done already
    inputs = [path for path, *_ in corpus.inputs if path != "-"]
    with replacing(folder, overwrite=options.overwrite, inputs=inputs, run=run, resume=options.resume) as unfinished:
        try:
            _write(corpus, unfinished, annotator, options, run)
        except OSError as error:
            what = f"cannot write {folder}: {error.strerror or error}"
            raise FramingError(f"{what}; make room there, or choose another folder") from error
    return ScoredCorpus(folder)


def _chosen(given: Sequence[Lexicon | str] | Lexicon | str) -> tuple[Lexicon, ...]:
    several = (given,) if isinstance(given, Lexicon | str) else tuple(given)
    return tuple(load_shipped(each) if isinstance(each, str) else each for each in several) or load_shipped()


def _run(corpus: Corpus, annotator: Annotator, options: ScoreOptions) -> Row:
    """What decides the tables, as the manifest has it."""
    return {
        "versions": {name: version(name) for name in _RECORDED_LIBRARIES},
        "inputs": [{"path": path, "sha256": sha256, "bytes": size} for path, sha256, size in corpus.inputs],
        "options": {
            "partition": PARTITION,
            "reading": corpus.options.as_dict(),
            "limit": options.limit,
            "sample": options.sample,
            "seed": options.seed,
        },
        "attribution": annotator.attributor.identity(),
        "sources": _identity(annotator.sources),
        "sentence_models": identities(options.models, options.backend),
        "lexicons": {lexicon.name: lexicon.sha256 for lexicon in annotator.lexicons},
    }


def _is_of(folder: Path, run: Row) -> bool:
    """Whether a scored corpus is there already that this run would write again."""
    try:
        manifest = read_manifest(folder)
    except ScoredCorpusError:
        return False
    manifest["lexicons"] = {lexicon["name"]: lexicon["sha256"] for lexicon in manifest["lexicons"]}
    return all(manifest.get(name) == value for name, value in json.loads(json.dumps(run)).items())


def _articles(corpus: Corpus, audit: CharacterAudit, options: ScoreOptions) -> Iterator[Article]:
    """The articles to be scored, each audited on its way."""
    drawn = sampled(corpus, options.sample, options.seed) if options.sample < 1 else corpus
    for article in islice(drawn, options.limit):
        audit.add(article)
        yield article


def _write(corpus: Corpus, unfinished: Unfinished, annotator: Annotator, options: ScoreOptions, run: Row) -> None:
    writer = ScoredCorpusWriter(
        unfinished.new,
        annotator.lexicons,
        models=list(annotator.models),
        partition=PARTITION,
        unrelated=unfinished.unrelated,
    )
    audit = CharacterAudit()
    cut = batches(_articles(corpus, audit, options), options.batch_size, writer)
    with closing(_blocks(cut, annotator, options)) as found:
        for part, new in found:
            writer.add(part, new)
            if options.progress:
                options.progress(writer.articles)
    writer.finish(corpus.issues)
    related, problems = relate_written(unfinished.new, unfinished.unrelated, writer.parts)
    characters = audit.as_dict()
    manifest = {
        **run,
        "columns": dict(corpus.columns),
        "guesses": list(corpus.guesses),
        "counts": {"rows_read": corpus.rows_read, "articles": writer.articles},
        "health": {
            "characters": characters,
            "quotation_marks_missing": outlets_without_marks(characters),
            "problems": [problem.as_dict() for problem in problems],
            "warnings": [*warnings_of(characters), *sentences(problems)],
        },
        "relations": related.counts() | {"similarity": related.similarity},
    }
    writer.close(manifest)


def _blocks(cut: Iterator[Batch], annotator: Annotator, options: ScoreOptions) -> Generator[Found, None, None]:
    """The tables of every batch in order, by the engine that was chosen."""
    if options.engine == "processes":
        return blocks(cut, annotator, options.workers)
    from framing.engine.cluster import on_cluster

    return on_cluster(cut, annotator, options.scheduler, options.workers)


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
