"""Diversity of sources compared between outlets that have differently many mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.concentration import chao1, concentration_ratio, coverage, gini, herfindahl, hill, rarefied
from framing.stats.diversity import Counts, count_sources
from framing.stats.options import ComparisonOptions, Scored
from framing.stats.ratios import Floats
from framing.stats.reading import Pieces, opened
from framing.stats.samples import draw_sample

if TYPE_CHECKING:
    import pandas as pd

ORDERS = (0, 1, 2)
_BLOCKS = 200  # of articles that are left out in turn; fewer articles are left out one at a time


def source_diversity(scored: Scored, options: ComparisonOptions | None = None) -> pd.DataFrame:
    """How diverse the named sources of each outlet are, at equal coverage and in equally many mentions.

    One row an outlet, order (0, 1, 2: all sources, the usual ones, the frequent ones) and way: "equal coverage"
    (draws from each outlet that cover an equal share of the sources' mentions), "equal size" (equally many mentions).
    `value` is an effective number of sources, `mentions` the size of the draw. Beside it figures of all mentions,
    which differ with their number: `sources`, `observed` (Hill number), `chao1`, `gini`, `hhi`, `cr4`, `coverage`.
    Outlets below `min_articles` are left out. Raises FramingError where no outlet is left.
    """
    options = options or ComparisonOptions()
    scored = opened(scored)
    sample = draw_sample(scored, options)
    counts = count_sources(Pieces(scored, "attributions", sample), sample)
    cells = {name: counts.of(np.flatnonzero(sample.group == place)) for place, name in enumerate(sample.groups)}
    return compare_diversity(cells, level=options.level, min_articles=options.min_articles)


def compare_diversity(cells: dict[str, Counts], *, level: float = 0.95, min_articles: int = 10) -> pd.DataFrame:
    """`source_diversity` from counts by outlet.

    The interval is a jackknife of the logarithm over articles: resamples of a bootstrap repeat articles, and with
    them sources, so that its percentiles miss the truth most of the time. Reference: Chao & Jost (2012), Ecology
    93(12); Miller (1974), Biometrika 61.
    """
    import pandas as pd
    from scipy.stats import norm

    kept = {name: cell for name, cell in cells.items() if len(np.unique(cell.article)) >= min_articles}
    if not kept:
        raise FramingError(f"no outlet has {min_articles} articles or more that name a source")
    wholes = {name: _by_source(cell) for name, cell in kept.items()}
    least = min(coverage(whole) for whole in wholes.values())
    fewest = min(whole.sum() for whole in wholes.values())
    reach = float(norm.isf((1 - level) / 2))
    rows = []
    for name, cell in kept.items():
        whole = wholes[name]
        for way, size in (("equal coverage", _size_at(whole, least)), ("equal size", float(fewest))):
            for order in ORDERS:
                value = rarefied(whole, size, order)
                error = _log_error(cell, whole, size, order)
                rows.append(
                    {
                        "outlet": name,
                        "order": order,
                        "way": way,
                        "value": value,
                        "low": max(value * np.exp(-reach * error), 1.0),
                        "high": value * np.exp(reach * error),
                        "level": level,
                        "mentions": size,
                        "n_articles": len(np.unique(cell.article)),
                        "sources": len(whole),
                        "observed": hill(whole, order),
                        "coverage": coverage(whole),
                        "chao1": chao1(whole),
                        "gini": gini(whole),
                        "hhi": herfindahl(whole),
                        "cr4": concentration_ratio(whole),
                        "method": "article jackknife of the logarithm",
                    }
                )
    return pd.DataFrame(rows)


def _by_source(cell: Counts) -> Floats:
    return np.asarray(np.bincount(cell.source, cell.count), dtype=float)


def _size_at(whole: Floats, wanted: float) -> float:
    """The fewest mentions whose draw covers the wanted share; all of them where they do not exceed it."""
    low, high = 1, int(whole.sum())
    if coverage(whole) <= wanted:
        return float(high)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if coverage(whole, middle) >= wanted else (middle + 1, high)
    return float(low)


def _log_error(cell: Counts, whole: Floats, size: float, order: int) -> float:
    """Jackknife standard error of the logarithm of a rarefied number, blocks of articles left out in turn."""
    articles = np.unique(cell.article)
    blocks: list[NDArray[np.intp]] = np.array_split(articles, min(len(articles), _BLOCKS))
    block = np.repeat(np.arange(len(blocks)), [len(each) for each in blocks])[np.searchsorted(articles, cell.article)]
    logs = []
    for place in range(len(blocks)):
        mine = block == place
        left = whole - np.bincount(cell.source[mine], cell.count[mine], len(whole))
        logs.append(np.log(rarefied(left, min(size, left.sum()), order)) if left.sum() else 0.0)
    return float(np.sqrt((len(logs) - 1) * np.var(logs)))
