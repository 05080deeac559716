"""`framing lexicon`: list, show and check lexicons."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from framing.lexicon import Entry, Lexicon, check_lexicon, find_lexicon, load_shipped, shipped_names
from framing.lexicon.loading import shipped_folder

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(short_help="List, show and check lexicons.")
def command() -> None:
    """List, show and check lexicons."""


@command.command("list")
@_JSON
def list_lexicons(as_json: bool) -> None:
    """List the lexicons that come with the toolkit."""
    rows = [_summary(lexicon) for lexicon in load_shipped()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = ("name", "version", "language", "entries", "referents", "description")
    _print_table(columns, [[str(row[column]) for column in columns] for row in rows])


@command.command("show")
@click.argument("lexicon")
@_JSON
def show_lexicon(lexicon: str, as_json: bool) -> None:
    """Show a lexicon: LEXICON is the name of a shipped one or a file."""
    loaded = find_lexicon(lexicon)
    if as_json:
        entries = [asdict(entry) for entry in loaded.entries]
        referents = {name: asdict(referent) for name, referent in loaded.referents.items()}
        whole = {**_summary(loaded), "categories": loaded.categories, "references": loaded.references}
        click.echo(json.dumps({**whole, "referents": referents, "entries": entries}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{loaded.name} {loaded.version} ({loaded.language}, {loaded.licence})")
    click.echo(f"{loaded.description}\n{loaded.citation}\n")
    columns = ("entry", "pattern", "category", "referent", "loading", "evidence", "rules")
    _print_table(columns, [_row(entry) for entry in loaded.entries])


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_JSON
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check lexicon FILES, examples included; without any, all that are shipped.

    Exits with 1 if a lexicon has an error.
    """
    paths = files or tuple(shipped_folder() / f"{name}.yaml" for name in shipped_names())
    problems = [problem for path in paths for problem in check_lexicon(path)]
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(f"{_count(len(paths), 'lexicon')}: {_count(errors, 'error')}, {_count(warnings, 'warning')}", err=True)
    if errors:
        click.get_current_context().exit(1)


def _summary(lexicon: Lexicon) -> dict[str, Any]:
    keys = ("name", "version", "language", "licence", "citation", "description", "sha256", "source_path")
    counts = {"entries": len(lexicon.entries), "referents": len(lexicon.referents)}
    return {**{key: getattr(lexicon, key) for key in keys}, **counts}


def _row(entry: Entry) -> list[str]:
    marks = {
        f"inflect {entry.inflect}": entry.inflect,
        "exact case": entry.exact,
        "anchored": entry.anchored,
        "block": entry.block,
        "context": entry.context,
    }
    loading = f"{entry.loading:+d}" if entry.loading else "0"
    return [
        entry.id,
        " | ".join(entry.patterns),
        entry.category,
        entry.referent,
        loading if entry.referent else "",
        entry.evidence.grade if entry.evidence else "",
        ", ".join(mark for mark, holds in marks.items() if holds),
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print_table(columns: tuple[str, ...], rows: list[list[str]]) -> None:
    """A table on a terminal; tab-separated lines for a pipe."""
    if not sys.stdout.isatty():
        for row in [list(columns), *rows]:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)
