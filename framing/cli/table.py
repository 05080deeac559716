"""`framing table`: figures or contrasts as a table for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import busy, say
from framing.cli._comparison import SectionCommand, comparison_options
from framing.cli._gold import gold_option, golden

if TYPE_CHECKING:
    import pandas as pd

_FAVOUR = ", in favour"


@click.command("table", cls=SectionCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="FILE.tex, .md, .html, .csv or .xlsx. Default: Markdown on standard output.",
)
@click.option("--measure", default="rate", show_default=True, help="rate, labelling or sourcing.")
@click.option("--item", "items", multiple=True, help="Only this item; repeat for several. Default: the main ones.")
@click.option("--voice", default="outlet", show_default=True, help="Whose words are counted.")
@click.option("--contrasts", is_flag=True, help="How outlets differ, in place of each outlet's figures.")
@click.option("--caption", default="", help="Of the table.")
@comparison_options("period")
@gold_option
def command(folder: Path, output: Path | None, measure: str, items: tuple[str, ...], **given: Any) -> None:
    """Write figures of the scored corpus DIR as a table for a paper, with intervals and numbers of articles.

    Every figure is marked VALIDATED or UNVALIDATED; where there is gold, raw and corrected ones stand side by side.
    """
    from framing.cli.plot import choose
    from framing.export import contrast_table, estimate_table, render, write_table
    from framing.report.selection import select
    from framing.report.wording import badge
    from framing.stats import ComparisonOptions, compare
    from framing.stats.labels import FAVOURABLE
    from framing.tables import ScoredCorpus

    voice, contrasts, caption = given.pop("voice"), given.pop("contrasts"), given.pop("caption")
    gold = given.pop("gold")
    voices = tuple(dict.fromkeys((voice, "all")))
    if not contrasts:
        given["against"] = "none"
    scored = ScoredCorpus(folder)
    with busy("comparing"):
        options = ComparisonOptions(measures=(measure,), voices=voices, contrasted=voices, period="all", **given)
        found = golden(scored, compare(scored, options), gold)
    selection = select(scored, found, most=6)
    estimates, differences = (_of(table, measure, voice) for table in (found.estimates, found.contrasts))
    rows = differences if contrasts else estimates
    rows = choose(rows, "item", items or tuple(i for i in getattr(selection, measure) if i in set(rows["item"])))
    titles = {item: selection.title(item) + _FAVOUR * item.endswith(FAVOURABLE) for item in rows["item"].unique()}
    marks = {item: badge(estimates[estimates["item"] == item]) for item in titles}
    laid_out = (contrast_table if contrasts else estimate_table)(rows, titles=titles, marks=marks, caption=caption)
    if output is None:
        click.echo(render(laid_out, "md"), nl=False)
    else:
        write_table(laid_out, output)
        say(f"{len(laid_out.rows):,} rows -> {output}")
    for note in found.notes:
        say(f"note: {note}")


def _of(table: pd.DataFrame, measure: str, voice: str) -> pd.DataFrame:
    """The rows over all periods of a measure, in a voice where it has voices."""
    mine = table[(table["measure"] == measure) & (table["period"] == "all")]
    return mine[mine["voice"] == ("all" if measure == "sourcing" else voice)]
