"""A figure over time: a line with its interval an outlet, and how many articles stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._calendar import every_period
from framing.plot._checks import check_rows
from framing.plot._gold import mark_corrected
from framing.plot._health import mark_days
from framing.plot._scale import label_values, scale_end
from framing.plot.style import INK, PALETTE, QUIET, period_ticks
from framing.stats.periods import ALL, UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.corpus.problems import FeedProblem

_MARKERS = "osD^vP*"
_STRIP = 0.18  # height of the strip of articles, as a part of the scale of values


def timeline(
    values: pd.DataFrame,
    axes: Axes,
    *,
    highlight: str | None = None,
    most_ticks: int = 8,
    problems: Sequence[FeedProblem] = (),
) -> Axes:
    """Draw the value of each outlet by period with its interval as a ribbon; returns the Axes.

    values: rows of `Comparison.estimates` for one measure, item and voice; rows of all periods together and
    of undated articles are left out. A period without articles breaks the line; small cells are hollow; an arrow
    head marks an interval that goes on above the scale. The bars below 0 are the articles counted, all on one scale.
    highlight: draw this outlet alone in colour, and the others in thin grey; without it every outlet has a colour,
    which is readable for two or three. problems: of the outlets' articles; the days without articles are hatched, crawl
    days and shifts of length marked, for the outlets in colour. Raises FramingError for rows without a date, of several
    items or voices.
    """
    check_rows(values, "timeline", one=("measure", "item", "voice"))
    dated = values[~values["period"].isin([ALL, UNDATED])]
    if dated.empty:
        raise FramingError("a timeline needs dated periods, these rows have none; compare with period='month'")
    outlets = sorted(dated["outlet"].unique())
    if highlight is not None and highlight not in outlets:
        raise FramingError(f"no outlet {highlight!r} to highlight; choose from {', '.join(outlets)}")
    periods = every_period(dated["period"])
    chosen = outlets if highlight is None else [highlight]
    for index, outlet in enumerate(chosen):
        place = index, len(chosen)
        rows = dated[dated["outlet"] == outlet].set_index("period").reindex(periods)
        _outlet(axes, rows, scale_end(dated), name=outlet, place=place)
        _strip(axes, rows, dated, place=place)
    others = dated[~dated["outlet"].isin(chosen)].pivot(index="period", columns="outlet", values="value")
    axes.plot(range(len(periods)), others.reindex(periods), color=QUIET, linewidth=0.5, zorder=1)
    _frame(axes, dated)
    for index, outlet in enumerate(chosen):
        mine = [problem for problem in problems if problem.outlet == outlet]
        strip = -1.25 * _STRIP * scale_end(dated)
        mark_days(axes, periods, mine, strip=strip, outlet=index if len(chosen) > 1 else None)
    period_ticks(axes, periods, most=most_ticks)
    if highlight is None:
        axes.set_ylabel(str(dated["unit"].iloc[0]))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, borderaxespad=0.2)
    else:
        axes.set_title(highlight)
        if dated["value"][dated["outlet"] == highlight].isna().all():
            bare = {"facecolor": "white", "linewidth": 0, "pad": 1}
            axes.text(0.5, 0.55, "no figure", transform=axes.transAxes, ha="center", fontsize=7, bbox=bare)
    return axes


def _outlet(axes: Axes, rows: pd.DataFrame, end: float, *, name: str, place: tuple[int, int]) -> None:
    """One outlet's ribbon, line and dots; several stand a little beside each other, so that none hides another."""
    index, count = place
    colour, marker = PALETTE[index % len(PALETTE)], _MARKERS[index % len(_MARKERS)]
    x = [i + 0.1 * (index - (count - 1) / 2) for i in range(len(rows))]
    axes.fill_between(x, rows["low"], rows["high"], color=colour, alpha=0.15, linewidth=0, zorder=2)
    # a period between two gaps has no ribbon of its own
    axes.vlines(x, rows["low"], rows["high"], color=colour, alpha=0.4, linewidth=0.8, zorder=2)
    axes.plot(x, rows["value"], color=colour, linewidth=1.3, zorder=3)
    for small, face in ((True, "white"), (False, colour)):
        shown = rows["value"].where(rows["small"].eq(small))
        dots = axes.plot(x, shown, marker, color=colour, markerfacecolor=face, markersize=3.5)
        # above the axis line, so that a dot at 0 is whole
        dots[0].set(clip_on=False, zorder=4)
    mark_corrected(rows, axes, [i + 0.08 for i in x], upright=True)
    cut = [i for i, high in zip(x, rows["high"], strict=True) if high > end]
    if cut:  # an unclipped line without points has no extent, which no layout survives
        axes.plot(cut, [end] * len(cut), linestyle="", marker=6, color=colour, markersize=4, clip_on=False, zorder=4)
    # the key is drawn for itself, for all dots of one kind may be missing
    axes.plot([], [], marker=marker, color=colour, markersize=3.5, label=name)


def _strip(axes: Axes, rows: pd.DataFrame, dated: pd.DataFrame, *, place: tuple[int, int]) -> None:
    """Bars below 0 for the articles of each period; the tallest is the largest number of any outlet."""
    index, count = place
    height = _STRIP * scale_end(dated)
    articles = rows["n_articles"].fillna(0) / max(1, dated["n_articles"].max())
    width = 0.7 / count
    x = [i + width * (index - (count - 1) / 2) for i in range(len(rows))]
    colour = PALETTE[index % len(PALETTE)]
    axes.bar(x, articles * height, width, bottom=-1.25 * height, color=colour, alpha=0.35, linewidth=0)


def _frame(axes: Axes, dated: pd.DataFrame) -> None:
    """The scale of values from 0 up, with the strip of articles below."""
    end = scale_end(dated)
    axes.set_ylim(-1.25 * _STRIP * end, end)
    label_values(axes.yaxis, dated, most=4)
    axes.spines["left"].set_bounds(0, end)
    axes.axhline(0, color=INK, linewidth=0.6, zorder=1.5)
