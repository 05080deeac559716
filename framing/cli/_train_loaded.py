"""`framing train loaded`: the loaded-language model from labelled sentences."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._backend import EMBEDDINGS, backend_option, refuse_background
from framing.cli._common import Command, say
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.facts import Facts

_SEED = 0  # of the vectors of words

_BACKGROUND = [
    click.option("--news", multiple=True, help="News without labels, a corpus; repeat for several."),
    click.option("--lists", multiple=True, type=click.Path(path_type=Path), help="Word list, or a folder of them."),
    click.option(
        "--marked",
        type=click.Path(path_type=Path),
        help="Folder of articles with marked passages, laid out as SemEval-2020 task 11.",
    ),
    click.option(
        "--vectors",
        type=click.Path(path_type=Path),
        help="Vectors of words instead of those of the shipped weights, see train vectors.",
    ),
]


def background_options(command: Command) -> Command:
    """Add the options of what a model may know beside labelled sentences."""
    for option in reversed(_BACKGROUND):
        command = option(command)
    return command


def read_background(news: tuple[str, ...], lists: tuple[Path, ...], marked: Path | None, vectors: Path | None) -> Facts:
    """Return the table of known words from word lists, news, articles with marked passages, and vectors of words."""
    from framing.classify.background import WIDTH, Background, facts_from
    from framing.classify.sources import own_lists, read_lists, read_marked
    from framing.classify.weights import shipped_vectors
    from framing.classify.wordvectors import load_vectors
    from framing.corpus import read_corpus

    background = Background(
        lists={**own_lists(), **read_lists(lists)},
        news=[article.text for path in news for article in read_corpus(path)],
        marked=read_marked(marked) if marked else (),
        vectors=load_vectors(vectors) if vectors else shipped_vectors(),
    )
    facts = facts_from(background, WIDTH, _SEED)
    say(
        f"{len(facts.keys) - 1:,} known words of {len(background.lists)} lists, {len(background.news):,} news texts "
        f"and {len(background.marked):,} marked articles"
    )
    return facts


@click.command("loaded")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="File of the weights (.npz).")
@backend_option
@background_options
def command(data: Path, out: Path, *, backend: str, **given: Any) -> None:
    """Train the loaded-language model on DATA, a table of labelled sentences, into a file of weights.

    Columns: text, label (or label_bias), and where there are such loaded_words (or biased_words), outlet, topic.
    The same input gives the same bytes, with the same versions of the libraries and one thread (OMP_NUM_THREADS=1
    OPENBLAS_NUM_THREADS=1). `framing evaluate loaded` says how good such a model is.

    --backend embeddings fine-tunes the upper layers of a sentence encoder instead, from DATA alone; that needs PyTorch.
    """
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent} is no folder; make it, or write the weights elsewhere")
    from framing.classify.embeddings.base import installed_base
    from framing.classify.embeddings.fine import save_fine
    from framing.classify.embeddings.recipe import train_embedding, tuner_of
    from framing.classify.gold import read_labelled
    from framing.classify.recipe import Sentences, train_loaded
    from framing.classify.weights import save_loaded

    labelled = read_labelled(data)
    say(f"{len(labelled.sentences):,} labelled sentences; {labelled.unlabelled:,} rows without a label left aside")
    written = BytesIO()
    if backend == EMBEDDINGS:
        refuse_background(given)
        save_fine(train_embedding(tuner_of(labelled, installed_base()), say), written)
    else:
        facts = read_background(given["news"], given["lists"], given["marked"], given["vectors"])
        save_loaded(train_loaded(Sentences.of(labelled), facts, progress=say), written)
    out.write_bytes(written.getvalue())
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


@click.command("vectors")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="File of the vectors (.npz).")
@click.option("--news", multiple=True, required=True, help="News without labels, a corpus; repeat for several.")
@click.option("--lists", multiple=True, type=click.Path(path_type=Path), help="Word list, or a folder of them.")
@click.option("--width", default=64, show_default=True, help="Numbers of a vector.")
def vectors(out: Path, news: tuple[str, ...], lists: tuple[Path, ...], width: int) -> None:
    """Distil vectors of words from the encoder all-MiniLM-L6-v2 (extra `embeddings`) and news without labels.

    `framing train loaded` takes those of the shipped weights unless --vectors names others. A million words of news
    take some minutes.
    """
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent} is no folder; make it, or write the vectors elsewhere")
    from framing.classify.embeddings.base import read_base
    from framing.classify.sources import own_lists, read_lists
    from framing.classify.wordvectors import distil, save_vectors
    from framing.corpus import read_corpus
    from framing.text.sentences import split_sentences
    from framing.text.zones import lay_out

    base = read_base()
    sentences = sorted(
        {
            article.text[s.start : s.end].strip()
            for path in news
            for article in read_corpus(path)
            for s in split_sentences(article.text, lay_out(article))
        }
    )
    found = distil(base, sentences, set().union(*own_lists().values(), *read_lists(lists).values()), width)
    written = BytesIO()
    save_vectors(found, written)
    out.write_bytes(written.getvalue())
    say(f"{out}: {len(found.keys):,} words of {len(sentences):,} sentences, {out.stat().st_size / 1e6:.1f} MB")
