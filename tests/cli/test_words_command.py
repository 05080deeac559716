"""`framing words` on a corpus where one outlet words things differently."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from framing.cli.words import command
from framing.corpus import read_corpus
from framing.engine import ScoreOptions, score
from framing.errors import FramingError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("words")
    table = place / "articles.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "outlet", "date", "title", "text"])
        for outlet, noun in (("Alder", "mob"), ("Birch", "crowd")):
            for number in range(12):
                body = f"The {noun} of place {number} left at noon. Later the {noun} came back to street {number}."
                writer.writerow([f"{outlet}{number}", outlet, "2020-01-01", f"News {number}", body])
    score(read_corpus(table), place / "scored", ScoreOptions(lexicons="labels-events"))
    return place / "scored"


def run(*arguments: object) -> str:
    return CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False).stdout


def test_the_words_that_differ_stand_first(folder: Path) -> None:
    lines = [line.split("\t") for line in run(folder, "--outlet", "Alder", "--limit", 2).splitlines()]
    assert lines[0][:3] == ["outlet", "word", "kind"]
    assert {line[1] for line in lines[1:]} == {"mob", "crowd"}


def test_every_outlet_in_turn_as_json_and_csv(folder: Path, tmp_path: Path) -> None:
    rows = json.loads(run(folder, "--json", "--csv", tmp_path / "words.csv"))
    assert {row["group"] for row in rows} == {"Alder", "Birch"}
    with (tmp_path / "words.csv").open(encoding="utf-8") as table:
        assert len(list(csv.DictReader(table))) == len(rows)
    mob = next(row for row in rows if row["word"] == "mob" and row["group"] == "Alder")
    assert mob["count"] == 24
    assert mob["low"] > 0
    assert mob["high"] is None  # no bound: Birch has none


def test_a_subset_of_the_articles(folder: Path) -> None:
    rows = json.loads(run(folder, "--outlet", "Alder", "--subset", "house", "--json"))
    assert next(row for row in rows if row["word"] == "mob")["articles"] == 12


def test_what_cannot_be_done_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FramingError, match="lies in the scored corpus"):
        run(folder, "--csv", folder / "words.csv")
    with pytest.raises(FramingError, match="name the other with --outlet"):
        run(folder, "--against", "Birch")
    with pytest.raises(FramingError, match="cannot write"):
        run(folder, "--csv", tmp_path / "nowhere" / "words.csv")
