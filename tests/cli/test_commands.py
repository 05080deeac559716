"""The commands as a user meets them: output, messages and exit codes."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from framing.cli import group
from framing.cli._common import PERIODS
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.errors import FramingError
from framing.report import render, write_report
from framing.report.target import MARK
from framing.stats import periods


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
    assert done.stdout.startswith(b"1 article of 1 outlet: 4 words, ")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Gazette,Rain,It rained.\n", "1 article of 1 outlet: 3 words, 0 hits, 0 attributions -> "),
        (",Rain,It rained.\n", "1 article, no outlet named: 3 words"),
        (",Rain,It rained.\n" * 2, "2 articles, no outlet named: "),
        (
            "Gazette,Rain,It rained.\n,Rain,It snowed.\nHerald,Sun,It shone.\n",
            "3 articles of 2 outlets (no outlet named",
        ),
    ],
)
def test_score_counts_in_words(rows: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(f"outlet,title,text\n{rows}", encoding="utf-8")
    result = call("score", tmp_path / "c.csv", "-o", tmp_path / "s", "-l", sample_lexicon())
    assert result.stdout.startswith(said)


def test_report_prints_its_path(scored: Path, tmp_path: Path) -> None:
    result = call("report", scored, "-o", tmp_path / "r.html")
    assert result.stdout == f"{tmp_path / 'r.html'}\n"
    assert (tmp_path / "r.html").stat().st_size > 50_000
    assert MARK.encode() in (tmp_path / "r.html").read_bytes()[:1_000], "by which a later run knows it for a report"


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


FRAMING = f"{sys.executable} -c 'from framing.cli import main; main()'"


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """A command line with pipes and redirections; its exit code is that of whichever part failed."""
    return subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)


@pytest.mark.parametrize("arguments", ["kwic {scored} the --all", "compare {scored} --all --against none", "--help"])
@pytest.mark.parametrize("reader", ["head -n 1", "true"])
def test_a_reader_that_leaves_is_no_error(scored: Path, arguments: str, reader: str) -> None:
    done = shell(f"{FRAMING} {arguments.format(scored=scored)} | {reader}")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == (reader != "true")
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", ["kwic {scored} the", "lexicon list", "--version"])
def test_a_full_disk_is_told(scored: Path, arguments: str) -> None:
    done = shell(f"{FRAMING} {arguments.format(scored=scored)} > /dev/full")
    assert done.returncode == 1
    assert b"framing: No space left on device; check" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_an_error_that_cannot_be_told_is_an_error(tmp_path: Path) -> None:
    assert shell(f"{FRAMING} compare {tmp_path} 2> /dev/full").returncode == 1
    assert shell(f"{FRAMING} nothing 2> /dev/full").returncode == 2


def test_a_system_error_is_told_with_its_path(tmp_path: Path) -> None:
    """Wherever it comes from: here the folder of the corpus cannot be listed."""
    code = (
        "import sys, framing.cli\n"
        "import framing.corpus\n"
        "def locked(*_): raise PermissionError(13, 'Permission denied', 'articles')\n"
        "framing.corpus.read_corpus = locked\n"
        f"sys.argv = ['framing', 'score', 'articles', '-o', {str(tmp_path / 's')!r}]\n"
        "framing.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("framing: articles: Permission denied; check the path")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to catch")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_terminated_leaves_nothing(tmp_path: Path, workers: int) -> None:
    corpus = tmp_path / "c.csv"
    rows = "".join(f"a{i},Gazette,{'The mayor said it rained. ' * 200}\n" for i in range(3_000))
    corpus.write_text(f"id,outlet,text\n{rows}", encoding="utf-8")
    command = [sys.executable, "-c", "from framing.cli import main; main()", "score", corpus, "-o", tmp_path / "s"]
    running = subprocess.Popen([*map(str, command), "--workers", str(workers)], stderr=subprocess.PIPE)
    while not list(tmp_path.glob("s.partial/new/texts")) and running.poll() is None:
        time.sleep(0.02)
    running.terminate()
    _, told = running.communicate(timeout=60)
    assert running.returncode == 143, told
    assert b"Traceback" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["c.csv"]


@pytest.mark.parametrize("name", ["manifest.json", "new.html", "articles/part-00000.parquet", "more/../r.html"])
def test_a_report_never_goes_into_the_scored_corpus(scored: Path, name: str) -> None:
    before = sorted((path, path.stat().st_size) for path in scored.rglob("*"))
    for extra in ((), ("--overwrite",)):
        with pytest.raises(FramingError, match=r"lies in the scored corpus|does not exist"):
            call("report", scored, "-o", scored / name, *extra)
    assert sorted((path, path.stat().st_size) for path in scored.rglob("*")) == before


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports without figures: the page's head and its options."""
    monkeypatch.setattr(render, "compare", lambda *_: None)
    monkeypatch.setattr(render, "page_context", lambda _scored, _found, options: {"title": options.title})
    monkeypatch.setattr(render, "render", lambda context: f"<html>{MARK}{context['title']}")


@pytest.mark.usefixtures("quick")
def test_a_report_replaces_reports_only(scored: Path, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    page.write_text("<html><title>Mine</title>")
    with pytest.raises(FramingError, match=r"r\.html exists and is no report; pass --overwrite"):
        call("report", scored, "-o", page)
    assert page.read_text() == "<html><title>Mine</title>"
    assert call("report", scored, "-o", page, "--overwrite").exit_code == 0
    first = page.read_bytes()
    assert call("report", scored, "-o", page, "--title", "Another").exit_code == 0
    assert page.read_bytes() != first


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none/r.html", "none does not exist; make that folder first"),
        ("file/r.html", "file is no folder"),
        ("folder", "it is a folder; name a file in it"),
    ],
)
def test_a_report_that_cannot_be_written_is_told_first(scored: Path, tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FramingError, match=message):
        write_report(scored, tmp_path / name)


@pytest.mark.usefixtures("quick")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_report_to_a_full_disk(scored: Path) -> None:
    with pytest.raises(FramingError, match="cannot write /dev/full: No space left on device"):
        call("report", scored, "-o", "/dev/full")


def test_periods_are_those_of_the_figures() -> None:
    assert PERIODS == periods.PERIODS


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
        (("score", str(sample_corpus()), "-o", "none/out"), "none does not exist"),
        (("score", str(sample_corpus()), "-o", f"{sample_corpus()}/out"), "is no folder"),
        (("score", str(sample_corpus()), "-o", "."), "give a folder by name"),
        (("score", "-", "-o", "none/out"), "none does not exist"),
        (("score", str(sample_corpus()), "-o", "out", "--encoding", "klingon"), "unknown encoding"),
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


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("score",),
        ("nothing",),
        ("compare", ".", "--period"),
        ("--nonsense",),
        ("score", "x", "-o", "y", "--format", "xlsx"),
        ("score", "x", "-o", "y", "--date-order", "ymd"),
        ("score", "x", "-o", "y", "--workers", "0"),
        ("report", ".", "--period", "decade"),
        ("report", ".", "--seed", "-1"),
        ("report", ".", "--duplicates", "some"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
