"""From blocks of counts to the rows of the tidy tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.blocks import Block
from framing.stats.estimates import Cells, estimate_cells, estimate_clusters
from framing.stats.options import ComparisonOptions
from framing.stats.ratios import Floats
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

ESTIMATE_COLUMNS = (
    *("measure", "item", "voice", "outlet", "period", "value", "low", "high", "level", "n_articles"),
    *("numerator", "denominator", "unit", "method", "seed", "bound_low", "bound_high", "small"),
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
            sums, names = (block.numerator[rows], block.denominator[rows]), (outlet, period)
            if sample.cluster is None:
                cells = estimate_cells(*sums, effect, names, share=block.share, options=options.intervals)
            else:
                story = sample.cluster[rows]
                cells = estimate_clusters(sums, story, effect, names, share=block.share, options=options.intervals)
            unmarked = block.needs_marks and not sample.marks[rows].any()
            figures = _figures(block, cells, rows, unmarked=unmarked)
            where = {"outlet": outlet, "period": period, "level": options.level}
            small = cells.n_articles < options.min_articles
            table.add(figures | where | {"small": small, "seed": options.seed}, len(block.items))


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
