"""The report on the sample corpus, made once."""

import pytest

from framing.corpus import read_corpus
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon
from framing.report import ReportOptions, write_report
from framing.report.selection import COMPARED
from framing.stats import ComparisonOptions


@pytest.fixture(scope="session")
def quick():
    """Options with few replicates."""
    return ReportOptions(comparison=ComparisonOptions(voices=COMPARED, replicates=200))


@pytest.fixture(scope="session")
def scored(tmp_path_factory):
    """The sample corpus, scored with its own lexicon."""
    lexicons = [load_lexicon(sample_lexicon())]
    return score(read_corpus(sample_corpus()), tmp_path_factory.mktemp("scored") / "s", ScoreOptions(lexicons=lexicons))


@pytest.fixture(scope="session")
def page_file(scored, quick, tmp_path_factory):
    """The report on it, as a file."""
    return write_report(scored, tmp_path_factory.mktemp("report") / "r.html", quick)
