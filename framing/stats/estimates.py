"""Ratio-of-sums figures with article-clustered intervals, and the choice of the interval's method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.stats.intervals import bca, binomial, percentile, poisson
from framing.stats.ratios import Flags, Floats, clusters, ratio, supports
from framing.stats.resampling import bootstrap_ratios, generator, jackknife_ratios
from framing.types import Estimate

# below this many articles with an event (for shares also: without one) a bootstrap interval is too narrow
MIN_EVENT_ARTICLES = 10
# below this many articles percentile bounds are corrected for bias and skewness
MIN_PERCENTILE_ARTICLES = 30


@dataclass(frozen=True, slots=True)
class EstimateOptions:
    """How intervals are made: `level` of confidence, bootstrap `replicates`, `seed` of the generator."""

    level: float = 0.95
    replicates: int = 2000
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """One group's figures, an entry a column; value, low and high are plain ratios (not per 1,000).

    `replicates` (replicates × columns) holds the bootstrap ratios, NaN in columns with an exact interval.
    """

    value: Floats
    low: Floats
    high: Floats
    n_articles: NDArray[np.int64]
    numerator: Floats
    denominator: Floats
    method: NDArray[np.object_]
    replicates: Floats


def sparse(numerator: Floats, denominator: Floats, *, share: bool) -> Flags:
    """Whether too few articles carry an event (or, for shares, lack one somewhere) for a bootstrap."""
    few = (numerator > 0).sum(axis=0) < MIN_EVENT_ARTICLES
    if share:
        few |= (numerator < denominator).sum(axis=0) < MIN_EVENT_ARTICLES
    return np.asarray(few)


def estimate_cells(
    numerator: Floats,
    denominator: Floats,
    effect: Floats,
    names: tuple[str, ...],
    *,
    share: bool,
    options: EstimateOptions,
) -> Cells:
    """Figures of one group of articles with intervals, a column each.

    numerator, denominator: articles × columns. effect: the design effect of each column, which shrinks
    numerator and denominator of exact intervals. names: the cell's name, which seeds its resamples.
    Sparse cells get an exact interval, never one of zero width; others the article bootstrap: BCa below 30
    articles, percentile from there on.
    """
    columns = numerator.shape[1]
    cells = Cells(
        value=ratio(numerator, denominator),
        low=np.full(columns, np.nan),
        high=np.full(columns, np.nan),
        n_articles=clusters(denominator).astype(np.int64),
        numerator=numerator.sum(axis=0),
        denominator=denominator.sum(axis=0),
        method=np.full(columns, "no denominator", dtype=object),
        replicates=np.full((options.replicates, columns), np.nan),
    )
    few = sparse(numerator, denominator, share=share)
    for rows, wanted in supports(denominator):
        dense = wanted[~few[wanted]]
        if len(dense):
            block = np.ix_(rows, dense)
            _bootstrap(cells, dense, (numerator[block], denominator[block]), names, options)
    exact = np.flatnonzero((cells.denominator > 0) & np.isnan(cells.low))
    if len(exact):
        _exact(cells, exact, effect[exact], share=share, level=options.level)
    return cells


def _bootstrap(
    cells: Cells,
    columns: NDArray[np.intp],
    sums: tuple[Floats, Floats],
    names: tuple[str, ...],
    options: EstimateOptions,
) -> None:
    """Fill bootstrap intervals into `columns`, leaving those whose articles all have one ratio as NaN."""
    replicates = bootstrap_ratios(*sums, generator(options.seed, *names), replicates=options.replicates)
    if len(sums[0]) < MIN_PERCENTILE_ARTICLES:
        low, high = bca(replicates, cells.value[columns], jackknife_ratios(*sums), options.level)
        name = "BCa"
    else:
        low, high = percentile(replicates, options.level)
        name = "percentile"
    wide = high - low > 1e-12
    filled = columns[wide]
    cells.low[filled], cells.high[filled] = low[wide], high[wide]
    cells.replicates[:, filled] = replicates[:, wide]
    cells.method[filled] = f"article bootstrap, {name}, B={options.replicates}"


def _exact(cells: Cells, columns: NDArray[np.intp], effect: Floats, *, share: bool, level: float) -> None:
    """Fill exact intervals into `columns`, with both sums divided by the design effect."""
    count, total = cells.numerator[columns] / effect, cells.denominator[columns] / effect
    formula = binomial if share else poisson
    cells.low[columns], cells.high[columns] = formula(count, total, level)
    name = "exact binomial (Clopper-Pearson)" if share else "exact Poisson"
    for column, factor in zip(columns, effect, strict=True):
        cells.method[column] = f"{name}, design effect {factor:.2f}"


def estimate_ratio(
    numerator: Floats,
    denominator: Floats,
    *,
    share: bool = False,
    effect: float = 1.0,
    unit: str = "",
    options: EstimateOptions | None = None,
) -> Estimate:
    """One figure from one numerator and one denominator an article.

    A rate (default) is per 1,000 of the denominator, a share is plain. `effect` is the design effect that
    sparse cells are shrunk by (see `design_effect`).
    """
    chosen = options or EstimateOptions()
    x, w = (np.asarray(v, dtype=float).reshape(-1, 1) for v in (numerator, denominator))
    cells = estimate_cells(x, w, np.array([effect]), ("",), share=share, options=chosen)
    scale = 1.0 if share else 1000.0
    return Estimate(
        value=float(cells.value[0]) * scale,
        low=float(cells.low[0]) * scale,
        high=float(cells.high[0]) * scale,
        level=chosen.level,
        n_articles=int(cells.n_articles[0]),
        numerator=float(cells.numerator[0]),
        denominator=float(cells.denominator[0]),
        method=str(cells.method[0]),
        seed=chosen.seed if "bootstrap" in str(cells.method[0]) else None,
        unit=unit or ("share" if share else "per 1,000 words"),
    )
