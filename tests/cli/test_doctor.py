"""`framing doctor` says what is there, and what is not."""

import json

import pytest
from click.testing import CliRunner

from framing.cli import doctor
from framing.errors import FramingError


def states(result):
    return {check["what"]: check["state"] for check in json.loads(result.stdout)}


def test_here_all_is_well():
    result = CliRunner().invoke(doctor.command, ["--json"])
    found = states(result)
    assert result.exit_code == 0, result.stdout
    assert {"Python", "click", "lexicons", "attribution weights", "a sentence read"} <= set(found)
    assert not {"missing", "wrong"} & set(found.values())


def test_what_is_damaged_or_missing_is_told_with_exit_code_1(monkeypatch, tmp_path):
    def damaged():
        raise FramingError("news-en.npz holds no weights")

    monkeypatch.setattr(doctor, "_attribution", damaged)
    monkeypatch.setattr(doctor, "_loaded", lambda: doctor._digest(tmp_path / "away.npz"))
    result = CliRunner().invoke(doctor.command, ["--json"])
    found = states(result)
    assert result.exit_code == 1
    assert (found["attribution weights"], found["loaded-language weights"]) == ("wrong", "missing")
    plain = CliRunner().invoke(doctor.command)
    assert "2 of" in plain.stderr
    assert "holds no weights" in plain.stdout


def test_a_file_that_changed_is_not_the_one_installed(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"fog")
    same = "XHfAcIX6YnOfgfrnYo1a0GxDzx-2Qm7jYQ1nPfLkrrk"
    assert not doctor._same(file, same[::-1])
    assert not doctor._same(tmp_path / "none", same)


@pytest.mark.parametrize("name", ["click", "numpy"])
def test_versions_are_those_installed(name):
    from importlib.metadata import version

    assert next(check for check in doctor._packages() if check.what == name).told == version(name)


def test_extras_that_are_away_are_a_note_and_no_failure():
    from packaging.requirements import Requirement

    lines = ["click>=8", 'no-such-package>=1; extra == "web"', 'click>=8; extra == "dask"']
    requires = [Requirement(line) for line in lines]
    away = doctor._extra("web", "reading HTML", requires)
    assert (away.what, away.state) == ("extra web", "note")
    assert "no-such-package" in away.told
    assert "pip install '.[web]'" in away.told
    there = doctor._extra("dask", "a cluster", requires)
    assert (there.state, there.told.split()[0]) == ("ok", "click")
