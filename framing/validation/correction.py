"""A target's figure by outlet and period, corrected by gold, beside the tool's own; and how outlets differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from framing import _shown
from framing.errors import FramingError
from framing.stats.options import AUTO, EACH, NOBODY, REST, THE_REST
from framing.stats.periods import UNDATED
from framing.validation.adjusted import adjusted_counts
from framing.validation.codes import Settled
from framing.validation.contrasts import Pair, against_whom, contrast_table
from framing.validation.corrected import Corrected
from framing.validation.errors import errors_table, notes_on_errors, with_gold
from framing.validation.fitting import ALL, Fitted, cells, fitted, labelled_of
from framing.validation.gold import GoldSample, population_of
from framing.validation.regression import regression_table
from framing.validation.spread import MIN_POSITIVES
from framing.validation.targets import HITS

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

FEW_ARTICLES = 15  # with gold, below which intervals cover too little where articles differ much
_BOUNDED = ["raw", "raw_low", "raw_high", "corrected", "low", "high", "adjusted", "adjusted_low", "adjusted_high"]
_GOLD = ["standard_error", "labels_only", "weight", "n_gold", "positives"]
_COLUMNS = ["outlet", "period", "unit", "note", *_BOUNDED[:3], "n_units", *_BOUNDED[3:], *_GOLD]


@dataclass(frozen=True, slots=True)
class CorrectionOptions:
    """How figures are corrected.

    level: of intervals. min_positives: gold positives that a cell needs. against: "each" outlet against each, each
    against the "rest", "none", or the name of one; "auto" is each up to 6, else rest. terms: of a regression, see
    `design_of`; none without. cluster: what is independent in it, "article" or "story".
    """

    level: float = 0.95
    min_positives: float = MIN_POSITIVES
    against: str = AUTO
    terms: tuple[str, ...] = ()
    cluster: str = "article"


def _empty() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame()


@dataclass(frozen=True, slots=True)
class Correction:
    """What `correct` found.

    estimates: a row an outlet and period: raw and corrected figure, and adjusted counts, each with its interval, cut to
    what the unit can be (shares 0 to 1, rates 0 and more); `note` says why there is no corrected one. contrasts (of
    figures that are not cut): see `contrast_table`; a row a pair of outlets, and a row an outlet whose later periods
    are set against its earlier ones. errors: a row an outlet and period: precision and recall of the tool, with
    intervals. notes: what a reader must know. other_contrasts: of outlets, each with each and each with the rest.
    regression: a row a term, where terms are asked for. calibration: see `calibration_table`, of sentence models.
    """

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    errors: pd.DataFrame
    notes: list[str]
    other_contrasts: pd.DataFrame = field(default_factory=_empty)
    regression: pd.DataFrame = field(default_factory=_empty)
    calibration: pd.DataFrame = field(default_factory=_empty)

    def _repr_html_(self) -> str:
        whole = self.estimates[self.estimates["period"] == ALL]
        columns = ("outlet", "raw", "raw_low", "raw_high", "corrected", "low", "high", "n_gold", "note")
        return _shown.table(
            f"{len(whole):,} outlets; {int(whole['corrected'].notna().sum()):,} corrected by gold",
            columns,
            whole[list(columns)].itertuples(index=False, name=None),
            notes=[f"note: {note}" for note in self.notes],
        )


def correct(
    gold: GoldSample, settled: Settled, scored: ScoredCorpus, options: CorrectionOptions | None = None
) -> Correction:
    """Correct the target's figure in every outlet, over all and by period, for the errors that the gold shows.

    Raises
    ------
    FramingError
        the scored corpus is not the one the sample was drawn from, there is no gold, or an option has no meaning
    """
    import pandas as pd

    from framing.validation.calibration import calibration_table

    options = options or CorrectionOptions()
    if gold.target.measure == HITS:
        raise FramingError(f"the sample {gold.folder} is of single hits, which show precision alone: see audit")
    units = with_gold(gold, settled, population_of(gold, scored))
    _check_reference(units, options.against)
    scale = gold.target.scale
    rows, whole = [], {}
    for outlet, period, cell in cells(units):
        row: dict[str, Any] = {"outlet": outlet, "period": period, "unit": gold.target.unit, "note": ""}
        figure = _fit(cell, gold, options)
        row |= _raw_row(figure, cell, scale)
        if isinstance(figure, Fitted):
            if period == ALL:
                whole[outlet] = figure
            rows.append(row | _row(figure.corrected.scaled(scale)) | _adjusted(cell, gold, options))
        else:
            seen = labelled_of(cell, events=not gold.target.of_words)
            rows.append(row | {"note": figure[0], "n_gold": int(seen.drawn.sum()), "positives": seen.positives})
    estimates = pd.DataFrame(rows).reindex(columns=_COLUMNS)
    most = 1.0 if scale == 1 else None
    estimates[_BOUNDED] = estimates[_BOUNDED].astype(float).clip(0, most)
    pairs = [*_pairs(units, whole, gold, options), *_over_time(units, gold, options)]
    others = [pair for way in (EACH, REST) for pair in _pairs(units, whole, gold, replace(options, against=way))]
    tables = [contrast_table(found, gold.target.unit, scale, options.level) for found in (pairs, others)]
    errors = errors_table([(o, p, cell) for o, p, cell in cells(units)], options.level)
    notes = [*notes_on_errors(gold, settled, errors), *_few(whole)]
    regression = _empty()
    if options.terms:
        regression, more = regression_table(units, scored, gold.target, options)
        notes += more
    calibration = calibration_table(units, options.level) if "score" in units else _empty()
    return Correction(estimates, tables[0], errors, notes, tables[1], regression, calibration)


def _check_reference(units: pd.DataFrame, against: str) -> None:
    outlets = sorted(units["outlet"].unique())
    if against not in (AUTO, EACH, REST, NOBODY, *outlets):
        raise FramingError(
            f"nothing to compare with: outlet {against!r} is not in the sample; "
            f"choose {EACH!r}, {REST!r}, {NOBODY!r} or one of {', '.join(outlets)}"
        )


def _fit(cell: pd.DataFrame, gold: GoldSample, options: CorrectionOptions) -> Fitted | tuple[str, Corrected | None]:
    events = not gold.target.of_words
    return fitted(cell, level=options.level, min_positives=options.min_positives, events=events)


def _raw_row(figure: Fitted | tuple[str, Corrected | None], cell: pd.DataFrame, scale: float) -> dict[str, float]:
    raw = figure.raw if isinstance(figure, Fitted) else figure[1]
    if raw is None:
        return {"raw": np.nan, "raw_low": np.nan, "raw_high": np.nan, "n_units": len(cell)}
    found = raw.scaled(scale)
    return {"raw": found.value, "raw_low": found.low, "raw_high": found.high, "n_units": len(cell)}


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


def _adjusted(cell: pd.DataFrame, gold: GoldSample, options: CorrectionOptions) -> dict[str, float]:
    """Adjusted counts of a cell; nothing where its error rates allow none, or people count the denominator too.

    The tool's denominator is then another than theirs, and its error rates do not carry over.
    """
    if gold.target.has_base:
        return {}
    units = labelled_of(cell, events=not gold.target.of_words)
    try:
        found = adjusted_counts(units, level=options.level, min_positives=options.min_positives)
    except FramingError:
        return {}
    figure = found.scaled(gold.target.scale)
    return {"adjusted": figure.value, "adjusted_low": figure.low, "adjusted_high": figure.high}


def _pairs(
    units: pd.DataFrame, whole: dict[str, Fitted], gold: GoldSample, options: CorrectionOptions
) -> Iterator[Pair]:
    """Outlets that have a corrected figure, against each other or all others together."""
    for outlet, reference in against_whom(list(whole), options.against):
        other = whole.get(reference)
        if reference == THE_REST:
            rest = _fit(units[units["outlet"] != outlet], gold, options)
            other = rest if isinstance(rest, Fitted) else None
        if other is not None:
            yield Pair(outlet, reference, ALL, REST if reference == THE_REST else EACH, whole[outlet], other)


def _over_time(units: pd.DataFrame, gold: GoldSample, options: CorrectionOptions) -> Iterator[Pair]:
    """Each outlet from the middle period on against itself before it, as `compare` has it."""
    periods = sorted(set(units["period"]) - {UNDATED, ALL})
    if len(periods) < 2 or options.against == NOBODY:
        return
    turn = periods[(len(periods) + 1) // 2]
    for outlet, mine in units[units["period"].isin(periods)].groupby("outlet", sort=True):
        late, early = (_fit(mine[part], gold, options) for part in (mine["period"] >= turn, mine["period"] < turn))
        if isinstance(late, Fitted) and isinstance(early, Fitted):
            yield Pair(str(outlet), f"itself before {turn}", f"from {turn}", "over time", late, early)


def _few(whole: dict[str, Fitted]) -> list[str]:
    coded = {outlet: fitted.corrected.freedom + 1 for outlet, fitted in whole.items()}
    few = [f"{outlet} ({articles})" for outlet, articles in coded.items() if articles < FEW_ARTICLES]
    return [f"few articles hold gold of {', '.join(few)}: intervals may be too short"] if few else []
