"""`framing plot`: one chart of a scored corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._comparison import SectionCommand, comparison_options
from framing.cli._gold import gold_option, golden
from framing.cli._word_charts import CORRECTED, WORD_CHARTS, corrected_of_gold, word_figure

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.selection import Selection
    from framing.stats import Comparison
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
    cls=SectionCommand,
    help="Draw CHART of the scored corpus in FOLDER as PNG, SVG or PDF. An SVG or PNG says what it shows in words.",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("chart", type=click.Choice([*MEASURE_OF, *WORD_CHARTS, CORRECTED]))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="FILE.png, FILE.svg or FILE.pdf.")
@click.option(
    "--item",
    "items",
    multiple=True,
    help="A category, referent or sourcing figure, or a word of a dispersion; repeatable. Default: those with most to "
    "count.",
)
@click.option("--measure", default="", help="rate, labelling or sourcing. Default: what the chart is for.")
@click.option("--voice", default="outlet", show_default=True, help="Whose words are counted.")
@comparison_options()
@gold_option
def command(  # noqa: D103, PLR0913, PLR0917 - help above, one parameter an option
    folder: Path,
    chart: str,
    output: Path,
    items: tuple[str, ...],
    measure: str,
    voice: str,
    gold: tuple[Path, ...],
    **given: Any,
) -> None:
    from framing import plot
    from framing.corpus.problems import all_problems
    from framing.plot.style import head
    from framing.report.selection import in_order, select
    from framing.report.wording import badge
    from framing.stats import ComparisonOptions, compare
    from framing.stats.sourcing import SOURCE_WORDS
    from framing.tables import ScoredCorpus

    scored = ScoredCorpus(folder)
    if chart in (*WORD_CHARTS, CORRECTED):
        words = (given["outlets"], str(given["against"]), given["subset"])
        plot.save(
            corrected_of_gold(scored, gold) if chart == CORRECTED else word_figure(scored, chart, items, *words), output
        )
        return
    wanted = measure or MEASURE_OF[chart]
    options = ComparisonOptions(
        measures=(wanted,),
        voices=tuple(dict.fromkeys((voice, "all"))),  # "all" tells how much there is of an item
        **_of_chart(chart, scored, given),
    )
    found = golden(scored, compare(scored, options), gold)
    selection, problems = select(scored, found, most=plot.MAX_PANELS), all_problems(scored.manifest)
    estimates = found.contrasts if chart == "forest" else found.estimates
    rows = estimates[(estimates["voice"] == voice) | (estimates["measure"] == "sourcing")]
    rows = rows[rows["measure"] == wanted]  # net loading and adoption come with labelling
    rows = choose(rows, "item", items)
    if chart in _DATED:
        rows = _one_item(rows, chart)
    elif chart == "lollipop":
        rows = _of_one_outlet(rows if items else choose(rows, "item", selection.sources))
    elif chart == "forest":
        rows = rows[rows["period"] == "all"]
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
    marks = {item: badge(mine) for item, mine in found.estimates[_chosen(found, rows)].groupby("item")}
    titles = {
        item: _marked(text, "" if chart == "lollipop" and len(set(marks.values())) == 1 else marks.get(item, ""))
        for item, text in titles.items()
    }
    if chart == "forest":
        drawn = plot.forest_figure(rows, titles=titles, problems=problems)
        if len(titles) == 1:
            head(drawn, next(iter(titles.values())))
    else:
        title = _title(rows, chart, selection)
        of_one = marks.get(str(rows["item"].iloc[0]), "") if rows["item"].nunique() == 1 or chart == "labelling" else ""
        shared = next(iter(marks.values()), "") if len(set(marks.values())) == 1 else of_one
        title = _marked(title, shared) if title else ""
        drawn = plot.draw(chart, rows, title=title, titles=titles, problems=problems)
    plot.save(drawn, output)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)


def _of_chart(chart: str, scored: ScoredCorpus, given: dict[str, Any]) -> dict[str, Any]:
    """The options of the comparison with the periods and contrasts that the chart shows."""
    period = given["period"] if chart in _DATED else "all"
    if (chart, period) == ("slope", "auto"):
        period = _longest_period(scored)
    return given | {"period": period, "against": given["against"] if chart == "forest" else "none"}


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


def _of_one_outlet(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, if they are of one outlet. Raises FramingError naming those there are."""
    from framing.errors import FramingError

    names = sorted(rows["outlet"].unique())
    if len(names) > 1:
        raise FramingError(f"a lollipop chart shows one outlet; choose it with --outlets: {', '.join(names)}")
    return rows


def _chosen(found: Comparison, rows: pd.DataFrame) -> pd.Series[bool]:
    """Which estimates over all periods are of the figures that are drawn."""
    import pandas as pd

    whole = found.estimates
    drawn = {(row.measure, row.item, row.voice) for row in rows.itertuples()}
    keys = zip(whole["measure"], whole["item"], whole["voice"], strict=True)
    return (whole["period"] == "all") & pd.Series([key in drawn for key in keys], index=whole.index)


def _marked(title: str, mark: str) -> str:
    return f"{title} [{mark}]" if mark else title


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


def _one_item(rows: pd.DataFrame, chart: str) -> pd.DataFrame:
    """The rows of the one item that a timeline or slope shows."""
    from framing.errors import FramingError

    items = sorted(rows["item"].unique())
    plain = [item for item in items if not item.endswith(" (+)")]
    if len(plain) > 1:
        raise FramingError(f"a {chart} shows one item; name it with --item, one of {', '.join(plain)}")
    return rows[rows["item"].isin(plain)]
