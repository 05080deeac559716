"""Columns of names as numbers: what is done alike with plain strings and with pandas' categories.

The tables of a large corpus are read as categories, a byte or a few a name; small ones that a caller made hold strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def is_coded(values: pd.Series[Any]) -> bool:
    """Whether a column holds categories."""
    import pandas as pd

    return isinstance(values.dtype, pd.CategoricalDtype)


def places(names: pd.Index[Any] | Sequence[str], values: pd.Series[Any]) -> NDArray[np.intp]:
    """Where each value stands among `names`, which are distinct; -1 for those that do not."""
    import pandas as pd

    index = names if isinstance(names, pd.Index) else pd.Index(names)  # one that is there has its table made
    if not is_coded(values):
        return np.asarray(index.get_indexer(pd.Index(values)))
    at = index.get_indexer(values.cat.categories.astype(index.dtype))
    return np.asarray(np.append(at, -1)[values.cat.codes.to_numpy()])  # code -1: no value


def joined(first: pd.Series[Any], second: pd.Series[Any], between: str) -> pd.Series[Any]:
    """Two columns of names as one."""
    import pandas as pd

    if not (is_coded(first) and is_coded(second)):
        return first + between + second
    others = second.cat.categories
    pairs = first.cat.codes.to_numpy().astype(np.int64) * len(others) + second.cat.codes.to_numpy()
    found, codes = np.unique(pairs, return_inverse=True)
    names = [f"{first.cat.categories[pair // len(others)]}{between}{others[pair % len(others)]}" for pair in found]
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(names)), index=first.index)


def either(flags: pd.Series[bool], first: pd.Series[Any], second: pd.Series[Any]) -> pd.Series[Any]:
    """The values of `first` where flagged, else those of `second`."""
    import pandas as pd

    if not (is_coded(first) and is_coded(second)):
        return first.where(flags, second)
    names = first.cat.categories.union(second.cat.categories)
    coded = [np.append(names.get_indexer(part.cat.categories), -1)[part.cat.codes] for part in (first, second)]
    return pd.Series(pd.Categorical.from_codes(np.where(flags, *coded), names), index=first.index)


def split_rows(frame: pd.DataFrame, column: str, between: str) -> pd.DataFrame:
    """The frame with a row for each of the names that stand in one value of a column, in the same order."""
    import pandas as pd

    values = frame[column]
    if not is_coded(values):
        return frame.assign(**{column: values.str.split(between)}).explode(column)
    parts = [str(name).split(between) for name in values.cat.categories]
    sizes = np.array([*map(len, parts), 0])[values.cat.codes]
    rows = np.repeat(np.arange(len(frame)), sizes)
    within = np.arange(len(rows)) - np.repeat(sizes.cumsum() - sizes, sizes)
    starts = np.cumsum([0, *map(len, parts)])
    codes, names = pd.factorize(np.array([name for part in parts for name in part], dtype=object))
    coded = codes[starts[values.cat.codes.to_numpy()[rows]] + within]
    return frame.iloc[rows].assign(**{column: pd.Categorical.from_codes(coded, pd.Index(names))})
