"""One contrast by one estimator: raw, within stories, adjusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.errors import FramingError
from framing.stats.analysis.counts import Counted
from framing.stats.analysis.plan import (
    ADJUSTED,
    CONDITIONAL_LOGIT,
    MANTEL_HAENSZEL,
    RAW,
    STORIES,
    STORY,
    Family,
    Plan,
)
from framing.stats.contrasts import PermutationOptions, compare_groups, make_group
from framing.stats.estimates import EstimateOptions
from framing.stats.matched import MatchedOptions, matched_difference
from framing.stats.periods import period_labels
from framing.stats.ratios import Flags, design_effect
from framing.stats.regression import RegressionOptions, fit_rates, fit_shares
from framing.stats.samples import stories_of
from framing.stats.stratified import CommonOddsRatio, conditional_logit, mantel_haenszel

_EFFECTS = {RAW: "difference", STORIES: "mean difference within stories"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of articles: their names, the counts of both, and which articles are of the first."""

    outlet: str
    reference: str
    counted: Counted
    member: Flags


def estimated(pair: Pair, family: Family, plan: Plan, way: str) -> dict[str, Any]:
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
        return base | _ESTIMATORS[way](pair, family, plan)
    except FramingError as error:
        return base | {"note": str(error)}


def _raw(pair: Pair, family: Family, plan: Plan) -> dict[str, Any]:
    rows = pair.counted.articles
    sums = rows[["numerator"]].to_numpy(dtype=float), rows[["denominator"]].to_numpy(dtype=float)
    options = EstimateOptions(level=plan.level, replicates=plan.replicates, seed=plan.seed)
    test = PermutationOptions(permutations=plan.permutations, min_articles=family.min_articles)
    share, scale = pair.counted.share, pair.counted.scale
    cluster = stories_of(rows) if family.clusters == STORY else None
    effect = design_effect(*sums, pair.member.astype(np.intp), share=share, cluster=cluster)
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


def _within_stories(pair: Pair, family: Family, plan: Plan) -> dict[str, Any]:
    rows = pair.counted.articles.assign(outlet=np.where(pair.member, pair.outlet, pair.reference))
    options = MatchedOptions(level=plan.level, replicates=plan.replicates, seed=plan.seed)
    found = matched_difference(rows, pair.outlet, pair.reference, share=pair.counted.share, options=options)
    reach = 1.0 if pair.counted.share else np.inf  # no two shares are further apart
    both = np.isin(rows["story"], list(set(rows["story"][pair.member]) & set(rows["story"][~pair.member]) - {""}))
    return {
        "estimate": found.value,
        "low": max(found.low, -reach),
        "high": min(found.high, reach),
        "p_value": found.p_value,
        "n_articles": int((both & pair.member).sum()),
        "n_reference": int((both & ~pair.member).sum()),
        "n_stories": found.n_stories,
        "method": found.method,
        "note": "few stories" if found.few else "",
    }


def _odds_within_stories(pair: Pair, plan: Plan, common: Callable[..., CommonOddsRatio]) -> dict[str, Any]:
    """One odds ratio over the stories that both cover, from 2 × 2 tables of what is counted and what is not."""
    if not pair.counted.share:
        raise FramingError("one odds ratio over all stories is for shares alone; use stories or adjusted")
    rows = pair.counted.articles
    shared = sorted(set(rows["story"][pair.member]) & set(rows["story"][~pair.member]) - {""})
    if not shared:
        raise FramingError(f"{pair.outlet!r} and {pair.reference!r} share no story")
    counts: dict[tuple[str, bool], list[float]] = {}
    columns = (rows["story"], pair.member, rows["numerator"], rows["denominator"])
    for story, mine, counted, total in zip(*columns, strict=True):
        cell = counts.setdefault((str(story), bool(mine)), [0.0, 0.0])
        cell[0] += counted
        cell[1] += total - counted
    tables = np.array([[counts[story, True], counts[story, False]] for story in shared])
    found = common(tables, level=plan.level)
    return {
        "estimate": found.value,
        "low": found.low,
        "high": found.high,
        "p_value": found.p_value,
        "n_stories": found.n_strata,
        "method": found.method,
        "note": "secondary: cases taken as independent",
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
    cluster = stories_of(rows) if family.clusters == STORY else None
    fit = fit_shares if pair.counted.share else fit_rates
    options = RegressionOptions(level=plan.level, seed=plan.seed, tested=("outlet",))
    counts = rows["numerator"].to_numpy(dtype=float), rows["denominator"].to_numpy(dtype=float)
    found = fit(*counts, pd.DataFrame(design), cluster=cluster, options=options)
    (row,) = found.coefficients[found.coefficients["term"] == "outlet"].to_dict("records")
    return {
        **{name: float(np.exp(row[name])) for name in ("estimate", "low", "high")},
        "p_value": float(row["p_value"]),
        "method": f"{found.model}, adjusted for {', '.join(family.covariates)}; {found.method}",
    }


_ESTIMATORS: dict[str, Callable[[Pair, Family, Plan], dict[str, Any]]] = {
    RAW: _raw,
    STORIES: _within_stories,
    ADJUSTED: _adjusted,
    MANTEL_HAENSZEL: lambda pair, _, plan: _odds_within_stories(pair, plan, mantel_haenszel),
    CONDITIONAL_LOGIT: lambda pair, _, plan: _odds_within_stories(
        pair, plan, lambda tables, level: conditional_logit(tables, level=level)[0]
    ),
}
