"""The articles that a comparison counts, in an order of their own, with group and period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError, ScoredCorpusError
from framing.stats.coded import places
from framing.stats.groups import NO_GROUP, grouped
from framing.stats.options import ALL_ARTICLES, AUTO, EACH, HOUSE, NOBODY, REST, STORY, ComparisonOptions, Scored
from framing.stats.periods import ALL, UNDATED, period_labels
from framing.stats.ratios import Flags

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NO_GROUP", "Sample", "draw_sample", "of_another_outlet", "repeats"]


@dataclass(frozen=True)
class Sample:
    """The articles compared, sorted by id; every array has an entry an article.

    group: index into `groups`. period: index into `periods`. marks: whether the outlet's quotation marks
    are there, so that voices can be told apart. cluster: the story, None where articles are the clusters.
    """

    articles: pd.DataFrame
    groups: tuple[str, ...]
    group: NDArray[np.intp]
    periods: tuple[str, ...]
    period: NDArray[np.intp]
    marks: Flags
    notes: tuple[str, ...]
    cluster: NDArray[np.intp] | None = None

    @cached_property
    def ids(self) -> pd.Index[Any]:
        """The articles' ids, to look up where an article stands: made once, since it takes time in large corpora."""
        import pandas as pd

        names: pd.Index[Any] = pd.Index(self.articles["article_id"])
        return names

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table that belong to the articles."""
        there = places(self.ids, frame["article_id"]) >= 0
        return frame if there.all() else frame[there]

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
    """The articles to compare: duplicates left out unless kept, then those of the subset, sorted by id.

    Raises FramingError where the grouping column or the reference outlet is not there or nothing is left,
    ScoredCorpusError where article ids repeat.
    """
    known = scored.articles
    articles = known.sort_values("article_id", kind="stable")
    _check_columns(articles, options.by)
    notes: list[str] = []
    repeated = repeats(articles)
    if repeated.any():
        keep = options.duplicates == "keep"
        done = "counted" if keep else "left out; duplicates=keep counts them"
        notes.append(f"articles that repeat another of the same outlet: {int(repeated.sum()):,} ({done})")
        articles = articles if keep else articles[~repeated]
    shared = int(of_another_outlet(articles, known).sum())
    if shared > 0 and options.subset != HOUSE:
        notes.append(
            f"articles with the text of one of another outlet: {shared:,} (counted; subset=house leaves them out)"
        )
    articles, said = _subset(articles, known, options.subset)
    del known
    notes += said
    articles, names = grouped(articles, options)
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
        cluster=stories_of(articles) if options.clusters == STORY else None,
    )


def stories_of(articles: pd.DataFrame) -> NDArray[np.intp]:
    """A number for every article's story, articles in none by themselves."""
    import pandas as pd

    story = articles["story_id"].fillna("")
    return np.asarray(pd.factorize(story.where(story != "", "article " + articles["article_id"]))[0])


def repeats(articles: pd.DataFrame) -> pd.Series[bool]:
    """Which articles repeat another of the same outlet, edited or not; a copy in another outlet is no repeat.

    Of the copies of one text in an outlet the original stays, else the first row.
    """
    copies = _originals(articles)
    root = copies.where(copies != "", articles["article_id"])
    ordered = articles.assign(root=root, copy=copies != "").sort_values("copy", kind="stable")
    return ordered.duplicated(["root", "outlet"]).reindex(articles.index)


def of_another_outlet(articles: pd.DataFrame, known: pd.DataFrame) -> pd.Series[bool]:
    """Which articles are copies of an article of another outlet; `known` holds the originals."""
    outlets = known.set_index("article_id")["outlet"]
    originals = _originals(articles)
    return (originals != "") & (originals.map(outlets) != articles["outlet"])


def _originals(articles: pd.DataFrame) -> pd.Series[str]:
    """The article that each is a copy of, "" for none."""
    column = "near_duplicate_of" if "near_duplicate_of" in articles else "duplicate_of"
    return articles[column].fillna("")


def _subset(articles: pd.DataFrame, known: pd.DataFrame, subset: str) -> tuple[pd.DataFrame, list[str]]:
    """The articles of a subset, and a note on what it left out; `known` holds the originals of copies."""
    if subset == ALL_ARTICLES:
        return articles, []
    if subset == HOUSE:
        keep = (articles["wire"].fillna("") == "") & ~of_another_outlet(articles, known)
        what = "agency copy and copies of other outlets' articles"
    else:
        stories = articles["story_id"].fillna("")
        order = articles.assign(story=stories).sort_values(["published", "article_id"], kind="stable")
        keep = (stories == "") | ~order.duplicated(["outlet", "story"]).reindex(articles.index)
        what = "further articles of an outlet on one story"
    if len(articles) and not keep.any():
        raise FramingError(
            f"subset {subset!r} has no articles: all {len(articles):,} are {what}; choose another subset"
        )
    return articles[keep], [f"{what}: {int((~keep).sum()):,} (left out; subset={subset})"]


def _check_columns(articles: pd.DataFrame, by: str) -> None:
    if by not in articles.columns:
        named = [name for name in articles.columns if not name.startswith("words_")]
        raise FramingError(f"no column {by!r} to compare by; columns are {', '.join(named)}")
    if not articles["article_id"].is_unique:
        twice = articles["article_id"][articles["article_id"].duplicated()].iloc[0]
        raise ScoredCorpusError(f"article id {twice!r} stands in two rows of the articles; score the corpus again")
