"""The synthetic sample corpus that is shipped with the package."""

from __future__ import annotations

from pathlib import Path

import framing


def _folder() -> Path:
    package = Path(framing.__file__).parent
    shipped = package / "_sample"  # in a wheel; in a checkout the folder stands beside the package
    return shipped if shipped.is_dir() else package.parent / "data" / "sample"


def sample_corpus() -> Path:
    """Path of the sample corpus, a CSV file of short invented articles by four invented outlets."""
    return _folder() / "articles.csv"


def sample_lexicon() -> Path:
    """Path of the lexicon made for the sample corpus."""
    return _folder() / "lexicon.yaml"
