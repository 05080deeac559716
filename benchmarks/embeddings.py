"""The embedding backend beside the default model, on the development data.

    OMP_NUM_THREADS=1 python benchmarks/embeddings.py gain ../shared/data --predictions cv.jsonl --default default.jsonl
    OMP_NUM_THREADS=1 python benchmarks/embeddings.py holdouts ../shared/data
    OMP_NUM_THREADS=1 python benchmarks/embeddings.py rounding ../shared/data
    OMP_NUM_THREADS=1 python benchmarks/embeddings.py speed ../shared/data

`holdouts` trains both models six times, some minutes in all; it needs PyTorch. Predictions are those that `framing
evaluate loaded --predictions` writes, with and without `--backend embeddings`.
"""

from __future__ import annotations

import time
from pathlib import Path

import click
import numpy as np
from classify import labelled_of, option, predicted
from sklearn.model_selection import StratifiedShuffleSplit

from framing.classify.embeddings.base import installed_base
from framing.classify.embeddings.model import load_embedding
from framing.classify.embeddings.recipe import lines_of, tuner_of
from framing.classify.gold import Labelled
from framing.classify.learning import sigmoid
from framing.classify.protocols import fold_names
from framing.classify.quality import gain_of, quality_of, word_f1
from framing.classify.recipe import Sentences, train_loaded
from framing.classify.weights import load_loaded

_file = click.Path(exists=True, path_type=Path)


@click.group(help=__doc__)
def main() -> None:  # noqa: D103
    pass


@main.command()
@option
@click.option("--predictions", required=True, type=_file)
@click.option("--default", "default", required=True, type=_file)
def gain(data: Path, predictions: Path, default: Path) -> None:
    """Figures of both models on sentences held out, and the gain with its interval by paired bootstrap."""
    gold = Sentences.of(labelled_of(data))
    labels, chances = gold.loaded.astype(int).tolist(), []
    for name, file in (("embeddings", predictions), ("default", default)):
        rows = predicted(file)
        chances.append([row["prob"] for row in rows])
        q = quality_of(labels, chances[-1])
        precision, recall, f1 = word_f1(gold.words, gold.marked > 0, called(gold, rows))
        line = f"{name:<12} macro-F1 {q.macro_f1:.4f} [{q.low:.3f}, {q.high:.3f}]  AUC {q.auc:.4f}  ECE {q.ece:.3f}"
        click.echo(f"{line}  Brier {q.brier:.4f}  words {f1:.4f} (precision {precision:.3f}, recall {recall:.3f})")
    found = gain_of(labels, *chances)
    click.echo(f"gain {found.value:+.4f} [{found.low:+.3f}, {found.high:+.3f}], p {found.p:.4f}")


def called(gold: Sentences, rows: list[dict]) -> np.ndarray:
    """Return which words the predictions call loaded."""
    edges, found = gold.words.edges, np.zeros(len(gold.words.types), dtype=bool)
    for number, row in enumerate(rows):
        spans = {tuple(span) for span in row["spans"]}
        for at in range(edges[number], edges[number + 1]):
            found[at] = (int(gold.words.starts[at]), int(gold.words.ends[at])) in spans
    return found


def parts_of(labelled: Labelled) -> dict[str, np.ndarray]:
    """Return which sentences each part holds out."""
    outlet = np.array([sentence.outlet for sentence in labelled.sentences])
    topic = np.array(fold_names(labelled.sentences, "topic"))
    large = ("Breitbart", "Alternet", "Reuters")
    third = np.zeros(len(outlet), dtype=bool)
    loaded = [sentence.loaded for sentence in labelled.sentences]
    third[next(StratifiedShuffleSplit(1, test_size=1 / 3, random_state=2026).split(outlet, loaded))[1]] = True
    found = {"a third at random": third} | {name: outlet == name for name in large}
    found["the other outlets"] = ~np.isin(outlet, large)
    found["four topics"] = np.isin(topic, ("vaccine", "black lives matter", "marriage-equality", "gun control"))
    return found


@main.command()
@option
def holdouts(data: Path) -> None:
    """Both models on parts held out: a third at random, large outlets, the other outlets at once, four topics."""
    labelled = labelled_of(data)
    tuner, facts = tuner_of(labelled, installed_base()), load_loaded().learned.facts
    gold, lines = tuner.sentences, None
    for name, part in parts_of(labelled).items():
        learn, held = np.flatnonzero(~part), np.flatnonzero(part)
        told, rest = tuner.tell(tuner.tune(learn), held), gold.subset(held)
        lines = lines or lines_of(told, rest)  # the calibration is that of the third at random
        plain = train_loaded(gold, facts, rows=learn)
        scores = plain.scores(rest.words)
        labels, chances = rest.loaded.astype(int).tolist(), []
        for model, odds, threshold in (
            (
                "embeddings",
                [line.level + line.slope * x for line, x in zip((lines.of_sentence, lines.of_word), told, strict=True)],
                lines.threshold,
            ),
            ("default", [scores.sentences, scores.words], plain.learned.threshold),
        ):
            chances.append(sigmoid(odds[0]).tolist())
            q = quality_of(labels, chances[-1])
            f1 = word_f1(rest.words, rest.marked > 0, sigmoid(odds[1]) >= threshold)[2]
            click.echo(
                f"{name:<18} {model:<12} macro-F1 {q.macro_f1:.4f} [{q.low:.3f}, {q.high:.3f}]  AUC {q.auc:.4f}  "
                f"ECE {q.ece:.3f}  Brier {q.brier:.4f}  words {f1:.4f}"
            )
        found = gain_of(labels, *chances)
        click.echo(f"{name:<18} gain {found.value:+.4f} [{found.low:+.3f}, {found.high:+.3f}], p {found.p:.4f}")


@main.command()
@option
@click.option("--sample", default=500)
def rounding(data: Path, sample: int) -> None:
    """How far probabilities with int8 products lie from those with float32."""
    texts = [s.text for s in labelled_of(data).sentences][:sample]
    small, full = (np.array(load_embedding(small=small)(texts)) for small in (True, False))
    apart = np.abs(small - full)
    other = ((small >= 0.5) != (full >= 0.5)).mean()
    click.echo(
        f"{len(texts):,} sentences: mean {apart.mean():.4f}, greatest {apart.max():.4f}, other label {other:.4f}"
    )


@main.command()
@option
@click.option("--sample", default=500)
def speed(data: Path, sample: int) -> None:
    """Sentences a second of CPU time: the default model, the encoder with float32 and with int8 products."""
    texts = [s.text for s in labelled_of(data).sentences][:sample]
    for name, model in (
        ("default model", load_loaded()),
        ("encoder, float32", load_embedding(small=False)),
        ("encoder, int8", load_embedding()),
    ):
        model(texts[:50])  # reads what is read once
        start = time.process_time()
        model(texts)
        click.echo(f"{name:<20}{len(texts) / (time.process_time() - start):>8,.0f} sentences/s")
    start = time.process_time()
    load_embedding()(texts[:1])
    click.echo(f"{'loading, int8':<20}{time.process_time() - start:>8.2f} s")


if __name__ == "__main__":
    main()
