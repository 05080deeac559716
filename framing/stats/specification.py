"""Specification curve: one contrast under every defensible choice of the analyst, against relabelled outlets.

What varies (term list, voice, wire copy, duplicates, denominator, model, matching) is the caller's: each specification
becomes a numerator and a denominator an article. Every specification is judged by the same statistic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.ratios import Flags, Floats, sum_by
from framing.stats.resampling import generator, studentised_difference

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class SpecificationOptions:
    """`permutations` of the outlets, `seed`, and `alpha` of a specification's own test."""

    permutations: int = 999
    seed: int = 0
    alpha: float = 0.05


@dataclass(frozen=True, slots=True)
class SpecificationCurve:
    """The contrast in every specification, and what relabelled outlets give.

    table: one row a specification in order of its estimate: the choices, `estimate` (difference of ratios of sums),
    `ratio`, `z`, `p_value` (its own permutations), `null_low`, `null_high` (95 % band of the ordered estimates when
    outlets are relabelled). median: of the estimates. same_sign: share with the median's sign. significant: share with
    p at most alpha. p_median, p_same_sign, p_significant: how often relabelled outlets give as much.
    """

    table: pd.DataFrame
    median: float
    same_sign: float
    significant: float
    p_median: float
    p_same_sign: float
    p_significant: float
    n_specifications: int
    options: SpecificationOptions


def grid(choices: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Every combination of the choices, a row each. Raises FramingError where a choice has no value."""
    import pandas as pd

    for name, values in choices.items():
        if not len(values):
            raise FramingError(f"choice {name!r} has no value; give at least one")
    return pd.DataFrame(list(product(*choices.values())), columns=list(choices))


def specification_curve(
    specifications: pd.DataFrame,
    numerator: Floats,
    denominator: Floats,
    member: Flags,
    *,
    cluster: NDArray[np.intp] | None = None,
    options: SpecificationOptions | None = None,
) -> SpecificationCurve:
    """The difference of two groups in every specification, with a permuted-outlet null for the whole curve.

    specifications: a row each, its columns the choices. numerator, denominator: articles × specifications; an article
    that a specification leaves out (wire copy, say) has 0 in both. member: the articles of the first group. cluster: a
    label an article that no two groups share; whole clusters are relabelled. Each permutation relabels articles once
    for all specifications, so that the null keeps how they depend on each other. Raises FramingError where shapes
    differ, or a specification has fewer than 2 articles of a group.

    References: Simonsohn, Simmons & Nelson (2020), Nature Human Behaviour 4; Steegen et al. (2016).
    """
    chosen = options or SpecificationOptions()
    x, w, inside = _checked(specifications, numerator, denominator, member, cluster)
    rng = generator(chosen.seed, "specifications")
    draws = np.vstack([inside, [rng.permutation(inside) for _ in range(chosen.permutations)]]).astype(float)
    first, every = (draws @ x, draws @ w), (x.sum(axis=0), w.sum(axis=0))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = first[0] / first[1], (every[0] - first[0]) / (every[1] - first[1])
        estimates = ratios[0] - ratios[1]
    statistic = np.abs(_studentised(x, w, draws))
    # rank of every draw among all draws, in each specification: its own p-value
    p_values = (len(draws) - _ranks_below(statistic)) / len(draws)
    summary = np.column_stack(
        [
            np.abs(np.nanmedian(estimates, axis=1)),
            np.maximum((estimates > 0).mean(axis=1), (estimates < 0).mean(axis=1)),
            (p_values <= chosen.alpha).mean(axis=1),
        ]
    )
    as_much = (summary >= summary[0] - 1e-12).mean(axis=0)
    order = np.argsort(estimates[0], kind="stable")
    low, high = np.nanquantile(np.sort(estimates[1:], axis=1), [0.025, 0.975], axis=0)
    median = float(np.nanmedian(estimates[0]))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = ratios[0][0] / ratios[1][0]
    table = specifications.reset_index(drop=True).assign(
        estimate=estimates[0],
        ratio=ratio,
        z=_studentised(x, w, draws[:1])[0],
        p_value=p_values[0],
    )
    return SpecificationCurve(
        table=table.iloc[order].reset_index(drop=True).assign(null_low=low, null_high=high),
        median=median,
        same_sign=float((np.sign(estimates[0]) == np.sign(median)).mean()),
        significant=float(summary[0, 2]),
        p_median=float(as_much[0]),
        p_same_sign=float(as_much[1]),
        p_significant=float(as_much[2]),
        n_specifications=len(specifications),
        options=chosen,
    )


def _checked(
    specifications: pd.DataFrame,
    numerator: Floats,
    denominator: Floats,
    member: Flags,
    cluster: NDArray[np.intp] | None,
) -> tuple[Floats, Floats, Flags]:
    """Sums and membership by cluster, after checks."""
    x, w = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    inside = np.asarray(member, dtype=bool)
    if x.shape != w.shape or x.shape != (len(inside), len(specifications)):
        raise FramingError(
            f"numerator {x.shape}, denominator {w.shape} for {len(inside)} articles and {len(specifications)} "
            "specifications; give articles × specifications"
        )
    if cluster is not None:
        part = sum_by(cluster, inside[:, None].astype(float))[:, 0] / np.unique(cluster, return_counts=True)[1]
        if not np.isin(part, (0.0, 1.0)).all():
            raise FramingError("a cluster holds articles of both groups; relabel articles, or match by story")
        x, w, inside = sum_by(cluster, x), sum_by(cluster, w), part == 1
    for side in (inside, ~inside):
        least = (w[side] > 0).sum(axis=0)
        if (least < 2).any():
            raise FramingError(
                f"specification {int(least.argmin())} has {least.min()} article(s) of a group; leave it out"
            )
    return x, w, inside


def _studentised(x: Floats, w: Floats, draws: Floats) -> Floats:
    """The studentised difference in every draw and specification; each uses the articles it has."""
    found = np.empty((len(draws), x.shape[1]))
    for column in range(x.shape[1]):
        rows = w[:, column] > 0
        found[:, column] = _one_column(x[rows, column], w[rows, column], draws[:, rows])
    return found


def _one_column(x: Floats, w: Floats, draws: Floats) -> Floats:
    """As `studentised_difference`, for draws whose groups have different sizes since articles are left out."""
    sizes = draws.sum(axis=1).astype(int)
    found = np.full(len(draws), np.nan)
    for size in np.unique(sizes):
        if 2 <= size <= len(x) - 2:
            rows = sizes == size
            member = np.arange(len(x)) < size
            found[rows] = studentised_difference(x[:, None], w[:, None], member, draws=draws[rows])[:, 0]
    return found


def _ranks_below(values: Floats) -> Floats:
    """How many draws have a smaller statistic, for every draw and specification."""
    ranks = np.empty(values.shape)
    filled = np.nan_to_num(values, nan=0.0, posinf=np.finfo(float).max)
    for column in range(values.shape[1]):
        ranks[:, column] = np.searchsorted(np.sort(filled[:, column]), filled[:, column] - 1e-9, side="left")
    return ranks
