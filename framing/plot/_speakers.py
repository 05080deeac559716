"""Who gets to speak: the shares of attributed words of each source type, a bar an outlet."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.plot._checks import check_rows
from framing.plot.style import INK, PALETTE, QUIET, REFERENCE
from framing.stats.sourcing import NO_SOURCE, TYPE_WORDS, UNKNOWN_TYPE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_REST = {"other types": "#999999", UNKNOWN_TYPE: QUIET, NO_SOURCE: REFERENCE}
_DARK = (*PALETTE[:3], PALETTE[6])
_NAMES = {UNKNOWN_TYPE: "type unknown", NO_SOURCE: "no source"}
_VISIBLE = 0.001  # share below which no part is drawn
_LABELLED = 0.07  # share from which a part has its figure written in it


def speakers(values: pd.DataFrame, axes: Axes) -> Axes:
    """Draw the source types' shares of attributed words as stacked bars, an outlet a bar; returns the Axes.

    values: rows of `Comparison.estimates` of the items "words of type …" for one voice and period, in the order in
    which they are to be drawn, at most 7 of known types; the types that are not among them are drawn as one. The
    right margin has the number of attributed words and articles. Small cells have paler bars; outlets without a
    figure say so. The parts are labelled for a key, which is as wide as a figure and left to it. Raises
    FramingError for rows of several voices or periods, for other items, and for more than 7 known types.
    """
    check_rows(values, "speakers", one=("measure", "voice", "period"))
    _check_items(list(dict.fromkeys(values["item"])))
    first = values[values["item"] == values["item"].iloc[0]]
    facts = first.sort_values(["value", "outlet"], ascending=[True, False], na_position="first").set_index("outlet")
    types = [str(item).removeprefix(TYPE_WORDS) for item in dict.fromkeys(values["item"])]
    parts = {name: _shares(values, name, facts.index) for name in types}
    rest = facts["value"].notna().astype(float)
    for part in parts.values():
        rest = (rest - part).clip(lower=0)
    parts["other types"] = rest
    colours = dict(zip([name for name in types if name not in _REST], PALETTE, strict=False)) | _REST
    left = 0 * parts["other types"]
    places = list(range(len(facts)))
    for name in (name for name in colours if name in parts and parts[name].max() > _VISIBLE):
        bars = axes.barh(places, parts[name], left=left, color=colours[name], height=0.72)
        for bar, small in zip(bars, facts["small"], strict=True):
            bar.set_alpha(0.5 if small else 1.0)
        # the key is drawn for itself, for the first bar may be a pale one
        axes.bar(0, 0, color=colours[name], label=_NAMES.get(name, name.replace("_", " ")))
        _write_in(axes, parts[name].tolist(), left.tolist(), ink="white" if colours[name] in _DARK else INK)
        left = left + parts[name]
    axes.set_yticks(places, facts.index.tolist())
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(places) - 0.4)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.set_xlabel("share of attributed words")
    axes.tick_params(axis="y", length=0)
    _margin(axes, facts)
    return axes


def _check_items(items: list[str]) -> None:
    odd = [item for item in items if not item.startswith(TYPE_WORDS)]
    if odd:
        raise FramingError(f"a speakers chart shows items that begin {TYPE_WORDS!r}, not {odd[0]!r}")
    known = [item for item in items if item.removeprefix(TYPE_WORDS) not in _REST]
    if len(known) > len(PALETTE):
        raise FramingError(
            f"{len(known)} source types are too many to be told apart (at most {len(PALETTE)}); "
            f"choose some with --item, e.g. {', '.join(known[:2])}"
        )


def _shares(values: pd.DataFrame, name: str, outlets: pd.Index) -> pd.Series:
    """The shares of one type, 0 where there is no figure."""
    rows = values[values["item"] == TYPE_WORDS + name].set_index("outlet")
    return rows["value"].reindex(outlets).fillna(0.0)


def _write_in(axes: Axes, widths: list[float], lefts: list[float], *, ink: str) -> None:
    """The per cent of each part that is wide enough, in its middle."""
    for place, (width, left) in enumerate(zip(widths, lefts, strict=True)):
        if width >= _LABELLED:
            axes.text(left + width / 2, place, f"{100 * width:.0f}", ha="center", va="center", fontsize=7, color=ink)


def _margin(axes: Axes, facts: pd.DataFrame) -> None:
    """Attributed words and articles of each bar, right of it."""
    axes.text(1.02, len(facts) - 0.5, "words (articles)", fontsize=7, va="bottom")
    for place, row in enumerate(facts.to_dict("records")):
        label = f"{row['denominator']:,.0f} ({row['n_articles']:,})"
        if isnan(row["value"]):
            label = "none" if row["denominator"] == 0 else "not comparable"
        axes.text(1.02, place, label, fontsize=7, va="center")
