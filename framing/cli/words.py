"""`framing words`: the words that set outlets apart."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import busy, say, width
from framing.cli._comparison import WHAT, SectionCommand, section_option, shared_option
from framing.cli._table import aligned, print_table
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

KINDS, RANKED = ("word", "name", "function word"), "Ranking and intervals"
# what --rank sorts by, the largest size first; the smallest of dispersion
_RANKS = {
    "at-least": "",
    "log-ratio": "log_ratio",
    "log-odds": "z",
    "g2": "g2",
    "articles": "articles_g2",
    "dispersion": "dp_norm",
}
_SCORES = {"z": "z", "g2": "G2", "articles_g2": "G2 of articles", "dp_norm": "DPnorm"}
_WIDE = 100  # columns of a terminal from which every column is shown
_SHOWN = ("word", "kind", "count", "count_reference", "articles", "log_ratio", "low", "high", "at_least", "range")


@click.command("words", cls=SectionCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@section_option(WHAT, "--outlet", default="", help="The outlet or group whose words are sought. Default: each in turn.")
@section_option(WHAT, "--against", default="the rest", show_default=True, help="The outlet or group to compare with.")
@shared_option("groups")
@section_option(WHAT, "--stories", is_flag=True, help="Within the stories that both cover (column story_id).")
@shared_option("subset")
@section_option(
    WHAT, "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only such words; repeat. Default: all."
)
@section_option(WHAT, "--leave-out", "leave_out", multiple=True, help="A name that is masked; repeat for several.")
@section_option(
    WHAT, "--min-articles", default=10, show_default=True, type=click.IntRange(2), help="That have the word."
)
@section_option(
    RANKED,
    "--rank",
    default="at-least",
    show_default=True,
    type=click.Choice(list(_RANKS)),
    help="at-least: the log ratio it has at least; log-ratio; log-odds: z, informative prior; g2; articles: how many "
    "articles have the word; dispersion: the most evenly spread first.",
)
@section_option(RANKED, "--limit", default=25, show_default=True, type=click.IntRange(1), help="Words of each outlet.")
@section_option(
    RANKED, "--told", is_flag=True, help="Only words that differ once all are looked at, and are not of one article."
)
@shared_option("level")
@shared_option("replicates")
@shared_option("seed")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write the whole table here.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole table as JSON.")
def command(folder: Path, csv: Path | None, as_json: bool, limit: int, **given: Any) -> None:
    """Show the words that set the outlets of a scored corpus apart, most telling first.

    log_ratio 1 is twice as frequent, -1 half; low and high are its interval, clustered by article. at_least is what
    is left of it once all words are looked at, 0 where it may be none. No figure is a p-value.
    """
    from framing.stats.keywords import KeywordOptions, keywords, keywords_of_groups
    from framing.stats.words import WordOptions, words_of
    from framing.tables import ScoredCorpus

    options = KeywordOptions(
        **{name: given[name] for name in ("min_articles", "stories", "level", "replicates", "seed")}
    )
    if csv is not None and folder.resolve() in csv.resolve().parents:
        raise FramingError(f"{csv} lies in the scored corpus; choose another --csv FILE")
    if given["against"] != "the rest" and not given["outlet"]:
        raise FramingError("--against names one outlet; name the other with --outlet")
    with busy("counting words"):
        counts = words_of(ScoredCorpus(folder), WordOptions(leave_out=given["leave_out"], subset=given["subset"]))
        counts = counts.of_groups(given["groups"])
        if given["outlet"]:
            table = keywords(counts, given["outlet"], given["against"], options)
        else:
            table = keywords_of_groups(counts, options)
    apart = (table["at_least"] != 0).groupby(table["group"], sort=False).agg(["sum", "size"])
    table = _ranked(_chosen(table, given["kinds"], told=given["told"]), given["rank"])
    if csv is not None:
        _write(table, csv)
    if as_json:
        click.echo(table.to_json(orient="records", double_precision=15, indent=1, force_ascii=False))
        return
    reference = given["against"] if given["outlet"] else "the rest"
    told = {
        str(
            row.Index
        ): f"{row.Index} against {reference}: {row.sum:,} of {row.size:,} words differ once all are looked at"
        for row in apart.itertuples()
    }
    score = _RANKS[given["rank"]]
    shown = [(str(outlet), rows.head(limit)) for outlet, rows in table.groupby("group", sort=False)]
    if sys.stdout.isatty():
        for outlet, rows in shown:
            click.echo(f"\n{told[outlet]}")
            for line in _lines(rows, score, width()):
                click.echo(line)
        return
    for sentence in told.values():
        say(sentence)
    columns = (*_SHOWN, *([score] if score not in ("", *_SHOWN) else []))
    print_table(
        ("outlet", *columns),
        ([outlet, *_cells(row, columns)] for outlet, rows in shown for row in rows.itertuples()),
    )


def _lines(rows: pd.DataFrame, score: str, columns: int) -> Iterator[str]:
    """The words of an outlet for a terminal; kind and range where there is room."""
    more = score not in ("", "log_ratio")
    wide = columns >= _WIDE and not more
    head = ["?word", *(["kind"] if wide else []), ">counts", ">articles", ">log ratio", ">interval"]
    head += [">at least", *([">range"] if wide else []), *([f">{_SCORES[score]}"] if more else [])]
    cells = ([*_told(row, wide=wide), *([_figure(getattr(row, score))] if more else [])] for row in _named(rows))
    yield from aligned(head, cells, columns)


def _named(rows: pd.DataFrame) -> Iterable[Any]:
    """The rows as named tuples, whose `count` is a method."""
    return rows.rename(columns={"count": "counted"}).itertuples()


def _told(row: Any, *, wide: bool) -> Iterator[str]:
    yield str(row.word)
    yield from [str(row.kind)] * wide
    yield f"{row.counted:.0f} : {row.count_reference:.0f}"
    yield from (_figure(value) for value in (row.articles, row.log_ratio))
    yield f"{_figure(row.low)} to {_figure(row.high)}"
    yield _figure(row.at_least)
    yield from [_figure(row.range)] * wide


def _chosen(table: pd.DataFrame, kinds: tuple[str, ...], *, told: bool) -> pd.DataFrame:
    """The rows of some kinds of words, and of those that are told apart."""
    rows = table[table["kind"].isin(kinds)] if kinds else table
    return rows[(rows["at_least"] != 0) & ~rows["bursty"].astype(bool)] if told else rows


def _ranked(table: pd.DataFrame, rank: str) -> pd.DataFrame:
    """The rows of each outlet by another score, the outlets in their order; as they are for the first choice."""
    column = _RANKS[rank]
    if not column:
        return table
    size = table[column] if rank == "dispersion" else -table[column].abs()
    return table.assign(size=size).sort_values(["group", "size"], kind="stable").drop(columns="size")


def _cells(row: Any, columns: Sequence[str]) -> list[str]:
    """The cells of a word, figures rounded for reading."""
    return [value if isinstance(value := getattr(row, name), str) else _figure(value) for name in columns]


def _figure(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}"


def _write(table: pd.DataFrame, path: Path) -> None:
    try:
        table.to_csv(path, index=False)
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --csv FILE") from error
