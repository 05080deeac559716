"""How far coders agree: per question, pair of coders and group of units, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, compress
from math import isnan
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.validation.codes import ADJUDICATOR, Coded
from framing.validation.gold import GoldSample
from framing.validation.reliability import (
    FIRM,
    TENTATIVE,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    tabulate,
    with_interval,
)
from framing.validation.span_agreement import U_ALPHA, span_agreement
from framing.validation.spans import SPANS

if TYPE_CHECKING:
    import pandas as pd

COEFFICIENTS = {
    "percent agreement": percent_agreement,
    "Krippendorff's alpha (nominal)": krippendorff_alpha,
    "Gwet's AC1": gwet_ac1,
}
ALPHA = "Krippendorff's alpha (nominal)"
EVERYTHING, ALL = "all coders", "all units"


def agreement(
    gold: GoldSample,
    coded: Coded,
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    replicates: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement of the coders, with intervals that resample articles.

    Numbers are taken as names (nominal): 2 and 3 differ as much as 0 and 3. Where coders marked spans, rows of the
    question "spans" have unitizing alphas, each named, over passages in which all coders of the row marked.

    groups: coders that are also looked at by themselves, by the name of their group.

    Returns
    -------
    DataFrame
        one row a question, coders (all, and each pair), units (all, each outlet, those where the tool found
        something and those where not) and coefficient: value, low, high, n_units (coded twice or more), n_articles
        (that hold them). NaN where a coefficient has no value, e.g. alpha where all codes are one value
    """
    import pandas as pd

    rows = []
    for question in gold.target.questions:
        for units, unit_names in _groups(gold):
            for coders, chosen in _teams(coded, groups or {}):
                table = [
                    [coded.answers[question.name].get(unit, {}).get(coder) for coder in chosen] for unit in unit_names
                ]
                articles = gold.units.set_index("unit").loc[unit_names, "article_id"].tolist()
                twice = [sum(code is not None for code in codes) > 1 for codes in table]
                for name, coefficient in COEFFICIENTS.items():
                    codes = tabulate(table)
                    many = replicates if units == ALL else 0  # intervals of parts are read off the whole table's size
                    found = with_interval(coefficient, codes, articles, name=name, replicates=many, seed=seed)
                    rows.append(
                        {
                            "question": question.name,
                            "coders": coders,
                            "units": units,
                            "coefficient": name,
                            "value": found.value,
                            "low": found.low,
                            "high": found.high,
                            "n_units": found.n_units,
                            "n_articles": len(set(compress(articles, twice))),
                        }
                    )
    rows += _span_rows(gold, coded, groups or {}, replicates, seed)
    return pd.DataFrame(rows)


def lone_coder(coders: Sequence[str]) -> str:
    """What to say where one coder coded all; "" where there are several."""
    names = [coder for coder in coders if coder != ADJUDICATOR]
    if len(names) != 1:
        return ""
    return f"{names[0]} is the only coder: agreement cannot be measured with one; let a second code some of the units"


def check_agreement(table: pd.DataFrame, *, override: bool = False) -> list[str]:
    """What to say of the agreement before gold is used.

    Raises
    ------
    FramingError
        alpha of all coders (of spans: u-alpha) is below .667 on some question, unless `override`
    """
    whole = table[(table["coders"] == EVERYTHING) & (table["units"] == ALL)]
    whole = whole[whole["coefficient"].isin([ALPHA, U_ALPHA])]
    notes = []
    columns = (whole[name] for name in ("question", "n_units", "value", "coefficient"))
    for question, units, alpha, name in zip(*columns, strict=True):
        value = float(alpha)
        if not units:
            notes.append(f"{question}: no unit was coded twice, so agreement is not known")
        elif isnan(value):
            notes.append(f"{question}: all codes are alike, so alpha has no value")
        elif value < TENTATIVE and not override:
            raise FramingError(
                f"{question}: coders agree too little for conclusions ({name} {value:.3f}, below {TENTATIVE}); "
                "mend the codebook and code again, or pass --override-agreement and say so where you publish"
            )
        elif value < TENTATIVE:
            notes.append(
                f"{question}: {name} {value:.3f} is too low even for tentative conclusions (below {TENTATIVE})"
            )
        elif value < FIRM:
            notes.append(f"{question}: {name} {value:.3f} supports tentative conclusions only (below {FIRM})")
    return notes


def _span_rows(
    gold: GoldSample, coded: Coded, groups: Mapping[str, Sequence[str]], replicates: int, seed: int
) -> Iterator[dict[str, Any]]:
    """Agreement on spans, over the passages in which all coders of a team marked (or found nothing to mark)."""
    units = gold.units.set_index("unit")
    for coders, chosen in _teams(coded, groups) if coded.spans else ():
        shared = [unit for unit in units.index if set(chosen) <= set(coded.spans.get(unit, {}))]
        if len(chosen) < 2 or not shared:
            continue
        mine = units.loc[shared]
        lengths = (mine["end"] - mine["start"]).tolist()
        marked = [tuple(coded.spans[unit][coder] for coder in chosen) for unit in shared]
        passages = list(zip(marked, map(int, lengths), strict=True))
        articles = mine["article_id"].tolist()
        for found in span_agreement(passages, articles, replicates=replicates, seed=seed):
            yield {
                "question": SPANS,
                "coders": coders,
                "units": ALL,
                "coefficient": found.coefficient,
                "value": found.value,
                "low": found.low,
                "high": found.high,
                "n_units": found.n_units,
                "n_articles": found.n_clusters,
            }


def _teams(coded: Coded, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    names = [coder for coder in coded.coders if coder != ADJUDICATOR]
    yield EVERYTHING, names
    for group, members in groups.items():
        strange = [member for member in members if member not in names]
        if strange:
            raise FramingError(f"group {group!r}: {strange[0]!r} coded nothing; coders are {', '.join(names)}")
        yield group, list(members)
    if len(names) > 2:
        for pair in combinations(names, 2):
            yield " and ".join(pair), list(pair)


def _groups(gold: GoldSample) -> Iterator[tuple[str, list[str]]]:
    units = gold.units
    yield ALL, units["unit"].tolist()
    yield "tool found some", units.loc[units["found"] > 0, "unit"].tolist()
    yield "tool found none", units.loc[units["found"] == 0, "unit"].tolist()
    for outlet, rows in units.groupby("outlet"):
        yield str(outlet), rows["unit"].tolist()
