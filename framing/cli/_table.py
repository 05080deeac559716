"""A table for people at a terminal and for programs behind a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable

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
