"""Counts an article: the shape that every measure has, and the helpers that fill it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.stats.ratios import Floats
from framing.stats.samples import Sample
from framing.types import Voice, Zone

if TYPE_CHECKING:
    import pandas as pd


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
    import pandas as pd

    row = pd.Index(sample.articles["article_id"]).get_indexer(pd.Index(frame["article_id"]))
    column = pd.Index(items).get_indexer(pd.Index(names))
    known = (row >= 0) & (column >= 0)
    size = len(sample.articles) * len(items)
    flat = np.bincount(row[known] * len(items) + column[known], minlength=size)
    return flat.reshape(len(sample.articles), len(items)).astype(float)
