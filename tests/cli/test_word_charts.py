"""`framing plot` with charts of words."""

import pytest
from click.testing import CliRunner

from framing.cli.plot import command
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.errors import FramingError
from framing.lexicon import load_lexicon


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    lexicons = [load_lexicon(sample_lexicon())]
    return score(sample_corpus(), tmp_path_factory.mktemp("words") / "s", ScoreOptions(lexicons=lexicons)).folder


@pytest.mark.parametrize(
    ("chart", "more"),
    [("keyness", ["--outlets", "Lantern Post"]), ("scatter", ["--outlets", "Lantern Post"]), ("dispersion", [])],
)
def test_words_are_drawn_from_a_scored_corpus(folder, chart, more, tmp_path):
    target = tmp_path / "c.svg"
    CliRunner().invoke(command, [str(folder), chart, "-o", str(target), *more], catch_exceptions=False)
    assert "<desc>" in target.read_text(encoding="utf-8")


def test_a_chart_of_one_outlets_words_asks_for_it(folder, tmp_path):
    with pytest.raises(FramingError, match="--outlets"):
        CliRunner().invoke(command, [str(folder), "keyness", "-o", str(tmp_path / "c.svg")], catch_exceptions=False)
    with pytest.raises(FramingError, match="--gold"):
        CliRunner().invoke(command, [str(folder), "corrected", "-o", str(tmp_path / "c.svg")], catch_exceptions=False)
