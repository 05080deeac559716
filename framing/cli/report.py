"""`framing report`: a scored corpus as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from framing.cli._common import busy, say

# those of framing.stats, which would load pandas for the help
PERIODS = ("auto", "year", "half", "quarter", "month", "week", "all")


@click.command("report")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    default="report.html",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page to write.",
)
@click.option("--overwrite", is_flag=True, help="Also replace a file that is no report.")
@click.option("--title", default="", help="Title of the page.")
@click.option(
    "--period", default="auto", show_default=True, type=click.Choice(PERIODS), help="Periods that figures are made for."
)
@click.option(
    "--against", default="auto", show_default=True, help="each, rest, none or an outlet, as in `framing compare`."
)
@click.option(
    "--duplicates",
    default="drop",
    show_default=True,
    type=click.Choice(["drop", "keep"]),
    help="Articles that repeat another.",
)
@click.option(
    "--passages",
    default=4,
    show_default=True,
    type=click.IntRange(1, 50),
    help="Passages shown behind a figure.",
)
@click.option(
    "--items",
    default=8,
    show_default=True,
    type=click.IntRange(1, 50),
    help="Referents and categories shown.",
)
@click.option(
    "--seed",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="Of resampling and of the passages drawn.",
)
def command(folder: Path, out: Path, passages: int, items: int, **given: Any) -> None:
    """Write the report on the scored corpus DIR: findings, tables, charts and the passages behind every figure."""
    from framing.report import ReportOptions, write_report
    from framing.report.selection import COMPARED
    from framing.stats import ComparisonOptions
    from framing.tables import ScoredCorpus

    options = ReportOptions(
        title=given.pop("title"),
        passages=passages,
        items=items,
        overwrite=given.pop("overwrite"),
        comparison=ComparisonOptions(voices=COMPARED, **given),
    )
    with busy("comparing, drawing, writing"):
        target = write_report(ScoredCorpus(folder), out, options)
    if target.is_file():
        say(f"{target.stat().st_size / 1e6:.1f} MB")
    click.echo(str(target))
