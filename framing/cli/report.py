"""`framing report`: a scored corpus as one HTML page."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli._common import busy, say


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
@click.option("--title", default="", help="Title of the page.")
@click.option("--period", default="auto", show_default=True, help="year, half, quarter, month, week, all or auto.")
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
def command(folder: Path, out: Path, title: str, passages: int, items: int, **comparison: str) -> None:
    """Write the report on the scored corpus DIR: findings, tables, charts and the passages behind every figure."""
    from framing.report import ReportOptions, write_report
    from framing.report.selection import COMPARED
    from framing.stats import ComparisonOptions
    from framing.tables import ScoredCorpus

    options = ReportOptions(
        comparison=ComparisonOptions(voices=COMPARED, **comparison),  # type: ignore[arg-type]
        title=title,
        passages=passages,
        items=items,
    )
    with busy("comparing, drawing, writing"):
        target = write_report(ScoredCorpus(folder), out, options)
    say(f"{target.stat().st_size / 1e6:.1f} MB")
    click.echo(str(target))
