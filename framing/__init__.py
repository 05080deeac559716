"""Measure how news outlets word and source what they report.

>>> import framing
>>> scored = framing.score(framing.read_corpus(framing.sample_corpus()))  # doctest: +SKIP
>>> framing.compare(scored).estimates.head()  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version as _version
from typing import Any

# public name -> the module it is loaded from when first asked for, so that `import framing` stays light
_PUBLIC = {
    "Annotator": "framing.annotate",
    "Article": "framing.types",
    "ComparisonOptions": "framing.stats",
    "FramingError": "framing.errors",
    "ReadOptions": "framing.corpus",
    "ScoreOptions": "framing.engine",
    "ScoredCorpus": "framing.tables",
    "compare": "framing.stats",
    "load_lexicon": "framing.lexicon",
    "load_shipped": "framing.lexicon",
    "read_corpus": "framing.corpus",
    "sample_corpus": "framing.corpus.sample",
    "sample_lexicon": "framing.corpus.sample",
    "score": "framing.engine",
    "write_report": "framing.report",
}

__version__ = _version("news-framing")


def __getattr__(name: str) -> Any:
    if name == "plot":
        return import_module("framing.plot")
    if name not in _PUBLIC:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; it has {', '.join(sorted(_PUBLIC))}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC, "plot"])
