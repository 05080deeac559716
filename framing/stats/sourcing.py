"""Sourcing: how often sources are given the word, who they are, how much they say, and how it is presented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from framing.stats.blocks import Block, exposure
from framing.stats.diversity import count_sources, diversity_block, named
from framing.stats.options import ComparisonOptions, Scored
from framing.stats.ratios import Floats
from framing.stats.samples import Sample, draw_sample
from framing.types import Kind, Naming, Stance, Zone

if TYPE_CHECKING:
    import pandas as pd

# the source types that are taken together as "official" and "affected" (own taxonomy, source_types.yaml)
OFFICIAL = ("government_official", "military", "law_enforcement_judicial", "intergovernmental")
AFFECTED = ("citizen_witness",)
NO_TYPE = ("", "anonymous", "unattributed")  # what stands where the type is not known
# what items that are shares of attributed words begin with
TYPE_WORDS, SOURCE_WORDS, SIDE_WORDS = "words of type ", "words of source ", "words of side "
SIDE_SHARE, DOUBTING_OF = "attributions of side ", "doubting share, side "
UNKNOWN_TYPE, NO_SOURCE = "unknown", "none"  # as types in such items
MAX_NAMED = 10  # sources, and sides, that have figures of their own: those with most words

_MAIN, _TYPES, _NAMES, _SIDES = "sourcing", "sourcing by source type", "sourcing by source", "sourcing by side"
_POSITION = "mean per attribution: share of the article before the content"
_DOUBTING = (Stance.DISTANCING, Stance.REJECTING)


@dataclass(frozen=True, slots=True)
class Figure:
    """Which attributions a sourcing figure counts, as flags an attribution.

    among: those of the denominator; None where it is the article's words. weight: the column that an
    attribution's part in the numerator is, "" for 1; in the denominator it is 1, or its words where `weight` is
    "words". needs_marks: whether an outlet without quotation marks has no such figure.
    """

    item: str
    unit: str
    family: str
    counted: pd.Series[bool]
    among: pd.Series[bool] | None
    weight: str = ""
    needs_marks: bool = False

    @property
    def below(self) -> str:
        """The weight of an attribution in the denominator."""
        return self.weight if self.weight == "words" else ""

    def cases(self, found: pd.DataFrame) -> pd.DataFrame:
        """The attributions behind the figure: those of the denominator, with `counted` for the numerator."""
        marked = found.assign(counted=self.counted)
        return marked if self.among is None else marked[self.among]


def figures(found: pd.DataFrame) -> list[Figure]:
    """The sourcing figures that are ratios over attributions or words; those without a single case are left out.

    Resolved sources are those whose type is known. Anonymous and named are shares of attributions with a source.
    Doubting cues are those that distance or reject, set against those that endorse; cues that say that nothing
    was said count as neither.
    """
    everything = found["naming"].notna()
    sourced = found["naming"] != Naming.NONE
    known = sourced & ~found["source_type"].isin(NO_TYPE)
    stance = found["stance"].where(~found["cue_negated"].astype(bool), Stance.NEUTRAL)
    doubting = stance.isin(_DOUBTING)
    taking = doubting | (stance == Stance.ENDORSING)
    of_all, of_sourced = "share of attributions", "share of attributions with a source"
    of_known, of_stances = "share of attributions with a known source type", "share of doubting and endorsing cues"
    source_type = found["source_type"].where(known, "")
    out = [
        Figure("attributions", "attributions per 1,000 words", _MAIN, everything, None, needs_marks=True),
        Figure("direct share", of_all, _MAIN, found["kind"] == Kind.DIRECT, everything, needs_marks=True),
        Figure("unsourced share", of_all, _MAIN, ~sourced, everything),
        Figure("hedged share", of_all, _MAIN, found["cue_hedged"].astype(bool), everything),
        Figure("headline or lead share", of_all, _MAIN, found["zone"].isin([Zone.HEADLINE, Zone.LEAD]), everything),
        Figure("mean position", _POSITION, _MAIN, everything, everything, weight="position"),
        Figure("anonymous share", of_sourced, _MAIN, found["naming"] == Naming.ANONYMOUS, sourced),
        Figure("named share", of_sourced, _MAIN, found["naming"] == Naming.NAMED, sourced, needs_marks=True),
        Figure("official share", of_known, _MAIN, source_type.isin(OFFICIAL), known, needs_marks=True),
        Figure("affected share", of_known, _MAIN, source_type.isin(AFFECTED), known, needs_marks=True),
        Figure("doubting share", of_stances, _MAIN, doubting, taking, needs_marks=True),
    ]
    for name in sorted(source_type[known].unique()):
        its = source_type == name
        out += [Figure(f"{name} share", of_known, _TYPES, its, known, needs_marks=True)]
    out += _by_words(found, sourced)
    out += _by_side(found, doubting, taking)
    return [figure for figure in out if figure.among is None or figure.among.any()]


def _by_words(found: pd.DataFrame, sourced: pd.Series[bool]) -> Iterator[Figure]:
    """Shares of all attributed words: of each source type, and of the named sources with most words."""
    types = found["source_type"].where(found["source_type"] != "", UNKNOWN_TYPE).where(sourced, NO_SOURCE)
    unit, everything = "share of attributed words", types.notna()
    for name in sorted(types.unique()):
        yield Figure(TYPE_WORDS + name, unit, _TYPES, types == name, everything, "words", needs_marks=True)
    for name in _largest(found, found["source_name"]):
        its = found["source_name"] == name
        yield Figure(SOURCE_WORDS + name, unit, _NAMES, its, everything, "words", needs_marks=True)


def _by_side(found: pd.DataFrame, doubting: pd.Series[bool], taking: pd.Series[bool]) -> Iterator[Figure]:
    """Each side's part of the attributions and words that have a side, and how its words are introduced."""
    side = found["source_side"]
    some = side != ""
    for name in _largest(found, side):
        its = side == name
        yield Figure(SIDE_SHARE + name, "share of attributions with a side", _SIDES, its, some, needs_marks=True)
        unit = "share of attributed words with a side"
        yield Figure(SIDE_WORDS + name, unit, _SIDES, its, some, "words", needs_marks=True)
        of = "share of doubting and endorsing cues"
        yield Figure(DOUBTING_OF + name, of, _SIDES, its & doubting, its & taking, needs_marks=True)


