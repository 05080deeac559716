"""`framing report`: a scored corpus as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from framing.cli._common import busy, say
from framing.cli._comparison import SectionCommand, comparison_options


@click.command("report", cls=SectionCommand)
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
@comparison_options("groups")
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
    "--gold",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a coded gold sample (see `framing validate`), whose figure is shown raw and corrected; repeat.",
)
@click.option("--methods", is_flag=True, help="Also write the methods paragraph and its citations, beside the page.")
def command(folder: Path, out: Path, passages: int, items: int, **given: Any) -> None:
    """Write the report on the scored corpus DIR: findings, tables, charts and the passages behind every figure.

    With --methods, a page r.html has beside it r-methods.txt, a paragraph on corpus, instruments, denominators,
    intervals and families to quote in a paper, and r-methods.bib with what it cites.
    """
    from framing.report import ReportOptions, write_report
    from framing.report.render import methods_files
    from framing.report.selection import COMPARED
    from framing.stats import ComparisonOptions
    from framing.tables import ScoredCorpus

    options = ReportOptions(
        title=given.pop("title"),
        passages=passages,
        items=items,
        overwrite=given.pop("overwrite"),
        gold=given.pop("gold"),
        methods=given.pop("methods"),
        comparison=ComparisonOptions(voices=COMPARED, **given),
    )
    with busy("comparing, drawing, writing"):
        target = write_report(ScoredCorpus(folder), out, options)
    if target.is_file():
        say(f"{target.stat().st_size / 1e6:.1f} MB")
    click.echo(str(target))
    if options.methods:
        for path in methods_files(target):
            click.echo(str(path))
