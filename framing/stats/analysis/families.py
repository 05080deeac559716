"""The contrasts of a family: raw, within stories, adjusted; corrected together; with what they depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats.analysis.counts import Counted, Wanted, count_articles
from framing.stats.analysis.estimators import Pair, estimated
from framing.stats.analysis.plan import EACH, REST, TERM, Family, Plan
from framing.stats.equivalence import equivalence_of_interval
from framing.stats.multiplicity import adjust
from framing.stats.options import THE_REST, Scored
from framing.stats.robustness import LeaveOneOut, leave_one_term_out, leave_one_unit_out

if TYPE_CHECKING:
    import pandas as pd

DIFFERS, ALIKE, OPEN = "differs", "no difference larger than the margin", "not settled"
# outlets without quotation marks have no voices, and an outlet may never name the referent
_ABSENT = {"estimator": "", "effect": "", "note": "no article has this figure: nothing to count, or no quotation marks"}


def run_family(scored: Scored, family: Family, plan: Plan) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The contrasts of a family, and how they change when a term, story or week is left out.

    Returns
    -------
    tuple of DataFrames
        contrasts: a row an item, voice, subset, pair of outlets and estimator: `estimate` with `low` and `high` on
        the scale named by `effect` (a difference, or a ratio for `adjusted`), `p_value`, `q_value` within the
        `family_size` contrasts of that estimator and subset, `verdict`; `note` says why there is no estimate.
        robustness: a row an item, voice, subset, pair and unit left out
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    for subset in family.subsets:
        for item in family.items:
            for voice in family.voices:
                names = {
                    "family": family.name,
                    "measure": family.measure,
                    "item": item,
                    "voice": voice,
                    "subset": subset,
                }
                try:
                    counted = count_articles(scored, Wanted(family.measure, item, voice, subset))
                    chosen = counted.of(family.groups, family.outlets)
                    pairs = list(pairs_of(chosen, family.against))
                except FramingError as error:
                    rows.append(names | _ABSENT | {"note": str(error)})
                    continue
                rows += [names | _ABSENT | {"outlet": outlet} for outlet in chosen.absent]
                for pair in pairs:
                    who = {"outlet": pair.outlet, "reference": pair.reference}
                    rows += [names | who | estimated(pair, family, plan, way) for way in family.estimators]
                    left += [names | who | _left_out(pair, unit) for unit in family.leave_out]
    return _corrected(pd.DataFrame(rows), family), pd.DataFrame(left)


def pairs_of(counted: Counted, against: str) -> Iterator[Pair]:
    """The pairs of outlets (or groups) that are contrasted. Raises FramingError where `against` names none."""
    outlet = counted.articles["outlet"].to_numpy()
    names = sorted(set(outlet))
    if not names:
        raise FramingError("no outlet has this figure: nothing to count, or no quotation marks")
    if len(names) < 2:
        raise FramingError(f"only {names[0]} has this figure: a contrast needs two outlets")
    if against not in (EACH, REST, *names):
        raise FramingError(f"against {against!r} is no outlet or group here; choose each, rest, {', '.join(names)}")
    if against == REST:
        for name in names:
            yield Pair(name, THE_REST, counted, outlet == name)
        return
    for one, other in combinations(names, 2) if against == EACH else ((n, against) for n in names if n != against):
        both = np.isin(outlet, [one, other])
        articles = counted.articles[both].reset_index(drop=True)
        part = replace(counted, articles=articles, by_term=counted.by_term[both])
        yield Pair(one, other, part, outlet[both] == one)


def _left_out(pair: Pair, unit: str) -> dict[str, Any]:
    """How the ratio of the two figures changes when one term, story or week is left out at a time."""
    rows = pair.counted.articles
    above, below = (rows[name].to_numpy(dtype=float) for name in ("numerator", "denominator"))
    try:
        found: LeaveOneOut
        if unit == TERM:
            found = leave_one_term_out(pair.counted.by_term, below, pair.member, list(pair.counted.terms))
        else:
            found = leave_one_unit_out(above, below, pair.member, rows[unit].to_numpy())
    except FramingError as error:
        return {"left_out": unit, "note": str(error)}
    moved = found.table["log_change"].abs()
    first = int(np.nanargmax(moved)) if moved.notna().any() else None
    return {
        "left_out": unit,
        "units": len(found.table),
        "ratio": found.ratio,
        "largest": "" if first is None else str(found.table["left_out"].iloc[first]),
        "ratio_without": np.nan if first is None else float(found.table["ratio"].iloc[first]),
        "largest_log_change": found.max_log_change,
        "sign_flips": found.sign_flips,
        "significance_flips": found.significance_flips,
        "note": "",
    }


def _corrected(rows: pd.DataFrame, family: Family) -> pd.DataFrame:
    """The rows with q-values within each estimator and subset, equivalence and a verdict."""
    figures = (
        "value",
        "reference_value",
        "estimate",
        "low",
        "high",
        "p_value",
        "n_stories",
        "n_articles",
        "n_reference",
    )
    for name in ("outlet", "reference", "unit", "method", *figures):
        if name not in rows:
            rows[name] = np.nan if name in figures else ""
    tested = rows["p_value"].notna()
    parts = rows[tested].groupby(["estimator", "subset"])["p_value"]
    q_value = parts.transform(lambda p: p if family.correction == "none" else adjust(p.to_numpy(), family.correction))
    rows = rows.assign(q_value=q_value, family_size=parts.transform("size"), correction=family.correction)
    null = np.where(rows["effect"].str.contains("ratio"), 1.0, 0.0)
    apart = (rows["low"] > null) | (rows["high"] < null)
    alike = [_alike(row, family.margin) for row in rows.to_dict("records")]
    verdict = np.where((rows["q_value"] < family.q) & apart, DIFFERS, np.where(alike, ALIKE, OPEN))
    return rows.assign(verdict=np.where(rows["estimate"].isna(), "", verdict))


def _alike(row: Mapping[Any, Any], margin: float) -> bool:
    """Whether the whole interval of a difference lies within the margin."""
    value, low, high = (float(row[name]) for name in ("estimate", "low", "high"))
    if not margin or "difference" not in row["effect"] or not low <= value <= high:
        return False
    return equivalence_of_interval(value, low, high, margin, level=row["level"]).equivalent
