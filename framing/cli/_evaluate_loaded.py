"""`framing evaluate loaded`: the loaded-language model on sentences held out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._backend import EMBEDDINGS, backend_option, refuse_background
from framing.cli._common import say, write_json
from framing.cli._train_loaded import background_options, read_background

if TYPE_CHECKING:
    from framing.classify.evaluation import HeldOut
    from framing.classify.facts import Facts
    from framing.classify.gold import Labelled


@click.command("loaded")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option(
    "--protocol",
    default="cv",
    show_default=True,
    type=click.Choice(["cv", "topic", "outlet"]),
    help="Hold out a fifth at random, a topic or an outlet at a time.",
)
@click.option("--predictions", type=click.Path(path_type=Path), help="Also write the predictions (.jsonl).")
@click.option("--chart", type=click.Path(path_type=Path), help="Also draw reliability: FILE.png, FILE.svg or FILE.pdf.")
@click.option("--curve", is_flag=True, help="Print instead how good a model of fewer sentences is, on the first fold.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@backend_option
@background_options
def command(
    data: Path, protocol: str, *, predictions: Path | None, chart: Path | None, as_json: bool, **given: Any
) -> None:
    """Train the loaded-language model on parts of DATA, and score it on what it has not seen.

    DATA and the options of background knowledge are those of `framing train loaded`. Trains a model a fold.
    """
    from framing.classify.embeddings.base import installed_base
    from framing.classify.embeddings.recipe import predict_held_out as tuned_held_out
    from framing.classify.embeddings.recipe import tuner_of
    from framing.classify.evaluation import predict_held_out
    from framing.classify.gold import read_labelled

    labelled = read_labelled(data)
    if given["backend"] == EMBEDDINGS:
        if given["curve"]:
            raise click.UsageError("--curve is of the default model; leave --backend embeddings out")
        refuse_background(given)
        held = tuned_held_out(labelled, tuner_of(labelled, installed_base()), protocol, say)
    else:
        facts = read_background(given["news"], given["lists"], given["marked"], given["vectors"])
        if given["curve"]:
            _print_curve(labelled, facts, protocol)
            return
        held = predict_held_out(labelled, facts, protocol, progress=say)
    if predictions:
        _write(labelled, held, predictions)
    figures = _figures(labelled, held)
    if chart:
        _draw(figures, chart)
    if as_json:
        write_json(figures)
        return
    click.echo("\n".join(_lines(figures)))


def _figures(labelled: Labelled, held: HeldOut) -> dict[str, Any]:
    import numpy as np

    from framing.classify.decisions import abstentions
    from framing.classify.quality import errors_by_group, quality_of, reliability, word_f1
    from framing.classify.recipe import Sentences

    labels, chances = [s.loaded for s in labelled.sentences], held.chances.tolist()
    by_fold = [
        quality_of([labels[i] for i in rows], [chances[i] for i in rows]).macro_f1
        for rows in ([i for i, fold in enumerate(held.folds) if fold == name] for name in sorted(set(held.folds)))
    ]
    marked = Sentences.of(labelled).marked
    groups = {name: [getattr(s, name) or "(none)" for s in labelled.sentences] for name in ("outlet", "leaning")}
    return {
        "sentences": asdict(quality_of(labels, chances)),
        "macro_f1_folds": {"mean": float(np.mean(by_fold)), "sd": float(np.std(by_fold)), "folds": len(by_fold)},
        "words": dict(zip(("precision", "recall", "f1"), word_f1(held.words, marked > 0, held.called), strict=True))
        if marked is not None
        else None,
        "reliability": [asdict(each) for each in reliability(labels, chances)],
        "abstention": [asdict(each) for each in abstentions(labels, chances)],
        "errors": {
            name: [asdict(each) for each in errors_by_group(names, labels, chances)]
            for name, names in groups.items()
            if len(set(names)) > 1
        },
    }


def _print_curve(labelled: Labelled, facts: Facts, protocol: str) -> None:
    from framing.classify.evaluation import learning_curve

    for size, q in learning_curve(labelled, facts, protocol):
        click.echo(f"{size:>6,} sentences  macro-F1 {q.macro_f1:.3f} [{q.low:.3f}, {q.high:.3f}]  AUC {q.auc:.3f}")


def _draw(figures: dict[str, Any], path: Path) -> None:
    import pandas as pd

    from framing import plot

    plot.save(plot.reliability_figure(pd.DataFrame(figures["reliability"])), path)


def _lines(figures: dict[str, Any]) -> Iterable[str]:
    s, folds = figures["sentences"], figures["macro_f1_folds"]
    yield f"{s['sentences']:,} sentences, {s['loaded']:,} loaded"
    yield f"macro-F1   {s['macro_f1']:.3f}  [{s['low']:.3f}, {s['high']:.3f}]"
    yield f"  by fold  {folds['mean']:.3f}  sd {folds['sd']:.3f}, {folds['folds']} folds"
    yield from (f"{name:<10} {s[name]:.3f}" for name in ("accuracy", "auc", "brier", "ece"))
    if words := figures["words"]:
        yield f"words      F1 {words['f1']:.3f}, precision {words['precision']:.3f}, recall {words['recall']:.3f}"
    yield "\nprobability   sentences   mean   loaded"
    yield from (
        f"{'':<11}{b['n']:>12,}{b['predicted']:>7.2f}{b['observed']:>9.2f} [{b['low']:.2f}, {b['high']:.2f}]"
        for b in figures["reliability"]
    )
    yield "\nband around 0.5   decided   errors"
    yield from (f"{a['band']:<18}{a['decided']:>7.2f}{a['errors']:>9.3f}" for a in figures["abstention"])
    for name, rows in figures["errors"].items():
        yield f"\n{name:<20}{'sentences':>10}{'loaded':>8}{'false alarms':>24}{'misses':>24}"
        yield from (
            f"{row['group']:<20}{row['sentences']:>10,}{row['loaded']:>8,}"
            f"{_rate(row['false_alarms']):>24}{_rate(row['misses']):>24}"
            for row in rows
        )


def _rate(values: Sequence[float]) -> str:
    value, low, high = values
    return "none" if value != value else f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _write(labelled: Labelled, held: HeldOut, out: Path) -> None:
    """A line a sentence: id (SHA-1 of the text), row, fold, probability, spans of loaded words."""
    edges = held.words.edges
    with out.open("w", encoding="utf-8") as file:
        for row, sentence in enumerate(labelled.sentences):
            mine = slice(edges[row], edges[row + 1])
            starts, ends = held.words.starts[mine][held.called[mine]], held.words.ends[mine][held.called[mine]]
            record = {
                "id": sha1(sentence.text.strip().encode(), usedforsecurity=False).hexdigest(),
                "row": row,
                "fold": held.folds[row],
                "prob": round(float(held.chances[row]), 6),
                "spans": list(zip(starts.tolist(), ends.tolist(), strict=True)),
            }
            file.write(json.dumps(record) + "\n")
