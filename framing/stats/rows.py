"""From blocks of counts to the rows of the tidy tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.blocks import Block
from framing.stats.contrasts import (
    Differences,
    Group,
    PermutationOptions,
    benjamini_hochberg,
    compare_groups,
    make_group,
)
from framing.stats.estimates import Cells, estimate_cells
from framing.stats.options import AUTO, EACH, MAX_EACH, MAX_Q, REST, THE_REST, ComparisonOptions
from framing.stats.periods import ALL
from framing.stats.ratios import Floats
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

ESTIMATE_COLUMNS = (
    *("measure", "item", "voice", "outlet", "period", "value", "low", "high", "level", "n_articles"),
    *("numerator", "denominator", "unit", "method", "seed", "bound_low", "bound_high", "small"),
)
CONTRAST_COLUMNS = (
    *("measure", "item", "voice", "outlet", "reference", "period", "value", "reference_value"),
    *("difference", "low", "high", "level", "ratio", "p_value", "q_value", "family", "family_size"),
    *("n_articles", "n_reference", "unit", "method", "seed"),
)
NO_MARKS = "not comparable: no quotation marks"


class Table:
    """Rows gathered column by column, a block of rows at a time."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns: dict[str, list[NDArray[Any]]] = {name: [] for name in columns}

    def add(self, rows: Mapping[str, Any], count: int) -> None:
        """Take `count` rows; a single value stands for all of them."""
        for name, values in self._columns.items():
            value = rows[name]
            whole = np.asarray(value, dtype=object) if isinstance(value, str | tuple) else np.asarray(value)
            values.append(np.broadcast_to(whole, (count,)))

    def frame(self) -> pd.DataFrame:
        """All rows so far as a DataFrame; it has its columns even without rows."""
        import pandas as pd

        return pd.DataFrame({name: np.concatenate(parts) if parts else [] for name, parts in self._columns.items()})


def estimate_rows(table: Table, block: Block, sample: Sample, effect: Floats, options: ComparisonOptions) -> None:
    """Add the figures of every group and period of a block."""
    for index, outlet in enumerate(sample.groups):
        for period, rows in sample.cells(index):
            cells = estimate_cells(
                block.numerator[rows],
                block.denominator[rows],
                effect,
                (outlet, period),
                share=block.share,
                options=options.intervals,
            )
            unmarked = block.needs_marks and not sample.marks[rows].any()
            figures = _figures(block, cells, rows, unmarked=unmarked)
            names = {"outlet": outlet, "period": period, "level": options.level}
            small = cells.n_articles < options.min_articles
            table.add(figures | names | {"small": small, "seed": options.seed}, len(block.items))


def _figures(block: Block, cells: Cells, rows: NDArray[np.intp], *, unmarked: bool) -> dict[str, Any]:
    """The columns that hold figures; the bounds give every unresolved mention to neutral or to loaded."""
    unknown = np.zeros(len(block.items)) if block.unresolved is None else block.unresolved[rows].sum(axis=0)
    possible = cells.denominator + unknown
    below = np.where(possible > 0, possible, np.nan)
    bounded = block.unresolved is not None
    return {
        "measure": block.measure,
        "item": block.items,
        "voice": block.voice,
        "unit": block.unit,
        "value": cells.value * block.scale,
        "low": cells.low * block.scale,
        "high": cells.high * block.scale,
        "n_articles": cells.n_articles,
        "numerator": np.where(unmarked, np.nan, cells.numerator),
        "denominator": np.where(unmarked, np.nan, cells.denominator),
        "method": NO_MARKS if unmarked else cells.method,
        "bound_low": cells.numerator / below if bounded else np.nan,
        "bound_high": (cells.numerator + unknown) / below if bounded else np.nan,
    }


def contrast_rows(table: Table, block: Block, sample: Sample, effect: Floats, options: ComparisonOptions) -> None:
    """Add the contrasts of a block over all periods, where both groups are large enough."""
    test = PermutationOptions(options.permutations, options.max_permuted, options.min_articles)

    @cache
    def group(name: str, left_out: str = "") -> Group:
        """The articles of a group, or all but those of the one left out."""
        place = sample.groups.index(left_out or name)
        rows = (sample.group != place) if left_out else (sample.group == place)
        sums = block.numerator[rows], block.denominator[rows]
        # the rest of one outlet is not the rest of another: its resamples have a name of their own
        seed_name = f"not {left_out}" if left_out else name
        return make_group(seed_name, sums, effect, share=block.share, options=options.intervals)

    for outlet, reference in contrasted_pairs(sample, options):
        other = group("", outlet) if reference == THE_REST else group(reference)
        found = compare_groups(group(outlet), other, share=block.share, options=options.intervals, test=test)
        kept = np.flatnonzero(~np.isnan(found.p_value))
        if len(kept):
            table.add(_contrast(block, found, kept, options) | {"outlet": outlet, "reference": reference}, len(kept))


def contrasted_pairs(sample: Sample, options: ComparisonOptions) -> list[tuple[str, str]]:
    """Which groups are contrasted with which; "the rest" stands for all other groups together."""
    against = options.against
    if against == AUTO:
        large = np.bincount(sample.group, minlength=len(sample.groups)) >= options.min_articles
        against = EACH if large.sum() <= MAX_EACH else REST
    if against == EACH:
        return list(combinations(sample.groups, 2))
    return [(outlet, THE_REST if against == REST else against) for outlet in sample.groups if outlet != against]


def _contrast(block: Block, found: Differences, kept: NDArray[np.intp], options: ComparisonOptions) -> dict[str, Any]:
    base = found.reference.value[kept]
    return {
        "measure": block.measure,
        "item": tuple(block.items[i] for i in kept),
        "voice": block.voice,
        "period": ALL,
        "value": found.group.value[kept] * block.scale,
        "reference_value": base * block.scale,
        "difference": found.difference[kept] * block.scale,
        "low": found.low[kept] * block.scale,
        "high": found.high[kept] * block.scale,
        "level": options.level,
        "ratio": np.where(base > 0, found.group.value[kept] / np.where(base > 0, base, 1.0), np.nan),
        "p_value": found.p_value[kept],
        "q_value": np.nan,
        "family": tuple(block.families[i] for i in kept),
        "family_size": 0,
        "n_articles": found.group.n_articles[kept],
        "n_reference": found.reference.n_articles[kept],
        "unit": block.unit,
        "method": tuple(f"{found.interval[i]}; {found.test[i]}" for i in kept),
        "seed": options.seed,
    }


def with_families(contrasts: pd.DataFrame) -> pd.DataFrame:
    """The contrasts with q-values, sizes of their families, and whether the groups `differs` at q below .05."""
    families = contrasts.groupby("family", sort=False)["p_value"]
    adjusted = contrasts.assign(
        q_value=families.transform(lambda p: benjamini_hochberg(p.to_numpy())).astype(float),
        family_size=families.transform("size").astype(int),
    )
    # test and interval are made in different ways: a difference is only stated where both show it
    apart = (adjusted["low"] > 0) | (adjusted["high"] < 0)
    return adjusted.assign(differs=(adjusted["q_value"] < MAX_Q) & apart)
