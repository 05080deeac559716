"""A target's figure by outlet and period, corrected by gold; what the tool gets wrong, and where it differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats.multiplicity import benjamini_hochberg
from framing.validation.codes import Settled
from framing.validation.corrected import MIN_POSITIVES, Corrected, Labelled, corrected_ratio, labelled, student
from framing.validation.gold import GoldSample, population_of
from framing.validation.shares import weighted_share
from framing.validation.targets import HITS

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

MIN_EVENTS = 10  # gold events of an outlet whose recall is compared with that of others
MAX_GAP = 0.10  # between outlets' recalls, above which raw contrasts are not to be trusted
FEW_ARTICLES = 15  # with gold, below which intervals cover too little where articles differ much
ALL = "all"
_BOUNDED = ["raw", "raw_low", "raw_high", "corrected", "low", "high"]
_GOLD = ["standard_error", "labels_only", "weight", "n_gold", "positives"]
_COLUMNS = ["outlet", "period", "unit", "note", *_BOUNDED[:3], "n_units", *_BOUNDED[3:], *_GOLD]


@dataclass(frozen=True, slots=True)
class CorrectionOptions:
    """Level of the intervals, and the gold positives that a cell needs."""

    level: float = 0.95
    min_positives: float = MIN_POSITIVES


@dataclass(frozen=True, slots=True)
class Correction:
    """What `correct` found.

    estimates: a row an outlet and period: raw and corrected figure, each with its interval, cut to what the unit
    can be (shares 0 to 1, rates 0 and more); `note` says why there is no corrected one. contrasts (of figures that
    are not cut): a row a pair of outlets: raw and corrected difference, p and Benjamini-Hochberg q of the
    corrected one. errors: a row an outlet: precision and recall of the tool, with intervals. notes: what a reader
    must know.
    """

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    errors: pd.DataFrame
    notes: list[str]


def correct(
    gold: GoldSample, settled: Settled, scored: ScoredCorpus, options: CorrectionOptions | None = None
) -> Correction:
    """Correct the target's figure in every outlet, over all and by period, for the errors that the gold shows.

    Raises
    ------
    FramingError
        the scored corpus is not the one the sample was drawn from, or there is no gold
    """
    import pandas as pd

    options = options or CorrectionOptions()
    if gold.target.measure == HITS:
        raise FramingError(f"the sample {gold.folder} is of single hits, which show precision alone: see audit")
    units = with_gold(gold, settled, population_of(gold, scored))
    scale = gold.target.scale
    rows, whole = [], {}
    for outlet, period, cell in _cells(units):
        row: dict[str, Any] = {"outlet": outlet, "period": period, "unit": gold.target.unit, "note": ""}
        row |= _raw(cell, options, scale)
        try:
            found = corrected_ratio(_labelled(cell), level=options.level, min_positives=options.min_positives)
        except FramingError as error:
            rows.append(row | {"note": str(error), "n_gold": int((cell["probability"] > 0).sum())})
            continue
        if period == ALL:
            whole[outlet] = found
        rows.append(row | _row(found.scaled(scale)))
    errors = pd.DataFrame([_errors(outlet, cell, options) for outlet, period, cell in _cells(units) if period == ALL])
    contrasts = _contrasts(whole, scale, options.level)
    estimates = pd.DataFrame(rows).reindex(columns=_COLUMNS)
    most = 1.0 if scale == 1 else None
    estimates[_BOUNDED] = estimates[_BOUNDED].astype(float).clip(0, most)
    return Correction(estimates, contrasts, errors, [*_notes(gold, settled, errors), *_few(whole)])


def with_gold(gold: GoldSample, settled: Settled, units: pd.DataFrame) -> pd.DataFrame:
    """The population with gold numerators and denominators; what was drawn without getting gold counts as not drawn.

    The probabilities of what is left of a stratum shrink with it, as if the units without gold were missing at random.
    """
    names = [question.name for question in gold.target.questions]
    answers = {name: units["unit"].map(settled.gold[name]) for name in names}
    made = units.assign(gold=answers[names[0]].astype(float), gold_base=units["base"].astype(float))
    if gold.target.has_base:
        made["gold_base"] = answers[names[1]].astype(float)
    coded = made["gold"].notna() & (made["probability"] > 0)
    if not coded.any():
        raise FramingError(f"{gold.folder} has no gold yet; code the sheets first")
    sizes = made.groupby("stratum")["probability"].transform("size")
    left = coded.groupby(made["stratum"]).transform("sum")
    return made.assign(probability=np.where(coded, left / sizes, 0.0))


def _cells(units: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for outlet, mine in units.groupby("outlet", sort=True):
        yield str(outlet), ALL, mine
        if mine["period"].nunique() > 1:
            for period, cell in mine.groupby("period", sort=True):
                yield str(outlet), str(period), cell


def _labelled(cell: pd.DataFrame) -> Labelled:
    column = {name: cell[name].to_numpy(dtype=float) for name in ("found", "base", "gold", "gold_base", "probability")}
    return labelled(
        column["found"],
        column["gold"],
        column["probability"],
        base=column["base"],
        gold_base=column["gold_base"],
        clusters=cell["article_id"].tolist(),
        strata=cell["stratum"].tolist(),
    )


def _raw(cell: pd.DataFrame, options: CorrectionOptions, scale: float) -> dict[str, float]:
    """The tool's own figure with the interval that takes its labels for the truth."""
    found, base = (cell[name].to_numpy(dtype=float) for name in ("found", "base"))
    if not base.sum() or cell["article_id"].nunique() < 2:
        return {"raw": np.nan, "raw_low": np.nan, "raw_high": np.nan, "n_units": len(cell)}
    every = labelled(found, found, np.ones(len(found)), base=base, clusters=cell["article_id"].tolist())
    figure = corrected_ratio(every, level=options.level, min_positives=0).scaled(scale)
    return {"raw": figure.value, "raw_low": figure.low, "raw_high": figure.high, "n_units": len(cell)}


