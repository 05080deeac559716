"""`framing validate agree, correct, audit`: what the codes of a gold sample say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import busy, say, write_json
from framing.cli._table import print_table
from framing.errors import FramingError

MIN_POSITIVES = 30  # those of framing.validation, which would load numpy for the help

if TYPE_CHECKING:
    import pandas as pd

    from framing.validation import Correction

_FOLDER = click.Path(path_type=Path)
_OVERRIDE = click.option(
    "--override-agreement", is_flag=True, help="Go on although coders agree too little; the record says so."
)


@click.command("agree")
@click.argument("gold", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@click.option("--group", "groups", multiple=True, metavar="NAME=A,B", help="Coders looked at by themselves; repeat.")
@click.option("--csv", type=_FOLDER, help="Write agreement by question, coders, units and coefficient here.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def agree(gold: Path, files: tuple[Path, ...], *, groups: tuple[str, ...], csv: Path | None, as_json: bool) -> None:
    """How far coders agree on the sample GOLD: percent, Krippendorff's alpha, Gwet's AC1, with intervals by article.

    Alpha is nominal; where coders marked spans, the unitizing alphas are named. FILES are filled sheets (CSV, XLSX) or
    exports of Label Studio (JSON) or doccano (JSON Lines); by default the sheets in GOLD.
    """
    from framing.validation import agreement, check_agreement, lone_coder, read_codes, read_gold_sample

    drawn = read_gold_sample(gold)
    named = dict(group.partition("=")[::2] for group in groups)
    if bad := [group for group in groups if not group.partition("=")[2]]:
        raise FramingError(f"--group {bad[0]!r} names no coders; write NAME=CODER,CODER")
    teams = {name: members.split(",") for name, members in named.items()}
    coded = read_codes(drawn, files)
    table = agreement(drawn, coded, groups=teams)
    _to_csv(table, csv)
    if as_json:
        write_json(_records(table))
    else:
        whole = table[table["units"] == "all units"]
        heads = ("question", "coders", "coefficient", "value", "95 % interval", "units", "articles")
        print_table(heads, [_agreement_row(row) for row in _rows(whole)])
    for note in [alone] if (alone := lone_coder(coded.coders)) else check_agreement(table, override=True):
        say(f"note: {note}")


def _agreement_row(row: Any) -> list[str]:
    bounds = "" if row.low != row.low else f"{row.low:.3f} to {row.high:.3f}"
    value = "none" if row.value != row.value else f"{row.value:.3f}"
    return [row.question, row.coders, row.coefficient, value, bounds, f"{row.n_units:,}", f"{row.n_articles:,}"]


@click.command("correct")
@click.argument("gold", type=_FOLDER)
@click.argument("scored", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@click.option(
    "--against",
    default="auto",
    show_default=True,
    help="each (outlet with each), rest (with all others together), none, or an outlet; auto is each up to 6 outlets, "
    "else rest.",
)
@click.option(
    "--regression",
    "terms",
    multiple=True,
    metavar="TERM",
    help="Regress the corrected figure on outlet, trend (years), after:YYYY-MM-DD, a column of the articles, or a "
    "product such as outlet*trend; repeat for several.",
)
@click.option(
    "--cluster",
    default="article",
    show_default=True,
    type=click.Choice(["article", "story"]),
    help="What is independent in a regression.",
)
@click.option(
    "--level", default=0.95, show_default=True, type=click.FloatRange(0.5, 1, max_open=True), help="Of intervals."
)
@_OVERRIDE
@click.option("--csv", type=_FOLDER, help="Write the estimates here, contrasts, errors and the rest beside it.")
@click.option(
    "--plot", "chart", type=_FOLDER, help="Draw raw beside corrected as FILE.png, .svg or .pdf; differences beside it."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def correct(  # noqa: PLR0913 - one parameter an option
    gold: Path,
    scored: Path,
    files: tuple[Path, ...],
    *,
    against: str,
    terms: tuple[str, ...],
    cluster: str,
    level: float,
    override_agreement: bool,
    csv: Path | None,
    chart: Path | None,
    as_json: bool,
) -> None:
    """The figure of every outlet, raw and corrected by the codes of GOLD, and how outlets differ.

    SCORED is the scored corpus that the sample was drawn from. FILES as for `agree`.
    """
    from framing.tables import ScoredCorpus
    from framing.validation import CorrectionOptions, read_gold_sample, validate

    drawn = read_gold_sample(gold)
    options = CorrectionOptions(level=level, against=against, terms=terms, cluster=cluster)
    with busy("correcting"):
        found = validate(drawn, ScoredCorpus(scored), files, override_agreement=override_agreement, options=options)
    parts = _parts(found)
    for name, table in parts.items():
        place = csv if csv is None or name == "estimates" else csv.with_name(f"{csv.stem}-{name}{csv.suffix}")
        _to_csv(table, place)
    if chart is not None:
        _draw(found, chart, str(drawn.target))
    if as_json:
        write_json({name: _records(table) for name, table in parts.items()} | {"notes": found.notes})
    else:
        _print(found, level)
    for note in found.notes:
        say(f"note: {note}")


def _parts(found: Correction) -> dict[str, pd.DataFrame]:
    """The tables that there are, by name."""
    names = ("contrasts", "errors", "regression", "calibration")
    return {"estimates": found.estimates} | {n: getattr(found, n) for n in names if len(getattr(found, n))}


def corrected_title(estimates: pd.DataFrame, target: str) -> str:
    """The title of a chart of corrected figures: the target, and by how much gold they are validated."""
    from framing.report.wording import UNVALIDATED, VALIDATED

    whole = estimates[estimates["period"] == "all"]
    read = whole[whole["corrected"].notna()]["n_gold"]
    mark = f"{VALIDATED} n={int(read.sum()):,}"
    if len(read) < len(whole):
        mark = f"{UNVALIDATED} in {len(whole) - len(read)} of {len(whole)} outlets, else n={int(read.sum()):,}"
    return f"{target} [{mark if len(read) else UNVALIDATED}]"


def _draw(found: Correction, chart: Path, target: str) -> None:
    """Raw beside corrected; by period, differences, regression and calibration beside it where there are such."""
    from framing import plot

    title = corrected_title(found.estimates, target)
    plot.save(plot.corrected_figure(found.estimates, title=title), chart)

    def beside(name: str, drawn: Any) -> None:
        plot.save(drawn, chart.with_name(f"{chart.stem}-{name}{chart.suffix}"))

    if (found.estimates["period"] != "all").any():
        beside("periods", plot.corrected_trend_figure(found.estimates, title=title))
    if len(found.contrasts):
        beside("differences", plot.corrected_contrasts_figure(found.contrasts, title=title))
    if len(found.regression) > 1:
        beside("regression", plot.corrected_contrasts_figure(found.regression, title=title))
    if len(found.calibration):
        whole = found.calibration[found.calibration["outlet"] == "all"]
        beside("calibration", plot.reliability_figure(whole))


def _print(found: Correction, level: float) -> None:
    from framing.report.wording import figure

    unit = str(found.estimates["unit"].iloc[0])
    bounds = f"{100 * level:g} % interval"

    def of(value: float, low: float, high: float) -> list[str]:
        return ["", ""] if value != value else [figure(value, unit), f"{figure(low, unit)} to {figure(high, unit)}"]

    click.echo(f"{unit}; positives are events that coders found, read the passages coded")
    several = (found.estimates["period"] != "all").any()
    adjusted = found.estimates["adjusted"].notna().any()
    heads = ["outlet", *(["period"] if several else []), "raw", bounds, "corrected", bounds]
    heads += [*(["adjusted count"] if adjusted else []), "read", "positives"]
    rows = []
    for row in _rows(found.estimates):
        cells = [row.outlet, *([row.period] if several else []), *of(row.raw, row.raw_low, row.raw_high)]
        cells += of(row.corrected, row.low, row.high)
        cells += [figure(row.adjusted, unit)] if adjusted else []
        rows.append([*cells, _count(row.n_gold), _count(row.positives)])
    print_table(tuple(heads), rows)
    for line in _uncorrected(found.estimates):
        say(f"note: {line}")
    click.echo("\nprecision and recall of the tool")
    whole = found.errors[found.errors["period"] == "all"]
    heads = ["outlet", "events", "precision", bounds, "recall", bounds]
    print_table(tuple(heads), [[row.outlet, _count(row.gold_events), *_quality(row)] for row in _rows(whole)])
    if len(found.contrasts):
        click.echo(f"\ndifferences of corrected figures{', in percentage points' if unit.startswith('share') else ''}")
        heads = ["outlet", "reference", "raw", "corrected", bounds, "ratio", bounds, "q", "differs"]
        print_table(tuple(heads), [_contrast(row, unit) for row in _rows(found.contrasts)])
    if len(found.regression):
        click.echo(f"\ncorrected regression, clustered by {found.regression['clusters'].iloc[0]}")
        heads = ["term", "raw", "corrected", bounds, "p", "q"]
        print_table(tuple(heads), [_coefficient(row, unit) for row in _rows(found.regression)])
    if len(found.calibration):
        click.echo("\ncalibration: the model's probability and the share that coders found so")
        _print_calibration(found.calibration)


def _uncorrected(estimates: pd.DataFrame) -> Iterable[str]:
    """Which figures are not corrected, a line a reason."""
    reasons: dict[str, list[str]] = {}
    for row in _rows(estimates[estimates["note"] != ""]):
        few = row.note.startswith("the gold sample holds ") and "positives" in row.note
        who = row.outlet if row.period == "all" else f"{row.outlet} {row.period}"
        reason = f"fewer than {MIN_POSITIVES} positives; code more units" if few else row.note
        reasons.setdefault(reason, []).append(who)
    return [f"not corrected: {', '.join(who)} ({reason})" for reason, who in reasons.items()]


def _quality(row: Any) -> list[str]:
    precision = _with_bounds(row.precision, row.precision_low, row.precision_high)
    return [*precision, *_with_bounds(row.recall, row.recall_low, row.recall_high)]


def _with_bounds(value: float, low: float, high: float) -> list[str]:
    return ["", ""] if value != value else [f"{value:.2f}", f"{low:.2f} to {high:.2f}"]


def _signed(value: float, unit: str) -> str:
    scale = 100 if unit.startswith("share") else 1
    return "" if value != value else f"{scale * value:+.2g}".replace("-", "\N{MINUS SIGN}")


def _contrast(row: Any, unit: str) -> list[str]:
    return [
        row.outlet,
        row.reference,
        _signed(row.raw_difference, unit),
        _signed(row.difference, unit),
        f"{_signed(row.low, unit)} to {_signed(row.high, unit)}",
        *_with_bounds(row.ratio, row.ratio_low, row.ratio_high),
        _chance(row.q_value),
        "yes" if row.differs else "no",
    ]


def _coefficient(row: Any, unit: str) -> list[str]:
    bounds = f"{_signed(row.low, unit)} to {_signed(row.high, unit)}"
    return [
        row.term,
        _signed(row.raw, unit),
        _signed(row.corrected, unit),
        bounds,
        _chance(row.p_value),
        _chance(row.q_value),
    ]


def _print_calibration(table: pd.DataFrame) -> None:
    whole = table[table["outlet"] == "all"]
    rows = [
        [row.bin, f"{row.predicted:.2f}", f"{row.observed:.2f}", f"{row.low:.2f} to {row.high:.2f}", f"{row.n:,}"]
        for row in _rows(whole)
    ]
    print_table(("probability", "mean", "observed", "interval", "read"), rows)
    errors = table.drop_duplicates("outlet")
    click.echo("expected calibration error: " + _joined(errors, "calibration_error"))


def _joined(table: pd.DataFrame, column: str) -> str:
    return ", ".join(f"{row['outlet']} {row[column]:.3f}" for row in table.to_dict("records"))


@click.command("audit")
@click.argument("gold", type=_FOLDER)
@click.argument("scored", type=_FOLDER)
@click.argument("files", nargs=-1, type=_FOLDER)
@_OVERRIDE
@click.option("--csv", type=_FOLDER, help="Write precision by entry, category, voice, outlet and period here.")
@click.option("--records", "corpus", metavar="CORPUS", help="Print `validated:` records for a lexicon.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def audit(  # noqa: PLR0913 - one parameter an option
    gold: Path,
    scored: Path,
    files: tuple[Path, ...],
    *,
    override_agreement: bool,
    csv: Path | None,
    corpus: str | None,
    as_json: bool,
) -> None:
    """How often single hits are what they are counted as, from a sample drawn for hits:LEXICON."""
    from framing.tables import ScoredCorpus
    from framing.validation import ready, records, validate_audit

    table, notes = validate_audit(ready(gold, files, override_agreement=override_agreement), ScoredCorpus(scored))
    _to_csv(table, csv)
    if corpus is not None:
        click.echo(records(table, corpus), nl=False)
    elif as_json:
        write_json(_records(table))
    else:
        rows = [
            [
                row.by,
                row.value,
                *map(_count, (row.hits, row.n, row.right)),
                *_with_bounds(row.precision, row.low, row.high),
            ]
            for row in _rows(table[table["n"] > 0])
        ]
        print_table(("by", "value", "hits", "read", "right", "precision", "95 % interval"), rows)
    for note in notes:
        say(f"note: {note}")


def _rows(table: pd.DataFrame) -> Iterable[Any]:
    return table.itertuples()


def _count(value: float) -> str:
    return "" if value != value else f"{value:,.0f}"


def _chance(value: float) -> str:
    return "" if value != value else "< 0.001" if value < 0.001 else f"{value:.3f}"


def _to_csv(table: pd.DataFrame, path: Path | None) -> None:
    if path is None:
        return
    from framing.cli.compare import harmless

    try:
        harmless(table).to_csv(path, index=False)
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --csv FILE") from error


def _records(table: pd.DataFrame) -> Iterable[Any]:
    import json

    found: list[Any] = json.loads(table.to_json(orient="records", double_precision=10))
    return found
