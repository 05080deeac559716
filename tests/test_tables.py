import json
from datetime import date
from pathlib import Path

import pytest

from framing.annotate import Annotator
from framing.errors import ScoredCorpusError
from framing.lexicon import load_lexicon
from framing.tables import TABLES, ScoredCorpus, ScoredCorpusWriter, rows, schema
from framing.types import Article, Issue

LEXICON = """
name: small
version: 1.0.0
language: en
licence: CC-BY-4.0
citation: none
description: for a test
categories: {label: a label}
entries:
  - id: thugs
    pattern: thugs
    category: label
    loading: -1
    evidence: {grade: J, note: test}
    examples: {match: ["The thugs left."], no_match: ["The boatmen left."]}
"""
ARTICLES = [
    Article(
        "a",
        "Gazette",
        date(2024, 5, 1),
        "Rain",
        "The thugs left.",
        issues=(Issue("odd", "odd", "a", (0, 4)),),
    ),
    Article("b", "Herald", None, "", "“We will find the thugs,” Ilse Brandt said."),
    Article("c", "Herald", date(2024, 5, 3), "Title only", ""),
]


@pytest.fixture
def scored(tmp_path: Path) -> ScoredCorpus:
    (tmp_path / "small.yaml").write_text(LEXICON, encoding="utf-8")
    return write(tmp_path, tmp_path / "scored", partition=2)


def write(tmp_path: Path, folder: Path, *, partition: int) -> ScoredCorpus:
    lexicon = load_lexicon(tmp_path / "small.yaml")
    annotate = Annotator([lexicon])
    writer = ScoredCorpusWriter(folder, partition=partition)
    for article in ARTICLES:
        writer.add(rows(article, annotate(article)))
    writer.close({"counts": {"articles": 3}}, [Issue("missing-date", "no date")], [lexicon])
    return ScoredCorpus(folder)


def test_every_article_is_a_row(scored: ScoredCorpus) -> None:
    articles = scored.articles
    assert articles["article_id"].tolist() == ["a", "b", "c"]
    assert articles["words"].tolist() == [4, 8, 2]
    assert articles["n_hits"].tolist() == [1, 1, 0]
    assert articles["words_body_quoted"].sum() + articles["words_lead_quoted"].sum() == 5
    assert articles["published"].isna().tolist() == [False, True, False]
    assert list(articles["outlet"]) == ["Gazette", "Herald", "Herald"]


def test_words_are_the_sum_of_their_cells(scored: ScoredCorpus) -> None:
    articles = scored.articles
    cells = [c for c in articles.columns if c.startswith("words_")]
    assert len(cells) == 20
    assert (articles[cells].sum(axis=1) == articles["words"]).all()


def test_spans_point_into_the_text(scored: ScoredCorpus) -> None:
    for hit in scored.hits.itertuples():
        assert scored.texts[hit.article_id][hit.start : hit.end] == "thugs"
    (attribution,) = scored.attributions.itertuples()
    spans = list(attribution.source_spans)
    assert scored.texts["b"][spans[0] : spans[1]] == "Ilse Brandt"
    assert (attribution.kind, attribution.words, attribution.zone) == ("direct", 5, "lead")
    assert scored.hits["speaker"].tolist()[1] == 0


def test_issues_of_articles_and_of_files(scored: ScoredCorpus) -> None:
    assert scored.issues[["article_id", "code"]].values.tolist() == [["a", "odd"], ["", "missing-date"]]


def test_articles_come_back_as_they_were(scored: ScoredCorpus) -> None:
    for before, after in zip(ARTICLES, scored.each_article(), strict=True):
        assert (before.id, before.outlet, before.published, before.title, before.body) == (
            after.id,
            after.outlet,
            after.published,
            after.title,
            after.body,
        )
        assert before.text == after.text


def test_lexicons_are_kept(scored: ScoredCorpus) -> None:
    assert [lexicon.name for lexicon in scored.lexicons] == ["small"]


def test_partition_size_changes_the_files_only(tmp_path: Path, scored: ScoredCorpus) -> None:
    whole = write(tmp_path, tmp_path / "whole", partition=100)
    assert len(list((scored.folder / "hits").iterdir())) == 2
    assert len(list((whole.folder / "hits").iterdir())) == 1
    for table in TABLES:
        assert scored.table(table).astype(str).equals(whole.table(table).astype(str))


def test_same_rows_same_bytes(tmp_path: Path, scored: ScoredCorpus) -> None:
    again = write(tmp_path, tmp_path / "again", partition=2)
    for path in sorted(scored.folder.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (again.folder / path.relative_to(scored.folder)).read_bytes()


def test_schema_has_a_column_a_model() -> None:
    assert schema("sentences", ["loaded"]).names[-1] == "loaded"


def test_no_scored_corpus(tmp_path: Path) -> None:
    with pytest.raises(ScoredCorpusError, match="is no folder.*framing score"):
        ScoredCorpus(tmp_path / "none")
    with pytest.raises(ScoredCorpusError, match="holds no manifest.json"):
        ScoredCorpus(tmp_path)


def test_damaged_scored_corpus(scored: ScoredCorpus) -> None:
    (scored.folder / "hits" / "part-00000.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(ScoredCorpusError, match="hits is damaged"):
        _ = scored.hits
    (scored.folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ScoredCorpusError, match="manifest.json is damaged"):
        ScoredCorpus(scored.folder)


def test_manifest_counts(scored: ScoredCorpus) -> None:
    manifest = json.loads((scored.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["rows"]["articles"] == 3
