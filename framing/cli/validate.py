"""`framing validate`: a gold sample drawn and coded; what is made of the codes is in `_validate_figures`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import PERIODS, busy, say
from framing.cli._validate_figures import agree, audit, correct

if TYPE_CHECKING:
    from framing.validation import GoldSample

_FOLDER = click.Path(path_type=Path)
_PORT = click.option(
    "--port", default=0, show_default=True, type=click.IntRange(0, 65535), help="Of this computer; 0 takes a free one."
)
_ENOUGH = 30  # finds of an outlet among what was drawn, below which a correction will hardly be possible


@click.group("validate")
def command() -> None:
    """Check a figure against passages read by hand, and correct it for the tool's own errors.

    The way: sample, then code (in the sheets, on a page of this computer, or in Label Studio or doccano), agree,
    adjudicate, correct. Other commands show what gold there is: compare, table, plot, analyse and report take --gold,
    and without it the samples that the scored corpus names.
    """


for _each in (agree, correct, audit):
    command.add_command(_each)


@command.command("sample")
@click.argument("scored", type=_FOLDER)
@click.option("-o", "--out", required=True, type=_FOLDER, help="Folder of the gold sample, which must not exist.")
@click.option(
    "--target",
    required=True,
    help="What to check: rate:ITEM[@VOICE], labelling:REFERENT[@VOICE], sourcing:ITEM, agency:ITEM[@VOICE], "
    "sentences:MODEL[@VOICE], or hits:LEXICON[/CATEGORY]; items are named as `framing compare` names them.",
)
@click.option("--per-outlet", default=100, show_default=True, type=click.IntRange(4), help="Units of each outlet.")
@click.option("--period", default="all", show_default=True, type=click.Choice(PERIODS), help="Strata over time.")
@click.option("--coder", "coders", multiple=True, default=("coder",), show_default=True, help="Repeat for several.")
@click.option(
    "--overlap", default=100, show_default=True, type=click.IntRange(0), help="Units that each of several coders gets."
)
@click.option("--spans", is_flag=True, help="Coders mark the words that they count.")
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
    spans: bool,
    show_outlet: bool,
    seed: int,
) -> None:
    """Draw sentences (or hits) of the scored corpus SCORED with known probabilities, and write what coders fill."""
    from framing.tables import ScoredCorpus
    from framing.validation import SampleOptions, SheetOptions, check_spans, draw_gold, parse_target, write_sheets

    wanted, sheets = parse_target(target), SheetOptions(coders, overlap, blind=not show_outlet, spans=spans)
    check_spans(wanted, sheets)
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
    if short := _short(gold):
        say(
            f"note: few finds were drawn in {short}: a correction needs {_ENOUGH} positives in an outlet; "
            "draw more with --per-outlet, or leave these outlets uncorrected"
        )
    click.echo(f"Next: fill a sheet, or `framing validate code {out} --coder {coders[0]}`")


def _short(gold: GoldSample) -> str:
    """The outlets of which too few finds were drawn, with their number."""
    found = gold.units["found"].clip(upper=1 if gold.target.of_words else None)
    finds = found.groupby(gold.units["outlet"]).sum()
    return ", ".join(f"{outlet} ({number:,.0f})" for outlet, number in finds.items() if number < _ENOUGH)


@command.command("code")
@click.argument("gold", type=_FOLDER)
@click.option("--coder", default="coder", show_default=True, help="Whose sheet is filled.")
@_PORT
def code(gold: Path, coder: str, port: int) -> None:
    """Open a page on this computer where the passages of GOLD are coded; Ctrl-C ends it."""
    from framing.validation import read_gold_sample

    _serve(read_gold_sample(gold), coder, port)


@command.command("adjudicate")
@click.argument("gold", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@click.option("--all", "every", is_flag=True, help="Also passages where the majority would decide.")
@click.option("--sheet", is_flag=True, help="Write the sheet alone, without the page.")
@_PORT
def adjudicate(gold: Path, files: tuple[Path, ...], *, every: bool, sheet: bool, port: int) -> None:
    """Settle what the coders of GOLD are split on: a page with these passages and what each coder answered.

    Answers go to sheet-adjudicator.csv, and count. FILES as for `agree`.
    """
    from framing.validation import ADJUDICATOR, read_codes, read_gold_sample, settle, write_adjudication

    drawn = read_gold_sample(gold)
    coded = read_codes(drawn, files)
    path, left = write_adjudication(drawn, coded, settle(drawn, coded), every=every)
    if not path.exists():
        click.echo("Nothing to settle: coders are split on no passage.")
        return
    click.echo(f"{left} passage{'' if left == 1 else 's'} to settle -> {path}")
    if not sheet and left:
        _serve(drawn, ADJUDICATOR, port)


def _serve(gold: GoldSample, coder: str, port: int) -> None:
    from framing.validation.page import serve

    server, address = serve(gold, coder, port)
    click.echo(f"Open {address}")
    say("only this computer can reach it; Ctrl-C ends it, answers are saved one by one")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("ended")
    finally:
        server.server_close()


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
