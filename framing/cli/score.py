"""`framing score`: a corpus into a scored corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from framing.cli._backend import backend_option
from framing.cli._common import (
    chosen_lexicons,
    lexicon_option,
    progress,
    read_options,
    reading_options,
    say,
    write_json,
)

_SHOWN_ISSUES = 3  # messages shown of each kind; the issues table has all


@click.command("score")
@click.argument("corpus")
@click.option("-o", "--out", required=True, help="Folder of the scored corpus, or a remote one, e.g. s3://news/scored.")
@lexicon_option
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    help="Table of known sources with the columns name,aliases,type,affiliation,side,called (CSV or YAML).",
)
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="NAME",
    help="A sentence model that adds its probabilities to the table of sentences: loaded.",
)
@backend_option
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option(
    "--engine",
    default="processes",
    show_default=True,
    type=click.Choice(["processes", "dask"]),
    help="What runs the work: processes of this computer, or a Dask cluster (extra dask).",
)
@click.option("--scheduler", default="", metavar="ADDRESS", help="Of the Dask cluster, e.g. tcp://host:8786.")
@click.option(
    "--batch-size",
    default=64,
    show_default=True,
    type=click.IntRange(1),
    help="Articles handed to a process at a time; never changes a result.",
)
@click.option(
    "--staging",
    type=click.Path(path_type=Path),
    help="Folder in which tables that go to an address are made ready. Default: the current one.",
)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many articles.")
@click.option(
    "--sample",
    default=1.0,
    type=click.FloatRange(0, 1, min_open=True),
    help="Score a share of the articles, drawn by their ids; copies go with their original.",
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Of the sample.")
@click.option("--resume", is_flag=True, help="Go on where a run that was stopped has left off.")
@click.option("--overwrite", is_flag=True, help="Replace a scored corpus that is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@reading_options
def command(corpus: str, out: str, lexicons: tuple[str, ...], **given: Any) -> None:
    """Score CORPUS into a folder of tables.

    CORPUS is a table, a folder of text, Parquet, HTML or WARC files, one file, an address that fsspec opens (such as
    s3://news/2024), or - for standard input.
    """
    from framing.corpus import read_corpus
    from framing.corpus.locations import is_remote
    from framing.engine import ScoreOptions, score
    from framing.engine.output import check_output
    from framing.engine.score import describe

    as_json = given.pop("as_json")
    if not is_remote(out):  # before the corpus is opened: that takes long
        check_output(Path(out), overwrite=given["overwrite"] or given["resume"])
    source = read_corpus(corpus, read_options(given))
    for guess in source.guesses:
        say(guess)
    chosen = chosen_lexicons(lexicons)
    rows = source.rows or None  # unknown of archives of web pages
    total = min(round(rows * given["sample"]), given["limit"] or rows) if rows else given["limit"]
    with _told_of_what_is_left(out, given["staging"]), progress("articles scored", total) as done:
        scored = score(source, out, ScoreOptions(lexicons=chosen, progress=done, **given))
    _say_issues(scored.issues[["code", "message"]].itertuples(index=False, name=None), out)
    for warning in scored.manifest["health"]["warnings"]:
        say(f"warning: {warning}")
    summary = describe(scored)
    if as_json:
        write_json({"out": str(out), **summary})
        return
    click.echo(f"{_summary(summary)} -> {out}")


@contextmanager
def _told_of_what_is_left(out: str, staging: Path | None) -> Iterator[None]:
    """Where the work is stopped, say that what is finished is kept."""
    from framing.corpus.locations import is_remote
    from framing.engine.elsewhere import Elsewhere
    from framing.engine.unfinished import Unfinished

    try:
        yield
    except BaseException:
        unfinished = Unfinished.beside(Elsewhere(out, staging).staged if is_remote(out) else Path(out))
        if unfinished.parts:
            say(f"{unfinished.parts:,} finished partitions are kept in {unfinished.place}; --resume goes on with them")
        raise


def _summary(found: dict[str, Any]) -> str:
    """What was scored, in a line."""
    who = f" of {_count(found['outlets'], 'outlet')}" if found["outlets"] else ""
    without = found["without_outlet"]
    if without:
        who += f" (no outlet named in {without:,})" if who else ", no outlet named"
    when = f", {found['from']} to {found['to']}" if found["from"] else ""
    counted = ", ".join(_count(found[name], name.removesuffix("s")) for name in ("words", "hits", "attributions"))
    return f"{_count(found['articles'], 'article')}{who}{when}: {counted}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _say_issues(issues: Any, out: str) -> None:
    """The first messages of each kind of issue, and how many more there are."""
    by_code: dict[str, list[str]] = {}
    for code, message in issues:
        by_code.setdefault(code, []).append(message)
    for code, count in Counter({code: len(messages) for code, messages in by_code.items()}).most_common():
        for message in by_code[code][:_SHOWN_ISSUES]:
            say(f"{code}: {message}")
        if count > _SHOWN_ISSUES:
            say(f"{code}: and {count - _SHOWN_ISSUES:,} more, in {out}/issues")
