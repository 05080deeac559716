"""Contrasts below one another: each a dot with its interval on either side of no difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._alt import alt_of_contrasts
from framing.plot._gold import key_to_corrected, mark_corrected
from framing.plot._health import affecting, marked, tell
from framing.plot._scale import is_share
from framing.plot.style import INK, PALETTE, QUIET, SETTINGS, WIDTH, describe, figure, foot

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.corpus.problems import FeedProblem

COLUMNS = ("item", "outlet", "reference", "difference", "low", "high", "level", "unit", "differs", "family_size")
MAX_ROWS = 60


def forest(contrasts: pd.DataFrame, axes: Axes, *, titles: Mapping[str, str] | None = None) -> Axes:
    """Draw each contrast's difference with its interval, a row each, in the order given; returns the Axes.

    contrasts: rows of `Comparison.contrasts` in one unit. titles: what items are called. Filled dots differ (q below
    0.05 in their family, and an interval without 0), hollow ones are not told apart. Raises FramingError for other
    rows, several units, none, or more than 60.
    """
    check_contrasts(contrasts)
    rows = contrasts.iloc[::-1]
    places = list(range(len(rows)))
    scale = 100 if is_share(contrasts) else 1
    low, value, high = (scale * rows[name] for name in ("low", "difference", "high"))
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
    axes.hlines(places, low, high, color=PALETTE[0], linewidth=1.2, zorder=2)
    for differs, face in ((True, PALETTE[0]), (False, "white")):
        shown = value.where(rows["differs"].eq(differs))
        axes.plot(shown, places, "o", color=PALETTE[0], markerfacecolor=face, markersize=4.5, zorder=3)
    mark_corrected(rows, axes, [place - 0.28 for place in places], scale=scale)
    axes.set_yticks(places, [fill(name, 44) for name in _names(rows, titles or {})])
    axes.set_ylim(-0.7, len(rows) - 0.3)
    unit = str(contrasts["unit"].iloc[0])
    axes.set_xlabel(fill(f"difference in {'percentage points of the ' if scale == 100 else ''}{unit}", 60))
    margin = axes.get_yaxis_transform()
    for place, numbers in enumerate(zip(value, low, high, strict=True)):
        text = "{:+.2g} ({:+.2g} to {:+.2g})".format(*numbers).replace("-", "−")
        axes.text(1.02, place, text, transform=margin, va="center", fontsize=7)
    axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    return axes


def check_contrasts(contrasts: pd.DataFrame) -> None:
    """Raise FramingError for rows that are no contrasts in one unit, none, or too many."""
    missing = [name for name in COLUMNS if name not in contrasts.columns]
    if missing:
        raise FramingError(
            f"a forest chart is drawn from rows of Comparison.contrasts; there is no column {', '.join(missing)}"
        )
    if contrasts.empty:
        raise FramingError("nothing to draw: there are no contrasts; compare with more articles an outlet")
    if contrasts["unit"].nunique() > 1:
        units = ", ".join(sorted(contrasts["unit"].unique())[:3])
        raise FramingError(f"these contrasts have several units ({units}); choose one measure or item")
    if len(contrasts) > MAX_ROWS:
        raise FramingError(f"{len(contrasts)} contrasts are too many for one chart (at most {MAX_ROWS}); choose some")


def _names(rows: pd.DataFrame, titles: Mapping[str, str]) -> list[str]:
    """What each row is called: the part of it that is not the same in all."""
    outlets = [f"{one} – {other}" for one, other in zip(rows["outlet"], rows["reference"], strict=True)]
    items = [titles.get(item, item) for item in rows["item"]]
    if len(set(items)) == 1:
        return outlets
    if len(set(outlets)) == 1:
        return items
    return [f"{item}: {pair}" for item, pair in zip(items, outlets, strict=True)]


def forest_figure(
    contrasts: pd.DataFrame, *, titles: Mapping[str, str] | None = None, problems: Iterable[FeedProblem] = ()
) -> Figure:
    """A whole figure of `forest`, with a key that names the interval and the families.

    problems: of the outlets' articles; outlets with one that touches the figures are marked, and it is told below.
    """
    from matplotlib import rc_context

    check_contrasts(contrasts)
    known = affecting(problems, contrasts, dated=False)
    contrasts = marked(contrasts, known)
    with rc_context(SETTINGS):
        drawn = figure(WIDTH + 30, 24 + 5.5 * len(contrasts))
        forest(contrasts, drawn.subplots(), titles=titles)
        level = f"{100 * contrasts['level'].iloc[0]:.10g} %"
        sizes = sorted(contrasts["family_size"].unique())
        size = f"{sizes[0]:,}" if len(sizes) == 1 else f"{sizes[0]:,} to {sizes[-1]:,}"
        foot(
            drawn,
            f"Line: {level} interval. Filled: differs (q < 0.05 in a family of {size} contrasts). "
            f"Hollow: not told apart.{key_to_corrected(contrasts)}",
        )
        told = tell(drawn, known, {}, marks=True)
    return describe(drawn, " ".join(filter(None, (alt_of_contrasts(contrasts), told))))
