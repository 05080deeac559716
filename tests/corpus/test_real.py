"""The evaluation corpora, read as a user would; skipped where they are not at hand."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd

from framing.corpus import ReadOptions, character_audit, outlets_without_marks, read_corpus, warnings_of
from framing.corpus.wire import wire_agency


def test_syria(shared):
    path = shared / "fakes_syria" / "FA-KES-Dataset.csv"
    corpus = read_corpus(path)
    articles = list(corpus)
    frame = pd.read_csv(path, keep_default_na=False)
    assert [a.body for a in articles] == frame["article_content"].tolist()
    assert [a.title for a in articles] == frame["article_title"].tolist()
    codes = Counter(i.code for a in articles for i in a.issues)
    assert (len(articles), codes["duplicate-id"], codes["duplicate-body"]) == (367, 6, 6)
    assert all(a.published for a in articles)
    assert max(a.published for a in articles) == date(2016, 6, 30)
    assert Counter(a.outlet for a in articles if a.wire)["ahram"] == 83
    assert sum(bool(a.wire) for a in articles if a.outlet in ("reuters", "manar", "jordantimes")) == 0


def test_warnings_on_syria(shared):
    audit = character_audit(read_corpus(shared / "fakes_syria" / "FA-KES-Dataset.csv"))
    marks, characters, titles, paragraphs = warnings_of(audit)
    for outlet in ("etilaf", "sana", "reuters", "arabiya"):
        assert outlet in marks
    for outlet in ("ahram", "manar", "trt", "tass"):
        assert outlet not in marks
    assert {"tass", "asharqalawsat"} < set(outlets_without_marks(audit))
    assert "no apostrophes and no commas" in characters
    assert "reuters (100 %)" in titles
    assert "alaraby (0 %)" in titles
    assert "for any outlet" in paragraphs


def test_election_folder(shared):
    folder = shared / "polnear"
    corpus = read_corpus(folder, ReadOptions(metadata=folder / "metadata.tsv"))
    articles = list(corpus)
    assert Counter(a.outlet for a in articles) == dict.fromkeys({a.outlet for a in articles}, 132)
    assert len(articles) == 924
    assert all(a.published for a in articles)
    for article in articles[:20]:
        assert article.text == (folder / article.file).read_bytes().decode()
    assert [i.code for i in corpus.issues] == ["ignored-files"]


def test_wire_copy_against_the_labels(shared):
    folder = shared / "polnear"
    articles = list(read_corpus(folder, ReadOptions(metadata=folder / "metadata.tsv")))
    table = pd.read_csv(folder / "metadata.tsv", sep="\t", quoting=csv.QUOTE_NONE, keep_default_na=False)
    labelled = set(table["filename"][~table["wire"].isin(["None", "NA"])])
    found = {a.id for a in articles if wire_agency(replace(a, wire=""))}
    assert len(labelled) == 75
    assert len(labelled & found) >= 74
    assert len(found - labelled) <= 1  # one that is signed "- Reuters." and not labelled


def test_headlines_without_header(shared):
    path = shared / "gaza_headlines" / "gaza-news.tsv"
    corpus = read_corpus(path, ReadOptions(columns=("date", "outlet", "title", "url")))
    articles = list(corpus)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(articles) == 3518
    assert [a.title for a in articles] == [line.split("\t")[2] for line in lines if line]


def test_semicolons(shared):
    path = shared / "babe" / "final_labels_SG2.csv"
    articles = list(read_corpus(path))
    frame = pd.read_csv(path, sep=";", keep_default_na=False)
    assert [a.body for a in articles] == frame["text"].tolist()


def test_no_titles(shared):
    path = shared / "climate_frames" / "articles_metadata.tsv"
    articles = list(read_corpus(path))
    frame = pd.read_csv(path, sep="\t", keep_default_na=False, dtype=str)
    assert [a.text for a in articles] == frame["text"].tolist()
    # quoted fields hold neither line breaks nor tabs here: nothing is swallowed if every line is a row
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert [a.id for a in articles] == [line.split("\t")[0] for line in lines]
    assert "BBC = bbc" in warnings_of(character_audit(articles))[0]


def test_sentences_by_override(shared):
    path = shared / "jackson" / "tagged_data_nyt_oct18_to_oct22.csv"
    options = ReadOptions(text_column="sentence", date_column="article_date", outlet="NYT")
    articles = list(read_corpus(path, options))
    assert [a.body for a in articles] == pd.read_csv(path)["sentence"].tolist()


def test_seed_is_unaltered(shared):
    path = shared / "seed" / "article.txt"
    (article,) = read_corpus(path)
    assert article.text == path.read_bytes().decode()
    assert article.title
