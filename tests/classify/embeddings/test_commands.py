"""`--backend embeddings`, as a person calls it."""

import csv
from hashlib import sha256

import pytest
from click.testing import CliRunner

from framing.classify.embeddings import base as bases
from framing.classify.embeddings import model as models
from framing.classify.embeddings.fine import save_fine
from framing.classify.named import named_models
from framing.cli import classify, evaluate, score, train
from framing.errors import FramingError
from framing.tables import ScoredCorpus


def run(command, *arguments):
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.csv"
    path.write_text("id,outlet,body\none,Dawn,The council shamefully closed the school.\n", encoding="utf-8")
    return path


@pytest.fixture
def weights(fine, base, monkeypatch, tmp_path):
    monkeypatch.setattr(models, "installed_base", lambda: base)
    save_fine(fine, tmp_path / "fine.npz")
    return tmp_path / "fine.npz"


def test_articles_are_classified_by_the_encoder(corpus, weights, embedding, tmp_path):
    out = tmp_path / "out.csv"
    assert run(classify.command, corpus, "--backend", "embeddings", "--weights", weights, "-o", out).exit_code == 0
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert float(row["probability"]) == pytest.approx(embedding([row["text"]])[0], abs=0.1)


def test_reasons_are_those_of_the_encoder(corpus, weights):
    found = run(classify.command, corpus, "--backend", "embeddings", "--weights", weights, "--explain", "--all-voices")
    assert found.exit_code == 0
    assert "The council shamefully closed the school." in found.output


def test_what_is_missing_is_told(corpus, fine, monkeypatch, tmp_path):
    save_fine(fine, tmp_path / "fine.npz")
    monkeypatch.setattr(bases, "find_spec", lambda _name: None)
    bases.installed_base.cache_clear()
    with pytest.raises(FramingError, match="not installed; install the encoder with"):
        run(classify.command, corpus, "--backend", "embeddings", "--weights", tmp_path / "fine.npz")


@pytest.mark.parametrize("option", ["--frames", "--chart"])
def test_what_belongs_to_the_default_model_is_refused(corpus, option, tmp_path):
    found = run(classify.command, corpus, "--backend", "embeddings", option, tmp_path / "file.png")
    assert found.exit_code == 2
    assert "leave out --backend" in found.output


def test_background_is_refused_where_it_is_not_used(table, corpus, tmp_path):
    given = ["--backend", "embeddings", "--news", corpus]
    for found in (
        run(train.command, "loaded", table, "-o", tmp_path / "out.npz", *given),
        run(evaluate.command, "loaded", table, *given),
    ):
        assert found.exit_code == 2
        assert "leave them out" in found.output


@pytest.fixture
def named(weights, monkeypatch):
    """The tiny encoder under the name of the shipped one."""
    from framing.classify import named as names

    monkeypatch.setitem(names.NAMES, "loaded", {**names.NAMES["loaded"], "embeddings": weights})


def table_of(corpus, folder, *options):
    found = run(score.command, corpus, "--model", "loaded", "--backend", "embeddings", "-o", folder, *options)
    assert found.exit_code == 0
    return ScoredCorpus(folder)


def test_corpora_are_scored_by_the_encoder_alike_in_batches_of_any_size(named, weights, tmp_path):
    corpus = tmp_path / "some.csv"
    rows = [f"{n},Dawn,The council shamefully closed the school. The mayor signed {n} deals." for n in range(7)]
    corpus.write_text("\n".join(["id,outlet,body", *rows, ""]), encoding="utf-8")
    one, other = table_of(corpus, tmp_path / "one", "--batch-size", 1), table_of(corpus, tmp_path / "other")
    assert one.sentences["loaded"].between(0, 1).all()
    for part in (tmp_path / "one" / "sentences").iterdir():
        assert part.read_bytes() == (tmp_path / "other" / "sentences" / part.name).read_bytes()
    assert one.manifest["sentence_models"] == {"loaded": sha256(weights.read_bytes()).hexdigest()}
    assert other.manifest["models"] == ["loaded"]


def test_scoring_without_the_encoder_is_refused_before_any_work(corpus, monkeypatch, tmp_path):
    monkeypatch.setattr(bases, "find_spec", lambda _name: None)
    bases.installed_base.cache_clear()
    with pytest.raises(FramingError, match="not installed; install the encoder with"):
        run(score.command, corpus, "--model", "loaded", "--backend", "embeddings", "-o", tmp_path / "scored")
    assert not (tmp_path / "scored").exists()


def test_a_backend_without_a_model_and_an_unknown_one_are_refused(corpus, tmp_path):
    with pytest.raises(FramingError, match="name one, as in --model loaded"):
        run(score.command, corpus, "--backend", "embeddings", "-o", tmp_path / "scored")
    with pytest.raises(FramingError, match="unknown backend 'gpu'; choose one of default, embeddings"):
        named_models(["loaded"], "gpu")
