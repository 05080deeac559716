"""`framing attributions`, `train attribution` and `evaluate attribution` from end to end."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from framing.attribution.tagger import recipe
from framing.attribution.tagger.learning import TrainingOptions
from framing.attribution.tagger.recipe import Recipe
from framing.cli import group
from framing.errors import FramingError

CLAIMS = ("the bridge would close", "taxes had doubled", "the harbour was safe")


def run(*arguments):
    return CliRunner().invoke(group, [str(a) for a in arguments], catch_exceptions=False)


def mark(text, *parts):
    """Standoff lines of one attribution: source, cue, content."""
    lines = []
    for number, (role, part) in enumerate(zip(("Source", "Cue", "Content"), parts, strict=True), 1):
        start = text.index(part)
        lines.append(f"T{number}\t{role} {start} {start + len(part)}\t{part}")
    return "\n".join([*lines, "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1", ""])


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gold")
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    for number in range(9):
        person, claim = ("Ada Lind", "Omar Reyes", "The mayor")[number % 3], CLAIMS[number // 3]
        text = f"News of day {number}\n\n{person} said that {claim}.\n\nIt rained.\n"
        name = f"gazette_2015-0{number + 1}-01"
        (folder / "text" / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / "attributions" / f"{name}_a1b2.ann").write_text(
            mark(text, person, "said", f"that {claim}"), encoding="utf-8"
        )
    return folder


def test_offsets_point_into_the_file(gold):
    done = run("attributions", gold / "text", "--jsonl", "--outlet", "Gazette")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 9
    for row in rows:
        text = (gold / "text" / f"{row['id']}.txt").read_text(encoding="utf-8")
        (found,) = row["attributions"]
        assert [text[start:end] for start, end in found["cue"]] == ["said"]
        assert text[found["content"][0][0] :].startswith("that ")


def test_plain_output_shows_the_words(gold):
    done = run("attributions", gold / "text", "--engine", "rules", "--outlet", "Gazette")
    assert "Ada Lind | said | that the bridge would close" in done.stdout


def test_predictions_are_scored(gold, tmp_path):
    path = tmp_path / "found.jsonl"
    path.write_text(run("attributions", gold / "text", "--jsonl", "--engine", "rules").stdout, encoding="utf-8")
    scores = json.loads(run("evaluate", "attribution", path, gold, "--json").stdout)
    assert scores["full"]["f1"] == 1.0
    table = run("evaluate", "attribution", gold, gold).stdout
    assert "content      1.0000" in table


def test_scores_by_outlet(gold, tmp_path):
    metadata = tmp_path / "metadata.tsv"
    rows = [f"{path.stem}\t{'gazette' if number % 2 else 'herald'}" for number, path in enumerate(sorted_texts(gold))]
    metadata.write_text("\n".join(["filename\tpaper", *rows]) + "\n", encoding="utf-8")
    command = ["evaluate", "attribution", gold, gold, "--metadata", metadata, "--by", "paper"]
    table = run(*command).stdout
    assert re.search(r"^herald +5 .* \+0\.0000 ", table, re.MULTILINE)
    assert "reversed: none" in table
    scores = json.loads(run(*command, "--json").stdout)
    assert set(scores["by_outlet"]) == {"gazette", "herald"}
    assert scores["by_outlet"]["herald"]["log_ratio"] == 0.0
    assert scores["agreement"]["spread"] == 0.0
    assert scores["by_outlet"]["gazette"]["full"]["f1"] == scores["recall_by_kind"]["indirect"]["full"] == 1.0
    assert {contrast["gold_p"] for contrast in scores["contrasts"]} == {None}  # too few articles to test


def sorted_texts(folder):
    return sorted((folder / "text").glob("*.txt"))


def test_articles_without_an_outlet_stay(gold, tmp_path):
    metadata = tmp_path / "metadata.tsv"
    metadata.write_text(f"filename\tpaper\n{sorted_texts(gold)[0].stem}\tgazette\n", encoding="utf-8")
    table = run("evaluate", "attribution", gold, gold, "--metadata", metadata, "--by", "paper").stdout
    assert re.search(r"^\(none\) +8 ", table, re.MULTILINE)


def test_wrong_outlets_are_told(gold, tmp_path):
    metadata = tmp_path / "metadata.tsv"
    metadata.write_text("filename\tpaper\n", encoding="utf-8")
    command = ["evaluate", "attribution", gold, gold, "--by", "journal"]
    assert "--metadata FILE and --by COLUMN go together" in run(*command).stderr
    with pytest.raises(FramingError, match=r"none\.tsv: there is no such file"):
        run(*command, "--metadata", tmp_path / "none.tsv")
    with pytest.raises(FramingError, match=r"'journal' not found in metadata\.tsv; columns are .*; pass --by COLUMN"):
        run(*command, "--metadata", metadata)


def test_articles_without_text_are_told(gold, tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    for path in (gold / "attributions").glob("*.ann"):
        (tmp_path / "attributions" / path.name).write_bytes(path.read_bytes())
    first, *_ = sorted_texts(gold)
    (tmp_path / "text" / "other.txt").write_text("News\n\nIt rained.\n", encoding="utf-8")
    with pytest.raises(FramingError, match="none of the hand-marked articles"):
        run("evaluate", "attribution", gold, tmp_path)
    (tmp_path / "text" / first.name).write_bytes(first.read_bytes())
    assert "8 hand-marked articles have no text" in run("evaluate", "attribution", gold, tmp_path).stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"T1\tContent 9 4\tx\n", "a span needs a start and an end"),
        (b"T1\tContent 4 9\t\xff\n", "save it as UTF-8"),
        (b"T1\tContent 4 99999\tx\nE1\tAttribution:T1 Content:T1\n", "a span ends behind its text"),
    ],
)
def test_training_on_damaged_marks_names_the_article(gold, tmp_path, content, message):
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
        for path in (gold / part).iterdir():
            (tmp_path / part / path.name).write_bytes(path.read_bytes())
    damaged = min((tmp_path / "attributions").iterdir())
    damaged.write_bytes(content)
    with pytest.raises(FramingError, match=message) as error:
        run("train", "attribution", tmp_path, "-o", tmp_path / "w.npz")
    assert "gazette_2015-01-01" in str(error.value)
    assert not (tmp_path / "w.npz").exists()


def test_training_into_no_folder_is_told_before_the_work(gold, tmp_path):
    with pytest.raises(FramingError, match="is no folder"):
        run("train", "attribution", gold, "-o", tmp_path / "none" / "w.npz")


def test_training_gives_the_same_bytes_and_weights_that_work(gold, tmp_path, monkeypatch):
    small = TrainingOptions(width=16, epochs=30, batch=4, rate=0.005, warm=5, values=0.1, least_step=1)
    monkeypatch.setattr(recipe, "Recipe", lambda: Recipe(small, parts=3, teachers=1, gold=0.8, least_word=1, bias=0.0))
    files = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for file in files:
        run("train", "attribution", gold, "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()
    done = run("attributions", gold / "text", "--jsonl", "--weights", files[0])
    assert all(len(json.loads(line)["attributions"]) == 1 for line in done.stdout.splitlines())
