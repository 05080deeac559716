"""The words that stand for a chart where it cannot be seen: a sentence with its main figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.plot._scale import is_share

if TYPE_CHECKING:
    import pandas as pd

_MOST = 6  # figures named


def alt_of_estimates(chart: str, rows: pd.DataFrame, title: str = "") -> str:
    """What a chart of rows of `Comparison.estimates` shows: unit, outlets and the figures at both ends."""
    what = " ".join(title.split()) or chart.capitalize()
    outlets, items = rows["outlet"].nunique(), rows["item"].nunique()
    counted = [f"{outlets:,} outlet{'s' if outlets > 1 else ''}"]
    counted += [f"{items:,} items"] if items > 1 else []
    periods = sorted(rows["period"].unique())
    counted += [f"{periods[0]} to {periods[-1]}"] if len(periods) > 1 else []
    known = rows.dropna(subset=["value"]).sort_values(["value", "outlet", "item"], ascending=[False, True, True])
    if known.empty:
        return f"{what}: {', '.join(counted)}; no figures."
    shown = known if len(known) <= _MOST else known.iloc[[0, 1, 2, -3, -2, -1]]
    told = [_estimate(row, rows, several=items > 1, dated=len(periods) > 1) for row in shown.to_dict("records")]
    if len(known) > _MOST:
        told.insert(3, f"… ({len(known) - _MOST:,} between)")
    return f"{what}: {rows['unit'].iloc[0]}, {', '.join(counted)}. {'; '.join(told)}."


def _estimate(row: Mapping[Any, Any], rows: pd.DataFrame, *, several: bool, dated: bool) -> str:
    name = " ".join(str(row[part]) for part, told in (("outlet", True), ("item", several), ("period", dated)) if told)
    return f"{name} {_interval((row['value'], row['low'], row['high']), share=is_share(rows))}"


def alt_of_contrasts(rows: pd.DataFrame, title: str = "") -> str:
    """What a forest chart shows: how many contrasts differ, and those furthest from 0."""
    share = is_share(rows)
    differing = rows[rows["differs"]]
    furthest = differing.loc[differing["difference"].abs().sort_values(ascending=False).index[:_MOST]]
    told = [
        f"{row['outlet']} against {row['reference']}, {row['item']}: "
        + _interval((row["difference"], row["low"], row["high"]), share=share, sign="+")
        for row in furthest.to_dict("records")
    ]
    what = " ".join(title.split()) or "Contrasts"
    begin = (
        f"{what}: difference in {rows['unit'].iloc[0]}, {len(rows):,} contrasts, of which {len(differing):,} differ."
    )
    return f"{begin} {'; '.join(told)}." if told else begin


def _interval(figures: tuple[float, ...], *, share: bool, sign: str = "") -> str:
    value, low, high = (f"{(100 if share else 1) * figure:{sign}.3g}" for figure in figures)
    return f"{value}{' %' if share else ''} ({low} to {high})"
