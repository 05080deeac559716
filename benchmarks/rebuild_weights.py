"""The shipped weights of the classifiers, made again from the development data, beside those that are there.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/rebuild_weights.py ../shared/data FOLDER

Into FOLDER go the vectors of words distilled from the encoder, the default model that is made with them, and the
fine-tuned layers of the encoder. Needs the extra `embeddings`, the encoder, and for the layers PyTorch; without the
encoder the default model is made with the vectors that the shipped one holds. Some ten minutes of a core.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import numpy as np
from classify import NEWS, labelled_of

from framing.classify.embeddings.base import is_installed
from framing.classify.embeddings.fine import SHIPPED as FINE
from framing.classify.embeddings.model import load_embedding
from framing.classify.weights import SHIPPED, load_loaded, shipped_vectors
from framing.classify.wordvectors import load_vectors
from framing.cli import train

LABELS = "babe/final_labels_SG2.csv"


@click.command(help=__doc__)
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
def main(data: Path, folder: Path) -> None:  # noqa: D103
    folder.mkdir(parents=True, exist_ok=True)
    news = [f"--news={data / path}" for path in NEWS]
    words, lists = folder / "words-en.npz", f"--lists={data / 'recasens'}"
    background = [*news, lists, f"--marked={data / 'ptc'}"]
    if is_installed():
        made("vectors", *news, lists, "-o", words)
        background.append(f"--vectors={words}")
        there, again = shipped_vectors(), load_vectors(words)
        same = there is not None and np.array_equal(there.keys, again.keys)
        apart = float(np.abs(there.vectors - again.vectors).max()) if same else float("nan")
        click.echo(f"vectors of words: greatest difference {apart:.4f}")
    default = folder / SHIPPED.name
    made("loaded", data / LABELS, *background, "-o", default)
    compared(data, SHIPPED, default, load_loaded)
    if is_installed() and find_spec("torch"):
        made("loaded", data / LABELS, "--backend", "embeddings", "-o", folder / FINE.name)
        compared(data, FINE, folder / FINE.name, load_embedding)


def made(*arguments: object) -> None:
    """Run a command of `framing train`, and say how long it took."""
    start = time.process_time()
    train.command.main([str(each) for each in arguments], standalone_mode=False)
    click.echo(f"train {arguments[0]}: {time.process_time() - start:.0f} s of processor time")


def compared(data: Path, shipped: Path, again: Path, load: Callable[[Path], Any]) -> None:
    """Say whether two files are the same, and if they are not how far their probabilities lie apart."""
    if shipped.read_bytes() == again.read_bytes():
        click.echo(f"{shipped.name}: the same to the byte")
        return
    texts: Sequence[str] = [sentence.text for sentence in labelled_of(data).sentences]
    one, other = (np.array(load(path)(texts)) for path in (shipped, again))
    click.echo(f"{shipped.name}: probabilities at most {np.abs(one - other).max():.6f} apart")


if __name__ == "__main__":
    main()
