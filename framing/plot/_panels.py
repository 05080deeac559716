"""A timeline as a whole figure: one panel for two outlets, from three on a panel each."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

from framing.plot._gold import key_to_corrected
from framing.plot._health import key_of_days
from framing.plot._scale import key_of_marks
from framing.plot._timeline import timeline
from framing.plot.style import WIDTH, figure, foot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from framing.corpus.problems import FeedProblem

_TOGETHER = 2  # outlets that one panel keeps apart
_TWO_COLUMNS = 6  # outlets that stand in two columns; more stand in three


def timeline_figure(rows: pd.DataFrame, problems: Sequence[FeedProblem] = ()) -> Figure:
    """The timelines of all outlets on shared axes, with a key to their marks.

    rows: dated rows of one measure, item and voice. problems: of the outlets' articles, which are marked.
    """
    outlets = sorted(rows["outlet"].unique())
    if len(outlets) <= _TOGETHER:
        drawn = figure(WIDTH, 75)
        timeline(rows, drawn.subplots(), problems=problems)
    else:
        drawn = _small_multiples(rows, outlets, problems)
    mine = [problem for problem in problems if problem.outlet in outlets]
    key = f"{key_of_marks([rows], interval='Band', arrow='▲')}{_others(outlets)}{_bars(rows)}"
    foot(drawn, f"{key}{key_of_days(mine)}{key_to_corrected(rows)}")
    return drawn


def _small_multiples(rows: pd.DataFrame, outlets: list[str], problems: Sequence[FeedProblem]) -> Figure:
    """A panel an outlet, the others behind it in grey; the lowest of each column names the periods."""
    columns = 2 if len(outlets) <= _TWO_COLUMNS else 3
    lines = -(-len(outlets) // columns)
    drawn = figure(WIDTH, 22 + (32 if columns == 2 else 27) * lines)
    panels = drawn.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
    for number, (panel, outlet) in enumerate(zip(panels.flat, outlets, strict=False)):
        timeline(rows, panel, highlight=outlet, most_ticks=5 - columns, problems=problems)
        panel.set_title(fill(outlet, 54 // columns), fontsize=8)
        panel.tick_params(axis="x", which="both", labelbottom=number + columns >= len(outlets))
    for panel in panels.flat[len(outlets) :]:
        panel.remove()
    return drawn


def _others(outlets: list[str]) -> str:
    return " Thin grey: the other outlets." if len(outlets) > _TOGETHER else ""


def _bars(rows: pd.DataFrame) -> str:
    return f" Bars: articles counted, {int(rows['n_articles'].max()):,} in the tallest."