def _largest(found: pd.DataFrame, names: pd.Series[str]) -> list[str]:
    """The names with most attributed words, "" left out."""
    words = found["words"].groupby(names).sum().drop("", errors="ignore")
    return [str(name) for name in words.sort_values(ascending=False, kind="stable").index[:MAX_NAMED]]


def sourcing_blocks(found: pd.DataFrame, sample: Sample) -> Iterator[Block]:
    """The counts of every sourcing figure of attributions of the sample, a block for each unit."""
    import pandas as pd

    row = pd.Index(sample.articles["article_id"]).get_indexer(pd.Index(found["article_id"]))
    words = exposure(sample, "all")

    def count(flags: pd.Series[bool], weight: str) -> Floats:
        marked = flags.to_numpy(dtype=bool)
        weights = found[weight].to_numpy(dtype=float)[marked] if weight else None
        sums = np.bincount(row[marked], weights=weights, minlength=len(words))
        return sums.astype(float).reshape(-1, 1)

    for (unit, needs_marks), part in groupby(figures(found), key=lambda figure: (figure.unit, figure.needs_marks)):
        block = list(part)
        yield Block(
            measure="sourcing",
            voice="all",
            items=tuple(f.item for f in block),
            families=tuple(f.family for f in block),
            unit=unit,
            share=block[0].among is not None,
            numerator=np.hstack([count(f.counted, f.weight) for f in block]),
            denominator=np.hstack([words if f.among is None else count(f.among, f.below) for f in block]),
            needs_marks=needs_marks,
        )
    if len(named(found)):
        yield diversity_block(count_sources(found, sample), sample)


def sourcing_by_article(scored: Scored, options: ComparisonOptions | None = None) -> pd.DataFrame:
    """Every sourcing figure of every article, a row each, in its `unit`.

    Columns article_id, outlet, item, value, numerator, denominator, unit. Figures without a denominator have no
    row; those that need quotation marks none for outlets that lack them.
    """
    import pandas as pd

    sample = draw_sample(scored, options or ComparisonOptions())
    found = scored.attributions[scored.attributions["article_id"].isin(sample.articles["article_id"])]
    parts = []
    for block in sourcing_blocks(found, sample):
        usable = (block.denominator > 0) & (sample.marks[:, None] | (not block.needs_marks))
        article, item = np.nonzero(usable)
        above, below = block.numerator[usable], block.denominator[usable]
        rows = sample.articles[["article_id", "outlet"]].iloc[article].reset_index(drop=True)
        rows = rows.assign(item=np.array(block.items, dtype=object)[item], value=above / below * block.scale)
        parts.append(rows.assign(numerator=above, denominator=below, unit=block.unit))
    return pd.concat(parts, ignore_index=True)
