"""What README, quick start and how-to pages tell people to type is typed, line by line, on the sample corpus."""

import csv
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import framing
from framing.cli import group

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", DOCS / "index.md", DOCS / "quickstart.md", *sorted((DOCS / "howto").glob("*.md"))]
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
# lines of the set-up; .ci/run does them, with the wheel in a clean environment
SET_UP = {
    "python3 -m venv .venv",
    ". .venv/bin/activate",
    "python -m pip install .",
    "make demo",
    "make test",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A folder such as a reader of the pages has: articles, a lexicon, an article, and the scored corpus."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "data" / "sample", folder / "data" / "sample", ignore=shutil.ignore_patterns("source"))
    shutil.copy(ROOT / "data" / "sample" / "articles.csv", folder)
    shutil.copy(ROOT / "data" / "sample" / "lexicon.yaml", folder)
    (folder / "article.txt").write_text("Ferry fees rise\n\n“It is fair,” said Anna Voss.\n", encoding="utf-8")
    lexicon = framing.load_lexicon(framing.sample_lexicon())
    framing.score(framing.sample_corpus(), folder / "scored", framing.ScoreOptions(lexicons=lexicon))
    return folder


def answer(folder, coder):
    """Fill a coder's sheet as people do on the page of `framing validate code`, from the sample's own gold."""
    with (ROOT / "data" / "sample" / "gold.jsonl").open(encoding="utf-8") as file:
        gold = {row["id"]: row for row in map(json.loads, file)}
    with (folder / "sample.csv").open(newline="", encoding="utf-8") as file:
        places = {row["unit"]: row for row in csv.DictReader(file)}
    sheet = folder / f"sheet-{coder}.csv"
    with sheet.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        place = places[row["unit"]]
        truth, start, end = gold[place["article_id"]], int(place["start"]), int(place["end"])
        if "right" in row:
            row["right"] = int(any(hit["start"] == start for hit in truth["hits"]))
            continue
        begins = [
            (min(s for part in ("source", "cue", "content") for s, _ in a[part]), a) for a in truth["attributions"]
        ]
        kinds = [a["kind"] for begin, a in begins if start <= begin < end]
        row |= {"counted": kinds.count("direct"), "among": len(kinds)}
    with sheet.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def run(line):
    """One line of a shell block."""
    words = shlex.split(line, comments=True)
    if not words or " ".join(words) in SET_UP:
        return
    if words[0] == "mkdir":
        Path(words[-1]).mkdir(parents=True, exist_ok=True)
        return
    assert words[0] == "framing", f"{line!r}: nothing here runs this"
    if words[1] == "explore":
        return  # a server; tests/explore opens it
    if words[1:3] == ["validate", "code"]:
        answer(Path(words[3]), words[words.index("--coder") + 1] if "--coder" in words else "coder")
        return
    done = CliRunner().invoke(group, words[1:], catch_exceptions=False)
    assert done.exit_code == 0, f"{line}\n{done.output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_runs(page, sample, tmp_path, monkeypatch):
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    if "-o scored\n" in text:
        shutil.rmtree("scored")
    names = {}
    for language, title, body in BLOCK.findall(text):
        if title:
            Path(title).parent.mkdir(parents=True, exist_ok=True)
            Path(title).write_text(body, encoding="utf-8")
        elif language == "sh":
            for line in body.replace("\\\n", " ").splitlines():
                run(line)
        elif language == "python":
            exec(compile(body, str(page), "exec"), names)


def test_demo_of_make_runs(sample, tmp_path, monkeypatch):
    shutil.copytree(sample / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    Path("demo").mkdir()
    for line in re.findall(r"^\t\$\(BIN\)/(framing .+)$", recipe, re.MULTILINE):
        run(line)
    assert Path("demo/report.html").stat().st_size
