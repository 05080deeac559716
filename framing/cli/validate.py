"""`framing validate`: a gold sample drawn, coded, checked, and used to correct figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import PERIODS, busy, say, write_json

if TYPE_CHECKING:
    import pandas as pd

_FOLDER = click.Path(path_type=Path)
_VALUE_COLUMNS = ["raw", "raw_low", "raw_high", "corrected", "low", "high", "n_gold", "n_units", "note"]


@click.group("validate")
def command() -> None:
    """Check a figure against passages read by hand, and correct it for the tool's own errors.

    The way: sample, then code (in the sheets, on a page of this computer, or in Label Studio or doccano), agree,
    correct.
    """


@command.command("sample")
@click.argument("scored", type=_FOLDER)
@click.option("-o", "--out", required=True, type=_FOLDER, help="Folder of the gold sample, which must not exist.")
@click.option(
    "--target",
    required=True,
    help="What to check: rate:ITEM[@VOICE], labelling:REFERENT[@VOICE], sourcing:ITEM, sentences:MODEL, or "
    "hits:LEXICON[/CATEGORY]; items are named as `framing compare` names them.",
)
@click.option("--per-outlet", default=100, show_default=True, type=click.IntRange(4), help="Units of each outlet.")
@click.option("--period", default="all", show_default=True, type=click.Choice(PERIODS), help="Strata over time.")
@click.option("--coder", "coders", multiple=True, default=("coder",), show_default=True, help="Repeat for several.")
@click.option(
    "--overlap", default=100, show_default=True, type=click.IntRange(0), help="Units that each of several coders gets."
)
@click.option("--show-outlet", is_flag=True, help="Show coders outlet and date, which are hidden by default.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the draw.")
def sample(  # noqa: PLR0913 - one parameter an option
    scored: Path,
    out: Path,
    target: str,
    *,
    per_outlet: int,
    period: str,
    coders: tuple[str, ...],
    overlap: int,
    show_outlet: bool,
    seed: int,
) -> None:
    """Draw sentences (or hits) of the scored corpus SCORED with known probabilities, and write what coders fill."""
    from framing.tables import ScoredCorpus
    from framing.validation import SampleOptions, SheetOptions, draw_gold, parse_target, write_sheets

    wanted, sheets = parse_target(target), SheetOptions(coders, overlap, blind=not show_outlet)
    corpus = ScoredCorpus(scored)
    with busy("drawing"):
        gold = draw_gold(corpus, wanted, out, SampleOptions(per_outlet, period, seed))
        files = write_sheets(gold, corpus, sheets)
    outlets = gold.units["outlet"].value_counts().sort_index()
    click.echo(f"{len(gold.units):,} units of {len(outlets)} outlets to code for {wanted} -> {out}")
    for file in files:
        click.echo(f"  {file.name}")
    if left := sorted(set(corpus.articles["outlet"]) - set(outlets.index)):
        say(f"note: nothing to draw in {', '.join(left)} (no quotation marks, or only copies of other articles)")
    click.echo(f"Next: fill a sheet, or `framing validate code {out} --coder {coders[0]}`")


@command.command("code")
@click.argument("gold", type=_FOLDER)
@click.option("--coder", default="coder", show_default=True, help="Whose sheet is filled.")
@click.option(
    "--port", default=0, show_default=True, type=click.IntRange(0, 65535), help="Of this computer; 0 takes a free one."
)
def code(gold: Path, coder: str, port: int) -> None:
    """Open a page on this computer where the passages of GOLD are coded; Ctrl-C ends it."""
    from framing.validation import read_gold_sample
    from framing.validation.page import serve

    server, address = serve(read_gold_sample(gold), coder, port)
    click.echo(f"Open {address}")
    say("only this computer can reach it; Ctrl-C ends it, answers are saved one by one")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("ended")
    finally:
        server.server_close()


@command.command("agree")
@click.argument("gold", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@click.option("--group", "groups", multiple=True, metavar="NAME=A,B", help="Coders looked at by themselves; repeat.")
@click.option("--csv", type=_FOLDER, help="Write agreement by question, coders, units and coefficient here.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def agree(gold: Path, files: tuple[Path, ...], *, groups: tuple[str, ...], csv: Path | None, as_json: bool) -> None:
    """How far coders agree on the sample GOLD: percent, Krippendorff's alpha, Gwet's AC1, with intervals by article.

    FILES are filled sheets (CSV, XLSX) or exports of Label Studio (JSON) or doccano (JSON Lines); by default the
    sheets in GOLD.
    """
    from framing.validation import agreement, check_agreement, read_codes, read_gold_sample

    drawn = read_gold_sample(gold)
    named = dict(group.partition("=")[::2] for group in groups)
    teams = {name: members.split(",") for name, members in named.items()}
    table = agreement(drawn, read_codes(drawn, files), groups=teams)
    if csv is not None:
        table.to_csv(csv, index=False)
    if as_json:
        write_json(_records(table))
    else:
        _print(table[(table["units"] == "all units")].drop(columns="units"))
    for note in check_agreement(table, override=True):
        say(f"note: {note}")


@command.command("correct")
@click.argument("gold", type=_FOLDER)
@click.argument("scored", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@click.option("--override-agreement", is_flag=True, help="Correct although coders agree too little.")
@click.option("--csv", type=_FOLDER, help="Write the estimates here, contrasts and errors beside it.")
@click.option(
    "--plot", "chart", type=_FOLDER, help="Draw raw beside corrected as FILE.png or FILE.svg; by period beside it."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def correct_(  # noqa: PLR0913 - one parameter an option
    gold: Path,
    scored: Path,
    files: tuple[Path, ...],
    *,
    override_agreement: bool,
    csv: Path | None,
    chart: Path | None,
    as_json: bool,
) -> None:
    """The figure of every outlet, raw and corrected by the codes of GOLD, and how outlets differ.

    SCORED is the scored corpus that the sample was drawn from. FILES as for `agree`.
    """
    from framing.tables import ScoredCorpus
    from framing.validation import validate

    with busy("correcting"):
        found = validate(gold, ScoredCorpus(scored), files, override_agreement=override_agreement)
    parts = {"estimates": found.estimates, "contrasts": found.contrasts, "errors": found.errors}
    if csv is not None:
        for name, table in parts.items():
            table.to_csv(csv if name == "estimates" else csv.with_name(f"{csv.stem}-{name}{csv.suffix}"), index=False)
    if chart is not None:
        from framing import plot

        plot.save(plot.corrected_figure(found.estimates), chart)
        if (found.estimates["period"] != "all").any():
            by_period = chart.with_name(f"{chart.stem}-periods{chart.suffix}")
            plot.save(plot.corrected_trend_figure(found.estimates), by_period)
    if as_json:
        write_json({name: _records(table) for name, table in parts.items()} | {"notes": found.notes})
    else:
        whole = found.estimates[found.estimates["period"] == "all"]
        click.echo(f"{whole['unit'].iloc[0]}")
        _print(whole[["outlet", *(name for name in _VALUE_COLUMNS if name in whole)]])
        click.echo("\nprecision and recall of the tool")
        _print(found.errors[["outlet", "gold_events", "precision", "recall"]])
        if len(found.contrasts):
            click.echo("\ndifferences of corrected figures")
            _print(found.contrasts)
    for note in found.notes:
        say(f"note: {note}")


@command.command("audit")
@click.argument("gold", type=_FOLDER)
@click.argument("scored", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@click.option("--csv", type=_FOLDER, help="Write precision by entry, category, voice, outlet and period here.")
@click.option("--records", "corpus", metavar="CORPUS", help="Print `validated:` records for a lexicon.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def audit_(
    gold: Path, scored: Path, files: tuple[Path, ...], *, csv: Path | None, corpus: str | None, as_json: bool
) -> None:
    """How often single hits are what they are counted as, from a sample drawn for hits:LEXICON."""
    from framing.tables import ScoredCorpus
    from framing.validation import audit, read_codes, read_gold_sample, records, settle

    drawn = read_gold_sample(gold)
    table = audit(drawn, settle(drawn, read_codes(drawn, files)), ScoredCorpus(scored))
    if csv is not None:
        table.to_csv(csv, index=False)
    if corpus is not None:
        click.echo(records(table, corpus), nl=False)
    elif as_json:
        write_json(_records(table))
    else:
        _print(table[table["n"] > 0])


@command.command("size")
@click.option("--half-width", required=True, type=float, help="Of the interval wanted, e.g. 0.05 for ± 5 points.")
@click.option("--share", default=0.5, show_default=True, type=float, help="About what the share is.")
@click.option("--effect", default=1.0, show_default=True, type=click.FloatRange(1), help="Design effect of articles.")
@click.option(
    "--level", default=0.95, show_default=True, type=click.FloatRange(0.5, 1, max_open=True), help="Of the interval."
)
def size(half_width: float, share: float, effect: float, level: float) -> None:
    """How many units of an outlet must be coded for an interval of a given width, from gold alone."""
    from framing.validation import units_needed

    click.echo(f"{units_needed(half_width, share, effect=effect, level=level):,} units of each outlet")


def _records(table: pd.DataFrame) -> object:
    import json

    return json.loads(table.to_json(orient="records", double_precision=10))


def _print(table: pd.DataFrame) -> None:
    """The table on screen, numbers to three significant digits."""
    from framing.cli._table import print_table

    rows = [[_cell(value) for value in row] for row in table.itertuples(index=False)]
    print_table(tuple(str(name) for name in table), rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)
