"""Raw figures beside those corrected by a gold sample, an outlet a row."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot.style import INK, PALETTE, QUIET, SETTINGS, WIDTH, describe, figure, head

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_APART = 0.16  # of a row, between the raw and the corrected mark
# side, columns, colour, width of the interval, filling
_MARKS = (
    (1, ("raw", "raw_low", "raw_high"), PALETTE[6], 0.8, "white"),
    (-1, ("corrected", "low", "high"), PALETTE[0], 1.6, PALETTE[0]),
)


def corrected(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw raw figures (hollow, thin) and corrected ones (filled, thick) with their intervals; returns the Axes.

    values: rows of `Correction.estimates` for one period: outlet, raw, raw_low, raw_high, corrected, low, high, unit.
    Outlets without a corrected figure say so.
    """
    rows = values.sort_values(["corrected", "raw"], na_position="first").reset_index(drop=True)
    share = str(rows["unit"].iloc[0]).startswith("share")
    for sign, (mark, low, high), colour, width, face in _MARKS:
        places = rows.index + sign * _APART
        first, last = (rows[name].clip(0, 1 if share else None) for name in (low, high))
        axes.hlines(places, first, last, color=colour, linewidth=width, zorder=2)
        axes.plot(rows[mark], places, "o", color=colour, markerfacecolor=face, markersize=4.5, zorder=3, label=mark)
    for place, missing in enumerate(rows["corrected"].isna()):
        if missing:
            side = axes.get_yaxis_transform()
            axes.text(0.99, place, "too little gold", transform=side, ha="right", va="center", fontsize=7)
    axes.set_yticks(rows.index, rows["outlet"].tolist())
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlim(left=0)
    axes.set_xlabel(str(rows["unit"].iloc[0]))
    if share:
        axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.10g} %")
    axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    return axes


def corrected_trend(values: pd.DataFrame, axes: Axes, periods: list[str]) -> Axes:
    """Draw raw and corrected figures of one outlet from period to period; returns the Axes.

    values: rows of `Correction.estimates` of one outlet. periods: those of the axis, in order; where the outlet has
    no corrected figure, the raw one stands alone.
    """
    rows = values.set_index("period").reindex(periods)
    share = str(values["unit"].iloc[0]).startswith("share")
    for sign, (mark, low, high), colour, width, face in _MARKS:
        places = [place - sign * _APART / 2 for place in range(len(periods))]
        first, last = (rows[name].clip(0, 1 if share else None) for name in (low, high))
        axes.vlines(places, first, last, color=colour, linewidth=width, zorder=2)
        (line,) = axes.plot(places, rows[mark], "o-", color=colour, linewidth=0.6, zorder=3, label=mark)
        line.set(markerfacecolor=face, markersize=4)
    axes.set_xticks(range(len(periods)), periods)
    axes.set_xlim(-0.5, len(periods) - 0.5)
    axes.set_ylim(bottom=0)
    axes.set_title(str(values["outlet"].iloc[0]))
    if share:
        axes.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.10g} %")
    axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
    axes.set_axisbelow(True)
    return axes


def corrected_trend_figure(values: pd.DataFrame, *, title: str = "") -> Figure:
    """A panel of `corrected_trend` an outlet, on shared axes, from all rows of `Correction.estimates`.

    Raises FramingError where the sample was not drawn by period.
    """
    from matplotlib import rc_context

    rows = values[values["period"] != "all"]
    if rows.empty:
        raise FramingError("the figures are of one period; draw the sample with --period month, quarter or year")
    periods = sorted(rows["period"].unique())
    outlets = list(rows.groupby("outlet", sort=True))
    with rc_context(SETTINGS):
        drawn = figure(WIDTH, 24 + 32 * len(outlets))
        panels = drawn.subplots(len(outlets), sharex=True, sharey=True, squeeze=False)[:, 0]
        for axes, (_, mine) in zip(panels, outlets, strict=True):
            corrected_trend(mine, axes, periods)
        drawn.supylabel(str(rows["unit"].iloc[0]), fontsize=8)
        shown = panels[0].get_legend_handles_labels()
        drawn.legend(*shown, loc="outside lower left", ncols=2, frameon=False, fontsize=7)
        if title:
            head(drawn, title)
    return describe(drawn, f"{title or 'Raw and corrected figures'}, by period: {_alt(rows)}.")


def corrected_figure(values: pd.DataFrame, *, title: str = "") -> Figure:
    """A whole figure of `corrected`, from all rows of `Correction.estimates`: those over all periods are drawn."""
    from matplotlib import rc_context

    rows = values[values["period"] == "all"]
    with rc_context(SETTINGS):
        drawn = figure(WIDTH, 24 + 8 * len(rows))
        axes = corrected(rows, drawn.subplots())
        drawn.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=2, frameon=False, fontsize=7)
        if title:
            head(drawn, title)
    return describe(drawn, f"{title or 'Raw and corrected figures'}: {_alt(rows)}.")


def corrected_contrasts_figure(contrasts: pd.DataFrame, *, title: str = "") -> Figure:
    """Raw and corrected differences below one another, from rows of `Correction.contrasts` or `.regression`.

    Raises FramingError where there are none.
    """
    from matplotlib import rc_context

    if contrasts.empty:
        raise FramingError("there are no differences to draw: fewer than two outlets have enough gold")
    if "term" in contrasts:
        rows = contrasts[contrasts["term"] != "intercept"].assign(name=contrasts["term"])
    else:
        pairs = contrasts["outlet"] + " – " + contrasts["reference"]
        rows = contrasts.assign(name=pairs, raw=contrasts["raw_difference"], corrected=contrasts["difference"])
    rows = rows.iloc[::-1].reset_index(drop=True)
    share = str(rows["unit"].iloc[0]).startswith("share")
    with rc_context(SETTINGS):
        drawn = figure(WIDTH + 20, 26 + 8 * len(rows))
        axes = drawn.subplots()
        axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
        for sign, (mark, low, high), colour, width, face in _MARKS:
            places = rows.index + sign * _APART
            scale = 100 if share else 1
            axes.hlines(places, scale * rows[low], scale * rows[high], color=colour, linewidth=width, zorder=2)
            values = scale * rows[mark]
            axes.plot(values, places, "o", color=colour, markerfacecolor=face, markersize=4.5, zorder=3, label=mark)
        axes.set_yticks(rows.index, [fill(name, 44) for name in rows["name"]])
        axes.set_ylim(-0.7, len(rows) - 0.3)
        unit = str(rows["unit"].iloc[0])
        label = f"difference in percentage points of the {unit}" if share else f"difference {unit}"
        axes.set_xlabel(fill(label, 50))
        axes.grid(axis="y", color=QUIET, linewidth=0.3, zorder=0)
        axes.set_axisbelow(True)
        axes.tick_params(axis="y", length=0)
        drawn.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=2, frameon=False, fontsize=7)
        if title:
            head(drawn, title)
    said = "; ".join(f"{row.name} {row.corrected:.3g} (raw {row.raw:.3g})" for row in rows.itertuples())
    return describe(drawn, f"{title or 'Raw and corrected differences'}: {said}.")


def _alt(rows: pd.DataFrame) -> str:
    """Outlets with their raw and corrected figures, in words."""
    return "; ".join(f"{row.outlet} {row.corrected:.3g} (raw {row.raw:.3g})" for row in rows.itertuples())
