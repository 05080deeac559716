"""`framing kwic`: a term in its passages."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import VOICE_STYLES, console, say, write_json

if TYPE_CHECKING:
    from framing.engine.concordance import Line

_WIDTH = 50  # code points on each side where no terminal bounds them
_LEAST = 8  # of them in however narrow a terminal
_LONGEST_OUTLET = 16  # letters of an outlet's name that a terminal shows


@click.command("kwic")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("term")
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; repeat for several.")
@click.option(
    "--width",
    type=click.IntRange(5, 500),
    help=f"Characters on each side. Default: what fits the terminal, {_WIDTH} where there is none.",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="Passages shown.")
@click.option("--all", "everything", is_flag=True, help="Show every passage.")
@click.option("--case", "exact", is_flag=True, help="Match upper and lower case as written.")
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
def command(folder: Path, term: str, outlets: tuple[str, ...], **given: Any) -> None:
    """Show TERM (words; * and ? as in lexicons) in the passages of a scored corpus, with outlet, date and voice."""
    from framing.engine.concordance import concordance
    from framing.tables import ScoredCorpus

    fitted = given["width"] is None and not given["as_json"] and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns
    width = given["width"] or (columns if fitted else _WIDTH)
    found = concordance(ScoredCorpus(folder), term, outlets=outlets, width=width, exact=given["exact"])
    limit = None if given["everything"] else given["limit"]
    lines = list(islice(found, limit))
    more = next(found, None) is not None
    if given["as_json"]:
        write_json([asdict(line) for line in lines])
    else:
        _print(lines, width, columns=columns if fitted else None)
    articles = len({line.article_id for line in lines})
    say(f"{len(lines):,} passages in {articles:,} articles" + ("; there are more: --limit N or --all" if more else ""))


def _print(lines: list[Line], width: int, *, columns: int | None) -> None:
    """One line a passage: outlet, date, voice, and the term in a column of its own; cut to fit in `columns`."""
    from rich.text import Text

    out = console()
    longest = max((len(line.outlet) for line in lines), default=0)
    outlets = longest if columns is None else min(longest, _LONGEST_OUTLET)
    for line in lines:
        outlet = line.outlet if len(line.outlet) <= outlets else line.outlet[: outlets - 1] + "…"
        head = f"{outlet:<{outlets}}  {line.published:<10}  {line.voice:<11}  "
        before = width if columns is None else max(_LEAST, (columns - len(head) - _longest_term(lines)) // 2)
        after = width if columns is None else max(_LEAST, columns - len(head) - before - len(line.term))
        row = Text(head, style="dim")
        row.append(f"{line.left[-before:]:>{before}}", style="none")
        row.append(line.term, style=VOICE_STYLES[line.voice])
        row.append(line.right[:after], style="none")
        out.print(row, no_wrap=True, crop=False, overflow="ignore", soft_wrap=True)


def _longest_term(lines: list[Line]) -> int:
    return max(len(line.term) for line in lines)
