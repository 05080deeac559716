"""Agreement of coders on units: percent agreement, Krippendorff's alpha, Gwet's AC1, with clustered intervals.

Codes come as a table of units × coders. Codes may be any values for nominal coefficients and numbers for the others;
a missing code is None or NaN. Units with one code or none say nothing on agreement and are left out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval", "ratio"]

TENTATIVE = 0.667  # below it alpha supports no conclusion (Krippendorff 2018, ch. 12)
FIRM = 0.8


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes as counts: `counts` is units × values, how many coders gave each unit each of `values`."""

    counts: Floats
    values: tuple[Any, ...]

    @property
    def pairable(self) -> Floats:
        """The rows with two codes or more."""
        return np.asarray(self.counts[self.counts.sum(axis=1) >= 2])


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient with its interval; NaN where it has no value (no pairable unit, or one value only).

    `resampled` says what the interval resamples, `n_units` counts units with two codes or more.
    """

    coefficient: str
    value: float
    low: float
    high: float
    level: float
    n_units: int
    n_clusters: int
    resampled: str


def tabulate(codes: Sequence[Sequence[Hashable]], values: Sequence[Hashable] | None = None) -> Codes:
    """Counts of values by unit, from one row of codes a unit (coders in columns).

    values: all values that coders could choose; those seen by default. Chance agreement of AC1 depends on it.

    Raises
    ------
    FramingError
        a code is not among `values`
    """
    seen = {code for row in codes for code in row if not _missing(code)}
    chosen = tuple(_ordered(seen)) if values is None else tuple(values)
    strange = seen - set(chosen)
    if strange:
        raise FramingError(
            f"code {next(iter(strange))!r} is not among the values {list(chosen)}; add it or mend the code"
        )
    place = {value: i for i, value in enumerate(chosen)}
    counts = np.zeros((len(codes), len(chosen)))
    for row, unit in enumerate(codes):
        for code in unit:
            if not _missing(code):
                counts[row, place[code]] += 1
    return Codes(counts, chosen)


def percent_agreement(codes: Codes) -> float:
    """Share of pairs of codes that agree, the mean over units with two codes or more."""
    counts = codes.pairable
    total = counts.sum(axis=1)
    return float(np.mean((counts * (counts - 1)).sum(axis=1) / (total * (total - 1)))) if len(counts) else np.nan


def krippendorff_alpha(codes: Codes, level: Level = "nominal") -> float:
    """Krippendorff's alpha, 1 - observed / expected disagreement.

    level: how far apart two values are. The default is nominal: any two values differ alike. 1 where all codes are
    one value cannot be told from chance: NaN. Reference: Krippendorff (2011), Computing Krippendorff's
    Alpha-Reliability; (2018), Content Analysis, ch. 12.
    """
    counts = codes.pairable
    if not len(counts):
        return np.nan
    weight = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidences = counts.T @ weight - np.diag(weight.sum(axis=0))
    margin = coincidences.sum(axis=1)
    distance = _DISTANCE[level](codes.values, margin)
    expected = float((np.outer(margin, margin) * distance).sum()) / (margin.sum() - 1)
    return 1 - float((coincidences * distance).sum()) / expected if expected > 0 else np.nan


def gwet_ac1(codes: Codes) -> float:
    """Gwet's AC1, which keeps its meaning where one value is much more frequent than the others.

    Agreement is over units with two codes or more, prevalence over all coded units.
    Reference: Gwet (2008), BJMSP 61(1).
    """
    agreed, coded, shares = _gwet_parts(codes)
    if not agreed.any() or coded.shape[1] < 2:
        return np.nan
    observed = float(shares[agreed].mean())
    chance = _gwet_chance(coded)
    return (observed - chance) / (1 - chance)


def gwet_standard_error(codes: Codes) -> float:
    """Standard error of AC1 with units as a sample of many and coders as given. Reference: Gwet (2008), eq. 30."""
    agreed, coded, shares = _gwet_parts(codes)
    n, kinds = coded.shape
    prevalence = (coded / coded.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = _gwet_chance(coded)
    value = gwet_ac1(codes)
    scale = n / agreed.sum()
    of_unit = np.where(agreed, scale * (shares - chance) / (1 - chance), 0.0)
    expected = ((coded / coded.sum(axis=1, keepdims=True)) * (1 - prevalence)).sum(axis=1) / (kinds - 1)
    moved = of_unit - 2 * (1 - value) * (expected - chance) / (1 - chance)
    return float(np.sqrt(np.square(moved - value).sum() / (n * (n - 1))))


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa of two coders, over the units that both coded. Low where one value is frequent: see AC1."""
    both = [(a, b) for a, b in zip(first, second, strict=True) if not (_missing(a) or _missing(b))]
    if not both:
        return np.nan
    observed = sum(a == b for a, b in both) / len(both)
    values = {code for pair in both for code in pair}
    chance = sum(sum(a == v for a, _ in both) * sum(b == v for _, b in both) for v in values) / len(both) ** 2
    return (observed - chance) / (1 - chance) if chance < 1 else np.nan


