"""The command line: one file a command, each loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from framing.errors import FramingError

# command -> one line of help, so that `framing --help` imports no command
COMMANDS = {
    "score": "Score a corpus into a folder of tables.",
    "compare": "Compare outlets over a scored corpus.",
    "report": "Write the HTML report of a scored corpus.",
    "plot": "Draw one chart of a scored corpus as PNG or SVG.",
    "show": "Show one article with hits and voices coloured.",
    "kwic": "Show a term in its passages.",
    "attributions": "Find who says what in each article.",
    "train": "Train a model on hand-marked articles.",
    "evaluate": "Score predictions against hand-marked articles.",
    "lexicon": "List, show and check lexicons.",
}


class LazyGroup(click.Group):
    """A group whose commands live in `framing.cli.<name>` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"framing.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a programming error, not an input
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="news-framing", prog_name="framing")
def group() -> None:
    """Measure how news outlets word and source what they report."""


def main() -> None:
    """Run the command line: exit code 0, 1 for a problem the user can mend, 2 for wrong usage."""
    try:
        group(prog_name="framing")
    except FramingError as error:
        click.echo(f"framing: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # the reader of a pipe (head, less) left: nothing is wrong
        sys.stderr.close()
        sys.exit(0)
