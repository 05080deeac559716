"""`framing analyse`: a plan of named analyses, run and written as tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import busy, say, say_notes, width
from framing.cli._gold import gold_option, golden_tables
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.stats.analysis import Analysis


@click.command("analyse")
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("scored", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder for the tables as CSV; made if need be.")
@gold_option
@click.option("--all", "everything", is_flag=True, help="Print every row, not the first twelve of each part.")
def command(plan: Path, scored: Path, out: Path | None, gold: tuple[Path, ...], everything: bool) -> None:
    """Run the analyses of PLAN (TOML) over the scored corpus SCORED.

    PLAN names families of contrasts (raw, within stories, adjusted; corrected together; what they depend on), series
    (effects of dates, changes, events), words and sources. What the corpus does not have is said, and stops nothing
    else. `framing compare --plan-out` writes a plan to start from.
    """
    from framing.cli._analysis import MOST, text_of
    from framing.stats.analysis import analyse
    from framing.tables import ScoredCorpus

    with busy("analysing"):
        corpus = ScoredCorpus(scored)
        found = golden_tables(corpus, analyse(corpus, plan), gold)
    if out is not None:
        write_tables(found, scored, out)
    for line in text_of(found, width=width(), most=sys.maxsize if everything else MOST):
        click.echo(line)
    say_notes(found.notes)


def write_tables(found: Analysis, scored: Path, out: Path) -> None:
    """A CSV file a table, and analysis.json, which says what was run over what."""
    from importlib.metadata import version

    from framing.cli.compare import harmless

    if scored.resolve() in (out.resolve(), *out.resolve().parents):
        raise FramingError(f"{out} lies in the scored corpus; choose another folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, table in found.tables.items():
            harmless(table).to_csv(out / f"{name}.csv", index=False)
        record = {
            "framing": version("news-framing"),
            "plan": found.plan.path,
            "plan_sha256": found.plan.sha256,
            "scored": str(scored),
            "tables": {name: len(table) for name, table in found.tables.items()},
            "notes": found.notes,
        }
        (out / "analysis.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise FramingError(f"cannot write {out}: {error.strerror or error}; choose another folder") from error
    say(f"{len(found.tables)} table{'' if len(found.tables) == 1 else 's'} -> {out}")
