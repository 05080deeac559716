"""The main job on real news that is not part of the repository."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from framing.annotate import Annotator
from framing.corpus import ReadOptions, read_corpus
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon, load_shipped
from framing.report import write_report
from framing.stats import compare
from framing.tables import ScoredCorpus

RESOURCES = Path(__file__).parent / "resources"


def overlap(a: list[int], b: tuple[int, int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


@pytest.fixture(scope="module")
def seed_gold(shared: Path) -> dict:
    return json.loads((shared / "data/seed/gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def seed(shared: Path):
    (article,) = read_corpus(shared / "data/seed/article.txt")
    return article, Annotator(load_shipped())(article)


def test_seed_hits_with_voice_and_zone(seed, seed_gold) -> None:
    _, annotation = seed
    for gold in seed_gold["hits"]:
        ours = [h for h in annotation.hits if h.loading and overlap(gold["span"], (h.start, h.end)) > 0]
        assert ours, gold
        assert {(h.voice.value, h.zone.value) for h in ours} == {(gold["voice"], gold["zone"])}, gold


def test_seed_names(seed, seed_gold) -> None:
    article, annotation = seed
    for name in seed_gold["names"]:
        hits = [h for h in annotation.hits if article.text[h.start : h.end] == name["term"]]
        assert len(hits) == name["count"]


def test_seed_attributions(seed, seed_gold) -> None:
    _, annotation = seed
    for gold in seed_gold["attributions"]:
        best = max(annotation.attributions, key=lambda a: sum(max(0, overlap(gold["content"], s)) for s in a.content))
        shared_part = sum(max(0, overlap(gold["content"], s)) for s in best.content)
        ours = sum(e - s for s, e in best.content)
        length = gold["content"][1] - gold["content"][0]
        assert shared_part >= 0.5 * (ours + length - shared_part), gold
        assert any(overlap(gold["source"], s) > 0 for s in best.source), gold
        assert best.kind.value == gold["kind"], gold


def test_seed_boilerplate_counts_nowhere(seed) -> None:
    article, annotation = seed
    comments = article.text.index("Comments (0)")
    assert all(h.end <= comments for h in annotation.hits)
    assert all(s.end <= comments for s in annotation.sentences)


@pytest.fixture(scope="module")
def fakes(shared: Path) -> ScoredCorpus:
    lexicons = [load_lexicon(RESOURCES / "term_counts.yaml")]
    return score(read_corpus(shared / "data/fakes_syria/FA-KES-Dataset.csv"), None, ScoreOptions(lexicons=lexicons))


def test_term_counts_equal_the_independent_ones(fakes: ScoredCorpus, shared: Path) -> None:
    outlet_of = dict(zip(fakes.articles["article_id"], fakes.articles["outlet"], strict=True))
    hits = Counter((outlet_of[h.article_id], h.entry) for h in fakes.hits.itertuples())
    sizes = fakes.articles.groupby("outlet")[["words", "boilerplate_words"]].sum().sum(axis=1)
    articles = fakes.articles["outlet"].value_counts()
    names = {"terroris*": "terroris", "martyr*": "martyr", "islamic state": "islamic-state"}
    with (shared / "data/fakes_syria/term_counts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            outlet = row.pop("outlet")
            assert articles[outlet] == int(row.pop("articles"))
            assert sizes[outlet] == int(row.pop("words"))
            assert {k: hits[outlet, names.get(k, k)] for k in row} == {k: int(v) for k, v in row.items()}, outlet


def test_missing_quotation_marks_are_said_and_not_compared(fakes: ScoredCorpus, tmp_path: Path) -> None:
    unmarked = {"asharqalawsat", "tass", "etilaf", "sana", "reuters", "arabiya"}
    assert set(fakes.manifest["health"]["quotation_marks_missing"]) == unmarked
    estimates = compare(fakes).estimates
    quoting = estimates[(estimates["voice"] != "all") | (estimates["item"] == "direct share")]
    silent = quoting[quoting["outlet"].isin(unmarked)]
    assert len(silent) > 0
    assert silent["value"].isna().all()
    page = write_report(fakes, tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Quotation marks are missing in" in page
    assert "not comparable" in page


def test_duplicates_are_reported(fakes: ScoredCorpus) -> None:
    codes = fakes.issues["code"].value_counts()
    assert (codes["duplicate-id"], codes["duplicate-body"]) == (6, 6)
    assert fakes.articles["article_id"].is_unique
    assert (fakes.articles["duplicate_of"] != "").sum() == 6


@pytest.fixture(scope="module")
def polnear(shared: Path) -> ScoredCorpus:
    options = ReadOptions(metadata=shared / "data/polnear/metadata.tsv")
    return score(read_corpus(shared / "data/polnear", options), None, ScoreOptions(workers=2))


def test_polnear_by_outlet_and_month(polnear: ScoredCorpus, tmp_path: Path) -> None:
    assert len(polnear.articles) == 924
    assert polnear.articles["outlet"].nunique() == 7
    assert polnear.articles["published"].notna().all()
    page = write_report(polnear, tmp_path / "r.html").read_text(encoding="utf-8")
    assert all(outlet in page for outlet in polnear.articles["outlet"].unique())


def test_nyt_two_apostrophe_quotations_are_recognised(polnear: ScoredCorpus) -> None:
    """Words in quotation marks: the share of the outlet that uses two apostrophes is like that of the others."""
    articles = polnear.articles
    quoted = articles[[c for c in articles.columns if c.endswith("_quoted")]].sum(axis=1)
    shares = quoted.groupby(articles["outlet"]).sum() / articles.groupby("outlet")["words"].sum()
    assert shares["nyt"] > 0.5 * shares.drop("nyt").min()
    assert shares.between(0.05, 0.5).all()
