"""`framing train loaded`: the loaded-language model from labelled sentences."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import Command, say
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.facts import Facts

_WIDTH, _SEED = 64, 0  # of the vectors of words

_BACKGROUND = [
    click.option("--news", multiple=True, help="News without labels, a corpus; repeat for several."),
    click.option("--lists", multiple=True, type=click.Path(path_type=Path), help="Word list, or a folder of them."),
    click.option(
        "--marked",
        type=click.Path(path_type=Path),
        help="Folder of articles with marked passages, laid out as SemEval-2020 task 11.",
    ),
]


def background_options(command: Command) -> Command:
    """Add the options of what a model may know beside labelled sentences."""
    for option in reversed(_BACKGROUND):
        command = option(command)
    return command


def read_background(news: tuple[str, ...], lists: tuple[Path, ...], marked: Path | None) -> Facts:
    """Return the table of known words from word lists, news and articles with marked passages."""
    from framing.classify.background import Background, facts_from
    from framing.classify.sources import own_lists, read_lists, read_marked
    from framing.corpus import read_corpus

    background = Background(
        lists={**own_lists(), **read_lists(lists)},
        news=[article.text for path in news for article in read_corpus(path)],
        marked=read_marked(marked) if marked else (),
    )
    facts = facts_from(background, _WIDTH, _SEED)
    say(
        f"{len(facts.keys) - 1:,} known words of {len(background.lists)} lists, {len(background.news):,} news texts "
        f"and {len(background.marked):,} marked articles"
    )
    return facts


@click.command("loaded")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="File of the weights (.npz).")
@background_options
def command(data: Path, out: Path, *, news: tuple[str, ...], lists: tuple[Path, ...], marked: Path | None) -> None:
    """Train the loaded-language model on DATA, a table of labelled sentences, into a file of weights.

    Columns: text, label (or label_bias), and where there are such loaded_words (or biased_words), outlet, topic.
    The same input gives the same bytes, with the same versions of the libraries and one thread (OMP_NUM_THREADS=1
    OPENBLAS_NUM_THREADS=1). `framing evaluate loaded` says how good such a model is.
    """
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent} is no folder; make it, or write the weights elsewhere")
    from framing.classify.gold import read_labelled
    from framing.classify.recipe import Sentences, train_loaded
    from framing.classify.weights import save_loaded

    labelled = read_labelled(data)
    facts = read_background(news, lists, marked)
    say(f"{len(labelled.sentences):,} labelled sentences; {labelled.unlabelled:,} rows without a label left aside")
    model = train_loaded(Sentences.of(labelled), facts, progress=say)
    written = BytesIO()
    save_loaded(model, written)
    out.write_bytes(written.getvalue())
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
