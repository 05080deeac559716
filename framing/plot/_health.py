"""What is wrong with the articles behind a chart: outlets that are left out, days that are marked, words below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from framing.corpus.problems import BLOCKS, FIGURES, GAPS, OVER_TIME, FeedProblem
from framing.errors import FramingError
from framing.plot._calendar import place_of
from framing.plot.style import INK, PALETTE, QUIET, fit, foot
from framing.stats.rows import NO_MARKS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARK = " †"
_NAMED, _LONGEST = 4, 400  # problems told below a chart, and letters of all of them
_LINE = 3.1  # mm that a line below a figure takes


def affecting(problems: Iterable[FeedProblem], rows: pd.DataFrame, *, dated: bool) -> list[FeedProblem]:
    """The problems that a chart of these rows suffers from."""
    outlets = {*rows["outlet"], *rows.get("reference", ())}
    kind = OVER_TIME if dated else FIGURES
    return [problem for problem in problems if kind in problem.affects and problem.outlet in outlets]


def left_out(rows: pd.DataFrame, problems: Iterable[FeedProblem]) -> dict[str, str]:
    """The outlets that a chart does not show, and why: their articles do not allow it, or have no quotation marks.

    Raises FramingError where no outlet is left.
    """
    reasons = {each.outlet: _reason(each) for each in problems if each.effect == BLOCKS}
    if "method" in rows and "value" in rows:
        unmarked = (rows["method"] == NO_MARKS).groupby(rows["outlet"]).all()
        reasons |= {str(outlet): "no quotation marks" for outlet in unmarked.index[unmarked]}
    if reasons and set(rows["outlet"]) <= set(reasons):
        told = "; ".join(f"{outlet}: {why}" for outlet, why in sorted(reasons.items()))
        raise FramingError(f"nothing to draw: no outlet can be shown ({shorten(told, _LONGEST, placeholder=' …')})")
    return reasons


def marked(rows: pd.DataFrame, problems: Iterable[FeedProblem]) -> pd.DataFrame:
    """The rows with a mark after the names of outlets that have a problem."""
    named = {problem.outlet: problem.outlet + _MARK for problem in problems}
    columns = [name for name in ("outlet", "reference") if name in rows]
    return rows.assign(**{name: rows[name].replace(named) for name in columns}) if named else rows


def mark_days(
    axes: Axes, periods: Sequence[str], problems: Iterable[FeedProblem], *, strip: float, outlet: int | None = None
) -> None:
    """Mark an outlet's problems in its timeline: gaps hatched below 0, other days by a sign.

    strip: where the strip of articles ends, below 0. outlet: its number where several share the Axes, so that each has
    its colour; one alone has its gaps shaded too. A crawl day has a wedge on the strip, a shift of length a line.
    """
    from matplotlib.patches import Rectangle

    colour = QUIET if outlet is None else PALETTE[outlet % len(PALETTE)]
    sign = INK if outlet is None else colour
    for problem in problems:
        if problem.start is None or problem.end is None:
            continue
        start, end = place_of(problem.start, periods), place_of(problem.end, periods)
        if start is None or end is None:
            continue
        if problem.code in GAPS and end > start:
            if outlet is None:
                axes.axvspan(start, end, color=QUIET, alpha=0.18, linewidth=0, zorder=0.5)
            hatch = "\\\\\\\\\\" if outlet else "/////"
            hatched = Rectangle((start, strip), end - start, -strip, fill=False, hatch=hatch, edgecolor=colour)
            axes.add_patch(hatched).set(linewidth=0, zorder=0.6)
        elif problem.code == "crawl-day":
            axes.plot([start], [0.0], marker=7, color=sign, markersize=5, clip_on=False, zorder=5)
        elif problem.code == "length-shift":
            axes.axvline(start, color=sign, linewidth=0.8, linestyle="--", zorder=1.2)


def key_of_days(problems: Iterable[FeedProblem]) -> str:
    """The words for the marks of `mark_days`."""
    codes = {problem.code for problem in problems if problem.start is not None}
    words = (
        (" Hatched: days without articles.", set(GAPS)),
        (" Wedge: a day with far too many articles.", {"crawl-day"}),
        (" Dashed: articles become longer or shorter.", {"length-shift"}),
    )
    return "".join(text for text, kinds in words if codes & kinds)


def tell(drawn: Figure, problems: Sequence[FeedProblem], reasons: dict[str, str], *, marks: bool) -> str:
    """Write below the figure which outlets are left out, and what is wrong with others; returns the words.

    marks: whether outlets with a problem have a mark after their names.
    """
    lines = []
    if reasons:
        by_reason: dict[str, list[str]] = {}
        for outlet, why in sorted(reasons.items()):
            by_reason.setdefault(why, []).append(outlet)
        named = "; ".join(f"{', '.join(outlets)} ({why})" for why, outlets in by_reason.items())
        lines.append(f"Not shown: {shorten(named, _LONGEST, placeholder=' …')}.")
    rest = sorted((each for each in problems if each.outlet not in reasons), key=lambda each: -each.size)
    if rest:
        more = f"; and {len(rest) - _NAMED:,} more" if len(rest) > _NAMED else ""
        told = shorten("; ".join(each.message for each in rest[:_NAMED]), _LONGEST, placeholder=" …")
        lines.append(f"{_MARK.strip() + ' ' if marks else ''}{told}{more}.")
    if lines:
        _write(drawn, lines)
    return " ".join(lines)


def _write(drawn: Figure, lines: Sequence[str]) -> None:
    """Put lines below what stands under the figure, which grows by their height; where it has a key, above that."""
    from matplotlib.font_manager import FontProperties

    if drawn.legends:
        text = fit(drawn, "\n".join(lines), 7)
        drawn.legends[0].set_title(text, prop=FontProperties(size=7))
        drawn.legends[0].set_alignment("left")
        added = text.count("\n") + 1
    else:
        before = drawn.get_supxlabel()
        foot(drawn, "\n".join(filter(None, [before, *lines])))
        added = drawn.get_supxlabel().count("\n") - before.count("\n") + (not before)
    drawn.set_figheight(drawn.get_figheight() + added * _LINE / 25.4)


def _reason(problem: FeedProblem) -> str:
    """Why an outlet is left out, without its name."""
    return problem.message.removeprefix(f"{problem.outlet} ")
