"""`framing lexicon import` and `export`: lexicons from the files of other tools, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from framing.cli._common import say
from framing.errors import FramingError
from framing.lexicon import find_lexicon

_FORMATS = ("liwc", "dicx", "quanteda", "csv", "list")
_MOST_SHOWN = 20  # problems on screen


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, metavar="OUT.yaml", type=click.Path(path_type=Path), help="Lexicon to write."
)
@click.option("--format", "format_name", type=click.Choice(_FORMATS), help="Where the name of FILE does not tell.")
@click.option("--encoding", default="", help="Of FILE, e.g. latin-1. Default: UTF-8, else cp1252.")
@click.option("--category", default="", help="Of the words of a plain list. Default: the name of FILE.")
@click.option("--skip", is_flag=True, help="Leave out what cannot be read, each named, instead of stopping.")
@click.option("--overwrite", is_flag=True, help="Replace OUT.yaml.")
@click.option("--name", default="", help="Of the lexicon. Default: made of the name of FILE.")
@click.option("--version", default="0.1.0", show_default=True, help="Of the lexicon.")
@click.option("--language", default="en", show_default=True, help="Language code.")
@click.option("--licence", default="", help="Under which FILE may be passed on. Default: not stated.")
@click.option("--citation", default="", help="What to cite. Default: the name of FILE.")
@click.option("--description", default="", help="What it measures. Default: that it is imported and UNVALIDATED.")
def import_file(file: Path, *, out: Path, format_name: str | None, overwrite: bool, **given: Any) -> None:
    """Make a lexicon of FILE: a LIWC .dic or .dicx, a quanteda dictionary (YAML), word,category[,weight] rows, or a
    list of words.

    The lexicon says that it is UNVALIDATED: its entries have neither evidence nor examples, and nobody has recorded
    what share of their hits has the sense meant.
    """
    from framing.lexicon.exchange import Provenance, import_lexicon
    from framing.lexicon.loading import load_text

    _check_out(out, overwrite=overwrite)
    reading = {name: given.pop(name) for name in ("encoding", "category", "skip")}
    text, problems = import_lexicon(file, format_name or "", provenance=Provenance(**given), **reading)
    lexicon = load_text(text, out)
    _write(out, text)
    for problem in problems[:_MOST_SHOWN]:
        say(str(problem))
    if len(problems) > _MOST_SHOWN:
        say(f"… and {len(problems) - _MOST_SHOWN:,} more such lines")
    entries = _count(len(lexicon.entries), "entry", "entries")
    categories = _count(len(lexicon.categories), "category", "categories")
    left_out = sum(problem.severity == "error" for problem in problems)
    say(f"{out}: {entries} in {categories} from {file}" + (f"; {left_out:,} left out" if left_out else ""))
    say("UNVALIDATED: read what it hits before you publish a figure (framing kwic), and record what you find")
    if any(entry.weight is not None for entry in lexicon.entries):
        say("weights are kept for export; hits are counted, not weighed")
    if not given["licence"]:
        say("no licence is stated: --licence; do not pass the lexicon on until you know that you may")


@click.command("export")
@click.argument("lexicon")
@click.option("-o", "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="File to write.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), help="Where the name of FILE does not tell.")
@click.option("--overwrite", is_flag=True, help="Replace FILE.")
def export_file(lexicon: str, *, out: Path, format_name: str | None, overwrite: bool) -> None:
    """Write LEXICON (the name of a shipped one or a file) for another tool; what that cannot hold is named."""
    from framing.lexicon.exchange import export_lexicon, format_of

    chosen = format_of(out, format_name or "")
    loaded = find_lexicon(lexicon)
    _check_out(out, overwrite=overwrite)
    text, lost = export_lexicon(loaded, chosen)
    _write(out, text)
    say(f"{out}: {loaded.name} {loaded.version} as {chosen}")
    for what in lost:
        say(f"not held: {what}")
    say(f"licence: {loaded.licence}; cite: {loaded.citation}")


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _check_out(out: Path, *, overwrite: bool) -> None:
    if out.is_dir():
        raise FramingError(f"{out} is a folder: give the name of a file in it")
    if out.exists() and not overwrite:
        raise FramingError(f"{out} exists: pass --overwrite to replace it, or give another -o")
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent} is no folder: make it first, or give another -o")


def _write(out: Path, text: str) -> None:
    """Write it whole or not at all."""
    new = out.with_name(out.name + ".new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(out)