def with_interval(  # noqa: PLR0913 - how an interval is made
    coefficient: Callable[[Codes], float],
    codes: Codes,
    clusters: Sequence[Hashable] | None = None,
    *,
    name: str,
    level: float = 0.95,
    replicates: int = 2000,
    seed: int = 0,
) -> Reliability:
    """A coefficient with the percentile interval of a bootstrap of whole clusters (articles), or of units.

    clusters: the article of each unit; None resamples units one by one. Resamples without a value (all codes alike)
    are left out. Reference: Zapf et al. (2016), BMC Medical Research Methodology 16:93; Field & Welsh (2007).
    """
    groups = np.arange(len(codes.counts)) if clusters is None else _numbered(clusters)
    if len(groups) != len(codes.counts):
        raise FramingError(f"{len(groups)} clusters for {len(codes.counts)} units; give one a unit")
    rows = [np.flatnonzero(groups == g) for g in range(groups.max() + 1)] if len(groups) else []
    rng = np.random.default_rng(seed)
    found = np.full(replicates, np.nan)
    for i in range(replicates if len(rows) > 1 else 0):
        drawn = np.concatenate([rows[g] for g in rng.integers(len(rows), size=len(rows))])
        found[i] = coefficient(Codes(codes.counts[drawn], codes.values))
    kept = found[~np.isnan(found)]
    tail = (1 - level) / 2
    low, high = np.quantile(kept, [tail, 1 - tail]) if len(kept) else (np.nan, np.nan)
    resampled = "units" if clusters is None else "clusters"
    return Reliability(
        name, coefficient(codes), float(low), float(high), level, len(codes.pairable), len(rows), resampled
    )


def _gwet_parts(codes: Codes) -> tuple[NDArray[np.bool_], Floats, Floats]:
    """Which coded units have two codes or more, the counts of coded units, and the agreement of each."""
    coded = codes.counts[codes.counts.sum(axis=1) > 0]
    total = coded.sum(axis=1)
    pairs = np.where(total > 1, total * (total - 1), 1.0)
    return total > 1, coded, (coded * (coded - 1)).sum(axis=1) / pairs


def _gwet_chance(coded: Floats) -> float:
    """Agreement expected by chance under AC1."""
    prevalence = (coded / coded.sum(axis=1, keepdims=True)).mean(axis=0)
    return float((prevalence * (1 - prevalence)).sum() / (coded.shape[1] - 1))


def _missing(code: Any) -> bool:
    """None, NaN, or an empty cell."""
    return code is None or code != code or code == ""


def _ordered(values: set[Any]) -> list[Any]:
    """Sorted values; by their text where they do not compare."""
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=str)


def _numbered(names: Sequence[Hashable]) -> NDArray[np.int64]:
    """A number from 0 for each name, in order of first use."""
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)


def _nominal(values: Sequence[Any], margin: Floats) -> Floats:
    return 1 - np.eye(len(values))


def _ordinal(values: Sequence[Any], margin: Floats) -> Floats:
    numbers = _numbers(values)
    order = np.argsort(numbers)
    total = np.cumsum(margin[order])
    middle = np.empty(len(numbers))
    middle[order] = total - margin[order] / 2
    return np.asarray(np.square(middle[:, None] - middle[None, :]))


def _interval(values: Sequence[Any], margin: Floats) -> Floats:
    numbers = _numbers(values)
    return np.asarray(np.square(numbers[:, None] - numbers[None, :]))


def _ratio(values: Sequence[Any], margin: Floats) -> Floats:
    numbers = _numbers(values)
    total = numbers[:, None] + numbers[None, :]
    return np.asarray(np.square((numbers[:, None] - numbers[None, :]) / np.where(total == 0, 1.0, total)))


def _numbers(values: Sequence[Any]) -> Floats:
    try:
        return np.array([float(value) for value in values])
    except (TypeError, ValueError) as error:
        raise FramingError(
            f"codes {list(values)[:5]} are no numbers; the nominal level takes any codes, the others take numbers"
        ) from error


_DISTANCE: dict[str, Callable[[Sequence[Any], Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
