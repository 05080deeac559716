"""A table of known sources through `framing score` into the scored corpus."""

from __future__ import annotations

import hashlib

from click.testing import CliRunner

from framing.cli import group
from framing.tables import ScoredCorpus


def run(*arguments):
    return CliRunner().invoke(group, [str(argument) for argument in arguments])


def corpus(folder):
    path = folder / "articles.csv"
    path.write_text("outlet,title,body\nGazette,News,Maria Kolb said that the bridge fell.\n", encoding="utf-8")
    return path


def test_names_sides_and_checksum_reach_the_tables(tmp_path):
    table = tmp_path / "sources.csv"
    table.write_text("name,aliases,type,affiliation,side\nM. Kolb,Maria Kolb,military,Navy,port\n", encoding="utf-8")
    done = run("score", corpus(tmp_path), "--sources", table, "-o", tmp_path / "scored")
    assert done.exit_code == 0, done.output
    scored = ScoredCorpus(tmp_path / "scored")
    row = scored.attributions.iloc[0]
    assert [row[f"source_{field}"] for field in ("name", "type", "affiliation", "side", "number")] == [
        "M. Kolb",
        "military",
        "Navy",
        "port",
        "individual",
    ]
    assert scored.texts[row["article_id"]][row["source_mention_start"] : row["source_mention_end"]] == "Maria Kolb"
    assert scored.manifest["sources"]["sha256"] == hashlib.sha256(table.read_bytes()).hexdigest()


def test_a_mistake_in_the_table_stops_before_the_corpus_is_read(tmp_path):
    table = tmp_path / "sources.csv"
    table.write_text("name,type\nKolb,captain\n", encoding="utf-8")
    done = run("score", corpus(tmp_path), "--sources", table, "-o", tmp_path / "scored")
    assert done.exit_code != 0
    assert not (tmp_path / "scored").exists()
