"""How near a tool's figures by outlet come to those marked by hand: rates, direct shares, and what they contrast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations
from math import log, nan

import numpy as np

from framing.attribution.outlet_scoring import Tally
from framing.stats.contrasts import PermutationOptions, compare_groups, make_group
from framing.stats.estimates import EstimateOptions
from framing.stats.ratios import Floats, linearised_se

MAX_P = 0.05
RATE, SHARE = "attributions per 1,000 words", "direct share"


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """An outlet's words, its attributions per 1,000 words, and the share of direct ones, by hand and as found.

    `standard_error` is that of the log ratio with articles as clusters: what it would vary by if other articles
    of the outlet had been marked. NaN below 2 articles with attributions.
    """

    outlet: str
    articles: int
    words: int
    gold: float
    found: float
    gold_direct: float
    found_direct: float
    standard_error: float

    @property
    def log_ratio(self) -> float:
        """Natural logarithm of found over hand-marked attributions, NaN where either are none."""
        return log(self.found / self.gold) if self.gold > 0 and self.found > 0 else nan

    @property
    def direct_error(self) -> float:
        """Found less hand-marked direct share."""
        return self.found_direct - self.gold_direct


@dataclass(frozen=True, slots=True)
class OutletContrast:
    """The difference of two outlets in a measure, by hand and as found; p is NaN where it is not tested."""

    measure: str
    outlet: str
    reference: str
    gold: float
    found: float
    gold_p: float
    found_p: float

    @property
    def gold_differs(self) -> bool:
        """Whether the outlets differ by hand: p < .05, not corrected, so that no contrast escapes the check."""
        return self.gold_p < MAX_P

    @property
    def found_differs(self) -> bool:
        """Whether they differ as found, in the same way."""
        return self.found_p < MAX_P

    @property
    def reversed(self) -> bool:
        """Whether the outlets differ by hand, and as found the other way, whatever its p."""
        return self.gold_differs and self.gold * self.found < 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures by outlet with their total, agreement over articles, and every contrast of two outlets."""

    outlets: tuple[OutletFigures, ...]
    total: OutletFigures
    concordance: float
    correlation: float
    contrasts: tuple[OutletContrast, ...]

    @property
    def bias(self) -> float:
        """Mean over outlets of the log ratio."""
        return float(np.mean(self._log_ratios()))

    @property
    def spread(self) -> float:
        """Standard deviation over outlets (n - 1) of the log ratio; NaN of one outlet."""
        return float(np.std(self._log_ratios(), ddof=1)) if len(self.outlets) > 1 else nan

    @property
    def span(self) -> float:
        """Largest less smallest log ratio of an outlet."""
        return float(np.ptp(self._log_ratios()))

    @property
    def direct_error(self) -> float:
        """Largest absolute error of an outlet's direct share."""
        return float(np.abs([figures.direct_error for figures in self.outlets]).max())

    def _log_ratios(self) -> Floats:
        return np.array([figures.log_ratio for figures in self.outlets])


def agree(tallies: Mapping[str, Sequence[Tally]], options: EstimateOptions | None = None) -> Agreement:
    """Return the agreement of found with hand-marked attributions, given each outlet's articles, one at least.

    `concordance` is of the articles' attributions per 1,000 words, `correlation` (Pearson) of their counts; both
    NaN where nothing varies. Contrasts are those of `compare_groups`, with articles as clusters.
    """
    values = {outlet: np.array([astuple(each) for each in rows], dtype=float) for outlet, rows in tallies.items()}
    every = np.concatenate(list(values.values()))
    words, gold, _, found, _ = every.T
    some = words > 0
    return Agreement(
        outlets=tuple(_figures(outlet, rows) for outlet, rows in values.items()),
        total=_figures("all", every),
        concordance=concordance(gold[some] / words[some], found[some] / words[some]),
        correlation=_correlation(gold, found),
        contrasts=tuple(_contrasts(values, options or EstimateOptions())),
    )


def concordance(one: Floats, other: Floats) -> float:
    """Return Lin's concordance correlation coefficient of paired figures; NaN of none, and where all are the same.

    Twice the covariance over the sum of both variances and the squared difference of means, all with divisor n.
    Reference: Lin (1989), Biometrics 45(1).

    >>> round(concordance(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0])), 4)
    0.5714
    """
    if not len(one):
        return nan
    below = one.var() + other.var() + (one.mean() - other.mean()) ** 2
    above = 2 * np.mean((one - one.mean()) * (other - other.mean()))
    return float(above / below) if below > 0 else nan


def _correlation(one: Floats, other: Floats) -> float:
    varies = len(one) > 1 and np.ptp(one) > 0 and np.ptp(other) > 0
    return float(np.corrcoef(one, other)[0, 1]) if varies else nan


def _figures(outlet: str, values: Floats) -> OutletFigures:
    words, gold, gold_direct, found, found_direct = map(float, values.sum(axis=0))
    return OutletFigures(
        outlet,
        articles=len(values),
        words=int(words),
        gold=1000 * _over(gold, words),
        found=1000 * _over(found, words),
        gold_direct=_over(gold_direct, gold),
        found_direct=_over(found_direct, found),
        standard_error=_over(float(linearised_se(values[:, [3]], values[:, [1]])[0]), _over(found, gold)),
    )


def _over(above: float, below: float) -> float:
    return above / below if below else nan


def _contrasts(values: Mapping[str, Floats], options: EstimateOptions) -> Iterator[OutletContrast]:
    """Yield the contrasts of every two outlets, first of rates, then of direct shares."""
    words, gold, gold_direct, found, found_direct = range(5)
    for measure, above, below in (
        (RATE, [gold, found], [words, words]),
        (SHARE, [gold_direct, found_direct], [gold, found]),
    ):
        share = measure == SHARE
        scale = 1 if share else 1000
        groups = [
            make_group(outlet, (rows[:, above], rows[:, below]), np.ones(2), share=share, options=options)
            for outlet, rows in values.items()
        ]
        for one, other in combinations(groups, 2):
            told = compare_groups(one, other, share=share, options=options, test=PermutationOptions())
            difference = map(float, told.difference * scale)
            yield OutletContrast(measure, one.name, other.name, *difference, *map(float, told.p_value))
