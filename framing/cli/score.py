"""`framing score`: a corpus into a scored corpus."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

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
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder of the scored corpus.")
@lexicon_option
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--overwrite", is_flag=True, help="Replace a scored corpus that is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@reading_options
def command(corpus: str, out: Path, lexicons: tuple[str, ...], **given: Any) -> None:
    """Score CORPUS (a table, a folder of text files, one file, or - for standard input) into a folder of tables."""
    from framing.corpus import read_corpus
    from framing.engine import ScoreOptions, score
    from framing.engine.score import describe

    as_json = given.pop("as_json")
    source = read_corpus(corpus, read_options(given))
    for guess in source.guesses:
        say(guess)
    chosen = chosen_lexicons(lexicons)
    with progress("articles scored") as done:
        options = ScoreOptions(lexicons=chosen, workers=given["workers"], overwrite=given["overwrite"], progress=done)
        scored = score(source, out, options)
    _say_issues(scored.issues[["code", "message"]].itertuples(index=False, name=None), out)
    for warning in scored.manifest["health"]["warnings"]:
        say(f"warning: {warning}")
    summary = describe(scored)
    if as_json:
        write_json({"out": str(out), **summary})
        return
    when = f", {summary['from']} to {summary['to']}" if summary["from"] else ""
    click.echo(
        f"{summary['articles']:,} articles of {summary['outlets']:,} outlets{when}: {summary['words']:,} words, "
        f"{summary['hits']:,} hits, {summary['attributions']:,} attributions -> {out}"
    )


def _say_issues(issues: Any, out: Path) -> None:
    """The first messages of each kind of issue, and how many more there are."""
    by_code: dict[str, list[str]] = {}
    for code, message in issues:
        by_code.setdefault(code, []).append(message)
    for code, count in Counter({code: len(messages) for code, messages in by_code.items()}).most_common():
        for message in by_code[code][:_SHOWN_ISSUES]:
            say(f"{code}: {message}")
        if count > _SHOWN_ISSUES:
            say(f"{code}: and {count - _SHOWN_ISSUES:,} more, in {out / 'issues'}")
