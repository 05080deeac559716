"""Sourcing: how often sources are given the word, how directly, and who they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.stats.blocks import Block, exposure, tally
from framing.stats.options import Scored
from framing.stats.ratios import Floats
from framing.stats.samples import Sample
from framing.types import Kind, Naming

if TYPE_CHECKING:
    import pandas as pd

# the source types that are taken together as "official share"
OFFICIAL = ("government_official", "military", "law_enforcement_judicial", "intergovernmental")


def sourcing_blocks(scored: Scored, sample: Sample) -> Iterator[Block]:
    """Attributions per 1,000 words, and the shares that are direct, anonymous, named and of each source type.

    Anonymous and named are shares of attributions with a source, types of those whose type is known.
    """
    found = scored.attributions
    everything = _total(found, sample)
    words = exposure(sample, "all")
    yield _block(sample, {"attributions": found}, words, unit="attributions per 1,000 words")
    direct = {"direct share": found[found["kind"] == Kind.DIRECT]}
    yield _block(sample, direct, everything, unit="share of attributions")
    sourced = found[found["naming"] != Naming.NONE]
    naming = {f"{name} share": sourced[sourced["naming"] == name] for name in (Naming.ANONYMOUS, Naming.NAMED)}
    yield _block(sample, naming, _total(sourced, sample), unit="share of attributions with a source")
    typed = found[found["source_type"].fillna("") != ""]
    if len(typed):
        types = {f"{name} share": rows for name, rows in typed.groupby("source_type")}
        types["official share"] = typed[typed["source_type"].isin(OFFICIAL)]
        yield _block(sample, types, _total(typed, sample), unit="share of attributions with a source type")


def _total(frame: pd.DataFrame, sample: Sample) -> Floats:
    return tally(frame, sample, frame["article_id"].map(lambda _: "all"), ("all",))


def _block(
    sample: Sample,
    parts: Mapping[str, pd.DataFrame],
    total: Floats,
    *,
    unit: str,
) -> Block:
    return Block(
        measure="sourcing",
        voice="all",
        items=tuple(parts),
        families=("sourcing",) * len(parts),
        unit=unit,
        share=unit.startswith("share"),
        numerator=np.hstack([_total(rows, sample) for rows in parts.values()]),
        denominator=np.broadcast_to(total, (len(total), len(parts))),
        needs_marks=True,  # without them direct speech, a good part of all attributions, is not seen
    )
