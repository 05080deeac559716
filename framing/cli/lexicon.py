"""`framing lexicon`: list, show, check and compare lexicons, exchange them with other tools, try them on a corpus."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from framing.cli._lexicon_corpus import coverage, suggest
from framing.cli._lexicon_exchange import export_file, import_file
from framing.cli._table import print_table
from framing.lexicon import Entry, Lexicon, Validation, check_lexicon, find_lexicon, load_shipped, shipped_names
from framing.lexicon.loading import shipped_folder

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def command() -> None:
    """List, show, check and compare lexicons; import and export them; try them on a corpus."""


@command.command("list")
@_JSON
def list_lexicons(as_json: bool) -> None:
    """List the lexicons that come with the toolkit."""
    rows = [_summary(lexicon) for lexicon in load_shipped()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = ("name", "version", "language", "entries", "referents", "description")
    print_table(columns, [[str(row[column]) for column in columns] for row in rows])


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
        whole["validated"] = [asdict(record) for record in loaded.validated]
        click.echo(json.dumps({**whole, "referents": referents, "entries": entries}, ensure_ascii=False, indent=2))
        return
    click.echo(f"{loaded.name} {loaded.version} ({loaded.language}, {loaded.licence})")
    click.echo(f"{loaded.description}\n{loaded.citation}\n")
    columns = ("entry", "pattern", "category", "referent", "loading", "evidence", "precision", "rules")
    print_table(columns, [_row(entry, loaded) for entry in loaded.entries])
    shown = [entry for entry in loaded.entries if not entry.block]
    bare = sum(not loaded.validations(entry.id) for entry in shown)
    if bare:
        count = _count(len(shown), "entry")
        click.echo(f"UNVALIDATED: {bare:,} of {count}; no precision is recorded for them", err=True)


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


@command.command("diff")
@click.argument("old")
@click.argument("new")
@_JSON
def diff(old: str, new: str, as_json: bool) -> None:
    """Compare two versions of a lexicon, OLD and NEW (files, or names of shipped ones), and advise on the version."""
    from framing.lexicon.diffing import diff_lexicons

    found = diff_lexicons(find_lexicon(old), find_lexicon(new))
    if as_json:
        changes = [{**asdict(change), "step": change.step.name.lower()} for change in found.changes]
        versions = {"old": found.old.version, "new": found.new.version, "advised": found.advised}
        whole = {"versions": versions, "step": found.step.name.lower(), "advice": found.advice, "changes": changes}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    for change in found.changes:
        click.echo(f"{change.kind:<8} {change.step.name.lower():<6} {change}")
    kinds = Counter(change.kind for change in found.changes if change.part == "entry")
    counted = ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("added", "removed", "renamed", "changed"))
    click.echo(f"entries: {counted}\n{found.advice}", err=True)


command.add_command(import_file)
command.add_command(export_file)
command.add_command(suggest)
command.add_command(coverage)


def _summary(lexicon: Lexicon) -> dict[str, Any]:
    keys = ("name", "version", "language", "licence", "citation", "description", "sha256", "source_path")
    counts = {"entries": len(lexicon.entries), "referents": len(lexicon.referents)}
    return {**{key: getattr(lexicon, key) for key in keys}, **counts}


def _row(entry: Entry, lexicon: Lexicon) -> list[str]:
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
        "" if entry.block else _precision(lexicon.validations(entry.id), entry),
        ", ".join(mark for mark, holds in marks.items() if holds),
    ]


def _precision(found: tuple[Validation, ...], entry: Entry) -> str:
    """The shares of hits that were right, each with its outlet; of what, where not of the entry itself."""
    if not found:
        return "UNVALIDATED"
    of = "" if found[0].of == entry.id else f"{found[0].of}: "
    return of + ", ".join(f"{each.outlet} {each.precision:.2f} of {each.n}".strip() for each in found)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun.removesuffix('y') + 'ie' * noun.endswith('y')}s"
