"""The commands: train, evaluate and classify, as a person calls them."""

import csv
import json

import pytest
from click.testing import CliRunner

from framing.classify.weights import SHIPPED, save_loaded
from framing.cli import classify, evaluate, score, train
from framing.errors import FramingError

needs_weights = pytest.mark.skipif(not SHIPPED.is_file(), reason="the loaded-language weights are not here")


def run(command, *arguments):
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture
def weights(model, tmp_path):
    path = tmp_path / "weights.npz"
    save_loaded(model, path)
    return path


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "outlet", "body"])
        said = "“The council shamefully closed the school,” said the union’s leader."
        writer.writerow(["one", "Dawn", f"The council shamefully closed the school. {said}"])
        writer.writerow(["two", "Dusk", "The council formally closed the school."])
    return path


def test_classified_sentences_are_written_with_the_words_that_carry_them(corpus, weights, tmp_path):
    out = tmp_path / "out.csv"
    result = run(classify.command, corpus, "--text-column", "body", "--weights", weights, "-o", out)
    assert result.exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["article_id"] for row in rows] == ["one", "one", "two"]
    assert [row["label"] for row in rows] == ["loaded", "loaded", "neutral"]
    assert rows[0]["words"] == "shamefully"
    assert float(rows[0]["own_voice"]) == 1
    assert float(rows[1]["own_voice"]) < 0.5
    assert "3 sentences, 2 in the outlet's own voice: 1 loaded" in result.stderr
    everything = run(classify.command, corpus, "--text-column", "body", "--weights", weights, "--all-voices")
    assert "3 in any voice: 2 loaded" in everything.stderr
    assert "{shamefully}" in everything.stdout


def test_spans_of_json_lines_point_into_the_article(corpus, weights, tmp_path):
    out = tmp_path / "out.jsonl"
    assert run(classify.command, corpus, "--text-column", "body", "--weights", weights, "-o", out).exit_code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    (start, end), body = rows[1]["spans"][0], "The council shamefully closed the school. “The council shamefully"
    assert body[start:end] == "shamefully"


def test_what_is_wrong_with_articles_is_said_once_a_kind_and_counted(corpus, weights):
    with corpus.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([(f"twice{number}", "Dusk", "The mayor spoke.") for number in range(7)])
        csv.writer(file).writerow(["none", "Dusk", ""])
    said = run(classify.command, corpus, "--text-column", "body", "--weights", weights).stderr
    assert "empty-text: corpus.csv, row 10: " in said
    assert said.count("duplicate-body: corpus.csv, row") == 3
    assert "duplicate-body: and 3 more" in said
    assert "one-paragraph" not in said


def test_rows_are_sentences_where_asked(corpus, weights, tmp_path):
    out = tmp_path / "out.jsonl"
    run(classify.command, corpus, "--text-column", "body", "--weights", weights, "-o", out, "--rows")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_labels_follow_costs_and_abstention(corpus, weights, tmp_path):
    out = tmp_path / "out.jsonl"
    options = (corpus, "--text-column", "body", "--weights", weights, "-o", out)
    run(classify.command, *options, "--costs", "999:1", "--abstain", "0.3")
    assert {json.loads(line)["label"] for line in out.read_text().splitlines()} <= {"unsure", "neutral"}
    with pytest.raises(FramingError, match="write false alarm:miss"):
        run(classify.command, *options, "--costs", "3")
    with pytest.raises(FramingError, match=r"name it \.csv or \.jsonl"):
        run(classify.command, corpus, "-o", tmp_path / "out.docx")


def test_a_chart_shows_what_words_add(corpus, weights, tmp_path):
    rows = [("one", "Dawn", "The council shamefully closed the school. The mayor formally closed the road. " * 5)]
    with corpus.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    chart = tmp_path / "words.svg"
    assert run(classify.command, corpus, "--text-column", "body", "--weights", weights, "--chart", chart).exit_code == 0
    assert "highest shamefully +" in chart.read_text(encoding="utf-8")


def test_the_file_has_its_name_once_it_is_whole(corpus, weights, tmp_path, monkeypatch):
    from framing.classify import articles

    def broken(*_):
        raise FramingError("no more")
        yield

    out = tmp_path / "out.csv"
    out.write_text("as it was")
    monkeypatch.setattr(articles, "_scored", broken)
    with pytest.raises(FramingError, match="no more"):
        run(classify.command, corpus, "--text-column", "body", "--weights", weights, "-o", out)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".npz" and path != corpus] == ["out.csv"]
    assert out.read_text() == "as it was"


def test_sentences_are_written_while_articles_come(model, tmp_path):
    from framing.classify.articles import ClassifiedSentence, classify_articles
    from framing.cli._classified import Kept, written
    from framing.types import Article

    taken = []

    def corpus():
        for number in range(200):
            taken.append(number)
            yield Article(id=str(number), outlet="Dawn", title="", body="The council shamefully closed the school.")

    found = classify_articles(model, corpus())
    assert isinstance(next(found), ClassifiedSentence)
    assert len(taken) < 50
    kept = Kept(3, None)
    with written(tmp_path / "out.csv", ("article_id",)) as write:
        for sentence in found:
            write({"article_id": sentence.article_id})
            kept.add(sentence)
    assert len(kept.most_loaded) == 3
    assert kept.summary() == "199 sentences, 199 in any voice: 199 loaded"


