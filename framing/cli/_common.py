"""What several commands share: options of reading, lexicons, progress, messages."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, TypeVar

import click

from framing.corpus.options import DATE_ORDERS, FORMATS

if TYPE_CHECKING:
    from rich.console import Console

    from framing.corpus import ReadOptions
    from framing.lexicon import Lexicon

Command = TypeVar("Command", bound=Callable[..., Any])

_FIELDS = ("text", "title", "outlet", "date", "id", "url", "author", "section", "language", "wire")

_READING = [
    click.option("--format", type=click.Choice(FORMATS), help="Of the input, where the file name does not tell."),
    click.option("--encoding", help="Encoding of the text, e.g. cp1252. Default: declared, else UTF-8, else cp1252."),
    click.option("--delimiter", help="Character between the fields of a table."),
    click.option("--columns", help="Names of the columns of a table without a header, e.g. date,outlet,title,url."),
    click.option("--date-order", type=click.Choice(DATE_ORDERS), help="Order of dates such as 7/5/2015."),
    click.option("--metadata", type=click.Path(path_type=Path), help="Table that describes a folder of text files."),
    click.option("--outlet", help="One outlet for all articles."),
    click.option(
        "--outlet-map",
        type=click.Path(path_type=Path),
        help="Table with the columns from,to that merges spellings of outlets.",
    ),
    click.option(
        "--hosts",
        type=click.Path(path_type=Path),
        help="Table with the columns host,outlet that names the outlets of web pages.",
    ),
    click.option(
        "--keep-language",
        metavar="CODE",
        help="Of web pages, keep those in this language, e.g. en; any keeps all. Default: en.",
    ),
    click.option("--no-title-line", is_flag=True, help="Text files do not begin with a title."),
    *(click.option(f"--{field}-column", metavar="NAME", help=f"Column that holds the {field}.") for field in _FIELDS),
]


def reading_options(command: Command) -> Command:
    """Add the options of reading a corpus; `read_options` turns them into `ReadOptions`."""
    for option in reversed(_READING):
        command = option(command)
    return command


def read_options(given: dict[str, Any]) -> ReadOptions:
    """`ReadOptions` from a command's parameters; takes its own out of `given`."""
    from framing.corpus import ReadOptions

    names = "format encoding delimiter date_order metadata outlet outlet_map hosts keep_language".split()
    values = {name: given.pop(name) for name in names} | {f"{f}_column": given.pop(f"{f}_column") for f in _FIELDS}
    columns = given.pop("columns")
    return ReadOptions(
        columns=tuple(name.strip() for name in columns.split(",")) if columns else (),
        title_line=not given.pop("no_title_line"),
        **{name: value for name, value in values.items() if value},
    )


# those of framing.stats, which would load pandas for the help
PERIODS = ("auto", "year", "half", "quarter", "month", "week", "day", "all")

lexicon_option = click.option(
    "-l",
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="NAME|FILE",
    help="A shipped lexicon or a lexicon file; repeat for several. Default: all that are shipped.",
)


def chosen_lexicons(names: Iterable[str]) -> list[Lexicon]:
    """The lexicons named: those shipped by name, others by path; all shipped where none is named."""
    from framing.lexicon import find_lexicon, load_shipped

    return [find_lexicon(name) for name in names] or list(load_shipped())


# how a hit is shown by the voice it stands in; told apart without colour by the table below the article
VOICE_STYLES = {
    "outlet": "bold white on red",
    "quoted": "black on bright_cyan",
    "paraphrased": "black on bright_green",
    "scare": "black on bright_yellow",
    "distanced": "black on bright_magenta",
}


def console() -> Console:
    """A console on stdout; without a terminal as wide as its content needs, and without colour."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=200)


_WIDEST, _PIPED = 100, 80  # columns that can be read with ease, and those written where there is no terminal


def width() -> int:
    """How many columns of text are written."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _PIPED


def say(message: str) -> None:
    """A message for the person at the terminal: to stderr, so that stdout stays clean."""
    click.echo(message, err=True)


def say_notes(notes: Iterable[str]) -> None:
    """Notes to stderr, a line each; broken at words on a terminal."""
    for note in notes:
        text = f"note: {note}"
        say(fill(text, width(), subsequent_indent="  ", break_long_words=False) if sys.stderr.isatty() else text)


def write_json(value: Any) -> None:
    """A value as JSON to stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """What is done of the work on stderr, how fast, and with a total the time left; silent without a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), Rate(""), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)


@contextmanager
def busy(label: str) -> Iterator[None]:
    """A spinner on stderr while work goes on that cannot be counted; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(label):
        yield
