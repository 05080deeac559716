"""The commands as a user meets them: output, messages and exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from framing.cli import group
from framing.corpus.sample import sample_corpus, sample_lexicon


def run(*arguments: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as it is installed."""
    command = [sys.executable, "-c", "from framing.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, input=stdin, check=False)


def call(*arguments: object) -> Result:
    """The command in this process, errors raised."""
    return CliRunner().invoke(group, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "scored"
    result = call("score", sample_corpus(), "-l", sample_lexicon(), "-o", folder)
    assert result.exit_code == 0
    return folder


def test_score_says_what_it_did(tmp_path: Path) -> None:
    done = run("score", sample_corpus(), "-l", sample_lexicon(), "-o", tmp_path / "s", "--json")
    summary = json.loads(done.stdout)
    assert (summary["articles"], summary["outlets"]) == (96, 4)
    assert done.returncode == 0
    again = run("score", sample_corpus(), "-o", tmp_path / "s")
    assert again.returncode == 1
    assert b"--overwrite" in again.stderr
    assert again.stdout == b""


def test_score_from_standard_input(tmp_path: Path) -> None:
    csv = b"outlet,title,text\nGazette,Rain,The thugs left.\n"
    done = run("score", "-", "-o", tmp_path / "s", stdin=csv)
    assert done.returncode == 0, done.stderr
    assert b"1 articles of 1 outlets" in done.stdout


def test_report_prints_its_path(scored: Path, tmp_path: Path) -> None:
    result = call("report", scored, "-o", tmp_path / "r.html")
    assert result.stdout == f"{tmp_path / 'r.html'}\n"
    assert (tmp_path / "r.html").stat().st_size > 50_000


def test_show_marks_hits_and_names_sources(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rain\n\nThe Takfiri terrorists left. “We saw them,” Ilse Brandt said.\n", encoding="utf-8")
    result = call("show", path)
    assert "The {Takfiri terrorists|outlet} left." in result.stdout
    assert "Ilse Brandt" in result.stdout.split("attributions")[1]
    found = json.loads(call("show", path, "--json").stdout)
    assert found["attributions"][0]["source_name"] == "Ilse Brandt"


def test_show_an_article_of_a_scored_corpus(scored: Path) -> None:
    result = call("show", scored, "--id", "hh-01")
    assert result.exit_code == 0
    assert "Harbour Herald" in result.stdout


def test_show_prints_news_text_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Rain\n\nThe [bold]terrorists[/bold] of [red] left \x1b[31m.\n", encoding="utf-8")
    result = call("show", path)
    assert "[bold]{terrorists|outlet}[/bold] of [red] left" in result.stdout
    assert "\x1b[31m" not in result.stdout


def test_kwic(scored: Path) -> None:
    result = call("kwic", scored, "terrorist*", "--outlet", "Meridian Courier", "--limit", 5)
    lines = result.stdout.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("Meridian Courier") and "terrorist" in line for line in lines)
    assert len(json.loads(call("kwic", scored, "terrorist*", "--limit", 3, "--json").stdout)) == 3


def test_piping_into_head_is_no_error(scored: Path) -> None:
    command = f"{sys.executable} -c 'from framing.cli import main; main()' kwic {scored} the --all | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("score", "nowhere.csv", "-o", "out"), "no such file"),
        (("compare", "nowhere"), "is no scored corpus"),
        (("report", "nowhere"), "is no scored corpus"),
        (("kwic", "nowhere", "x"), "is no scored corpus"),
        (("show", "nowhere.txt"), "no such file"),
        (("lexicon", "show", "nowhere"), "nowhere"),
        (("score", str(sample_corpus()), "-o", "out", "-l", "nowhere"), "nowhere"),
        (("score", str(sample_corpus()), "-o", "out", "--text-column", "x"), "pass --text-column"),
    ],
)
def test_what_a_user_can_mend_exits_with_1(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from framing.cli import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("framing: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", [("score",), ("nothing",), ("compare", ".", "--period"), ("--nonsense",)])
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
