"""The specification curve of a family: one contrast under every combination of the analyst's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats.analysis.counts import Wanted, count_articles
from framing.stats.analysis.plan import REST, Family, Plan
from framing.stats.options import DUPLICATES, SUBSETS, THE_REST, Scored
from framing.stats.specification import SpecificationOptions, grid, specification_curve

if TYPE_CHECKING:
    import pandas as pd

_PERMUTATIONS = 999
_FEWEST = 5  # articles of a side that a specification must leave


def run_specifications(scored: Scored, family: Family, plan: Plan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A curve an item and pair of outlets, over the choices that the family varies.

    voice: those of the family; subset: all, house, one-per-story; duplicates: dropped and kept; terms: all, and
    those that a guide or study documents.

    Returns
    -------
    tuple of DataFrames
        curves: a row an item and pair, with the median, the shares of one sign and of p < .05, and their p-values
        under relabelled outlets. specifications: a row a specification
    """
    import pandas as pd

    values = {
        "voice": family.voices,
        "subset": SUBSETS,
        "duplicates": DUPLICATES,
        "terms": ("all", "documented"),
    }
    choices = grid({name: values[name] for name in family.specification})
    curves: list[dict[str, Any]] = []
    tables = []
    for item in family.items:
        try:
            numerator, denominator, outlets, unit = _counted(scored, family, item, choices)
        except FramingError as error:
            curves.append({"family": family.name, "item": item, "note": str(error)})
            continue
        for outlet, reference in _pairs(outlets, family.against):
            names: dict[str, Any] = {"family": family.name, "item": item, "outlet": outlet, "reference": reference}
            names["unit"] = unit
            inside = np.ones(len(outlets), bool) if reference == THE_REST else np.isin(outlets, [outlet, reference])
            member = outlets == outlet
            usable = [
                min((denominator[inside & side, j] > 0).sum() for side in (member, ~member)) >= _FEWEST
                for j in range(len(choices))
            ]
            names["left_out"] = int(len(choices) - sum(usable))
            part = np.ix_(inside, usable)
            try:
                if not any(usable):
                    raise FramingError(f"no combination of the choices leaves {_FEWEST} articles on both sides")
                with np.errstate(divide="ignore"):  # a ratio to an outlet without any is infinite
                    curve = specification_curve(
                        choices[usable].reset_index(drop=True),
                        numerator[part],
                        denominator[part],
                        member[inside],
                        options=SpecificationOptions(permutations=_PERMUTATIONS, seed=plan.seed),
                    )
            except FramingError as error:
                curves.append(names | {"note": str(error)})
                continue
            summary = ("median", "same_sign", "significant", "p_median", "p_same_sign", "p_significant")
            curves.append(
                names
                | {name: getattr(curve, name) for name in summary}
                | {"n_specifications": curve.n_specifications, "note": ""}
            )
            tables.append(curve.table.assign(**names))
    return pd.DataFrame(curves), pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _pairs(outlets: np.ndarray[Any, Any], against: str) -> list[tuple[str, str]]:
    from itertools import combinations

    names = sorted(set(outlets))
    if against == REST:
        return [(name, THE_REST) for name in names]
    return list(combinations(names, 2)) if against == "each" else [(n, against) for n in names if n != against]


def _counted(
    scored: Scored, family: Family, item: str, choices: pd.DataFrame
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any], str]:
    """Numerators and denominators, articles × specifications (0 where one leaves an article out), outlets and unit."""
    import pandas as pd

    columns: list[pd.DataFrame] = []
    outlets: dict[str, str] = {}
    for choice in choices.to_dict("records"):
        wanted = Wanted(
            family.measure,
            item,
            str(choice.get("voice", family.voices[0])),
            str(choice.get("subset", family.subsets[0])),
            str(choice.get("duplicates", "drop")),
            documented=choice.get("terms") == "documented",
        )
        counted = count_articles(scored, wanted).of(family.groups, family.outlets)
        rows = counted.articles.assign(numerator=counted.articles["numerator"] * counted.scale)
        columns.append(rows.set_index("article_id")[["numerator", "denominator"]])
        outlets |= dict(zip(rows["article_id"], rows["outlet"], strict=True))
    names = sorted(outlets)
    sums = [
        np.column_stack([column[name].reindex(names).fillna(0).to_numpy() for column in columns])
        for name in ("numerator", "denominator")
    ]
    return sums[0], sums[1], pd.Series(outlets).loc[names].to_numpy(), counted.unit