def _row(found: Corrected) -> dict[str, float]:
    return {
        "corrected": found.value,
        "low": found.low,
        "high": found.high,
        "standard_error": found.standard_error,
        "labels_only": found.labels_only,
        "weight": found.weight,
        "n_gold": found.n_gold,
        "positives": found.positives,
    }


def _contrasts(whole: dict[str, Corrected], scale: float, level: float) -> pd.DataFrame:
    """Differences of the corrected figures of each pair of outlets, taken as independent, with Welch's t."""
    import pandas as pd
    from scipy.stats import t

    rows: list[dict[str, Any]] = []
    for (name, one), (reference, other) in combinations(whole.items(), 2):
        error = float(np.hypot(one.standard_error, other.standard_error))
        difference = one.value - other.value
        freedom = _welch(one, other)
        half = student(level, freedom) * error
        rows.append(
            {
                "outlet": name,
                "reference": reference,
                "raw_difference": (one.raw - other.raw) * scale,
                "difference": difference * scale,
                "low": (difference - half) * scale,
                "high": (difference + half) * scale,
                "p_value": float(2 * t.sf(abs(difference) / error, freedom)) if error > 0 else np.nan,
            }
        )
    frame = pd.DataFrame(rows)
    if len(frame):
        frame = frame.assign(q_value=benjamini_hochberg(frame["p_value"].to_numpy()), family_size=len(frame))
    return frame


def _welch(one: Corrected, other: Corrected) -> float:
    """Satterthwaite's degrees of freedom of a difference."""
    parts = [(found.standard_error**2, found.freedom) for found in (one, other)]
    spread = sum(part**2 / freedom for part, freedom in parts)
    return sum(part for part, _ in parts) ** 2 / spread if spread > 0 else 1.0


def _errors(outlet: str, cell: pd.DataFrame, options: CorrectionOptions) -> dict[str, Any]:
    """Precision and recall of the tool in an outlet, from counts in the coded sentences: what both counted is right.

    A sentence where the tool counts one thing and the coder another passes for right; both are upper bounds.
    """
    found, gold = cell["found"].to_numpy(dtype=float), np.nan_to_num(cell["gold"].to_numpy(dtype=float))
    both = np.minimum(found, gold)
    row: dict[str, Any] = {"outlet": outlet, "gold_events": float(gold[cell["probability"] > 0].sum())}
    for name, base in (("precision", found), ("recall", gold)):
        share = weighted_share(both, base, cell["probability"].to_numpy(dtype=float), options.level)
        error = (share.high - share.low) / (2 * _normal(options.level))
        row |= {name: share.value, f"{name}_low": share.low, f"{name}_high": share.high, f"{name}_error": error}
    return row


def _normal(level: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf((1 + level) / 2))


def _few(whole: dict[str, Corrected]) -> list[str]:
    few = [f"{outlet} ({found.freedom + 1})" for outlet, found in whole.items() if found.freedom + 1 < FEW_ARTICLES]
    return [f"few articles hold gold of {', '.join(few)}: intervals may be too short"] if few else []


def _notes(gold: GoldSample, settled: Settled, errors: pd.DataFrame) -> list[str]:
    notes = []
    for units, why in ((settled.disputed, "coders are split"), (settled.uncoded, "nobody coded them")):
        if units:
            notes.append(f"{len(units)} of {len(gold.units)} units have no gold ({why}): {', '.join(units[:5])} …")
    known = errors[errors["gold_events"] >= MIN_EVENTS].dropna(subset=["recall"]).sort_values("recall")
    if len(known) > 1:
        low, high = known.iloc[0], known.iloc[-1]
        gap = high["recall"] - low["recall"]
        if gap > MAX_GAP and gap > 1.96 * np.hypot(low["recall_error"], high["recall_error"]):
            notes.append(
                f"the tool finds {low['recall']:.0%} in {low['outlet']} and {high['recall']:.0%} in {high['outlet']}: "
                "their raw figures cannot be compared, the corrected ones can"
            )
    return notes
