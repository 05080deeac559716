"""What a chart needs of the rows it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.stats.labels import FAVOURABLE

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("measure", "item", "voice", "outlet", "period", "value", "low", "high", "level"),
    *("n_articles", "denominator", "unit", "small"),
)
_SHOWN = 3  # examples in a message


def check_rows(values: pd.DataFrame, chart: str, *, one: tuple[str, ...]) -> None:
    """Raise FramingError where `values` lack a column, or hold several values of a column in `one`.

    In a labelling chart a referent's item in favour, "(+)", is one with that against it.
    """
    missing = [name for name in COLUMNS if name not in values.columns]
    if missing:
        raise FramingError(
            f"a {chart} chart is drawn from rows of Comparison.estimates; there is no column {', '.join(missing)}, "
            f"only {', '.join(map(str, values.columns))}"
        )
    for column in one:
        names = values[column].astype(str)
        found = sorted((names.str.removesuffix(FAVOURABLE) if chart == "labelling" else names).unique())
        if len(found) > 1:
            more = ", …" if len(found) > _SHOWN else ""
            raise FramingError(
                f"a {chart} chart shows one {column}, these rows hold {len(found)} "
                f"({', '.join(found[:_SHOWN])}{more}); choose one, e.g. rows[rows[{column!r}] == {found[0]!r}]"
            )
