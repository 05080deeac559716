"""How corrected figures differ between outlets, and within an outlet over time: differences, ratios, tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.stats.multiplicity import benjamini_hochberg
from framing.stats.options import AUTO, EACH, MAX_EACH, MAX_Q, NOBODY, REST, THE_REST
from framing.validation.corrected import Corrected
from framing.validation.fitting import Fitted
from framing.validation.spread import student

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("outlet", "reference", "period", "unit", "raw_difference", "raw_low", "raw_high", "difference", "low", "high"),
    *("ratio", "ratio_low", "ratio_high", "p_value", "q_value", "family_size", "differs"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cells to be set against each other; `family` is what their test is corrected with."""

    outlet: str
    reference: str
    period: str
    family: str
    one: Fitted
    other: Fitted


def contrast_table(pairs: list[Pair], unit: str, scale: float, level: float) -> pd.DataFrame:
    """Differences and ratios of independent corrected figures, with Welch's t.

    Returns
    -------
    DataFrame
        a row a pair: raw_difference with its naive interval; difference with interval, p and Benjamini-Hochberg q in
        families of `family_size`; ratio with an interval from its logarithm (NaN where a figure is not above 0);
        `differs` where q is below .05 and the interval leaves out 0
    """
    import pandas as pd

    if not pairs:
        return pd.DataFrame(columns=list(COLUMNS))
    frame = pd.DataFrame([_row(pair, unit, scale, level) for pair in pairs])
    families = frame.groupby(pd.Series([pair.family for pair in pairs]), sort=False)["p_value"]
    frame = frame.assign(
        q_value=families.transform(lambda p: benjamini_hochberg(p.to_numpy())).astype(float),
        family_size=families.transform("size").astype(int),
    )
    apart = (frame["low"] > 0) | (frame["high"] < 0)
    return frame.assign(differs=(frame["q_value"] < MAX_Q) & apart)[list(COLUMNS)]


def against_whom(outlets: list[str], against: str) -> Iterator[tuple[str, str]]:
    """(outlet, reference) of every contrast: as `compare` pairs them; `THE_REST` is all others together."""
    if against == AUTO:
        against = EACH if len(outlets) <= MAX_EACH else REST
    if against == EACH:
        yield from combinations(outlets, 2)
    elif against == REST:
        yield from ((outlet, THE_REST) for outlet in outlets if len(outlets) > 1)
    elif against != NOBODY:
        yield from ((outlet, against) for outlet in outlets if outlet != against)


def _row(pair: Pair, unit: str, scale: float, level: float) -> dict[str, Any]:
    from scipy.stats import t

    one, other = pair.one.corrected, pair.other.corrected
    difference, error, freedom = _difference(one, other)
    raw, raw_error, raw_freedom = _difference(pair.one.raw, pair.other.raw)
    half, raw_half = student(level, freedom) * error, student(level, raw_freedom) * raw_error
    return {
        "outlet": pair.outlet,
        "reference": pair.reference,
        "period": pair.period,
        "unit": unit,
        "raw_difference": raw * scale,
        "raw_low": (raw - raw_half) * scale,
        "raw_high": (raw + raw_half) * scale,
        "difference": difference * scale,
        "low": (difference - half) * scale,
        "high": (difference + half) * scale,
        **_ratio(one, other, level),
        "p_value": float(2 * t.sf(abs(difference) / error, freedom)) if error > 0 else np.nan,
    }


def _difference(one: Corrected, other: Corrected) -> tuple[float, float, float]:
    """Difference, its standard error, and degrees of freedom."""
    error = float(np.hypot(one.standard_error, other.standard_error))
    parts = [one.standard_error**2, other.standard_error**2]
    return one.value - other.value, error, _satterthwaite(parts, (one.freedom, other.freedom))


def _ratio(one: Corrected, other: Corrected, level: float) -> Mapping[str, float]:
    """The ratio with an interval from its logarithm, by the delta method."""
    if one.value <= 0 or other.value <= 0:
        return dict.fromkeys(("ratio", "ratio_low", "ratio_high"), np.nan)
    parts = [(found.standard_error / found.value) ** 2 for found in (one, other)]
    half = student(level, _satterthwaite(parts, (one.freedom, other.freedom))) * np.sqrt(sum(parts))
    ratio = one.value / other.value
    return {"ratio": ratio, "ratio_low": float(ratio * np.exp(-half)), "ratio_high": float(ratio * np.exp(half))}


def _satterthwaite(parts: list[float], freedoms: tuple[int, int]) -> float:
    """Degrees of freedom of a sum of independent variances."""
    spread = sum(part**2 / freedom for part, freedom in zip(parts, freedoms, strict=True))
    return sum(parts) ** 2 / spread if spread > 0 else 1.0
