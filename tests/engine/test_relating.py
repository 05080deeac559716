"""Copies, agency copy, stories and problems of feeds in a scored corpus."""

import csv
import random
import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon
from framing.tables import PARTITION, ScoredCorpus, parts

Write = Callable[[Iterable[dict[str, str]]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(rows: Iterable[dict[str, str]]) -> Path:
        path = tmp_path / "news.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.DictWriter(stream, ["id", "outlet", "date", "title", "author", "url", "text"])
            table.writeheader()
            table.writerows(rows)
        return path

    return write


def scored_from(path: Path, **options: object) -> ScoredCorpus:
    return score(path, options=ScoreOptions(lexicons=[load_lexicon(sample_lexicon())], **options))


def text(seed: int, words: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(3_000)}" for _ in range(words))


def row(name: str, outlet: str, body: str, day: str = "2024-03-04", **fields: str) -> dict[str, str]:
    return {"id": name, "outlet": outlet, "date": day, "title": f"Title of {name}", "text": body, **fields}


ROWS = [
    row("a", "Herald", text(1), author="Reuters"),
    row("b", "Courier", text(1) + " " + text(2, 10), "2024-03-09"),
    row("c", "Courier", text(3), url="https://example.org/opinion/c"),
    row("d", "Courier", text(3) + " " + text(4, 10), "2024-03-11"),
]


def test_columns_are_filled_in(write: Write) -> None:
    articles = scored_from(write(ROWS)).articles.set_index("article_id")
    assert articles["wire"].to_dict() == {"a": "Reuters", "b": "Reuters", "c": "", "d": ""}
    assert articles["wire_basis"].to_dict() == {"a": "credit", "b": "copy", "c": "", "d": ""}
    assert articles["near_duplicate_of"].to_dict() == {"a": "", "b": "a", "c": "", "d": "c"}
    assert articles["genre"].to_dict() == {"a": "", "b": "", "c": "opinion", "d": ""}


def test_the_manifest_counts_them(write: Write) -> None:
    manifest = scored_from(write(ROWS)).manifest
    assert manifest["relations"]["near_duplicates"] == 2
    assert manifest["relations"]["wire_by_copy"] == 1
    assert manifest["health"]["problems"] == []


def test_parts_and_workers_never_change_a_relation(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write([row(f"a{n}", f"outlet {n % 3}", text(n // 2)) for n in range(30)])
    whole = scored_from(path).articles
    assert (whole["near_duplicate_of"] != "").sum() == 15
    assert scored_from(path, workers=2).articles.equals(whole)
    monkeypatch.setattr(sys.modules["framing.engine.score"], "PARTITION", 7)
    pieces = scored_from(path)
    assert len(list((pieces.folder / "articles").iterdir())) == 5 < PARTITION
    assert pieces.articles.equals(whole)


def test_a_gap_is_a_problem_and_a_warning(write: Write) -> None:
    first = date(2024, 1, 1)
    days = [first + timedelta(n) for n in range(80) if not 30 <= n < 45]
    path = write([row(f"a{n}", "Herald", text(n, 30), day.isoformat()) for n, day in enumerate(days)])
    health = scored_from(path).manifest["health"]
    (problem,) = health["problems"]
    assert (problem["code"], problem["outlet"], problem["start"]) == ("gap", "Herald", "2024-01-31")
    assert any("Herald has no article from 2024-01-31 to 2024-02-14" in warning for warning in health["warnings"])


def test_articles_of_a_part_are_as_they_were_read(write: Write) -> None:
    scored = scored_from(write(ROWS))
    assert list(parts.articles_in(scored.folder, 0)) == list(scored.each_article())
