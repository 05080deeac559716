"""`framing train`: weights from hand-marked articles."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli._common import say


@click.group("train")
def command() -> None:
    """Train a model on hand-marked articles."""


@command.command("attribution")
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="File of the weights (.npz).")
def attribution(gold: Path, out: Path) -> None:
    """Train the attribution tagger on GOLD_DIR (text/<id>.txt and attributions/<id>.ann) into a file of weights.

    The same articles give the same bytes, with the same versions of the libraries and one thread
    (OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1).
    """
    from framing.attribution.gold import read_gold
    from framing.attribution.tagger.recipe import Lesson, train_weights
    from framing.attribution.tagger.weights import save
    from framing.corpus import read_corpus
    from framing.text.quotations import find_quotations
    from framing.text.sentences import split_sentences
    from framing.text.zones import lay_out

    events, lessons = read_gold(gold), []
    for article in read_corpus(gold / "text"):
        if article.id in events:
            text, layout = article.text, lay_out(article)
            sentences, (quotations, _) = split_sentences(text, layout), find_quotations(text, layout)
            lessons.append(Lesson(article.id, text, layout, sentences, quotations, events[article.id]))
    say(f"{len(lessons):,} articles, {sum(len(lesson.events) for lesson in lessons):,} attributions")
    weights = train_weights(lessons, progress=say)
    with out.open("wb") as file:
        save(weights, file)
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
