"""The command line: one file a command, each loaded only when it is called."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn, TextIO

import click

from framing.cli._examples import epilog
from framing.errors import FramingError

# command -> one line of help, so that `framing --help` imports no command
COMMANDS = {
    "score": "Score a corpus into a folder of tables.",
    "compare": "Compare outlets over a scored corpus.",
    "words": "Show the words that set outlets apart.",
    "analyse": "Run a plan of named analyses (TOML) over a scored corpus.",
    "report": "Write the HTML report of a scored corpus.",
    "table": "Write figures as a table for a paper.",
    "plot": "Draw one chart of a scored corpus as PNG, SVG or PDF.",
    "explore": "Open a page over a scored corpus on this computer.",
    "show": "Show one article with hits and voices coloured.",
    "kwic": "Show a term in its passages.",
    "attributions": "Find who says what in each article.",
    "classify": "Say of each sentence how likely it is loaded.",
    "train": "Train a model on hand-marked articles.",
    "evaluate": "Score predictions against hand-marked articles.",
    "validate": "Check a figure against passages read by hand, and correct it.",
    "lexicon": "List, show, check, compare and exchange lexicons.",
    "doctor": "Check that all that is needed is there and whole.",
}


class LazyGroup(click.Group):
    """A group whose commands live in `framing.cli.<name>` as `command`."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """The context of a call; parsing may print help."""
        with _reader_may_leave():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"framing.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a programming error, not an input
        command.epilog = epilog(cmd_name)
        if isinstance(command, click.Group):
            for name, below in command.commands.items():
                below.epilog = epilog(f"{cmd_name} {name}")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the table above, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Exit with 0 where the reader of a pipe (head, less) leaves; click and rich would exit with 1."""
    try:
        yield
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
            raise click.exceptions.Exit(0) from None
        raise


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="news-framing", prog_name="framing")
def group() -> None:
    """Measure how news outlets word and source what they report."""


def main() -> None:
    """Run the command line and exit.

    Exit code 0: done, or the reader of a pipe has left. 1: a problem the user can mend. 2: wrong usage.
    130 and 143: stopped by Ctrl-C or by SIGTERM; what `score` has finished stays for its `--resume`, and nothing else
    is left half done.
    """
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(_run())
    finally:
        for stream in (sys.stdout, sys.stderr):
            _settle(stream)


def _run() -> int:
    """The exit code of the command that was asked for, its problems told."""
    try:
        code = group.main(prog_name="framing", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        return error.exit_code
    except click.Abort:
        _tell("stopped")
        return 130
    except FramingError as error:
        _tell(str(error))
        return 1
    except BrokenPipeError:
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _tell(f"{where}{error.strerror or error}; check the path, its permissions and the space that is left")
        return 1
    return code if isinstance(code, int) else 0


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End as an exception does, so that what is half done is cleared away."""
    raise SystemExit(143)


def _tell(message: str) -> None:
    with suppress(OSError):  # nobody is left to tell
        click.echo(f"framing: {message}", err=True)


def _settle(stream: TextIO | None) -> None:
    """Write what is left; where that cannot be, drop it, so that the interpreter does not fail on it once more."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
