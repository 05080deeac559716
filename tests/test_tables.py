import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.annotate import Annotator
from framing.errors import LexiconError, ScoredCorpusError
from framing.lexicon import load_lexicon
from framing.tables import TABLES, ScoredCorpus, ScoredCorpusWriter, rows, schema
from framing.tables.blocks import block
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
MANIFEST = {"counts": {"articles": 3}, "inputs": [], "health": {"warnings": [], "quotation_marks_missing": []}}
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
    writer = ScoredCorpusWriter(folder, [lexicon], partition=partition)
    for number, article in enumerate(ARTICLES):
        writer.add(number // partition, block([rows(article, annotate(article))]))
    writer.close(MANIFEST, [Issue("missing-date", "no date")])
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


def test_manifest_counts(scored: ScoredCorpus) -> None:
    manifest = json.loads((scored.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["rows"]["articles"] == 3


def cut_short(folder: Path) -> None:
    (folder / "hits" / "part-00000.parquet").write_bytes(b"PAR1 not really")


def without_a_part(folder: Path) -> None:
    (folder / "hits" / "part-00001.parquet").unlink()


def without_a_part_of_any_table(folder: Path) -> None:
    for table in TABLES:
        (folder / table / "part-00001.parquet").unlink()


def without_a_table(folder: Path) -> None:
    shutil.rmtree(folder / "issues")


def without_parts(folder: Path) -> None:
    for table in TABLES:
        shutil.rmtree(folder / table)


def with_a_part_twice(folder: Path) -> None:
    shutil.copy(folder / "hits" / "part-00000.parquet", folder / "hits" / "part-00002.parquet")


def with_parts_swapped(folder: Path) -> None:
    """The numbers of rows agree."""
    first, second = (folder / "hits" / name for name in ("part-00000.parquet", "part-00001.parquet"))
    data = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(data)


def rewritten(folder: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    path = folder / "hits" / "part-00000.parquet"
    pq.write_table(change(pq.read_table(path)), path)


def with_fewer_rows(folder: Path) -> None:
    rewritten(folder, lambda table: table.slice(0, 0))


def without_a_column(folder: Path) -> None:
    rewritten(folder, lambda table: table.drop_columns(["voice"]))


def with_another_type(folder: Path) -> None:
    rewritten(folder, lambda table: table.set_column(table.column_names.index("start"), "start", pa.array(["0", "0"])))


def without_the_lexicon(folder: Path) -> None:
    (folder / "lexicons" / "small.yaml").unlink()


def with_an_edited_lexicon(folder: Path) -> None:
    path = folder / "lexicons" / "small.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("loading: -1", "loading: 1"), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut_short, r"hits.part-00000\.parquet is damaged"),
        (without_a_part, r"hits.part-00001\.parquet is missing"),
        (without_a_part_of_any_table, r"articles has 2 rows, but manifest\.json says 3"),
        (without_a_table, r"issues.part-00000\.parquet is missing"),
        (without_parts, r"articles.part-00000\.parquet is missing"),
        (with_a_part_twice, r"hits.part-00002\.parquet has no counterpart in articles"),
        (with_parts_swapped, r"hits.part-00000\.parquet is not part 0 of hits"),
        (with_fewer_rows, r"hits has 0 rows, but manifest\.json says 2"),
        (without_a_column, r"hits.part-00000\.parquet has other columns than were written \(voice\)"),
        (with_another_type, r"hits.part-00000\.parquet has other columns than were written \(start\)"),
        (without_the_lexicon, r"lexicons.small\.yaml, with which the corpus was scored, is missing"),
        (with_an_edited_lexicon, r"small\.yaml is not as it was when the corpus was scored"),
    ],
)
def test_what_is_damaged_is_never_read(scored: ScoredCorpus, damage: Callable[[Path], None], message: str) -> None:
    damage(scored.folder)
    with pytest.raises(ScoredCorpusError, match=f"{message}.*score the corpus again"):
        ScoredCorpus(scored.folder)


def test_a_flipped_bit_is_never_read(scored: ScoredCorpus) -> None:
    """Every byte of a column's pages, changed alone, is noticed when the table is read."""
    path = scored.folder / "articles" / "part-00000.parquet"
    whole = path.read_bytes()
    columns = pq.ParquetFile(path).metadata.row_group(0)
    last = max(
        columns.column(i).data_page_offset + columns.column(i).total_compressed_size for i in range(columns.num_columns)
    )
    for at in range(40, min(last, len(whole)) - 40, 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            found = ScoredCorpus(scored.folder).articles
        except ScoredCorpusError:
            continue
        assert found.equals(scored.articles), at
    path.write_bytes(whole)


def test_a_table_that_changes_after_opening_is_not_read(scored: ScoredCorpus) -> None:
    with_fewer_rows(scored.folder)
    with pytest.raises(ScoredCorpusError, match="hits has 0 rows"):
        _ = scored.hits


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is damaged"),
        ("[]", "no key 'format'"),
        ("{}", "no key 'format'"),
        ('"framing"', "no key 'format'"),
        ('{"name": "site", "start_url": "/"}', "no key 'format'"),
        ('{"format": 7}', "has format 7, and this version reads format 3"),
        ('{"format": 3}', "'inputs' is missing"),
        ("[" * 100_000, "is damaged"),
    ],
)
def test_a_manifest_that_is_none(scored: ScoredCorpus, text: str, message: str) -> None:
    (scored.folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ScoredCorpusError, match=f"{message}.*score the corpus again"):
        ScoredCorpus(scored.folder)


@pytest.mark.parametrize("key", ["counts", "health", "lexicons", "models", "inputs"])
def test_a_manifest_that_lacks_a_key(scored: ScoredCorpus, key: str) -> None:
    path = scored.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest[key]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ScoredCorpusError, match=f"'{key}' is missing"):
        ScoredCorpus(scored.folder)


def test_a_manifest_that_counts_otherwise(scored: ScoredCorpus) -> None:
    path = scored.folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["counts"]["rows"]["sentences"] += 1
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ScoredCorpusError, match=r"sentences has 4 rows, but manifest\.json says 5"):
        ScoredCorpus(scored.folder)


def test_a_folder_in_place_of_the_manifest(scored: ScoredCorpus) -> None:
    (scored.folder / "manifest.json").unlink()
    (scored.folder / "manifest.json").mkdir()
    with pytest.raises(ScoredCorpusError, match=r"holds no manifest\.json"):
        ScoredCorpus(scored.folder)


def test_an_unreadable_manifest_is_told(scored: ScoredCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, **_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(ScoredCorpusError, match=r"manifest\.json cannot be read \(Permission denied\)"):
        ScoredCorpus(scored.folder)


def test_lexicons_that_cannot_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(LEXICON, encoding="utf-8")
    lexicon = load_lexicon(path)
    with pytest.raises(LexiconError, match="comes from no file"):
        ScoredCorpusWriter(tmp_path / "a", [replace(lexicon, source_path="")])
    path.write_text(LEXICON + "# changed\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"small\.yaml has changed since it was loaded"):
        ScoredCorpusWriter(tmp_path / "b", [lexicon])


def test_a_lexicon_added_to_the_folder_is_not_one_of_the_corpus(scored: ScoredCorpus) -> None:
    (scored.folder / "lexicons" / "other.yaml").write_text(LEXICON.replace("small", "other"), encoding="utf-8")
    assert [lexicon.name for lexicon in ScoredCorpus(scored.folder).lexicons] == ["small"]
