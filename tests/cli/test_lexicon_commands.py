"""`framing lexicon`: import, export, diff, coverage and suggest, as a user types them."""

import json

import pytest
from click.testing import CliRunner

from framing.cli.lexicon import command
from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.errors import FramingError, LexiconError
from framing.lexicon import load_lexicon

DIC = "%\n1\tgood\n2\tbad\n%\nhappy\t1\nawful*\t2\n"


def run(*arguments: object):
    return CliRunner().invoke(command, [str(each) for each in arguments])


@pytest.fixture
def dic(tmp_path):
    path = tmp_path / "words.dic"
    path.write_text(DIC, encoding="utf-8")
    return path


def test_import_and_export(dic, tmp_path):
    lexicon, back = tmp_path / "words.yaml", tmp_path / "back.dic"
    result = run("import", dic, "-o", lexicon, "--licence", "CC0")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{lexicon}: 2 entries in 2 categories from {dic}",
        "UNVALIDATED: read what it hits before you publish a figure (framing kwic), and record what you find",
    ]
    assert load_lexicon(lexicon).licence == "CC0"
    assert "bad.awful*\tawful*\tbad\t" in run("show", lexicon).stdout
    result = run("export", lexicon, "-o", back)
    assert (result.exit_code, back.read_text(encoding="utf-8")) == (0, DIC)
    assert "licence: CC0" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.dic", "words.dic", "words.yaml"]


def test_import_says_what_it_leaves_out_and_what_is_not_known(dic, tmp_path):
    dic.write_text(DIC + ":)\t1\n", encoding="utf-8")
    out = tmp_path / "out.yaml"
    refused = run("import", dic, "-o", out)
    assert isinstance(refused.exception, LexiconError)
    assert not out.exists()
    result = run("import", dic, "-o", out, "--skip")
    assert f"{dic}:7: error[empty-pattern]" in result.stderr
    assert "1 left out" in result.stderr
    assert "no licence is stated: --licence" in result.stderr


def test_import_of_weights_and_of_a_list(tmp_path):
    table, words, out = tmp_path / "words.csv", tmp_path / "words.txt", tmp_path / "out.yaml"
    table.write_text("happy,good,1.5\n", encoding="utf-8")
    words.write_text("happy\n", encoding="utf-8")
    assert "hits are counted, not weighed" in run("import", table, "-o", out).stderr
    assert run("import", words, "-o", out, "--category", "praise", "--overwrite").exit_code == 0
    assert load_lexicon(out).entry("praise.happy").weight is None


@pytest.mark.parametrize(
    ("out", "options", "message"),
    [
        ("words.dic", (), "exists: pass --overwrite"),
        ("", (), "is a folder"),
        ("absent/out.yaml", (), "is no folder"),
        ("out.yaml", ("--name", "My Words"), "error[bad-name]"),
        ("out.yaml", ("--version", "1"), "error[bad-version]"),
        ("out.yaml", ("--encoding", "klingon"), "error[bad-encoding]"),
    ],
)
def test_what_cannot_be_written(dic, tmp_path, out, options, message):
    result = run("import", dic, "-o", tmp_path / out, *options)
    assert isinstance(result.exception, FramingError)
    assert message in str(result.exception)
    assert dic.read_text(encoding="utf-8") == DIC
    assert [path.name for path in tmp_path.iterdir()] == ["words.dic"]


def test_export_names_what_is_lost(tmp_path):
    result = run("export", sample_lexicon(), "-o", tmp_path / "out.yml")
    assert result.exit_code == 0
    assert "not held: " in result.stderr
    assert "entries written without referent and loading" in result.stderr


def test_diff(dic, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    run("import", dic, "-o", old, "--name", "words")
    dic.write_text(DIC.replace("happy", "glad"), encoding="utf-8")
    run("import", dic, "-o", new, "--name", "words")
    result = run("diff", old, new)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "removed  major  entry good.happy" in lines
    assert "added    minor  entry good.glad" in lines
    assert "entries: 1 added, 1 removed, 0 renamed, 0 changed" in result.stderr
    assert "make it 0.2.0" in result.stderr
    whole = json.loads(run("diff", old, new, "--json").stdout)
    assert whole["versions"] == {"old": "0.1.0", "new": "0.1.0", "advised": "0.2.0"}
    assert {change["step"] for change in whole["changes"]} == {"patch", "minor", "major"}
    assert "nothing differs" in run("diff", old, old).stderr


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lexicon") / "scored"
    return score(sample_corpus(), folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon()))).folder


def test_coverage(scored):
    result = run("coverage", scored)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "lexicon\tset\thits\tentries\tnever\tmost frequent\tshare"
    assert result.stdout.splitlines()[1].startswith("sample-velmar\t")
    assert "entries in" in result.stderr
    by_entry = run("coverage", scored, "--entries").stdout.splitlines()
    assert len(by_entry) == 1 + sum(not entry.block for entry in load_lexicon(sample_lexicon()).entries)
    whole = json.loads(run("coverage", sample_corpus(), "--lexicon", sample_lexicon(), "--json").stdout)
    assert [entry["entry"] for entry in whole["entries"]] == [line.split("\t")[1] for line in by_entry[1:]]
    assert [f"note: {warning}" for warning in whole["warnings"]] == [
        line for line in result.stderr.splitlines() if line.startswith("note: ")
    ]


def test_suggest(scored):
    arguments = ("suggest", scored, "-l", sample_lexicon(), "-c", "nf_members", "--limit", 3)
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("  1. ")
    assert "likeness" in result.stdout
    assert "none was added" in result.stderr
    terms = json.loads(run(*arguments, "--json").stdout)
    assert len(terms) == 3
    assert all(1 <= len(term["passages"]) <= 3 for term in terms)
    wrong = run("suggest", scored, "-l", sample_lexicon(), "-c", "nobody")
    assert isinstance(wrong.exception, FramingError)
    assert "there are: label" in str(wrong.exception)


def test_show_tells_what_is_unvalidated(tmp_path, dic):
    out = tmp_path / "words.yaml"
    run("import", dic, "-o", out)
    shown = run("show", out)
    assert "UNVALIDATED: 2 of 2 entries" in shown.stderr
    record = "validated:\n  - {of: good, n: 50, correct: 48, corpus: c, outlet: North, date: 2026-01-31}\n"
    out.write_text(out.read_text(encoding="utf-8") + record, encoding="utf-8")
    shown = run("show", out)
    assert "UNVALIDATED: 1 of 2 entries" in shown.stderr
    assert "good: North 0.96 of 50" in shown.stdout
    assert json.loads(run("show", out, "--json").stdout)["validated"][0]["n"] == 50
