"""`framing compare`: the figures of every outlet and where they differ."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import busy, comparison_options
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

_WIDEST = 100  # columns that can be read with ease
_NAMES = ("item", "outlet", "reference", "word", "group", "largest")  # columns that come from the corpus
_PIPED = 80  # columns where there is no terminal


@click.command(help="Compare outlets over the scored corpus in FOLDER: figures, intervals, differences.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--measure",
    "measures",
    multiple=True,
    type=click.Choice(["rate", "labelling", "sourcing", "agency"]),
    help="Repeat for several. Default: rate, labelling and sourcing.",
)
@click.option(
    "--voice",
    "voices",
    multiple=True,
    type=click.Choice(["outlet", "attributed", "quoted", "paraphrased", "scare", "distanced", "all"]),
    help="Repeat for several. Default: all.",
)
@click.option("--by", default="outlet", show_default=True, help="Column of the articles whose values are compared.")
@comparison_options
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write all estimates here, contrasts beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of text.")
@click.option("--all", "everything", is_flag=True, help="Print every item, voice and difference, not the main ones.")
def command(folder: Path, csv: Path | None, as_json: bool, everything: bool, **chosen: Any) -> None:  # noqa: D103 - help above
    from framing.stats import ComparisonOptions, compare
    from framing.tables import ScoredCorpus

    several = {name: chosen.pop(name) for name in ("measures", "voices")}
    several["contrasted"] = several["voices"]
    options = ComparisonOptions(**chosen, **{name: values for name, values in several.items() if values})
    scored = ScoredCorpus(folder)
    if csv is not None and folder.resolve() in csv.resolve().parents:
        raise FramingError(f"{csv} lies in the scored corpus; choose another --csv FILE")
    with busy("comparing"):
        found = compare(scored, options)
    if csv is not None:
        _write(found, csv)
    if as_json:
        click.echo(_as_json(found))
    else:
        from framing.cli._findings import text_of

        for line in text_of(scored, found, voices=several["voices"], everything=everything, width=_width()):
            click.echo(line)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)


def _width() -> int:
    """How many columns are written."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _PIPED


def _write(found: Comparison, path: Path) -> None:
    """Estimates to `path`, contrasts to a file beside it."""
    try:
        harmless(found.estimates).to_csv(path, index=False)
        harmless(found.contrasts).to_csv(path.with_name(f"{path.stem}-contrasts{path.suffix}"), index=False)
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --csv FILE") from error


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before names that a spreadsheet would take for a formula."""
    names = {name: frame[name].astype(str) for name in _NAMES if name in frame}
    return frame.assign(**{n: v.where(~v.str.match(r"[=+\-@\t\r]"), "'" + v) for n, v in names.items()})


def _as_json(found: Comparison) -> str:
    """The whole comparison; figures that do not exist are null."""
    from dataclasses import asdict

    tables = {
        name: json.loads(getattr(found, name).to_json(orient="records", double_precision=15))
        for name in ("estimates", "contrasts")
    }
    whole = {"options": asdict(found.options), "notes": found.notes, **tables}
    return json.dumps(whole, indent=1, ensure_ascii=False)
