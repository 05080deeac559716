"""`framing evaluate`: predictions against hand-marked articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import say, write_json
from framing.cli._evaluate_loaded import command as loaded
from framing.cli._train_frames import evaluate as frames
from framing.errors import CorpusError, FramingError

if TYPE_CHECKING:
    from framing.attribution.gold import Event
    from framing.attribution.who_scoring import Share, WhoScores
    from framing.stats.agreement import Agreement
    from framing.types import Article

    # outlet -> its articles, each with the attributions of every annotator and those found
    Rows = dict[str, list[tuple[Article, Sequence[Sequence[Event]], Sequence[Event]]]]


@click.group("evaluate")
def command() -> None:
    """Score predictions against hand-marked articles."""


@command.command("attribution")
@click.argument("predicted", metavar="PRED_OR_DIR", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option("--metadata", type=click.Path(path_type=Path), help="Table that describes the articles, for --by.")
@click.option("--by", metavar="COLUMN", help="Also by outlet, which this column of the metadata holds.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def attribution(predicted: Path, gold: Path, *, metadata: Path | None, by: str | None, as_json: bool) -> None:
    """Score the attributions of PRED_OR_DIR (what `framing attributions --jsonl` writes, or a folder like GOLD_DIR).

    GOLD_DIR holds text/<id>.txt and attributions/<id>.ann. An article without prediction counts as empty. Of several
    annotators the first is scored against.

    With --by, also by outlet, and what the attributions say of outlets (how many per 1,000 words, how many of them
    direct, which outlets differ) beside what those marked by hand say, there the mean over annotators.
    """
    from framing.attribution.gold import read_annotators, read_gold, read_predictions
    from framing.attribution.scoring import count
    from framing.cli._attribution_scores import outlet_lines, score_lines, scores_json
    from framing.corpus import ReadOptions, read_corpus

    if bool(metadata) != bool(by):
        raise click.UsageError("--metadata FILE and --by COLUMN go together; pass both")
    marked = read_annotators(gold)
    found = read_gold(predicted) if predicted.is_dir() else read_predictions(predicted)
    try:
        source = read_corpus(gold / "text", ReadOptions(metadata=metadata, outlet_column=by or ""))
    except CorpusError as error:
        raise CorpusError(str(error).replace("--outlet-column NAME", "--by COLUMN")) from error
    rows: Rows = defaultdict(list)
    for article in source:
        if article.id in marked:
            rows[article.outlet or "(none)"].append((article, marked[article.id], found.get(article.id, ())))
    _say_left_aside(gold, marked.keys(), found.keys(), {article.id for each in rows.values() for article, *_ in each})
    counts = {
        outlet: count((article.text, annotators[0], events) for article, annotators, events in rows[outlet])
        for outlet in sorted(rows)
    }
    agreement = _agreement(rows) if by else None
    if as_json:
        write_json(scores_json(counts, agreement))
        return
    lines = [*score_lines(counts), *(outlet_lines(counts, agreement) if agreement else ())]
    click.echo("\n".join(lines))


def _agreement(rows: Rows) -> Agreement:
    from framing.attribution.outlet_scoring import tally
    from framing.stats.agreement import agree

    return agree({outlet: [tally(*row) for row in each] for outlet, each in sorted(rows.items())})


def _say_left_aside(gold: Path, marked: Set[str], found: Set[str], read: Set[str]) -> None:
    """Say which hand-marked or predicted articles are not scored."""
    if not read:
        raise FramingError(f"{gold / 'text'} holds none of the hand-marked articles; name the files <id>.txt")
    for articles, what in (
        (found - marked, f"predicted articles are not in {gold}"),
        (marked - read, f"hand-marked articles have no text in {gold / 'text'}"),
    ):
        if articles:
            say(f"{len(articles):,} {what}; left aside")


@command.command("sources")
@click.argument("marks", metavar="MARKS.csv", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def sources(marks: Path, gold: Path, *, as_json: bool) -> None:
    """Score who speaks, and how it is named, against the hand-marked sources of MARKS.csv.

    GOLD_DIR holds text/<id>.txt and attributions/<id>.ann. Scored twice: on the hand-marked attributions of
    GOLD_DIR, and on those that the tool finds there by itself.
    """
    from framing.attribution import Attributor
    from framing.attribution.gold import read_gold
    from framing.attribution.marks import read_marks
    from framing.attribution.who_evaluation import end_to_end, from_gold
    from framing.corpus import read_corpus

    marked, attributions = read_marks(marks), read_gold(gold)
    names = {mark.article for mark in marked}
    articles = [article for article in read_corpus(gold / "text") if article.id in names]
    given = from_gold(marked, attributions, articles)
    own, coverage = end_to_end(marked, attributions, articles, Attributor())
    if as_json:
        parts = {"coverage": _interval(coverage), "from_gold": _plain(given), "end_to_end": _plain(own)}
        write_json({"marks": len(marked), **parts})
        return
    click.echo(f"From hand-marked attributions\n\n{_table(given)}")
    click.echo(f"\nFrom attributions that the tool finds\n\n{_line('coverage', coverage)}\n{_table(own)}")


def _plain(scores: WhoScores) -> dict[str, object]:
    return {
        "type": {name: asdict(score) for name, score in scores.types.items()},
        "naming": {name: asdict(score) for name, score in scores.namings.items()},
        "shares": {name: _interval(share) for name, share in scores.shares.items()},
    }


def _interval(share: Share) -> dict[str, float | None]:
    value = share.value if share.total else None
    return {"right": share.right, "total": share.total, "value": value, "low": share.low, "high": share.high}


def _table(scores: WhoScores) -> str:
    """The headline shares with their 95 % intervals, then the scores of each class."""
    lines = [_line(name, share) for name, share in scores.shares.items()]
    for title, classes in (("type", scores.types), ("naming", scores.namings)):
        lines += ["", f"{title:<26}{'precision':>10}{'recall':>9}{'F1':>9}{'found':>9}{'marked':>9}"]
        lines += [
            f"{name:<26}{s.precision:>10.3f}{s.recall:>9.3f}{s.f1:>9.3f}{s.found:>9,}{s.gold:>9,}"
            for name, s in classes.items()
        ]
    return "\n".join(lines)


def _line(name: str, share: Share) -> str:
    if not share.total:
        return f"{name:<30}   none"
    return f"{name:<30}{share.value:>7.3f}  [{share.low:.3f}, {share.high:.3f}]  {share.right:,} of {share.total:,}"


@command.command("agency")
@click.argument("marked", metavar="MARKED.csv", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def agency(marked: Path, *, as_json: bool) -> None:
    """Score events, agents and victims against the hand-marked sentences of MARKED.csv.

    Columns form, negated and marked, the last a sentence with braces: {a Soldiers} {p shot} {v a boy}; see the
    codebook of agency.
    """
    from framing.agency.gold import read_marked, score, score_lines

    scores = score(read_marked(marked))
    if as_json:
        write_json({name: {"precision": t.precision, "recall": t.recall, **asdict(t)} for name, t in scores.items()})
        return
    click.echo("\n".join(score_lines(scores)))


command.add_command(loaded)
command.add_command(frames)
