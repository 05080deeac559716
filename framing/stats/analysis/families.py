"""The contrasts of a family: raw, within stories, adjusted; corrected together; with what they depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats.analysis.counts import Counted, Wanted, count_articles
from framing.stats.analysis.plan import ADJUSTED, EACH, RAW, REST, STORIES, STORY, TERM, Family, Plan
from framing.stats.contrasts import PermutationOptions, compare_groups, make_group
from framing.stats.equivalence import equivalence_of_interval
from framing.stats.estimates import EstimateOptions
from framing.stats.matched import MatchedOptions, matched_difference
from framing.stats.multiplicity import adjust
from framing.stats.options import THE_REST, Scored
from framing.stats.periods import period_labels
from framing.stats.ratios import Flags, design_effect
from framing.stats.regression import RegressionOptions, fit_rates, fit_shares
from framing.stats.robustness import LeaveOneOut, leave_one_term_out, leave_one_unit_out

if TYPE_CHECKING:
    import pandas as pd

DIFFERS, ALIKE, OPEN = "differs", "no difference larger than the margin", "not settled"
# outlets without quotation marks have no voices, and an outlet may never name the referent
_ABSENT = {"estimator": "", "effect": "", "note": "no article has this figure: nothing to count, or no quotation marks"}
_EFFECTS = {RAW: "difference", STORIES: "mean difference within stories"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of articles: their names, the counts of both, and which articles are of the first."""

    outlet: str
    reference: str
    counted: Counted
    member: Flags


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
                counted = count_articles(scored, Wanted(family.measure, item, voice, subset))
                chosen = counted.of(family.groups, family.outlets)
                names = {
                    "family": family.name,
                    "measure": family.measure,
                    "item": item,
                    "voice": voice,
                    "subset": subset,
                }
                rows += [names | _ABSENT | {"outlet": outlet} for outlet in chosen.absent]
                for pair in pairs_of(chosen, family.against):
                    who = {"outlet": pair.outlet, "reference": pair.reference}
                    rows += [names | who | _estimated(pair, family, plan, way) for way in family.estimators]
                    left += [names | who | _left_out(pair, unit) for unit in family.leave_out]
    if not rows:
        raise FramingError(f"only {', '.join(sorted(set(chosen.articles['outlet'])))}: a contrast needs two outlets")
    return _corrected(pd.DataFrame(rows), family), pd.DataFrame(left)


def pairs_of(counted: Counted, against: str) -> Iterator[Pair]:
    """The pairs of outlets (or groups) that are contrasted. Raises FramingError where `against` names none."""
    outlet = counted.articles["outlet"].to_numpy()
    names = sorted(set(outlet))
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


def _estimated(pair: Pair, family: Family, plan: Plan, way: str) -> dict[str, Any]:
    """The row of one estimator; without an estimate where there is too little, and why."""
    base: dict[str, Any] = {
        "estimator": way,
        "effect": _EFFECTS.get(way, "odds ratio" if pair.counted.share else "rate ratio"),
        "level": plan.level,
        "unit": pair.counted.unit,
        "n_articles": int(pair.member.sum()),
        "n_reference": int((~pair.member).sum()),
        "margin": family.margin or np.nan,
        "note": "",
    }
    if min(base["n_articles"], base["n_reference"]) < family.min_articles:
        return base | {"note": f"fewer than {family.min_articles} articles with a denominator on a side"}
    try:
        return base | {RAW: _raw, STORIES: _within_stories, ADJUSTED: _adjusted}[way](pair, family, plan)
    except FramingError as error:
        return base | {"note": str(error)}


