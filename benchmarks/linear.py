"""Time of each stage over the length of texts that no newsroom writes: it has to grow no faster than the text.

    python benchmarks/linear.py
    python benchmarks/linear.py --every --size 100000

Each text is taken at a size and at twice the size, CPU time of one process, the better of two runs. `growth` is the
quotient: 2 is linear. Scoring leaves texts of more than a million characters unread, so that no article takes longer
than one of that size.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent))
from hostile import hostile_texts

from framing.annotate import Annotator
from framing.corpus.clean import clean
from framing.corpus.repeats import repeated_title
from framing.engine.articles import annotate_safely
from framing.lexicon import load_shipped
from framing.tables.blocks import block
from framing.text.folding import fold
from framing.text.parsing import parse_text
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article

FLOOR = 0.02  # seconds; what takes less is too short to be measured


def named_texts(size: int) -> dict[str, str]:
    """The texts of the table, each of about `size` code points."""
    sentence = "The ferry left at noon. "
    return {
        "only quotation marks": '"' * size,
        "only quotation marks, spaced": '" ' * (size // 2),
        "only curly quotation marks, spaced": "“ ” " * (size // 4),
        "words in quotation marks": "“a” " * (size // 4),
        "one word": "x" * size,
        "nested brackets": "(" * (size // 2) + ")" * (size // 2),
        "nested brackets, spaced": "( " * (size // 4) + ") " * (size // 4),
        "a cue over and over": "said " * (size // 5),
        "sentences": sentence * (size // len(sentence)),
        "sentences, a paragraph each": (sentence + "\n") * (size // (len(sentence) + 1)),
    }


def stages(annotator: Annotator, text: str) -> dict[str, Callable[[], Any]]:
    """What is done to a text, by stage; those behind the first parse work on what that gives."""
    article = Article("1", outlet="Post", title="A ferry leaves", body=text)
    parsed = parse_text(article)
    layout, whole = parsed.layout, parsed.text
    return {
        "checks": lambda: (clean(article), repeated_title(article)),
        "zones": lambda: lay_out(article),
        "quotations": lambda: find_quotations(whole, layout),
        "sentences": lambda: split_sentences(whole, layout),
        "tokens": lambda: tokenise(fold(whole)).words,
        "matching": lambda: annotator._matcher.find_all([whole], [parsed.sentences]),
        "attribution": lambda: annotator.attributor.find_all([parsed]),
        "all": lambda: block(annotate_safely(annotator, [article])),
    }


def seconds(work: Callable[[], Any]) -> float:
    """CPU seconds that a piece of work takes, the better of two runs; of one, where that takes long."""
    best = float("inf")
    for _ in range(2):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if best > 2:
            break
    return best


def growth(annotator: Annotator, name: str, texts: Callable[[int], dict[str, str]], size: int) -> dict[str, Any]:
    """Seconds of each stage at twice the size, and how many times those at the size they are."""
    row: dict[str, Any] = {"text": name}
    small, large = (stages(annotator, texts(each)[name]) for each in (size, 2 * size))
    for stage, work in large.items():
        took = seconds(work)
        row[stage] = {"seconds": round(took, 3)}
        if took > FLOOR:
            row[stage]["growth"] = round(took / max(seconds(small[stage]), 1e-9), 2)
    return row


@click.command()
@click.option("--size", default=400_000, show_default=True, help="Code points of the smaller text.")
@click.option("--every", is_flag=True, help="All texts of benchmarks/hostile.py too.")
@click.option("--only", multiple=True, help="Names of texts.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="File for the figures.")
def main(size: int, every: bool, only: tuple[str, ...], target: Path | None) -> None:
    """Measure each stage over the length of adversarial texts, as a table in Markdown."""

    def texts(length: int) -> dict[str, str]:
        return named_texts(length) | (hostile_texts(length) if every else {})

    annotator, rows = Annotator(load_shipped()), []
    annotator.annotate([Article("1", body="It rained.")])  # loads what is loaded once
    for name in only or texts(100):
        row = growth(annotator, name, texts, size)
        rows.append(row)
        cells = [
            f"{v['seconds']:.2f}" + (f" (× {v['growth']})" if "growth" in v else "") for v in list(row.values())[1:]
        ]
        if len(rows) == 1:
            click.echo("| text | " + " | ".join(list(row)[1:]) + " |\n" + "| --- " * len(row) + "|")
        click.echo(f"| {name} | " + " | ".join(cells) + " |")
    if target:
        target.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
