"""The command line starts light, and every command is documented as it is."""

import json
import re
import subprocess
import sys
from importlib.metadata import version

import click
import pytest

from framing.cli import COMMANDS, group

HEAVY = {"pandas", "numpy", "scipy", "sklearn", "matplotlib", "pyarrow", "rich", "jinja2", "yaml"}

HELP = """
import sys
from framing.cli import group
group(["--help"], prog_name="framing", standalone_mode=False)
"""


def loaded_by(code: str) -> set[str]:
    """The top-level modules in memory after a fresh interpreter has run `code`."""
    report = "\nimport json, sys\nprint(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("code", "expected"),
    [("import framing", "framing"), (HELP, "click")],
    ids=["import framing", "framing --help"],
)
def test_start_loads_no_heavy_library(code, expected):
    modules = loaded_by(code)
    assert expected in modules
    assert not HEAVY & modules


def test_the_check_itself_sees_a_heavy_library():
    assert "pyarrow" in loaded_by("import pyarrow")


def test_help_lists_every_command_with_its_line():
    text = click.Context(group, info_name="framing", terminal_width=200).get_help()
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", text, re.MULTILINE)


def undocumented(command: click.Command, path: str) -> list[str]:
    """The command, its options and its subcommands that have no help of their own."""
    options = [param for param in command.params if isinstance(param, click.Option) and not param.hidden]
    missing = [] if command.help else [path]
    missing += [f"{path} {option.opts[0]}" for option in options if not option.help]
    if isinstance(command, click.Group):
        for name, subcommand in command.commands.items():
            missing += undocumented(subcommand, f"{path} {name}")
    return missing


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_its_options_have_help(name):
    command = group.get_command(click.Context(group), name)
    assert command is not None
    assert undocumented(command, name) == []


def test_the_check_itself_sees_what_has_no_help():
    bare = click.Group("bare", commands={"sub": click.Command("sub", params=[click.Option(["--flag"])], help="Do.")})
    assert undocumented(bare, "bare") == ["bare", "bare sub --flag"]


def run_framing(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from framing.cli import main; main()", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_unknown_command_is_wrong_usage():
    done = run_framing("scroe")
    assert done.returncode == 2
    assert "scroe" in done.stderr
    assert "Traceback" not in done.stderr


def test_version_is_that_of_the_distribution():
    done = run_framing("--version")
    assert done.returncode == 0
    assert version("news-framing") in done.stdout
