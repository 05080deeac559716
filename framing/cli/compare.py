"""`framing compare`: the figures of every outlet and where they differ."""

from __future__ import annotations

import json
import sys
from collections.abc import Hashable, Mapping
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

HEADINGS = ("measure", "item", "voice", "outlet", "figure", "interval", "unit", "articles")


@click.command(help="Compare outlets over the scored corpus in FOLDER: figures, intervals, differences.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--measure", "measures", multiple=True, help="rate, labelling or sourcing; repeatable. Default: all.")
@click.option(
    "--voice",
    "voices",
    multiple=True,
    help="outlet, attributed, quoted, paraphrased, scare, distanced or all.",
)
@click.option("--by", default="outlet", show_default=True, help="Column of the articles whose values are compared.")
@click.option(
    "--against",
    default="auto",
    show_default=True,
    help="each (outlet with each), rest (with all others together), none, or the outlet to compare with; "
    "auto is each up to 6 outlets, else rest.",
)
@click.option("--period", default="auto", show_default=True, help="year, half, quarter, month, week, all or auto.")
@click.option("--duplicates", default="drop", show_default=True, help="drop or keep articles that repeat another.")
@click.option("--level", default=0.95, show_default=True, help="Confidence level of the intervals.")
@click.option("--seed", default=0, show_default=True, help="Seed of the resampling.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write all estimates here, contrasts beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of a table.")
def command(folder: Path, csv: Path | None, as_json: bool, **chosen: Any) -> None:  # noqa: D103 - help above
    from framing.stats import ComparisonOptions, compare
    from framing.tables import ScoredCorpus

    several = {name: chosen.pop(name) for name in ("measures", "voices")}
    several["contrasted"] = several["voices"]
    options = ComparisonOptions(**chosen, **{name: values for name, values in several.items() if values})
    found = compare(ScoredCorpus(folder), options)
    if csv is not None:
        _write(found, csv)
    if as_json:
        click.echo(_as_json(found))
    else:
        _show(headline_rows(found.estimates, voices=several["voices"]))
        for sentence in sentences(found.contrasts):
            click.echo(sentence)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)


def headline_rows(estimates: pd.DataFrame, *, voices: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The figures over all periods as text, in the outlet's own voice unless voices were asked for.

    Cells without a denominator are left out; those that are not comparable stay, with the reason.
    """
    whole = estimates[estimates["period"] == "all"]
    shown = whole["voice"].isin(voices or ("outlet",)) | (whole["measure"] == "sourcing")
    rows = whole[shown & ((whole["denominator"] > 0) | whole["denominator"].isna())]
    return [_row(row) for row in rows.sort_values(["measure", "item", "voice", "outlet"]).to_dict("records")]


def _row(row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    """One estimate as text, in the order of the headings; the method stands for an interval that is not."""
    unit = row["unit"]
    interval = f"{number(row['low'], unit)} to {number(row['high'], unit)}"
    return (
        *(row[name] for name in ("measure", "item", "voice", "outlet")),
        number(row["value"], unit),
        row["method"] if isnan(row["value"]) else interval,
        unit,
        f"{row['n_articles']:,}" + (" (few)" if row["small"] else ""),
    )


def number(value: float, unit: str) -> str:
    """A share as per cent, any other figure with two decimals; "" for none."""
    if isnan(value):
        return ""
    return f"{value:.1%}" if unit.startswith("share") else f"{value:.2f}"


def sentences(contrasts: pd.DataFrame) -> list[str]:
    """One sentence for each contrast that differs, largest evidence first; one that says so for none."""
    from framing.stats.options import MAX_Q

    clear = contrasts[contrasts["differs"]].sort_values(["q_value", "p_value", "outlet", "item", "voice"])
    if clear.empty:
        return [f"No tested difference has q < {MAX_Q:g} and an interval without 0."] if len(contrasts) else []
    return [_sentence(row) for row in clear.to_dict("records")]


def _sentence(row: Mapping[Hashable, Any]) -> str:
    """One contrast in words."""
    unit = row["unit"]
    value, base = (number(row[name], unit) for name in ("value", "reference_value"))
    # two shares differ by percentage points, not by per cent
    points = unit.startswith("share")
    difference, low, high = (
        f"{row[name] * 100:.1f}" if points else f"{row[name]:.2f}" for name in ("difference", "low", "high")
    )
    when = "" if row["period"] == "all" else f" {row['period']} on"
    return (
        f"{row['outlet']}{when} differs from {row['reference']}: {row['item']} "
        f"({row['measure']}, voice {row['voice']}) {value} against {base} ({unit}); "
        f"difference {difference}{' points' if points else ''} [{low}, {high}], q = {row['q_value']:.2g} "
        f"among {row['family_size']:,} in the family."
    )


def _show(rows: list[tuple[str, ...]]) -> None:
    """The rows as a table on a terminal, otherwise as aligned text."""
    if not sys.stdout.isatty():
        widths = [max(len(row[i]) for row in [HEADINGS, *rows]) for i in range(len(HEADINGS))]
        for row in [HEADINGS, *rows]:
            click.echo("  ".join(f"{text:{width}}" for text, width in zip(row, widths, strict=True)).rstrip())
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading in ("figure", "articles") else "left")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _write(found: Comparison, path: Path) -> None:
    """Estimates to `path`, contrasts to a file beside it."""
    from framing.errors import FramingError

    try:
        found.estimates.to_csv(path, index=False)
        found.contrasts.to_csv(path.with_name(f"{path.stem}-contrasts{path.suffix}"), index=False)
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --csv FILE") from error


def _as_json(found: Comparison) -> str:
    """The whole comparison; figures that do not exist are null."""
    from dataclasses import asdict

    tables = {
        name: json.loads(getattr(found, name).to_json(orient="records", double_precision=15))
        for name in ("estimates", "contrasts")
    }
    whole = {"options": asdict(found.options), "notes": found.notes, **tables}
    return json.dumps(whole, indent=1, ensure_ascii=False)
