"""What the commands print in a terminal of 80 columns, in black and white."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from framing.cli.kwic import _print as print_lines
from framing.cli.show import _passages
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine.concordance import Line
from framing.types import Hit, Voice, Zone

pty = pytest.importorskip("pty", reason="pseudo-terminals are a matter of Unix")

COLUMNS = 80
TEXT = (
    "Rain over the delta\n\nThe terrorists left the flooded villages of the delta before the patrols arrived there, "
    "and nobody knew on Wednesday morning where they had gone. “We saw the terrorists near the river,” "
    "said Ilse Brandt, a miller.\n"
)


def in_terminal(*arguments: object) -> list[str]:
    """The lines that a command prints in a terminal of 80 columns without colour."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "from framing.cli import main; main()", *map(str, arguments)]
    environment = os.environ | {"COLUMNS": str(COLUMNS), "LINES": "50", "TERM": "dumb", "NO_COLOR": "1"}
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(follower)
        printed = b""
        try:
            while part := os.read(leader, 65536):
                printed += part
        except OSError:  # the other side is closed
            pass
        os.close(leader)
        assert process.wait() == 0
    return printed.decode().replace("\r\n", "\n").splitlines()


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from framing.cli import group

    folder = tmp_path_factory.mktemp("terminal") / "scored"
    arguments = ["score", str(sample_corpus()), "-l", str(sample_lexicon()), "-o", str(folder)]
    group(arguments, standalone_mode=False)
    return folder


def test_show_breaks_lines_at_words_and_marks_voices_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    lines = in_terminal("show", path)
    assert max(map(len, lines)) <= COLUMNS
    shown = " ".join(" ".join(lines).split())
    assert "The {terrorists|outlet} left the flooded villages of the delta before the patrols arrived there" in shown
    assert "saw the {terrorists|quoted} near" in shown
    assert "{hit|paraphrased}" in shown  # the legend


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 4), (6, 9)], [(0, 4, ["outlet"]), (6, 9, ["outlet"])]),
        ([(6, 9), (0, 4)], [(0, 4, ["outlet"]), (6, 9, ["outlet"])]),
        ([(0, 4), (0, 4)], [(0, 4, ["outlet"])]),
        ([(0, 9), (2, 4), (8, 12)], [(0, 12, ["outlet"])]),
        ([(0, 4), (4, 9)], [(0, 4, ["outlet"]), (4, 9, ["outlet"])]),
    ],
)
def test_hits_that_overlap_are_one_passage(
    spans: list[tuple[int, int]], expected: list[tuple[int, int, list[str]]]
) -> None:
    hits = [Hit("l", "e", "c", "", 0, start, end, Zone.BODY, Voice.OUTLET, 0) for start, end in spans]
    assert _passages(hits) == expected


def test_kwic_fits_the_terminal_with_the_term_in_one_column(scored: Path) -> None:
    lines = in_terminal("kwic", scored, "terrorist*", "--limit", 20)
    assert len(lines) == 20
    assert max(map(len, lines)) <= COLUMNS
    assert len({line.lower().index("terrorist", 42) for line in lines}) == 1
    wide = in_terminal("kwic", scored, "terrorist*", "--limit", 1, "--width", 60)
    assert len(wide[0]) > COLUMNS


def test_kwic_cuts_long_outlets_to_fit(capsys: pytest.CaptureFixture[str]) -> None:
    outlet = "The Evening Messenger of the Coast"
    line = Line("1", outlet, "2020-01-01", "body", "outlet", 0, 3, "left " * 20, "fog", " right" * 20)
    print_lines([line], COLUMNS, columns=COLUMNS)
    shown = capsys.readouterr().out.rstrip("\n")
    assert len(shown) == COLUMNS
    assert shown.startswith("The Evening Mes…  2020-01-01  outlet ")
    assert "fog" in shown


def test_compare_is_short_and_wraps_at_words(scored: Path) -> None:
    lines = in_terminal("compare", scored)
    assert max(map(len, lines)) <= COLUMNS
    assert len(lines) < 100
    words = {word.strip("(),.;:") for line in lines for word in line.split()}
    assert {"Harbour", "Herald", "government", "interval"} <= words
    assert not {"gov", "nf_members", "sample-velmar/evaluative"} & words


def test_agency_is_printed_where_it_is_asked_for(scored: Path) -> None:
    lines = in_terminal("compare", scored, "--measure", "agency")
    assert max(map(len, lines)) <= COLUMNS
    headings = [line for line in lines if line.startswith("Agent expressed, victims ")]
    assert "Agent expressed, victims of any side, in its own voice" in headings[0]
    assert len(headings) > 1
    assert "Agent expressed" not in "".join(in_terminal("compare", scored))
