"""A table for people at a terminal and for programs behind a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import click


def print_table(columns: tuple[str, ...], rows: Iterable[list[str]]) -> None:
    """A table on a terminal; tab-separated lines for a pipe."""
    if not sys.stdout.isatty():
        for row in [list(columns), *rows]:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def aligned(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table without rules, indented by two, at most `width` columns wide.

    head: of each column; with ">" before it its cells stand to the right, with "?" they are broken over lines where
    there is no room.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for column in head:
        right, name = column.startswith(">"), column.startswith("?")
        justify: Literal["right", "left"] = "right" if right else "left"
        least = 12 if name else None
        table.add_column(Text(column.lstrip(">?")), justify=justify, no_wrap=not name, overflow="fold", min_width=least)
    for row in rows:
        table.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width - 2, color_system=None).print(table)
    yield from (f"  {line}".rstrip() for line in out.getvalue().splitlines())
