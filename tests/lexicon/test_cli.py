"""`framing lexicon`: list, show and check."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from framing.cli.lexicon import command
from framing.errors import LexiconError
from framing.lexicon import shipped_names

GOOD = """\
entries:
  - {id: a, pattern: regime, category: label, evidence: {grade: J}, examples: {match: [The regime.]}}
  - {id: b, pattern: Regime City, block: true}
"""


def run(*arguments: str):
    return CliRunner().invoke(command, [str(each) for each in arguments])


def test_a_good_file_passes(write):
    result = run("check", write(GOOD))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "1 lexicon: 0 errors, 0 warnings\n"


def test_problems_go_to_stdout_and_set_the_exit_code(write):
    path = write(GOOD.replace("The regime.", "The regimen."))
    result = run("check", path)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}:12: error[example-fails]: entry 'a' must match in 'The regimen.'")
    assert result.stderr == "1 lexicon: 1 error, 0 warnings\n"


def test_warnings_alone_do_not_fail(write):
    result = run("check", write(GOOD.replace("pattern: regime", "pattern: [regime, r*]")))
    assert "warning[loose-pattern]" in result.stdout
    assert result.exit_code == 0


def test_problems_as_json(write, tmp_path):
    path = write(GOOD.replace("category: label", "category: lable"))
    result = run("check", path, tmp_path / "absent.yaml", "--json")
    assert [(each["line"], each["code"]) for each in json.loads(result.stdout)] == [
        (12, "unknown-category"),
        (1, "unreadable"),
    ]
    assert result.exit_code == 1


def test_show_a_file(write):
    path = write(GOOD)
    result = run("show", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "test-labels 1.0.0 (en, CC-BY-4.0)"
    assert "a\tregime\tlabel\t\t\tJ\tUNVALIDATED\t" in result.stdout
    assert "b\tRegime City\t\t\t\t\t\tblock" in result.stdout
    shown = json.loads(run("show", path, "--json").stdout)
    assert [entry["id"] for entry in shown["entries"]] == ["a", "b"]
    assert shown["categories"] == {"label": "a name chosen"}


def test_show_names_what_it_cannot_find():
    result = run("show", "nothing-such")
    assert isinstance(result.exception, LexiconError)
    assert str(result.exception).startswith("no lexicon 'nothing-such': neither a file nor one that is shipped (")


def test_list_and_check_what_is_shipped():
    if not shipped_names():
        pytest.skip("no lexicon is shipped yet")
    listed = json.loads(run("list", "--json").stdout)
    assert [each["name"] for each in listed] == list(shipped_names())
    assert all(each["entries"] for each in listed)
    assert run("list").stdout.splitlines()[0].startswith("name\tversion")


def test_listing_imports_no_heavy_library():
    code = (
        "import sys; from click.testing import CliRunner; from framing.cli.lexicon import command;"
        "CliRunner().invoke(command, ['list']);"
        "print([m for m in ('pandas', 'numpy', 'rich', 'pyarrow', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
