"""`framing words`: the words that set outlets apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import busy, say
from framing.cli._table import print_table
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = ("word", "kind", "count", "count_reference", "articles", "log_ratio", "low", "high", "at_least", "range")


@click.command("words")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--outlet", default="", help="The outlet whose words are sought. Default: each in turn.")
@click.option("--against", default="the rest", show_default=True, help="The outlet to compare with.")
@click.option("--stories", is_flag=True, help="Within the stories that both cover (column story_id).")
@click.option(
    "--subset",
    default="all",
    show_default=True,
    type=click.Choice(["all", "house", "one-per-story"]),
    help="house: no agency copy, nor copies of another outlet; one-per-story: of an outlet on one event.",
)
@click.option("--leave-out", "leave_out", multiple=True, help="A name that is masked; repeat for several.")
@click.option("--min-articles", default=10, show_default=True, type=click.IntRange(2), help="That have the word.")
@click.option("--limit", default=25, show_default=True, type=click.IntRange(1), help="Words shown of each outlet.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write the whole table here.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole table as JSON.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of whatever is drawn at random.")
def command(folder: Path, csv: Path | None, as_json: bool, limit: int, **given: Any) -> None:
    """Show the words that set the outlets of a scored corpus apart, most telling first.

    log_ratio 1 is twice as frequent, -1 half; low and high are its interval, clustered by article. at_least is what
    is left of it once all words are looked at, 0 where it may be none. No figure is a p-value.
    """
    from framing.stats.keywords import KeywordOptions, keywords, keywords_of_groups
    from framing.stats.words import WordOptions, words_of
    from framing.tables import ScoredCorpus

    options = KeywordOptions(min_articles=given["min_articles"], stories=given["stories"], seed=given["seed"])
    if csv is not None and folder.resolve() in csv.resolve().parents:
        raise FramingError(f"{csv} lies in the scored corpus; choose another --csv FILE")
    if given["against"] != "the rest" and not given["outlet"]:
        raise FramingError("--against names one outlet; name the other with --outlet")
    with busy("counting words"):
        counts = words_of(ScoredCorpus(folder), WordOptions(leave_out=given["leave_out"], subset=given["subset"]))
        if given["outlet"]:
            table = keywords(counts, given["outlet"], given["against"], options)
        else:
            table = keywords_of_groups(counts, options)
    if csv is not None:
        _write(table, csv)
    if as_json:
        click.echo(table.to_json(orient="records", double_precision=15, indent=1, force_ascii=False))
        return
    for outlet, rows in table.groupby("group"):
        told, reference = int((rows["at_least"] != 0).sum()), rows["reference"].iloc[0]
        say(f"{outlet} against {reference}: {told:,} of {len(rows):,} words differ once all are looked at")
        print_table(("outlet", *_SHOWN), ([str(outlet), *_cells(row)] for row in rows.head(limit).itertuples()))


def _cells(row: Any) -> list[str]:
    """The cells of a word, figures rounded for reading."""
    return [value if isinstance(value := getattr(row, name), str) else _figure(value) for name in _SHOWN]


def _figure(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}"


def _write(table: pd.DataFrame, path: Path) -> None:
    try:
        table.to_csv(path, index=False)
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --csv FILE") from error
