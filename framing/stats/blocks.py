"""Counts an article: the shape that every measure has, and the helpers that fill it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.stats.coded import places
from framing.stats.ratios import Floats
from framing.stats.samples import Sample
from framing.types import Voice, Zone

if TYPE_CHECKING:
    import pandas as pd


_MOST_VALUES = 3_000_000  # articles × items that are resampled in one go: 24 MB an array


@dataclass(frozen=True, slots=True)
class Block:
    """The counts of one measure in one voice, articles × items.

    families: each item's family of contrasts. share: whether the numerator is part of the denominator;
    otherwise the figure is a rate per 1,000, or per `per` (1: a mean). unresolved: mentions that may or may not
    be the item's. needs_marks: whether outlets without quotation marks have no figure.
    """

    measure: str
    voice: str
    items: tuple[str, ...]
    families: tuple[str, ...]
    unit: str
    share: bool
    numerator: Floats
    denominator: Floats
    unresolved: Floats | None = None
    needs_marks: bool = False
    per: float = 1000.0

    @property
    def scale(self) -> float:
        """What a plain ratio is multiplied by to be in the unit."""
        return 1.0 if self.share else self.per


def in_columns(block: Block, effects: Floats) -> Iterator[tuple[Block, Floats]]:
    """The block with the design effects of its items, in parts of a few items where the articles are many.

    Items are estimated and tested one like the other, so that nothing but the memory depends on the parts.
    """
    step = max(1, _MOST_VALUES // max(1, len(block.numerator)))
    for start in range(0, max(1, len(block.items)), step):  # a block without items is one part
        some = slice(start, start + step)
        yield (
            replace(
                block,
                items=block.items[some],
                families=block.families[some],
                numerator=block.numerator[:, some],
                denominator=block.denominator[:, some],
                unresolved=None if block.unresolved is None else block.unresolved[:, some],
            ),
            effects[some],
        )


def comparable(block: Block, sample: Sample) -> Block:
    """The block without the articles of outlets whose quotation marks are missing, where that matters."""
    if not block.needs_marks or sample.marks.all():
        return block
    kept = sample.marks[:, None]
    changes: dict[str, Any] = {"numerator": block.numerator * kept, "denominator": block.denominator * kept}
    if block.unresolved is not None:
        changes["unresolved"] = np.asarray(block.unresolved * kept)
    return replace(block, **changes)


def voice_parts(voice: str) -> tuple[Voice, ...]:
    """The exclusive voices that a voice of the comparison takes together."""
    if voice == "all":
        return tuple(Voice)
    return (Voice.QUOTED, Voice.PARAPHRASED) if voice == "attributed" else (Voice(voice),)


def in_voice(frame: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows of `frame` in a voice."""
    return frame[frame["voice"].isin([str(part) for part in voice_parts(voice)])]


def exposure(sample: Sample, voice: str) -> Floats:
    """Words of each article in a voice, all zones, boilerplate left out: articles × 1."""
    names = [f"words_{zone}_{part}" for zone in Zone for part in voice_parts(voice)]
    return sample.articles[names].sum(axis=1).to_numpy(dtype=float).reshape(-1, 1)


def tally(frame: pd.DataFrame, sample: Sample, names: pd.Series, items: tuple[str, ...]) -> Floats:
    """Rows of `frame` counted by article and name: articles × items; names outside `items` are left out."""
    row = places(sample.ids, frame["article_id"])
    column = places(items, names)
    known = (row >= 0) & (column >= 0)
    size = len(sample.articles) * len(items)
    flat = np.bincount(row[known] * len(items) + column[known], minlength=size)
    return flat.reshape(len(sample.articles), len(items)).astype(float)