def _raw(pair: Pair, family: Family, plan: Plan) -> dict[str, Any]:
    rows = pair.counted.articles
    sums = rows[["numerator"]].to_numpy(dtype=float), rows[["denominator"]].to_numpy(dtype=float)
    options = EstimateOptions(level=plan.level, replicates=plan.replicates, seed=plan.seed)
    test = PermutationOptions(permutations=plan.permutations, min_articles=family.min_articles)
    share, scale = pair.counted.share, pair.counted.scale
    effect = design_effect(*sums, pair.member.astype(np.intp), share=share)
    cluster = _clusters(rows, family.clusters)
    one, other = (
        make_group(
            name,
            (sums[0][inside], sums[1][inside]),
            effect,
            share=share,
            options=options,
            cluster=None if cluster is None else cluster[inside],
        )
        for name, inside in ((pair.outlet, pair.member), (f"{pair.reference} against {pair.outlet}", ~pair.member))
    )
    found = compare_groups(one, other, share=share, options=options, test=test)
    return {
        "value": found.group.value[0] * scale,
        "reference_value": found.reference.value[0] * scale,
        "estimate": found.difference[0] * scale,
        "low": found.low[0] * scale,
        "high": found.high[0] * scale,
        "p_value": found.p_value[0],
        "method": f"{found.interval[0]}; {found.test[0]}",
    }


def _clusters(rows: pd.DataFrame, kind: str) -> np.ndarray[Any, np.dtype[np.intp]] | None:
    """A number for every article's story, articles in none by themselves; None where articles are the clusters."""
    import pandas as pd

    if kind != STORY:
        return None
    return np.asarray(pd.factorize(rows["story"].where(rows["story"] != "", "article " + rows["article_id"]))[0])


def _within_stories(pair: Pair, family: Family, plan: Plan) -> dict[str, Any]:
    rows = pair.counted.articles.assign(outlet=np.where(pair.member, pair.outlet, pair.reference))
    options = MatchedOptions(level=plan.level, replicates=plan.replicates, seed=plan.seed)
    found = matched_difference(rows, pair.outlet, pair.reference, share=pair.counted.share, options=options)
    both = np.isin(rows["story"], list(set(rows["story"][pair.member]) & set(rows["story"][~pair.member]) - {""}))
    return {
        "estimate": found.value,
        "low": found.low,
        "high": found.high,
        "p_value": found.p_value,
        "n_articles": int((both & pair.member).sum()),
        "n_reference": int((both & ~pair.member).sum()),
        "n_stories": found.n_stories,
        "method": found.method,
        "note": "few stories" if found.few else "",
    }


def _adjusted(pair: Pair, family: Family, plan: Plan) -> dict[str, Any]:
    import pandas as pd

    rows = pair.counted.articles
    known = {"period": period_labels(rows["published"], family.period)}
    design: dict[str, Any] = {"outlet": pair.member.astype(float)}
    for name in family.covariates:
        if name not in known and name not in rows:
            raise FramingError(f"no column {name!r} to adjust for; choose from period, {', '.join(map(str, rows))}")
        values = known[name] if name in known else rows[name]
        if values.nunique() > 1:
            design[name] = values.astype(str).to_numpy() if not pd.api.types.is_numeric_dtype(values) else values
    cluster = _clusters(rows, family.clusters)
    fit = fit_shares if pair.counted.share else fit_rates
    options = RegressionOptions(level=plan.level, seed=plan.seed)
    counts = rows["numerator"].to_numpy(dtype=float), rows["denominator"].to_numpy(dtype=float)
    found = fit(*counts, pd.DataFrame(design), cluster=cluster, options=options)
    (row,) = found.coefficients[found.coefficients["term"] == "outlet"].to_dict("records")
    return {
        **{name: float(np.exp(row[name])) for name in ("estimate", "low", "high")},
        "p_value": float(np.nanmax([row["p_value"], row["score_p_value"]])),  # both have to show a difference
        "method": f"{found.model}, adjusted for {', '.join(family.covariates)}; {found.method}",
    }


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
    return {
        "left_out": unit,
        "units": len(found.table),
        "ratio": found.ratio,
        "largest": str(found.table["left_out"].iloc[int(np.nanargmax(moved))]) if moved.notna().any() else "",
        "largest_log_change": found.max_log_change,
        "sign_flips": found.sign_flips,
        "significance_flips": found.significance_flips,
        "note": "",
    }


def _corrected(rows: pd.DataFrame, family: Family) -> pd.DataFrame:
    """The rows with q-values within each estimator and subset, equivalence and a verdict."""
    for name in ("value", "reference_value", "estimate", "low", "high", "p_value", "n_stories", "method"):
        if name not in rows:
            rows[name] = "" if name == "method" else np.nan
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
