"""What a referent is called: shares of mentions that are against, neutral and in favour, a bar an outlet."""

from __future__ import annotations

from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING

from framing.plot._checks import check_rows
from framing.plot._gold import mark_corrected
from framing.plot.style import AGAINST, FAVOUR, INK, LONGEST_NAME, REFERENCE
from framing.stats.labels import FAVOURABLE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def labelling(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw one referent's labels as stacked shares of its mentions, an outlet a bar; returns the Axes.

    values: rows of `Comparison.estimates` of measure labelling for one referent, voice and period, with
    those of its item "(+)" where there are any. Outlets are sorted by the share against; the whisker is
    that share's interval and the right margin has the number of mentions and articles. Small cells have
    paler bars; outlets without a figure say so. Raises FramingError for rows of several referents, voices or periods.
    """
    check_rows(values, "labelling", one=("measure", "item", "voice", "period"))
    favour = values["item"].str.endswith(FAVOURABLE)
    against = values[~favour].sort_values(["value", "outlet"], ascending=[True, False], na_position="first")
    positive = values[favour].set_index("outlet")["value"].reindex(against["outlet"]).fillna(0.0)
    places = list(range(len(against)))
    left = against["value"].fillna(0.0).to_numpy()
    right = positive.to_numpy()
    middle = against["value"].notna().to_numpy() * (1 - left - right)
    parts = (("against", left, 0 * left, AGAINST), ("neutral", middle, left, REFERENCE))
    for name, widths, starts, colour in (*parts, ("in favour", right, left + middle, FAVOUR)):
        if name != "in favour" or right.any():
            bars = axes.barh(places, widths, left=starts, color=colour, height=0.7)
            for bar, small in zip(bars, against["small"], strict=True):
                bar.set_alpha(0.5 if small else 1.0)
            # the key is drawn for itself, for the first bar may be a pale one
            axes.bar(0, 0, color=colour, label=name)
    known = against["value"].notna().to_numpy()
    axes.hlines(
        [place for place in places if known[place]],
        against["low"][known],
        against["high"][known],
        color=INK,
        linewidth=1.0,
    )
    mark_corrected(against, axes, [place - 0.2 for place in places])
    axes.set_yticks(places, [fill(name, LONGEST_NAME) for name in against["outlet"]])
    _margin(axes, against)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(places) - 0.4)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.set_xlabel("share of mentions")
    axes.tick_params(axis="y", length=0)
    key = {"ncols": 3, "columnspacing": 0.8, "handlelength": 1, "handletextpad": 0.4, "fontsize": 7}
    axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1), frameon=False, borderaxespad=0.2, **key)
    return axes


def _margin(axes: Axes, rows: pd.DataFrame) -> None:
    """Mentions and articles of each bar, right of it."""
    axes.text(1.02, len(rows) - 0.35, "mentions\n(articles)", fontsize=7, va="bottom")
    for place, row in enumerate(rows.to_dict("records")):
        label = f"{row['denominator']:,.0f} ({row['n_articles']:,})"
        if isnan(row["value"]):
            label = "none" if row["denominator"] == 0 else "not comparable"
        axes.text(1.02, place, label, fontsize=7, va="center")
