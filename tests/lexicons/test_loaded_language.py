"""Loaded language: what its words mean in another sense, and the benchmark that scores it against gold spans."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from framing.annotate import Annotator
from framing.lexicon import load_shipped
from framing.types import Article, Voice

REPO = Path(__file__).resolve().parents[2]
TARGET = "Name_Calling,Labeling"


@pytest.fixture(scope="module")
def benchmark() -> dict[str, Any]:
    return runpy.run_path(str(REPO / "benchmarks" / "loaded_language.py"))


@pytest.fixture(scope="module")
def annotate() -> Annotator:
    return Annotator([load_shipped("loaded-language")])


@pytest.mark.parametrize(
    "text",
    [
        "The village lies 12 kilometres from the border.",
        "Two men were lying in the road.",
        "The flood was the worst disaster of the decade.",
        "The bloodhound smelt a rat in the laboratory cage.",
        "He pleaded not guilty by reason of insanity.",
        "Birds nest in the Black Swamp reserve.",
        "The New England Patriots won.",
        "The slaughter of cattle is regulated.",
        "Fires raged across the valley for a week.",
        "The study is bipartisan and non-partisan.",
        "The company reported predatory fish in the reef.",
    ],
)
def test_other_senses_are_no_hits(annotate: Annotator, text: str) -> None:
    assert [text[hit.start : hit.end] for hit in annotate(Article("a", body=text)).hits] == []


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("The minister is a liar.", "condemning"),
        ("It was a shameless, cunning bargain.", "evaluative"),
        ("The bank ruined them out of greed.", "condemning"),
        ("The town despises the board.", "judging_verb"),
        ("The intrepid mayor stayed.", "praise"),
        ("The town watched in horror.", "sensational"),
        ("The plan was vociferously opposed.", "intensifier"),
    ],
)
def test_loaded_words_are_hits_of_their_category(annotate: Annotator, text: str, category: str) -> None:
    assert {hit.category for hit in annotate(Article("a", body=text)).hits} == {category}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles: a loaded word that is gold, one that is not, one in gold of another technique, and a quotation."""
    (tmp_path / "train-articles").mkdir()
    texts = {
        "1": "Headline\n\nThe disgusting plan failed. An odious man won.\n",
        "2": 'Headline\n\nAn odious man won. "The vile mayor must go at once," Lind said.\n',
    }
    for name, text in texts.items():
        (tmp_path / "train-articles" / f"article{name}.txt").write_text(text, encoding="utf-8", newline="")
    spans = [("1", "Loaded_Language", "disgusting plan"), ("2", "Doubt", "odious"), ("2", TARGET, "vile mayor")]
    lines = [
        f"{name}\t{kind}\t{texts[name].index(words)}\t{texts[name].index(words) + len(words)}\n"
        for name, kind, words in spans
    ]
    (tmp_path / "train-task-flc-tc.labels").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def test_benchmark_counts_hits_and_spans(benchmark: dict[str, Any], folder: Path) -> None:
    articles = benchmark["read_gold"](folder)
    scores = {}
    for voices in ([Voice.OUTLET], list(Voice)):
        counts = benchmark["run"](benchmark["lexicon_finder"]("loaded-language", voices), articles)
        scores[len(voices)] = benchmark["score"]("ours", counts.sum(axis=0))
    outlet, every = scores[1], scores[len(Voice)]
    assert (outlet.hits, outlet.precision, outlet.recall_by_technique) == (3, 1 / 3, (1.0, 0.0))
    assert (every.hits, every.precision, every.recall_by_technique) == (4, 1 / 2, (1.0, 1.0))
    assert outlet.f1 == pytest.approx(0.4)
    words = 9 - 2 + 14 - 3  # headline and body less what gold covers
    assert outlet.outside_per_1000 == pytest.approx(1000 / words)


def test_lists_match_whole_words_and_the_longest_term(benchmark: dict[str, Any]) -> None:
    find = benchmark["list_finder"](["point", "point out", "don't"])
    text = "They POINT OUT points; don’t point."
    assert [text[start:end] for start, end in find(text)] == ["POINT OUT", "don’t", "point"]


def test_benchmark_says_what_is_missing(benchmark: dict[str, Any], tmp_path: Path) -> None:
    result = CliRunner().invoke(benchmark["main"], [str(tmp_path)])
    assert result.exit_code == 2
    assert "lacks train-articles" in result.output


def test_beats_a_floor_on_gold_spans(benchmark: dict[str, Any], shared: Path) -> None:
    articles = benchmark["halves"](benchmark["read_gold"](shared / "data" / "ptc"), 2026)["tune"][:40]
    finder = benchmark["lexicon_finder"]("loaded-language", [Voice.OUTLET])
    assert benchmark["score"]("ours", benchmark["run"](finder, articles).sum(axis=0)).f1 > 0.27
