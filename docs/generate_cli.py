"""Writes docs/cli.md from the commands' own help: `python docs/generate_cli.py` (or `make reference`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from framing.cli import group

PAGE = Path(__file__).with_name("cli.md")
HEAD = """\
# Command line

<!-- Written by docs/generate_cli.py from the commands' help: change that, then run `make reference`. -->

Exit code 0: done. 1: a problem you can mend, told in one message. 2: a wrong option or argument. 130 and 143: stopped
by Ctrl-C or by SIGTERM; what `score` has finished stays for `--resume`, and nothing else is left half-written.
"""
WIDTH = 100  # columns, whatever the terminal


def sections(command: click.Command, path: str, parent: click.Context | None = None) -> Iterator[str]:
    """One Markdown section for a command and, below it, one for each of its subcommands."""
    name = path.rsplit(maxsplit=1)[-1]
    context = click.Context(command, parent, name, terminal_width=WIDTH, **command.context_settings)
    level = "#" * min(6, len(path.split()) + 1)
    yield f"{level} {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            subcommand = command.get_command(context, child)
            if subcommand is not None:
                yield from sections(subcommand, f"{path} {child}", context)


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *sections(group, "framing")])


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else "docs/cli.md is stale: run `make reference`")
    PAGE.write_text(page(), encoding="utf-8")
