"""`framing analyse`: a plan of named analyses, run and written as tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import busy, say
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats.analysis import Analysis

_SHOWN = 12  # rows of each table on screen; the files have all
_MAIN = {
    "contrasts": "family item voice subset outlet reference estimator estimate low high q_value verdict",
    "robustness": "family item outlet reference left_out ratio largest largest_log_change sign_flips",
    "curves": "family item outlet reference n_specifications median same_sign p_median",
    "interruption": "trend outlet term estimate low high p_value note",
    "changes": "trend outlet period from to before after note",
    "events": "trend outlet before after estimate low high placebo note",
    "words": "section word group reference log_ratio low high at_least",
    "diversity": "section outlet order way value low high",
    "balance": "section outlet item value low high",
}


@click.command(
    "analyse",
    epilog="Example: framing analyse plan.toml scored -o tables. The guide on comparing has a plan to start from.",
)
@click.argument("plan", type=click.Path(path_type=Path))
@click.argument("scored", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder for the tables as CSV; made if need be.")
def command(plan: Path, scored: Path, out: Path | None) -> None:
    """Run the analyses of PLAN (TOML) over the scored corpus SCORED.

    PLAN names families of contrasts (raw, within stories, adjusted; corrected together; what they depend on), series
    (effects of dates, changes, events), words and sources.
    """
    from framing.stats.analysis import analyse

    with busy("analysing"):
        found = analyse(scored, plan)
    if out is not None:
        _write(found, scored, out)
    for name, table in found.tables.items():
        if name in _MAIN:
            _show(name, table)
    for note in found.notes:
        say(f"note: {note}")


def _show(name: str, table: pd.DataFrame) -> None:
    """The main columns of a table; of contrasts first those that differ."""
    from framing.cli._table import print_table

    if name == "contrasts":
        without = int((table["verdict"] == "").sum())
        table = table[table["verdict"] != ""].sort_values("verdict", kind="stable")
        if without:
            say(f"{without} contrasts have no estimate; the column note of contrasts.csv (--out) says why")
    if name == "diversity":
        table = table[(table["order"] == 1) & (table["way"] == "equal coverage")]
    columns = [column for column in _MAIN[name].split() if column in table]
    rows = table[columns].head(_SHOWN)
    more = f", the first {len(rows)} of {len(table):,}" if len(table) > len(rows) else ""
    click.echo(f"\n{name}{more}")
    cells = [[_cell(value) for value in row] for row in rows.itertuples(index=False)]
    print_table(tuple(columns), cells)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.3g}"
    return str(value)


def _write(found: Analysis, scored: Path, out: Path) -> None:
    """A CSV file a table, and analysis.json, which says what was run over what."""
    from importlib.metadata import version

    from framing.cli.compare import harmless

    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, table in found.tables.items():
            harmless(table).to_csv(out / f"{name}.csv", index=False)
        record = {
            "framing": version("news-framing"),
            "plan": found.plan.path,
            "plan_sha256": found.plan.sha256,
            "scored": str(scored),
            "tables": {name: len(table) for name, table in found.tables.items()},
            "notes": found.notes,
        }
        (out / "analysis.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise FramingError(f"cannot write {out}: {error.strerror or error}; choose another --out FOLDER") from error
    click.echo(f"{len(found.tables)} tables -> {out}")
