"""Figures over time: rates of articles and counts of tagged rows, every period from the first to the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.corpus.dateorder import DateColumn
from framing.corpus.dates import DateError, parse_date
from framing.errors import FramingError
from framing.stats.estimates import EstimateOptions, estimate_cells
from framing.stats.intervals import poisson
from framing.stats.periods import ALL, choose_period, period_labels
from framing.stats.ratios import design_effect

if TYPE_CHECKING:
    import pandas as pd

_SMALL = 10  # articles: a cell of fewer is flagged


@dataclass(frozen=True, slots=True)
class Measured:
    """The columns of a table with one row an article: a count, what it is a count in, the outlet and the date."""

    numerator: str
    denominator: str
    outlet: str = "outlet"
    date: str = "published"


@dataclass(frozen=True, slots=True)
class Tagged:
    """The columns of a table of tagged rows: date and tag; cluster names what belongs together, such as an article.

    tags: the series that a tag counts for, where it is not the one of its own name: {"both": ("left", "right")}
    counts a row tagged "both" once for each.
    """

    date: str
    tag: str
    cluster: str = ""
    tags: Mapping[str, Sequence[str]] | None = None


def rate_series(
    articles: pd.DataFrame,
    columns: Measured,
    *,
    period: str = "month",
    share: bool = False,
    options: EstimateOptions | None = None,
) -> pd.DataFrame:
    """The ratio of sums of every outlet in every period, with its interval over articles; rows as in `estimates`.

    Rates are per 1,000 of the denominator, shares plain. Periods without articles have rows without a value.
    `days_covered` counts the days of the period, within the span of the corpus, on which the outlet has an article;
    `coverage` is their share: a series with gaps shows crawling, not reporting. Articles without a date are left out.
    Raises FramingError for columns that are not there, for no date at all and for an unknown period.
    """
    import pandas as pd

    options = options or EstimateOptions()
    require(articles, (columns.numerator, columns.denominator, columns.outlet, columns.date))
    dates = days_of(articles[columns.date])
    dated = articles[dates.notna()].assign(_day=dates.dropna().dt.normalize())
    spans, labels = _periods(dated["_day"], period)
    sums = [dated[[name]].to_numpy(dtype=float) for name in (columns.numerator, columns.denominator)]
    group = pd.factorize(dated[columns.outlet])[0]
    effect = design_effect(sums[0], sums[1], group, share=share)
    scale = 1.0 if share else 1000.0
    members = labels.groupby([dated[columns.outlet].to_numpy(), labels.to_numpy()]).indices
    rows: list[dict[str, Any]] = []
    for outlet in sorted(dated[columns.outlet].unique()):
        for name, days in spans.items():
            inside = members.get((outlet, name), np.array([], dtype=np.intp))
            cells = estimate_cells(
                sums[0][inside], sums[1][inside], effect, (str(outlet), name), share=share, options=options
            )
            covered = dated["_day"].iloc[inside].nunique()
            rows.append(
                {
                    "measure": "series",
                    "item": columns.numerator,
                    "voice": ALL,
                    "outlet": outlet,
                    "period": name,
                    "value": cells.value[0] * scale,
                    "low": cells.low[0] * scale,
                    "high": cells.high[0] * scale,
                    "level": options.level,
                    "n_articles": cells.n_articles[0],
                    "numerator": cells.numerator[0],
                    "denominator": cells.denominator[0],
                    "unit": f"share of {columns.denominator}" if share else f"per 1,000 {columns.denominator}",
                    "method": cells.method[0],
                    "small": cells.n_articles[0] < _SMALL,
                    "days": days,
                    "days_covered": covered,
                    "coverage": covered / days,
                }
            )
    return pd.DataFrame(rows)


def count_series(rows: pd.DataFrame, columns: Tagged, *, period: str = "day", level: float = 0.95) -> pd.DataFrame:
    """How many rows have each tag in each period, from any table of tagged rows: one row a series and period.

    `low` and `high` are bounds of a Poisson count; with a cluster column both are widened by the design effect of
    rows that come together (compound Poisson). Days without rows count 0. `rows` and `clusters` are those of the
    series in the period. Dates such as 3/4/2015 are read in the order that the whole column shows.
    Raises FramingError for columns that are not there, for empty tags, and for dates that cannot be read.
    """
    import pandas as pd

    require(rows, tuple(filter(None, (columns.date, columns.tag, columns.cluster))))
    empty = rows[columns.tag].isna() | (rows[columns.tag].astype(str).str.strip() == "")
    dates = days_of(rows[columns.date])
    for what, bad in (("date", dates.isna()), ("tag", empty)):
        if bad.any():
            column = columns.date if what == "date" else columns.tag
            raise FramingError(
                f"column {column!r} has no {what} in {int(bad.sum()):,} rows, the first of them row "
                f"{int(np.argmax(bad.to_numpy())) + 1:,}; fill it or leave those rows out"
            )
    spans, labels = _periods(dates, period)
    known = columns.tags or {}
    counted = pd.DataFrame(
        {
            "period": labels,
            "series": [tuple(known.get(tag, (tag,))) for tag in rows[columns.tag].astype(str).str.strip()],
            "cluster": rows[columns.cluster] if columns.cluster else np.arange(len(rows)),
        }
    ).explode("series")
    sizes = counted.groupby(["series", "period", "cluster"]).size()
    of_cell = sizes.groupby(level=["series", "period"])
    squares = (sizes**2).groupby(level=["series", "period"]).sum()
    table = pd.DataFrame({"count": of_cell.sum(), "clusters": of_cell.size(), "squares": squares})
    whole = pd.MultiIndex.from_product([sorted(counted["series"].unique()), spans], names=["series", "period"])
    pooled = squares.groupby(level="series").sum() / sizes.groupby(level="series").sum()
    table = table.reindex(whole, fill_value=0).reset_index()
    effect = (table["squares"] / table["count"]).where(table["count"] > 0, table["series"].map(pooled)).to_numpy(float)
    low, high = poisson(table["count"].to_numpy(float) / effect, np.ones(len(table)), level)
    return table.drop(columns="squares").assign(low=low * effect, high=high * effect, level=level)


def require(table: pd.DataFrame, names: tuple[str, ...]) -> None:
    """Raise FramingError where the table lacks a column or has no rows."""
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise FramingError(
            f"no column {', '.join(map(repr, missing))}; the table has {', '.join(map(str, table.columns))}"
        )
    if table.empty:
        raise FramingError("the table has no rows")


def days_of(values: pd.Series) -> pd.Series:
    """Days; text is read as in corpora, the order of day and month decided by the whole column."""
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(values):
        days: pd.Series = values.dt.tz_localize(None).dt.normalize()
        return days
    texts = values.astype(object).where(values.notna(), "").astype(str)
    column = DateColumn()
    for row, text in enumerate(texts, start=1):
        column.add(text, row)
    order, _ = column.decide("the table", str(values.name))
    read: dict[str, Any] = {"": pd.NaT}
    for row, text in enumerate(texts, start=1):
        if text not in read:
            try:
                read[text] = pd.Timestamp(parse_date(text, order))
            except DateError as error:
                raise FramingError(f"column {values.name!r}, row {row:,}: {text!r} {error}") from error
    return pd.Series(pd.to_datetime(texts.map(read)), index=values.index)


def _periods(dates: pd.Series, period: str) -> tuple[dict[str, int], pd.Series]:
    """The days of every period between the first date and the last, and the period of each date."""
    import pandas as pd

    if dates.dropna().empty:
        raise FramingError("no row has a date; a series needs dates")
    chosen = choose_period(dates) if period == "auto" else period
    every = pd.Series(pd.date_range(dates.min(), dates.max(), freq="D"))
    days = period_labels(every, chosen).value_counts(sort=False)
    return {str(name): int(count) for name, count in days.items()}, period_labels(dates, chosen)
