"""`framing train`: weights from hand-marked articles."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli._common import say
from framing.cli._train_frames import train as frames
from framing.cli._train_loaded import command as loaded
from framing.cli._train_loaded import vectors
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.attribution.gold import Event


@click.group("train")
def command() -> None:
    """Train a model on hand-marked articles."""


@command.command("attribution")
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="File of the weights (.npz).")
@click.option("--unseen", type=click.Path(path_type=Path), help="File of what was found in articles not yet seen.")
def attribution(gold: Path, out: Path, unseen: Path | None) -> None:
    """Train the attribution tagger on GOLD_DIR (text/<id>.txt and attributions/<id>.ann) into a file of weights.

    The same articles give the same bytes, with the same versions of the libraries and one thread
    (OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1). --unseen writes, a line an article, the attributions found by the
    network that had not seen it, for `framing evaluate attribution`.
    """
    if not out.parent.is_dir():
        raise FramingError(f"{out.parent} is no folder; make it, or write the weights elsewhere")
    from framing.attribution.gold import ROLES, read_gold
    from framing.attribution.tagger.recipe import Lesson, train_tagger
    from framing.attribution.tagger.weights import save
    from framing.corpus import read_corpus

    events = read_gold(gold)
    lessons = [Lesson(a, events[a.id]) for a in read_corpus(gold / "text") if a.id in events]
    for lesson in lessons:
        if any(
            end > len(lesson.article.text)
            for event in lesson.events
            for role in ROLES
            for _, end in getattr(event, role)
        ):
            raise FramingError(
                f"{lesson.article.id}: a span ends behind its text; offsets are characters of text/<id>.txt"
            )
    say(f"{len(lessons):,} articles, {sum(len(lesson.events) for lesson in lessons):,} attributions")
    with (unseen or Path(os.devnull)).open("w", encoding="utf-8") as lines:

        def write(name: str, found: list[Event]) -> None:
            lines.write(json.dumps({"id": name, "attributions": [asdict(event) for event in found]}) + "\n")

        tagger = train_tagger(lessons, progress=say, unseen=write)
    data = BytesIO()
    save(tagger, data)
    out.write_bytes(data.getvalue())
    say(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


command.add_command(loaded)
command.add_command(vectors)
command.add_command(frames)
