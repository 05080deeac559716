"""Ratio-of-sums figures with clustered intervals, and the choice of the interval's method."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.intervals import (
    bca,
    binomial_mid_p,
    expanded,
    linearised,
    percentile,
    poisson_mid_p,
    studentised,
)
from framing.stats.ratios import Flags, Floats, clusters, linearised_se, ratio, sum_by, supports
from framing.stats.resampling import bootstrap_ratios, bootstrap_with_errors, bundled, generator, jackknife_ratios
from framing.types import Estimate

# below this many clusters with an event (for shares also: without one) a bootstrap interval is too narrow
MIN_EVENT_CLUSTERS = 10
INTERVALS = ("studentised", "percentile", "BCa", "linearised")


@dataclass(frozen=True, slots=True)
class EstimateOptions:
    """How intervals are made: `level` of confidence, bootstrap `replicates`, `seed` of the generator, method.

    interval: "studentised" (bootstrap-t, the default: it alone holds its level for skewed counts of few
    clusters), "percentile", "BCa", or "linearised" (no resampling: for many cells). Sparse cells have exact
    intervals whatever is chosen.
    """

    level: float = 0.95
    replicates: int = 2000
    seed: int = 0
    interval: str = "studentised"

    def __post_init__(self) -> None:
        if self.interval not in INTERVALS:
            raise FramingError(f"unknown interval {self.interval!r}; choose from {', '.join(INTERVALS)}")


@dataclass(frozen=True, slots=True)
class Cells:
    """One group's figures, an entry a column; value, low and high are plain ratios (not per 1,000)."""

    value: Floats
    low: Floats
    high: Floats
    n_articles: NDArray[np.int64]
    n_clusters: NDArray[np.int64]
    numerator: Floats
    denominator: Floats
    method: NDArray[np.object_]


def sparse(numerator: Floats, denominator: Floats, *, share: bool) -> Flags:
    """Whether too few clusters carry an event (or, for shares, lack one somewhere) for a bootstrap."""
    few = (numerator > 0).sum(axis=0) < MIN_EVENT_CLUSTERS
    if share:
        few |= (numerator < denominator).sum(axis=0) < MIN_EVENT_CLUSTERS
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
    Sparse cells get an exact interval, never one of zero width; others the
    interval of the options.
    """
    columns = numerator.shape[1]
    counted = clusters(denominator).astype(np.int64)
    cells = Cells(
        value=ratio(numerator, denominator),
        low=np.full(columns, np.nan),
        high=np.full(columns, np.nan),
        n_articles=counted,
        n_clusters=counted,
        numerator=numerator.sum(axis=0),
        denominator=denominator.sum(axis=0),
        method=np.full(columns, "no denominator", dtype=object),
    )
    few = sparse(numerator, denominator, share=share)
    for rows, wanted in supports(denominator):
        dense = wanted[~few[wanted]]
        if len(dense):
            block = np.ix_(rows, dense)
            low, high, name = _bounds((numerator[block], denominator[block]), names, options, share=share)
            # clusters that all have one ratio tell nothing of the spread: left for an exact interval
            wide = high - low > 1e-12
            cells.low[dense[wide]], cells.high[dense[wide]] = low[wide], high[wide]
            cells.method[dense[wide]] = name
    exact = np.flatnonzero((cells.denominator > 0) & np.isnan(cells.low))
    if len(exact):
        _exact(cells, exact, effect[exact], share=share, level=options.level)
    return cells


def estimate_clusters(
    sums: tuple[Floats, Floats],
    cluster: NDArray[np.intp],
    effect: Floats,
    names: tuple[str, ...],
    *,
    share: bool,
    options: EstimateOptions,
) -> Cells:
    """Figures of `estimate_cells` with articles of one label (a story, a day) resampled together.

    sums: numerators and denominators, articles × columns each. cluster: a label an article. Design effects of few
    clusters are uncertain: they are raised by (t/z)², t with clusters - 1 degrees of freedom (Korn & Graubard 1998).
    """
    from scipy.stats import norm, t

    numerator, denominator = (sum_by(cluster, part) for part in sums)
    tail = (1 - options.level) / 2
    effect = effect * np.square(t.isf(tail, np.maximum(clusters(denominator) - 1, 1)) / norm.isf(tail))
    cells = estimate_cells(numerator, denominator, effect, names, share=share, options=options)
    method = np.array([str(name).replace("article", "cluster") for name in cells.method], dtype=object)
    return replace(cells, n_articles=clusters(sums[1]).astype(np.int64), method=method)


def _bounds(
    sums: tuple[Floats, Floats], names: tuple[str, ...], options: EstimateOptions, *, share: bool
) -> tuple[Floats, Floats, str]:
    """Bounds of every column by the method of the options, and its name."""
    value, rng = ratio(*sums), generator(options.seed, *names)
    if options.interval == "linearised":
        low, high = linearised(value, linearised_se(*sums), clusters(sums[1]), options.level, share=share)
        return low, high, "article-clustered, linearised"
    if options.interval == "studentised":
        drawn = bootstrap_with_errors(*bundled(sums, rng), rng, replicates=options.replicates)
        limits = 0.0, 1.0 if share else np.inf
        # counts are more skewed than shares, and resamples of few show too little of it
        level = options.level if share else expanded(options.level, len(sums[0]))
        low, high = studentised(value, linearised_se(*sums), drawn, level, limits=limits)
    else:
        drawn_from = bundled(sums, rng)
        replicates = bootstrap_ratios(*drawn_from, rng, replicates=options.replicates)
        if options.interval == "BCa":
            low, high = bca(replicates, value, jackknife_ratios(*drawn_from), options.level)
        else:
            low, high = percentile(replicates, options.level)
    return low, high, f"article bootstrap, {options.interval}, B={options.replicates}"


def _exact(cells: Cells, columns: NDArray[np.intp], effect: Floats, *, share: bool, level: float) -> None:
    """Fill mid-p intervals into `columns`, with both sums divided by the design effect."""
    count, total = cells.numerator[columns] / effect, cells.denominator[columns] / effect
    formula = binomial_mid_p if share else poisson_mid_p
    cells.low[columns], cells.high[columns] = formula(count, total, level)
    name = "exact binomial, mid-p" if share else "exact Poisson, mid-p"
    for column, factor in zip(columns, effect, strict=True):
        cells.method[column] = f"{name}, design effect {factor:.2f}"


def estimate_ratio(
    numerator: Floats,
    denominator: Floats,
    *,
    share: bool = False,
    effect: float = 1.0,
    options: EstimateOptions | None = None,
    cluster: NDArray[np.intp] | None = None,
) -> Estimate:
    """One figure from one numerator and one denominator an article.

    A rate (default) is per 1,000 of the denominator, a share is plain. `effect` is the design effect that
    sparse cells are shrunk by (see `design_effect`). `cluster` has a label an article: articles of one story
    or day are resampled together.
    """
    chosen = options or EstimateOptions()
    x, w = (np.asarray(v, dtype=float).reshape(-1, 1) for v in (numerator, denominator))
    effects = np.array([effect])
    if cluster is None:
        cells = estimate_cells(x, w, effects, ("",), share=share, options=chosen)
    else:
        cells = estimate_clusters((x, w), cluster, effects, ("",), share=share, options=chosen)
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
        unit="share" if share else "per 1,000 words",
    )
