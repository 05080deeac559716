"""`framing attributions`, `train attribution` and `evaluate attribution` from end to end."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from framing.attribution.tagger import recipe
from framing.attribution.tagger.recipe import Recipe
from framing.attribution.tagger.training import TrainingOptions
from framing.cli import group

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


def test_training_gives_the_same_bytes_and_weights_that_work(gold, tmp_path, monkeypatch):
    small = TrainingOptions(epochs=6, rate=0.1, least_word=1, least_place=1, least_step=1)
    monkeypatch.setattr(recipe, "Recipe", lambda: Recipe(small, small, parts=3, bias=0.0))
    files = [tmp_path / "one.npz", tmp_path / "two.npz"]
    for file in files:
        run("train", "attribution", gold, "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()
    done = run("attributions", gold / "text", "--jsonl", "--weights", files[0])
    assert all(len(json.loads(line)["attributions"]) == 1 for line in done.stdout.splitlines())
