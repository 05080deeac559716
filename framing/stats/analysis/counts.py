"""One figure counted article by article: what every method of an analysis starts from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.blocks import Block, in_voice, tally
from framing.stats.groups import members
from framing.stats.labels import FAVOURABLE, labelling_block, mentions
from framing.stats.options import ComparisonOptions, Scored
from framing.stats.periods import period_labels
from framing.stats.rates import counted_hits, rate_block
from framing.stats.ratios import Floats
from framing.stats.reading import Pieces
from framing.stats.samples import Sample, draw_sample
from framing.stats.sourcing import sourcing_blocks

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure: measure, item and voice as `compare` names them, and the articles that count.

    documented: only labels and terms that a cited guide or study documents (grade D).
    """

    measure: str
    item: str
    voice: str = "outlet"
    subset: str = "all"
    duplicates: str = "drop"
    documented: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """The figure's counts.

    articles: one row an article that has a denominator, with `article_id`, `outlet`, `published`, `story`, `week`,
    `numerator`, `denominator` and the other columns of the articles. terms: those counted in the numerator, and by_term
    their counts, articles × terms; none for sourcing. absent: outlets of the corpus without such an article.
    """

    articles: pd.DataFrame
    share: bool
    unit: str
    terms: tuple[str, ...]
    by_term: Floats
    absent: tuple[str, ...] = ()

    @property
    def scale(self) -> float:
        """What a plain ratio is multiplied by to be in the unit."""
        return 1.0 if self.share else 1000.0

    def of(self, groups: Mapping[str, Collection[str]], outlets: Sequence[str]) -> Counted:
        """Only some outlets (all without any), with those of a group under the group's name."""
        here = set(self.articles["outlet"])
        group_of = members(groups, outlets, here | set(self.absent))
        keep = self.articles["outlet"].isin(list(group_of)).to_numpy()
        articles = self.articles[keep].reset_index(drop=True)
        renamed = articles["outlet"].map(group_of)
        absent = tuple(outlet for outlet in group_of if outlet not in here)
        return replace(self, articles=articles.assign(outlet=renamed), by_term=self.by_term[keep], absent=absent)


def count_articles(scored: Scored, wanted: Wanted) -> Counted:
    """The counts of a figure in every article that could have some.

    Raises
    ------
    FramingError
        nothing in the corpus is counted under the item; the message names what is
    """
    options = ComparisonOptions(period="all", against="none", subset=wanted.subset, duplicates=wanted.duplicates)
    sample = draw_sample(scored, options)
    count: Callable[[Scored, Sample, Wanted], tuple[Block, pd.DataFrame | None]]
    count = {"rate": _rate, "labelling": _labelling, "sourcing": _sourcing}[wanted.measure]
    block, hits = count(scored, sample, wanted)
    place = block.items.index(wanted.item)
    used = np.broadcast_to(block.denominator, block.numerator.shape)[:, place] > 0
    used &= sample.marks | (not block.needs_marks)
    above, below = block.numerator[used, place], np.broadcast_to(block.denominator, block.numerator.shape)[used, place]
    below = below if block.share else below * (1000 / block.per)  # so that every plain ratio is per 1,000
    week = period_labels(sample.articles["published"], "week")
    rows = sample.articles.assign(week=week, story=sample.articles["story_id"].fillna(""))[used]
    rows = rows.assign(numerator=above, denominator=below).reset_index(drop=True)
    terms = () if hits is None else tuple(sorted(hits["entry"].unique()))
    by_term = np.zeros((len(rows), 0)) if hits is None else tally(hits, sample, hits["entry"], terms)[used]
    absent = tuple(sorted(set(sample.articles["outlet"]) - set(rows["outlet"])))
    return Counted(rows, block.share, block.unit, terms, by_term, absent)


def _rate(scored: Scored, sample: Sample, wanted: Wanted) -> tuple[Block, pd.DataFrame]:
    hits = _among(counted_hits(scored.hits, scored.lexicons), scored, wanted)
    chosen = _of(hits, wanted)
    return rate_block(chosen, sample, wanted.voice), in_voice(chosen, wanted.voice)


def _labelling(scored: Scored, sample: Sample, wanted: Wanted) -> tuple[Block, pd.DataFrame]:
    found = mentions(scored.hits)
    # neutral labels stay whatever their evidence: they are the denominator
    plain = found["loading"] == 0
    chosen = found[plain | found.index.isin(_among(found, scored, wanted).index)]
    referent = wanted.item.removesuffix(FAVOURABLE)
    named = chosen[chosen["item"] == referent]
    block = labelling_block(named, sample, wanted.voice)
    if wanted.item not in block.items:
        raise _nothing(wanted, labelling_block(chosen, sample, wanted.voice).items)
    loading = named["loading"] if referent != wanted.item else -named["loading"]
    return block, in_voice(named[named["sure"] & (loading > 0)], wanted.voice)


def _sourcing(scored: Scored, sample: Sample, wanted: Wanted) -> tuple[Block, None]:
    blocks = list(sourcing_blocks(Pieces(scored, "attributions", sample), sample))
    for block in blocks:
        if wanted.item in block.items:
            return block, None
    raise _nothing(wanted, [item for block in blocks for item in block.items])


def _of(frame: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    chosen = frame[frame["item"] == wanted.item]
    if chosen.empty:
        raise _nothing(wanted, sorted(frame["item"].unique()))
    return chosen


def _nothing(wanted: Wanted, items: Sequence[str]) -> FramingError:
    shown = ", ".join(items[:30]) + (", …" if len(items) > 30 else "")
    return FramingError(f"nothing is counted under {wanted.measure} {wanted.item!r}; items are {shown or 'none'}")


def _among(frame: pd.DataFrame, scored: Scored, wanted: Wanted) -> pd.DataFrame:
    """The rows of documented entries, or all."""
    if not wanted.documented:
        return frame
    kept = {
        (lexicon.name, entry.id)
        for lexicon in scored.lexicons
        for entry in lexicon.entries
        if entry.evidence is not None and entry.evidence.grade == "D"
    }
    pairs = zip(frame["lexicon"], frame["entry"], strict=True)
    return frame[[pair in kept for pair in pairs]]
