"""Whether a contrast hangs on one term, one story or one week: it is made again with each left out in turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.ratios import Flags, Floats, linearised_se, ratio

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """A rate ratio and what becomes of it.

    table: one row a unit left out, with `left_out`, `ratio`, `log_change` (of ln ratio), `p_value`, `sign_flips`,
    `significance_flips`; largest change first. p-values are of the linearised log ratio: for the comparison within this
    table only. NaN where the ratio is 0 or infinite.
    """

    ratio: float
    p_value: float
    max_log_change: float
    sign_flips: int
    significance_flips: int
    table: pd.DataFrame


def leave_one_term_out(
    counts: Floats, exposure: Floats, member: Flags, terms: list[str], *, alpha: float = 0.05
) -> LeaveOneOut:
    """The ratio of two groups' rates with each term's counts taken out.

    counts: articles × terms. exposure: an entry an article. member: the articles of the first group, the others are
    its reference. Raises FramingError where shapes differ or there are fewer than 2 terms. Reference: Steegen et al.
    (2016), Perspectives on Psychological Science 11(5).
    """
    counts, exposure = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    if counts.shape != (len(member), len(terms)) or len(exposure) != len(member):
        raise FramingError(
            f"counts are {counts.shape}, exposure {len(exposure)}, member {len(member)} long, for {len(terms)} terms; "
            "give articles × terms"
        )
    if len(terms) < 2:
        raise FramingError(f"only {len(terms):,} to leave out: two terms are needed")
    kept = counts.sum(axis=1, keepdims=True) - counts
    below = np.repeat(exposure[:, None], len(terms), axis=1)
    whole = _log_ratios(counts.sum(axis=1, keepdims=True), exposure[:, None], member)
    return _summary(whole, _log_ratios(kept, below, member), list(terms), alpha)


def leave_one_unit_out(
    numerator: Floats, denominator: Floats, member: Flags, unit: NDArray[Any], *, alpha: float = 0.05
) -> LeaveOneOut:
    """The ratio of two groups' figures with each story, week or outlet taken out.

    numerator, denominator: an entry an article. unit: the story or week of each; articles without one (missing, "")
    are never left out. Raises FramingError where lengths differ or there are fewer than 2 units.
    """
    import pandas as pd

    x, w = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    if not len(x) == len(w) == len(member) == len(unit):
        raise FramingError(f"{len(x)}, {len(w)}, {len(member)} and {len(unit)} articles; give as many of each")
    labels = pd.Series(unit).replace("", None)
    codes, names = pd.factorize(labels, sort=True)
    if len(names) < 2:
        raise FramingError(f"only {len(names):,} to leave out: two are needed")
    # a column a unit: its articles have neither counts nor exposure there
    keep = codes[:, None] != np.arange(len(names))
    whole = _log_ratios(x[:, None], w[:, None], member)
    return _summary(whole, _log_ratios(x[:, None] * keep, w[:, None] * keep, member), list(names), alpha)


def _log_ratios(x: Floats, w: Floats, member: Flags) -> tuple[Floats, Floats]:
    """ln of the ratio of the two groups' figures and its two-sided p-value, a column each."""
    from scipy.stats import norm

    logs, variance = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for sign, rows in ((1, member), (-1, ~np.asarray(member))):
        value = ratio(x[rows], w[rows])
        safe = np.where(value > 0, value, np.nan)
        logs = logs + sign * np.log(safe)
        variance = variance + np.square(linearised_se(x[rows], w[rows]) / safe)
    error = np.sqrt(variance)
    return logs, 2 * norm.sf(np.abs(logs) / np.where(error > 0, error, np.nan))


def _summary(whole: tuple[Floats, Floats], left: tuple[Floats, Floats], names: list[Any], alpha: float) -> LeaveOneOut:
    import pandas as pd

    (log, p), (logs, p_values) = (float(whole[0][0]), float(whole[1][0])), left
    table = pd.DataFrame(
        {
            "left_out": names,
            "ratio": np.exp(logs),
            "log_change": logs - log,
            "p_value": p_values,
            "sign_flips": logs * log < 0,
            "significance_flips": (p_values < alpha) != (p < alpha),
        }
    )
    order = table["log_change"].abs().sort_values(ascending=False, kind="stable", na_position="first").index
    change = np.abs(logs - log)
    return LeaveOneOut(
        ratio=float(np.exp(log)),
        p_value=p,
        max_log_change=float(np.nanmax(change)) if np.isfinite(change).any() else np.nan,
        sign_flips=int(table["sign_flips"].sum()),
        significance_flips=int(table["significance_flips"].sum()),
        table=table.loc[order].reset_index(drop=True),
    )
