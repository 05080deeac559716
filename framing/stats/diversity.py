"""How many sources share the word: effective numbers of sources, within an article and over an outlet's articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.blocks import Block
from framing.stats.coded import places
from framing.stats.options import ComparisonOptions
from framing.stats.ratios import Floats
from framing.stats.rows import NO_MARKS, Table
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

Numbers = NDArray[np.integer[Any]]  # of articles and of sources, from 0

IN_ARTICLE = "effective sources in an article"
OVERALL = "effective sources"
_METHOD = "article jackknife of the logarithm"


def named(found: pd.DataFrame) -> pd.DataFrame:
    """The attributions whose source has a name, which alone tells one source from another."""
    return found[found["source_name"] != ""]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each article names each source: parallel arrays, an entry a pair that occurs, by article."""

    article: Numbers
    source: Numbers
    count: Numbers | Floats

    def of(self, articles: NDArray[np.intp]) -> Counts:
        """The counts of some articles, in ascending order; those that occur and their sources are numbered from 0."""
        wanted = articles.astype(self.article.dtype)
        first, end = (np.searchsorted(self.article, wanted, side) for side in ("left", "right"))
        sizes = (end - first)[end > first]
        at = np.repeat(first[end > first] - (sizes.cumsum() - sizes), sizes) + np.arange(sizes.sum())
        source = self.source[at]
        numbers = (np.bincount(source) > 0).cumsum() - 1
        return Counts(np.repeat(np.arange(len(sizes)), sizes), numbers[source], self.count[at].astype(float))


def count_sources(attributions: Iterable[pd.DataFrame], sample: Sample) -> Counts:
    """The attributions to named sources by article of the sample and source; the attributions come in pieces."""
    numbers: dict[str, int] = {}
    found: list[tuple[Numbers, Numbers, Numbers]] = []
    for piece in attributions:
        mine = named(piece)
        names = [str(name) for name in mine["source_name"].unique()]
        number = np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.intp)
        article, source = places(sample.ids, mine["article_id"]), number[places(names, mine["source_name"])]
        pairs, count = np.unique(article * max(len(numbers), 1) + source, return_counts=True)
        columns = (*np.divmod(pairs, max(len(numbers), 1)), count)
        found.append((*(column.astype(np.int32) for column in columns),))
    return _by_article(found, len(sample.articles))


def _by_article(pieces: list[tuple[Numbers, Numbers, Numbers]], size: int) -> Counts:
    """The pieces as one, which are let go on the way; what an article has stands together in one of them."""
    sizes = np.zeros(size, dtype=np.intp)
    for article, *_ in pieces:
        there, times = np.unique(article, return_counts=True)
        sizes[there] = times
    begin = sizes.cumsum() - sizes
    source, count = (np.empty(sizes.sum(), dtype=np.int32) for _ in range(2))
    while pieces:
        article, sources, counts = pieces.pop()
        at = begin[article] + np.arange(len(article)) - np.searchsorted(article, article)
        source[at], count[at] = sources, counts
    return Counts(np.repeat(np.arange(size, dtype=np.int32), sizes), source, count)


def diversity_block(counts: Counts, sample: Sample) -> Block:
    """The effective number of sources in each article that names any, as a mean over articles.

    It is 1/sum p², with p a source's part of the article's attributions to named sources: the number of sources
    with equal parts that would be as concentrated. References: Simpson (1949), Nature 163; Hill (1973), Ecology
    54; Jost (2006), Oikos 113.
    """
    size = len(sample.articles)
    total = np.bincount(counts.article, counts.count, size)
    squares = np.bincount(counts.article, np.square(counts.count, dtype=float), size)
    has = total > 0
    return Block(
        measure="sourcing",
        voice="all",
        items=(IN_ARTICLE,),
        families=("sourcing",),
        unit="mean per article: effective number of sources",
        share=False,
        numerator=(total**2 / np.where(has, squares, 1.0)).reshape(-1, 1),
        denominator=has.astype(float).reshape(-1, 1),
        needs_marks=True,
        per=1.0,
    )


