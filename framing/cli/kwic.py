"""`framing kwic`: a term in its passages."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import VOICE_STYLES, console, say, write_json

if TYPE_CHECKING:
    from framing.engine.concordance import Line


@click.command("kwic")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("term")
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; repeat for several.")
@click.option("--width", default=50, show_default=True, type=click.IntRange(5, 500), help="Characters on each side.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="Passages shown.")
@click.option("--all", "everything", is_flag=True, help="Show every passage.")
@click.option("--case", "exact", is_flag=True, help="Match upper and lower case as written.")
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
def command(folder: Path, term: str, outlets: tuple[str, ...], **given: Any) -> None:
    """Show TERM (words; * and ? as in lexicons) in the passages of a scored corpus, with outlet, date and voice."""
    from framing.engine.concordance import concordance
    from framing.tables import ScoredCorpus

    found = concordance(ScoredCorpus(folder), term, outlets=outlets, width=given["width"], exact=given["exact"])
    limit = None if given["everything"] else given["limit"]
    lines = list(islice(found, limit))
    more = next(found, None) is not None
    if given["as_json"]:
        write_json([asdict(line) for line in lines])
    else:
        _print(lines, given["width"])
    articles = len({line.article_id for line in lines})
    say(f"{len(lines):,} passages in {articles:,} articles" + ("; there are more: --limit N or --all" if more else ""))


def _print(lines: list[Line], width: int) -> None:
    """One line a passage: outlet, date, voice, and the term in a column of its own."""
    from rich.text import Text

    out = console()
    outlets = max((len(line.outlet) for line in lines), default=0)
    for line in lines:
        head = f"{line.outlet:<{outlets}}  {line.published:<10}  {line.voice:<11}  "
        row = Text(head, style="dim")
        row.append(f"{line.left:>{width}}", style="none")
        row.append(line.term, style=VOICE_STYLES[line.voice])
        row.append(line.right, style="none")
        out.print(row, no_wrap=True, crop=False, overflow="ignore", soft_wrap=True)
