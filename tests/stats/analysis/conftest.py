"""The sample corpus scored once."""

import pytest

from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon


@pytest.fixture(scope="session")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("analysis") / "scored"
    return score(sample_corpus(), folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon())))
