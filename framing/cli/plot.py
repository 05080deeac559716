"""`framing plot`: one chart of a scored corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.selection import Selection
    from framing.tables import ScoredCorpus

MEASURE_OF = {
    "timeline": "rate",
    "rates": "rate",
    "labelling": "labelling",
    "speakers": "sourcing",
    "heatmap": "rate",
    "slope": "rate",
    "lollipop": "sourcing",
    "forest": "labelling",
}
_DATED = ("timeline", "slope")


@click.command(
    help="Draw CHART of the scored corpus in FOLDER as PNG, SVG or PDF. An SVG or PNG says what it shows in words.",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("chart", type=click.Choice(list(MEASURE_OF)))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="FILE.png, FILE.svg or FILE.pdf.")
@click.option(
    "--item",
    "items",
    multiple=True,
    help="A category, referent or sourcing figure; repeatable. Default: those with most to count.",
)
@click.option("--outlets", default="", help="Only these outlets, separated by commas.")
@click.option("--measure", default="", help="rate, labelling or sourcing. Default: what the chart is for.")
@click.option("--voice", default="outlet", show_default=True, help="Whose words are counted.")
@click.option("--period", default="auto", show_default=True, help="Of a timeline; a slope joins first and last.")
def command(  # noqa: D103, PLR0913, PLR0917 - help above, one parameter an option
    folder: Path,
    chart: str,
    output: Path,
    items: tuple[str, ...],
    outlets: str,
    measure: str,
    voice: str,
    period: str,
) -> None:
    from framing import plot
    from framing.report.selection import in_order, select
    from framing.stats import ComparisonOptions, compare
    from framing.stats.sourcing import SOURCE_WORDS
    from framing.tables import ScoredCorpus

    wanted = measure or MEASURE_OF[chart]
    scored = ScoredCorpus(folder)
    if (chart, period) == ("slope", "auto"):
        period = _longest_period(scored)
    options = ComparisonOptions(
        measures=(wanted,),
        voices=tuple(dict.fromkeys((voice, "all"))),  # "all" tells how much there is of an item
        period=period if chart in _DATED else "all",
        against="auto" if chart == "forest" else "none",
    )
    found = compare(scored, options)
    selection = select(scored, found, most=plot.MAX_PANELS)
    estimates = found.contrasts if chart == "forest" else found.estimates
    rows = estimates[(estimates["voice"] == voice) | (estimates["measure"] == "sourcing")]
    rows = choose(rows, "outlet", tuple(name.strip() for name in outlets.split(",") if name.strip()))
    rows = choose(rows, "item", items)
    if chart in _DATED:
        rows = _one_item(rows)
    elif chart == "lollipop":
        rows = rows if items else choose(rows, "item", selection.sources)
    elif chart == "forest":
        rows = rows[(rows["measure"] == wanted) & (rows["period"] == "all")]
        main = [item for item in getattr(selection, wanted) if item in set(rows["item"])]
        rows = rows if items else rows[rows["item"].isin(main[:1])]
        rows = rows.sort_values(["item", "difference"], ascending=[True, False])
    elif chart == "speakers":
        rows = in_order(rows, items or selection.types)
    elif not items:
        rows = choose(rows, "item", getattr(selection, wanted))
    titles = {
        item: selection.title(item) + (", in favour" if item.endswith(" (+)") else "") for item in rows["item"].unique()
    }
    if chart == "lollipop":
        titles = {item: item.removeprefix(SOURCE_WORDS) for item in titles}
    if chart == "forest":
        drawn = plot.forest_figure(rows, titles=titles)
    else:
        drawn = plot.draw(chart, rows, title=_title(rows, chart, selection), titles=titles)
    plot.save(drawn, output)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)


def _title(rows: pd.DataFrame, chart: str, selection: Selection) -> str:
    """What the figure shows, in words; "" where the titles of its panels say it all."""
    from framing.report.wording import VOICE_WORDS, name_of

    if chart == "speakers":
        return "Attributed words by type of source"
    if chart == "lollipop":
        return f"{rows['outlet'].iloc[0]}: attributed words by source" if rows["outlet"].nunique() == 1 else ""
    items = rows["item"].str.removesuffix(" (+)" if chart == "labelling" else "").unique()
    if rows.empty or (len(items) > 1 and chart != "labelling"):
        return ""
    voice = str(rows["voice"].iloc[0])
    if chart == "labelling":
        what = selection.title(items[0]) if len(items) == 1 else "Referents"
        return f"{what}: labels {VOICE_WORDS[voice]}"
    return name_of(str(rows["measure"].iloc[0]), str(items[0]), voice, selection.labels)


def _longest_period(scored: ScoredCorpus) -> str:
    """The longest periods of which the corpus has two, so that a slope rests on as many articles as can be."""
    from framing.stats.periods import period_labels

    dates = scored.articles["published"].dropna()
    lengths = ("year", "half", "quarter", "month", "week")
    return next((name for name in lengths if period_labels(dates, name).nunique() > 1), "day")


def choose(rows: pd.DataFrame, column: str, wanted: tuple[str, ...]) -> pd.DataFrame:
    """The rows whose `column` is one of `wanted`, all rows where none is named.

    A referent brings its item in favour along. Raises FramingError naming the value that is not there.
    """
    from framing.errors import FramingError

    there = set(rows[column])
    for value in wanted:
        if value not in there:
            raise FramingError(f"no {column} {value!r} in these figures; choose from {', '.join(sorted(there))}")
    return rows[rows[column].str.removesuffix(" (+)").isin(list(wanted))] if wanted else rows


def _one_item(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the one item that a timeline shows."""
    from framing.errors import FramingError

    items = sorted(rows["item"].unique())
    plain = [item for item in items if not item.endswith(" (+)")]
    if len(plain) > 1:
        raise FramingError(f"a timeline shows one item; name it with --item, one of {', '.join(plain)}")
    return rows[rows["item"].isin(plain)]