def test_explanations_are_shown(corpus, weights):
    result = run(classify.command, corpus, "--text-column", "body", "--weights", weights, "--explain")
    assert "shamefully +" in result.stdout


@needs_weights
def test_shipped_weights_score_the_sample(repository):
    result = run(classify.command, repository / "data/sample/articles.csv")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 20


@needs_weights
def test_scored_corpora_have_a_column_of_probabilities(repository):
    import framing

    found = framing.score(repository / "data/sample/articles.csv", options=framing.ScoreOptions(models=["loaded"]))
    assert found.manifest["models"] == ["loaded"]
    assert len(found.manifest["sentence_models"]["loaded"]) == 64
    assert found.sentences["loaded"].between(0, 1).all()
    with pytest.raises(FramingError, match="unknown sentence model 'tone'; choose one of loaded"):
        framing.score(repository / "data/sample/articles.csv", options=framing.ScoreOptions(models=["tone"]))


def test_training_and_evaluation_run_on_a_table(table, tmp_path, monkeypatch):
    from framing.classify import recipe

    quick = recipe.RecipeOptions(networks=1, network=recipe.NetworkOptions(width=8, epochs=2, rate=1e-2))
    monkeypatch.setattr(recipe, "RecipeOptions", lambda: quick)
    out = tmp_path / "own.npz"
    assert run(train.command, "loaded", table, "-o", out).exit_code == 0
    first = out.read_bytes()
    run(train.command, "loaded", table, "-o", out)
    assert out.read_bytes() == first
    predictions, chart = tmp_path / "held.jsonl", tmp_path / "reliability.svg"
    options = ("--protocol", "outlet", "--predictions", predictions, "--chart", chart, "--json")
    result = run(evaluate.command, "loaded", table, *options)
    assert "share that was so" in chart.read_text(encoding="utf-8")
    figures = json.loads(result.stdout)
    assert figures["sentences"]["sentences"] == 320
    assert {row["group"] for row in figures["errors"]["outlet"]} == {"Dawn", "Dusk"}
    lines = [json.loads(line) for line in predictions.read_text().splitlines()]
    assert {line["fold"] for line in lines} == {"Dawn", "Dusk"}
    curve = run(evaluate.command, "loaded", table, "--curve").stdout
    assert [line.split()[0] for line in curve.splitlines()] == ["200", "256"]
    plain = run(evaluate.command, "loaded", table, "--protocol", "outlet").stdout
    assert "macro-F1" in plain
    assert "false alarms" in plain


def test_training_tells_a_missing_folder_before_the_work(table, tmp_path):
    with pytest.raises(FramingError, match="is no folder"):
        run(train.command, "loaded", table, "-o", tmp_path / "none" / "own.npz")


def test_without_the_weights_all_else_works_and_what_is_missing_is_told(repository, monkeypatch, tmp_path):
    from framing.classify import named, weights

    none = tmp_path / "none.npz"
    monkeypatch.setattr(weights, "SHIPPED", none)
    monkeypatch.setitem(named.NAMES, "loaded", {"default": none, "embeddings": none})
    for command, options in ((classify, ()), (score, ("--model", "loaded", "-o", tmp_path / "scored"))):
        with pytest.raises(FramingError, match=r"none.npz holds no loaded-language weights.*framing train loaded"):
            run(command.command, repository / "data/sample/articles.csv", *options)
    assert run(score.command, repository / "data/sample/articles.csv", "-o", tmp_path / "scored").exit_code == 0


def test_what_frames_do_not_heed_is_refused(tmp_path):
    corpus = tmp_path / "c.csv"
    corpus.write_text("id,text\na,It rained.\n", encoding="utf-8")
    for option in (
        ["--threshold", "0.7"],
        ["--explain"],
        ["--chart", tmp_path / "q.png"],
        ["--costs", "3:1"],
        ["--rows"],
    ):
        result = run(classify.command, corpus, "--frames", tmp_path / "fr.npz", *option)
        assert result.exit_code == 2
        assert f"{option[0]}: --frames classifies whole articles" in result.stderr


def test_a_chart_that_cannot_be_written_is_refused_before_the_work(tmp_path):
    with pytest.raises(FramingError, match=r"end its name in \.png"):
        run(classify.command, tmp_path / "not-looked-at.csv", "--chart", tmp_path / "q.foo")


@pytest.mark.parametrize("costs", ["inf:1", "1:inf", "0:1", "nan:1"])
def test_costs_are_numbers_above_nothing(costs, tmp_path):
    corpus = tmp_path / "c.csv"
    corpus.write_text("id,text\na,It rained.\n", encoding="utf-8")
    with pytest.raises(FramingError, match="must both be numbers above 0"):
        run(classify.command, corpus, "--costs", costs)
