"""`framing attributions`: who says what in each article."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import read_options, reading_options, say

if TYPE_CHECKING:
    from framing.types import Article, Attribution

_AT_ONCE = 64  # articles


@click.command("attributions")
@click.argument("corpus", metavar="PATH")
@click.option("--jsonl", "as_lines", is_flag=True, help="Write one JSON object an article, with character offsets.")
@click.option(
    "--engine",
    default="auto",
    show_default=True,
    type=click.Choice(["auto", "tagger", "rules"]),
    help="What finds them.",
)
@click.option("--weights", type=click.Path(path_type=Path), help="Weights of the tagger instead of those shipped.")
@reading_options
def command(corpus: str, *, as_lines: bool, engine: str, weights: Path | None, **given: Any) -> None:
    """Find the attributions of PATH (a table, a folder of text files, one file, or -).

    Offsets of --jsonl are characters of the article's text as it stands: of a text file, the file.
    """
    from framing.attribution import Attributor
    from framing.corpus import read_corpus
    from framing.text.parsing import parse_text

    attributor = Attributor(engine, weights=weights)
    source = read_corpus(corpus, read_options(given))
    rest = iter(source)
    while articles := list(islice(rest, _AT_ONCE)):
        all_found = attributor.find_all([parse_text(article) for article in articles])
        for article, found in zip(articles, all_found, strict=True):
            click.echo(_as_json(article, found) if as_lines else _as_lines(article, found))
    for issue in source.issues:
        say(f"{issue.code}: {issue.message}")


def _as_json(article: Article, found: tuple[Attribution, ...]) -> str:
    rows = [
        {
            "source": a.source,
            "cue": a.cue,
            "content": a.content,
            "kind": a.kind.value,
            "source_name": a.source_name,
            "source_type": a.source_type,
            "naming": a.naming.value,
            "stance": a.stance.value,
            "confidence": a.confidence,
        }
        for a in found
    ]
    return json.dumps({"id": article.id, "attributions": rows}, ensure_ascii=False)


def _as_lines(article: Article, found: tuple[Attribution, ...]) -> str:
    """The article's id, then a line an attribution: source, cue and content as they stand."""

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(" ".join(article.text[start:end].split()) for start, end in spans) or "-"

    lines = [f"  {a.kind.value:<8}  {words(a.source)} | {words(a.cue)} | {words(a.content)}" for a in found]
    return "\n".join([article.id, *lines])
