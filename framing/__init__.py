"""Measure how news outlets word and source what they report.

>>> import framing
>>> options = framing.ScoreOptions(lexicons=framing.load_lexicon(framing.sample_lexicon()))
>>> scored = framing.score(framing.sample_corpus(), options=options)
>>> shares = framing.compare(scored).estimates.query(
...     "measure == 'labelling' and item == 'nf_members' and voice == 'outlet' and period == 'all'"
... )
>>> shares.set_index("outlet")["value"].idxmax()
'Harbour Herald'
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
    "ReportOptions": "framing.report",
    "ScoreOptions": "framing.engine",
    "ScoredCorpus": "framing.tables",
    "check_lexicon": "framing.lexicon",
    "compare": "framing.stats",
    "concordance": "framing.engine",
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
