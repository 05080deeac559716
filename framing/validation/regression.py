"""The corrected regression of a target's figure on outlet, time and other facts of its articles, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from framing.errors import FramingError
from framing.stats.multiplicity import benjamini_hochberg
from framing.stats.options import AUTO, EACH, NOBODY, REST
from framing.validation.design import INTERCEPT, design_of
from framing.validation.fitting import labelled_of
from framing.validation.regressed import corrected_regression
from framing.validation.targets import Target

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

CLUSTERS = ("article", "story")


class RegressionOptions(Protocol):
    """What a regression reads of the options of a correction."""

    @property
    def level(self) -> float:
        """Of intervals."""

    @property
    def min_positives(self) -> float:
        """Gold events that are needed."""

    @property
    def against(self) -> str:
        """The outlet of reference, where it names one."""

    @property
    def terms(self) -> tuple[str, ...]:
        """What is regressed on."""

    @property
    def cluster(self) -> str:
        """What is independent."""


def regression_table(
    units: pd.DataFrame, scored: ScoredCorpus, target: Target, options: RegressionOptions
) -> tuple[pd.DataFrame, list[str]]:
    """A row a term: raw and corrected coefficient in the figure's unit, intervals, p, q over the terms; and notes.

    Raises FramingError where a term or cluster is unknown, or gold is too little for so many terms.
    """
    import pandas as pd

    if options.cluster not in CLUSTERS:
        raise FramingError(f"unknown cluster {options.cluster!r}; choose from {', '.join(CLUSTERS)}")
    articles = scored.articles.drop(columns=["outlet", "words"]).assign(words=scored.articles["words"].astype(float))
    rows = units[["article_id", "outlet"]].merge(articles, on="article_id", how="left")
    named = options.against not in (AUTO, EACH, REST, NOBODY)
    design = design_of(rows, options.terms, options.against if named else "")
    kept = units[design.kept]
    stories = rows.loc[design.kept, "story_id"].fillna("")
    clusters = kept["article_id"]
    if options.cluster == "story":
        clusters = clusters.where((stories == "").to_numpy(), stories.to_numpy())
    made = labelled_of(kept.assign(article_id=clusters), events=not target.of_words)
    fitted = corrected_regression(
        made,
        design.matrix,
        design.terms,
        level=options.level,
        min_positives=options.min_positives,
    )
    frame = pd.DataFrame(
        [
            {
                "term": each.term,
                "unit": target.unit,
                "raw": each.raw,
                "raw_low": each.raw_low,
                "raw_high": each.raw_high,
                "corrected": each.value,
                "low": each.low,
                "high": each.high,
                "standard_error": each.standard_error,
                "labels_only": each.labels_only,
                "weight": each.weight,
                "p_value": each.p_value,
                "clusters": options.cluster,
            }
            for each in (one.scaled(target.scale) for one in fitted)
        ]
    )
    frame.loc[frame["term"] == INTERCEPT, "p_value"] = np.nan
    tested = frame["p_value"].notna()
    frame.loc[tested, "q_value"] = benjamini_hochberg(frame.loc[tested, "p_value"].to_numpy())
    return frame, list(design.notes)
