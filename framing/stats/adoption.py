"""Adoption: how far an outlet's own voice takes up the labels that it gives to others to say."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.blocks import Block
from framing.stats.options import ComparisonOptions
from framing.stats.ratios import Floats, ratio
from framing.stats.rows import NO_MARKS, Table
from framing.stats.samples import Sample

ADOPTION = "adoption"
OWN_TO_ATTRIBUTED = "outlet/attributed"  # stands for the voice of a figure made of two
MIN_LABELLED = 5  # articles with a label in either voice, below which an interval would span orders of magnitude
_METHOD = "article linearisation of the logarithm, t"


def adoption_rows(table: Table, own: Block, told: Block, sample: Sample, options: ComparisonOptions) -> None:
    """Add each group's and period's adoption ratios, from the labelling of its own and of the attributed voice.

    A row's value is its numerator, the share in the outlet's voice, over its denominator, that in attributed words;
    the counts behind the two stand in their own rows of measure labelling. It is not contrasted.
    """
    for index, outlet in enumerate(sample.groups):
        for period, rows in sample.cells(index):
            marked = rows[sample.marks[rows]]
            names = {"outlet": outlet, "period": period, "level": options.level, "seed": options.seed}
            figures = _figures(own, told, marked, options.level)
            if len(rows) and not len(marked):
                figures |= {"method": NO_MARKS, "numerator": np.nan, "denominator": np.nan}
            small = figures["n_articles"] < options.min_articles
            table.add(figures | names | {"item": own.items, "small": small}, len(own.items))


def _figures(own: Block, told: Block, rows: NDArray[np.intp], level: float) -> dict[str, Any]:
    x, w, y, v = (part[rows] for part in (own.numerator, own.denominator, told.numerator, told.denominator))
    value, low, high, method = adoption_ratio((x, w), (y, v), level=level)
    return {
        "measure": ADOPTION,
        "voice": OWN_TO_ATTRIBUTED,
        "unit": "ratio of shares of mentions",
        "value": value,
        "low": low,
        "high": high,
        "n_articles": ((w > 0) | (v > 0)).sum(axis=0),
        "numerator": ratio(x, w),
        "denominator": ratio(y, v),
        "method": method,
        "bound_low": np.nan,
        "bound_high": np.nan,
    }


def adoption_ratio(
    own_counts: tuple[Floats, Floats], told_counts: tuple[Floats, Floats], *, level: float = 0.95
) -> tuple[Floats, Floats, Floats, NDArray[np.object_]]:
    """Share of loaded mentions in the own voice over that in attributed words, with interval and method, by column.

    Counts are pairs (loaded mentions, all mentions) of the own voice and of attributed words, articles × columns
    each. Over 1 the label is more the outlet's own than its sources'. The standard error is that of the logarithm by
    linearisation, with articles as clusters of both shares; t has one degree of freedom less than there are articles
    with a label in the voice that has fewer of them. NaN where a voice has no mention or no label is attributed; 0
    without an interval where the own voice has none; no interval where a voice has its labels in fewer than 5 articles.
    References: Cochran (1977), Sampling Techniques, ch. 6; Liang & Zeger (1986), Biometrika 73.
    """
    from scipy.stats import t

    (own, own_mentions), (told, told_mentions) = own_counts, told_counts
    share, told_share = ratio(own, own_mentions), ratio(told, told_mentions)
    columns = own.shape[1]
    value = np.where(told_share > 0, share, np.nan) / np.where(told_share > 0, told_share, 1.0)
    articles = ((own_mentions > 0) | (told_mentions > 0)).sum(axis=0)
    labelled = np.minimum((own > 0).sum(axis=0), (told > 0).sum(axis=0))
    usable = labelled >= MIN_LABELLED
    sums = [np.where(usable, counts.sum(axis=0), 1.0) for counts in (own, told)]
    influence = (own - np.nan_to_num(share) * own_mentions) / sums[0]
    influence -= (told - np.nan_to_num(told_share) * told_mentions) / sums[1]
    # what has no interval has no spread to be raised to a power
    variance = np.where(usable, np.square(influence).sum(axis=0) * articles / np.maximum(articles - 1, 1), 0.0)
    reach = np.exp(t.isf((1 - level) / 2, np.maximum(labelled - 1, 1)) * np.sqrt(variance))
    method = np.full(columns, _METHOD, dtype=object)
    method[~usable] = f"labels in fewer than {MIN_LABELLED} articles: no interval"
    method[share == 0] = "no label in own voice: no interval"
    method[np.isnan(value)] = "no label attributed"
    method[np.isnan(share) | np.isnan(told_share)] = "no denominator"
    return value, np.where(usable, value / reach, np.nan), np.where(usable, value * reach, np.nan), method
