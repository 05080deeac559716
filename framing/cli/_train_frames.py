"""`framing train frames` and `framing evaluate frames`: frames of articles from the user's own labels."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import Command, say, write_json
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.framegold import FramedArticles
    from framing.classify.frames import FrameQuality

_SHOWN = 10  # words shown of each frame


def _labels(command: Command) -> Command:
    command = click.option("--outlet-column", default="", metavar="NAME", help="Column that holds the outlet.")(command)
    command = click.option("--text-column", default="text", show_default=True, metavar="NAME", help="Column of texts.")(
        command
    )
    return click.argument("labels", metavar="LABELS", type=click.Path(path_type=Path))(command)


def _read(labels: Path, text_column: str, outlet_column: str) -> FramedArticles:
    from framing.classify.framegold import read_frames

    gold = read_frames(labels, text_column=text_column, outlet_column=outlet_column)
    for problem in gold.problems:
        say(f"{labels}, {problem}")
    counts = ", ".join(f"{name} {int(n)}" for name, n in zip(gold.names, gold.labels.sum(axis=0), strict=True))
    say(f"{len(gold.texts):,} articles of {len(set(gold.groups)):,} outlets: {counts}")
    return gold


@click.command("frames")
@_labels
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="File of the weights (.npz).")
def train(labels: Path, out: Path, *, text_column: str, outlet_column: str) -> None:
    """Train a model of frames on LABELS, a table of 100 articles or more with a column of yes or no a frame.

    Says how well each frame is found in articles of outlets held out, and which words set it apart: a start for a
    codebook. `framing classify INPUT --frames FILE` uses the weights.
    """
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent} is no folder; make it, or write the weights elsewhere")
    from framing.classify.frames import evaluate_frames, telling_words, train_frames
    from framing.classify.frameweights import save_frames

    gold = _read(labels, text_column, outlet_column)
    quality, macro = evaluate_frames(gold, None, say)
    _print(quality, macro)
    for number, name in enumerate(gold.names):
        click.echo(f"{name}: {', '.join(telling_words(gold, number, _SHOWN))}")
    written = BytesIO()
    save_frames(train_frames(gold, None), written)
    out.write_bytes(written.getvalue())
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


@click.command("frames")
@_labels
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def evaluate(labels: Path, *, text_column: str, outlet_column: str, as_json: bool) -> None:
    """Score a model of frames on articles of outlets held out, beside one that knows of words beforehand.

    LABELS is that of `framing train frames`, whose model is the first, of words alone.
    """
    from framing.classify.frames import evaluate_frames
    from framing.classify.weights import SHIPPED, load_loaded

    gold = _read(labels, text_column, outlet_column)
    results = {"words": evaluate_frames(gold, None)}
    if SHIPPED.is_file():
        results["words and what is known of them"] = evaluate_frames(gold, load_loaded().learned.facts)
    if as_json:
        write_json(
            {
                name: {"frames": [asdict(q) for q in quality], "macro": macro}
                for name, (quality, macro) in results.items()
            }
        )
        return
    for name, (quality, macro) in results.items():
        click.echo(f"{name}\n")
        _print(quality, macro)


def _print(quality: list[FrameQuality], macro: tuple[float, float, float]) -> None:
    head = ("frame", "articles", "F1", "interval", "always yes", "AUC")
    click.echo(f"{head[0]:<16}{head[1]:>9}{head[2]:>7}{head[3]:>16}{head[4]:>12}{head[5]:>7}")
    for q in quality:
        interval = f"[{q.low:.2f}, {q.high:.2f}]"
        click.echo(
            f"{q.frame:<16}{q.articles:>9,}{q.f1:>7.2f}{interval:>16}{q.always:>12.2f}{q.auc:>7.2f}  {q.verdict}"
        )
    always = sum(q.always for q in quality) / len(quality)
    click.echo(f"{'mean':<16}{'':>9}{macro[0]:>7.2f}{f'[{macro[1]:.2f}, {macro[2]:.2f}]':>16}{always:>12.2f}\n")
