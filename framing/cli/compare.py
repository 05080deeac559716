"""`framing compare`: the figures of every outlet and where they differ."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._closer import asked, closer_options, plan_of, take, write_plan
from framing.cli._common import busy, say, say_notes, width
from framing.cli._comparison import (
    CERTAINTY,
    EACH_SUBSET,
    MEASURES,
    SUBSET_HELP,
    SUBSETS,
    VOICES,
    WHAT,
    SectionCommand,
    comparison_options,
    section_option,
)
from framing.cli._gold import gold_option, golden
from framing.errors import FramingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison
    from framing.stats.analysis import Analysis
    from framing.tables import ScoredCorpus

_NAMES = ("item", "outlet", "reference", "word", "group", "largest")  # columns that come from the corpus


@click.command("compare", cls=SectionCommand)
@click.argument("folder", type=click.Path(path_type=Path))
@section_option(
    WHAT,
    "--measure",
    "measures",
    multiple=True,
    type=click.Choice(MEASURES),
    help="Repeat for several. Default: rate, labelling and sourcing.",
)
@section_option(
    WHAT, "--item", "items", multiple=True, help="Only this category, referent or sourcing figure; repeat for several."
)
@section_option(
    WHAT, "--voice", "voices", multiple=True, type=click.Choice(VOICES), help="Repeat for several. Default: all."
)
@section_option(
    WHAT, "--by", default="outlet", show_default=True, help="Column of the articles whose values are compared."
)
@section_option(
    WHAT,
    "--subset",
    default="all",
    show_default=True,
    type=click.Choice((*SUBSETS, EACH_SUBSET)),
    help=f"{SUBSET_HELP} each: all articles, and which differences hold in the other two.",
)
@comparison_options("subset")
@section_option(
    CERTAINTY,
    "--margin-share",
    default=0.0,
    type=click.FloatRange(0),
    help="The smallest difference between shares that would matter, e.g. 0.1: what lies within it is said.",
)
@section_option(
    CERTAINTY, "--margin-rate", default=0.0, type=click.FloatRange(0), help="The same per 1,000 words, e.g. 2."
)
@closer_options
@gold_option
@click.option("--all", "everything", is_flag=True, help="Print every item, voice and difference, not the main ones.")
@click.option("--csv", "csv", type=click.Path(path_type=Path), help="Write all estimates here, contrasts beside it.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON instead of text.")
@click.option("--tables", type=click.Path(path_type=Path), help="Folder for the tables of a closer look, as CSV.")
@click.option(
    "--plan-out", type=click.Path(path_type=Path), help="Write the closer look as a plan, which `analyse` runs."
)
def command(folder: Path, csv: Path | None, as_json: bool, everything: bool, **given: Any) -> None:
    """Compare outlets over the scored corpus in FOLDER: figures, intervals, differences.

    The figures named with --item can be looked at closer: within stories or adjusted, without one term, story or week
    at a time, under other choices, over time. --plan-out keeps that as a file to run again.
    """
    from framing.stats import compare
    from framing.stats.subsets import other_subsets
    from framing.tables import ScoredCorpus

    closer, tables, plan_out, gold = take(given), given.pop("tables"), given.pop("plan_out"), given.pop("gold")
    items, voices, subset = given.pop("items"), given.pop("voices"), given.pop("subset")
    if (tables or plan_out) and not asked(closer):
        raise FramingError("--tables and --plan-out are of a closer look: ask for one, e.g. --estimator stories")
    scored = ScoredCorpus(folder)
    if csv is not None and folder.resolve() in csv.resolve().parents:
        raise FramingError(f"{csv} lies in the scored corpus; choose another --csv FILE")
    given["measures"] = given["measures"] or _measures_of(scored, items)
    options = _options(given, voices, "all" if subset == EACH_SUBSET else subset)
    with busy("comparing"):
        found = golden(scored, compare(scored, options), gold)
        _check_items(found, items)
        further = other_subsets(scored, options) if subset == EACH_SUBSET else ()
        others = {each.subset: compare(scored, each) for each in further}
    looked = None
    if asked(closer):
        looked = _closer(scored, found, (items, voices, closer), tables=tables, plan_out=plan_out)
    if csv is not None:
        _write(found, others, csv)
    if as_json:
        click.echo(_as_json(found, others, looked))
    else:
        from framing.cli._analysis import MOST
        from framing.cli._analysis import text_of as closer_text
        from framing.cli._findings import Shown, text_of

        shown = Shown(voices, items, everything=everything, width=width())
        for line in text_of(scored, found, shown, others):
            click.echo(line)
        for line in closer_text(looked, width=width(), most=sys.maxsize if everything else MOST) if looked else ():
            click.echo(line)
    say_notes(note for note in found.notes if not items or _concerns(note, items))
    if subset == EACH_SUBSET and not others:
        say("note: house and one-per-story leave no article out: there is nothing else to compare")


def _options(given: Mapping[str, Any], voices: tuple[str, ...], subset: str) -> Any:
    """`ComparisonOptions` with what was given; defaults for the rest."""
    from framing.stats import ComparisonOptions

    several = {"measures": given["measures"], "voices": voices, "contrasted": voices}
    others = {name: value for name, value in given.items() if name != "measures"}
    return ComparisonOptions(subset=subset, **others, **{name: values for name, values in several.items() if values})


def _measures_of(scored: ScoredCorpus, items: tuple[str, ...]) -> tuple[str, ...]:
    """The measures that items may be of, () for all: those of words and referents are told by their names."""
    referents = {referent.id for lexicon in scored.lexicons for referent in lexicon.referents.values()}
    found = {
        measure
        for item in items
        for measure in (
            ("rate", "labelling")
            if "/" in item
            else ("labelling",)
            if item.removesuffix(" (+)") in referents
            else ("sourcing",)
        )
    }
    return tuple(measure for measure in MEASURES if measure in found)


def _concerns(note: str, items: tuple[str, ...]) -> bool:
    """Whether a note is on these items, or on none."""
    return not note.startswith("one term carries") or any(f" of {item}: " in note for item in items)


def _check_items(found: Comparison, items: tuple[str, ...]) -> None:
    known = found.estimates["item"].unique().tolist()
    for item in items:
        if item not in known:
            raise FramingError(f"nothing is counted under {item!r}; items are {', '.join(map(str, known)) or 'none'}")


def _closer(
    scored: ScoredCorpus,
    found: Comparison,
    wanted: tuple[tuple[str, ...], tuple[str, ...], Mapping[str, Any]],
    *,
    tables: Path | None,
    plan_out: Path | None,
) -> Analysis:
    from framing.cli.analyse import write_tables
    from framing.stats.analysis import analyse

    plan = plan_of(found, *wanted)
    if plan_out is not None:
        write_plan(plan, plan_out)
        say(f"plan -> {plan_out}")
    with busy("looking closer"):
        looked = analyse(scored, plan)
    if tables is not None:
        write_tables(looked, scored.folder, tables)
    return looked


def _write(found: Comparison, others: Mapping[str, Comparison], path: Path) -> None:
    """Estimates to `path`, contrasts to a file beside it; with a column `subset` where there are several."""
    import pandas as pd

    for name, place in (
        ("estimates", path),
        ("contrasts", path.with_name(f"{path.stem}-contrasts{path.suffix}")),
    ):
        parts = [getattr(each, name).assign(subset=each.options.subset) for each in (found, *others.values())]
        frame = pd.concat(parts, ignore_index=True) if others else getattr(found, name)
        try:
            harmless(frame).to_csv(place, index=False)
        except OSError as error:
            raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --csv FILE") from error


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before names that a spreadsheet would take for a formula."""
    names = {name: frame[name].astype(str) for name in _NAMES if name in frame}
    return frame.assign(**{n: v.where(~v.str.match(r"[=+\-@\t\r]"), "'" + v) for n, v in names.items()})


def _as_json(found: Comparison, others: Mapping[str, Comparison], looked: Analysis | None) -> str:
    """The whole comparison; figures that do not exist are null."""
    whole: dict[str, Any] = {"options": asdict(found.options), "notes": found.notes, **_tables(found)}
    if others:
        whole["subsets"] = {name: _tables(each) for name, each in others.items()}
    if looked is not None:
        whole["closer"] = {name: _records(table) for name, table in looked.tables.items()}
    return json.dumps(whole, indent=1, ensure_ascii=False)


def _tables(found: Comparison) -> dict[str, Any]:
    return {"estimates": _records(found.estimates), "contrasts": _records(found.contrasts)}


def _records(frame: pd.DataFrame) -> Any:
    return json.loads(frame.to_json(orient="records", double_precision=15, date_format="iso"))
