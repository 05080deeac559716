"""The articles that a comparison counts, in an order of their own, with group and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError, ScoredCorpusError
from framing.stats.options import AUTO, EACH, NOBODY, REST, ComparisonOptions, Scored
from framing.stats.periods import ALL, UNDATED, period_labels
from framing.stats.ratios import Flags

if TYPE_CHECKING:
    import pandas as pd

NO_GROUP = "(none)"


@dataclass(frozen=True, slots=True)
class Sample:
    """The articles compared, sorted by id; every array has an entry an article.

    group: index into `groups`. period: index into `periods`. marks: whether the outlet's quotation marks
    are there, so that voices can be told apart.
    """

    articles: pd.DataFrame
    groups: tuple[str, ...]
    group: NDArray[np.intp]
    periods: tuple[str, ...]
    period: NDArray[np.intp]
    marks: Flags
    notes: tuple[str, ...]

    def cells(self, group: int) -> list[tuple[str, NDArray[np.intp]]]:
        """Pairs (period, rows) of one group: "all" first, then each period that has articles."""
        rows = np.flatnonzero(self.group == group)
        found = [(ALL, rows)]
        if self.periods != (ALL,):
            for index, name in enumerate(self.periods):
                inside = rows[self.period[rows] == index]
                if len(inside):
                    found.append((name, inside))
        return found


def draw_sample(scored: Scored, options: ComparisonOptions) -> Sample:
    """The articles to compare: duplicates left out unless kept, sorted by id.

    Raises FramingError where the grouping column or the reference outlet is not there, ScoredCorpusError
    where article ids repeat.
    """
    articles = scored.articles.sort_values("article_id", kind="stable")
    _check_columns(articles, options.by)
    notes: list[str] = []
    repeated = repeats(articles)
    if repeated.any():
        keep = options.duplicates == "keep"
        done = "counted" if keep else "left out; duplicates=keep counts them"
        notes.append(f"articles that repeat another of the same outlet: {int(repeated.sum()):,} ({done})")
        articles = articles if keep else articles[~repeated]
    shared = int(((articles["duplicate_of"].fillna("") != "") & ~repeats(articles)).sum())
    if shared > 0:
        notes.append(f"articles with the body of one of another outlet: {shared:,} (counted; agency copy or re-posts)")
    articles = articles.reset_index(drop=True)
    values = articles[options.by].astype(object)
    names = values.where(values.notna() & (values != ""), NO_GROUP).astype(str)
    groups, group = np.unique(names.to_numpy(dtype=str), return_inverse=True)
    if options.against not in (AUTO, EACH, REST, NOBODY, *groups):
        raise FramingError(
            f"nothing to compare with: {options.by} {options.against!r} is not in the corpus; "
            f"choose {EACH!r}, {REST!r} or one of {', '.join(groups)}"
        )
    labels = period_labels(articles["published"], options.period)
    undated = int((labels == UNDATED).sum())
    if undated:
        notes.append(f"articles without a date: {undated:,}, under period {UNDATED!r}")
    periods, period = np.unique(labels.to_numpy(dtype=str), return_inverse=True)
    missing = scored.manifest.get("health", {}).get("quotation_marks_missing", [])
    return Sample(
        articles=articles,
        groups=tuple(str(name) for name in groups),
        group=group,
        periods=tuple(str(name) for name in periods),
        period=period,
        marks=~articles["outlet"].isin(list(missing)).to_numpy(dtype=bool),
        notes=tuple(notes),
    )


def repeats(articles: pd.DataFrame) -> pd.Series[bool]:
    """Which articles repeat an earlier one of the same outlet; the same body in another outlet is no repeat."""
    copies = articles["duplicate_of"].fillna("")
    root = copies.where(copies != "", articles["article_id"])
    return articles.assign(root=root).duplicated(["root", "outlet"])


def _check_columns(articles: pd.DataFrame, by: str) -> None:
    if by not in articles.columns:
        named = [name for name in articles.columns if not name.startswith("words_")]
        raise FramingError(f"no column {by!r} to compare by; columns are {', '.join(named)}")
    if not articles["article_id"].is_unique:
        twice = articles["article_id"][articles["article_id"].duplicated()].iloc[0]
        raise ScoredCorpusError(f"article id {twice!r} stands in two rows of the articles; score the corpus again")
