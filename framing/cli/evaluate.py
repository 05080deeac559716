"""`framing evaluate`: predictions against hand-marked articles."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from framing.cli._common import say, write_json


@click.group("evaluate")
def command() -> None:
    """Score predictions against hand-marked articles."""


@command.command("attribution")
@click.argument("predicted", metavar="PRED_OR_DIR", type=click.Path(path_type=Path))
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def attribution(predicted: Path, gold: Path, *, as_json: bool) -> None:
    """Score the attributions of PRED_OR_DIR (what `framing attributions --jsonl` writes, or a folder like GOLD_DIR).

    GOLD_DIR holds text/<id>.txt and attributions/<id>.ann. An article without prediction counts as empty.
    """
    from framing.attribution.gold import read_gold, read_predictions
    from framing.attribution.scoring import evaluate
    from framing.corpus import read_corpus

    marked = read_gold(gold)
    found = read_gold(predicted) if predicted.is_dir() else read_predictions(predicted)
    articles = [article for article in read_corpus(gold / "text") if article.id in marked]
    scores = evaluate((article.text, marked[article.id], found.get(article.id, ())) for article in articles)
    strangers = len(found.keys() - marked.keys())
    if strangers:
        say(f"{strangers:,} predicted articles are not in {gold}; left aside")
    if as_json:
        write_json({name: asdict(score) for name, score in scores.items()})
        return
    click.echo(f"{'':<9}{'precision':>10}{'recall':>9}{'F1':>9}{'found':>9}{'gold':>9}")
    for name, s in scores.items():
        click.echo(f"{name:<9}{s.precision:>10.4f}{s.recall:>9.4f}{s.f1:>9.4f}{s.found:>9,}{s.gold:>9,}")