def diversity_rows(
    table: Table, attributions: Iterable[pd.DataFrame], sample: Sample, options: ComparisonOptions
) -> None:
    """Add the effective number of sources over each group's articles, rarefied to equally many articles.

    More articles name more sources, so each cell is rarefied to the articles of the smallest one of its period
    that has `min_articles`. Nothing is added where no source has a name.
    """
    counts = count_sources(attributions, sample)
    if not len(counts.count):
        return
    has = np.zeros(len(sample.articles), dtype=bool)
    has[counts.article] = True
    cells = {
        (outlet, period): rows[sample.marks[rows] & has[rows]]
        for index, outlet in enumerate(sample.groups)
        for period, rows in sample.cells(index)
    }
    sizes = {key: len(rows) for key, rows in cells.items()}
    for (outlet, period), rows in cells.items():
        cell = counts.of(rows)
        alike = [size for (_, when), size in sizes.items() if when == period and size >= options.min_articles]
        size = sizes[outlet, period]
        drawn = min([size, *alike])
        marked = sample.marks[sample.group == sample.groups.index(outlet)].any()
        table.add(
            _figures(cell, size, drawn, options.level)
            | {"outlet": outlet, "period": period, "level": options.level, "seed": options.seed}
            | {"small": size < options.min_articles}
            | ({} if marked else {"numerator": np.nan, "denominator": np.nan, "method": NO_MARKS}),
            1,
        )


def _figures(cell: Counts, articles: int, drawn: int, level: float) -> dict[str, Any]:
    value, low, high = effective_number(cell, articles, drawn, level) if articles else (np.nan,) * 3
    return {
        "measure": "sourcing",
        "item": OVERALL,
        "voice": "all",
        "unit": f"effective number of sources in {drawn:,} articles",
        "value": value,
        "low": low,
        "high": high,
        "n_articles": articles,
        "numerator": float(len(np.unique(cell.source))),
        "denominator": cell.count.sum(),
        "method": _METHOD if low == low else "no source named twice" if articles else "no denominator",
        "bound_low": np.nan,
        "bound_high": np.nan,
    }


def effective_number(cell: Counts, articles: int, drawn: int, level: float) -> tuple[float, float, float]:
    """The inverse of the chance that two attributions have one source, in `drawn` of the articles, with its interval.

    Pairs within an article and between articles are taken with the chance that both stand in the draw, so the
    value is that of all draws of so many articles. Unbiased Simpson index; the interval is a delete-one-article
    jackknife of its logarithm. NaN where no two attributions have one source. References: Simpson (1949),
    Nature 163; Hurlbert (1971), Ecology 52 (rarefaction); Miller (1974), Biometrika 61 (jackknife).
    """
    from scipy.stats import norm

    by_source = np.bincount(cell.source, cell.count)
    by_article = np.bincount(cell.article, cell.count, articles)
    total = by_article.sum()
    same_within = np.bincount(cell.article, cell.count * (cell.count - 1), articles)
    same_with = np.bincount(cell.article, cell.count * (2 * by_source[cell.source] - cell.count - 1), articles)
    same = (by_source * (by_source - 1)).sum()
    pairs_within = by_article * (by_article - 1)

    def chance(within: Any, same: Any, pairs: Any, all_pairs: Any, size: int) -> Any:
        """The chance of one source from pairs within articles and all pairs, of `size` articles."""
        between = (drawn - 1) / (size - 1) if size > 1 else 0.0
        return (within + between * (same - within)) / (pairs + between * (all_pairs - pairs))

    with np.errstate(divide="ignore", invalid="ignore"):
        whole = chance(same_within.sum(), same, pairs_within.sum(), total * (total - 1), articles)
        left = total - by_article
        without = chance(
            same_within.sum() - same_within,
            same - same_with,
            pairs_within.sum() - pairs_within,
            left * (left - 1),
            articles - 1,
        )
        logs = np.log(without)
        error = np.sqrt((articles - 1) / articles * np.square(logs - logs.mean()).sum())
    if not whole > 0 or not np.isfinite(error) or articles < 2:
        return np.nan if not whole > 0 else 1 / whole, np.nan, np.nan
    reach = np.exp(norm.isf((1 - level) / 2) * error)
    return 1 / whole, max(1 / whole / reach, 1.0), 1 / whole * reach
