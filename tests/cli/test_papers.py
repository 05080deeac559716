"""Charts and tables of the sample corpus from the command line, and the explorer started and stopped."""

import signal
import subprocess
import sys
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from framing.cli import plot, table
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.errors import FramingError
from framing.lexicon import load_lexicon


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers") / "scored"
    return score(sample_corpus(), folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon()))).folder


@pytest.mark.parametrize(
    ("chart", "more"),
    [
        ("heatmap", ["--measure", "sourcing"]),
        ("slope", ["--measure", "labelling", "--item", "gov"]),
        ("forest", []),
        ("lollipop", ["--outlets", "Meridian Courier"]),
    ],
)
def test_charts_are_drawn_with_their_words(scored, tmp_path, chart, more):
    target = tmp_path / f"{chart}.svg"
    result = CliRunner().invoke(plot.command, [str(scored), chart, "-o", str(target), *more], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "<desc>" in target.read_text(encoding="utf-8")


def test_a_lollipop_of_several_outlets_says_how_to_choose_one(scored, tmp_path):
    with pytest.raises(FramingError, match=r"choose it with --outlets: .*Meridian Courier"):
        CliRunner().invoke(
            plot.command, [str(scored), "lollipop", "-o", str(tmp_path / "l.svg")], catch_exceptions=False
        )


def test_a_table_of_figures_and_one_of_contrasts(scored, tmp_path):
    figures = CliRunner().invoke(table.command, [str(scored), "--measure", "labelling"], catch_exceptions=False)
    assert figures.stdout.startswith("| Outlet |")
    target = tmp_path / "contrasts.tex"
    arguments = [str(scored), "--measure", "labelling", "--item", "gov", "--contrasts", "-o", str(target)]
    assert CliRunner().invoke(table.command, arguments, catch_exceptions=False).exit_code == 0
    assert r"\toprule" in target.read_text(encoding="utf-8")


def test_the_explorer_says_where_it_is_and_ends(scored):
    command = [sys.executable, "-c", "from framing.cli import main; main()", "explore", str(scored)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address = running.stdout.readline().removeprefix("Open ").strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address, timeout=20) as answer:
            assert answer.status == 200
        running.send_signal(signal.SIGINT)
        said, trouble = running.communicate(timeout=20)
    finally:
        running.kill()
    assert not said
    assert "Traceback" not in trouble
    assert "only this computer can reach it" in trouble
