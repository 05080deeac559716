"""Labelling choices: loaded labels among all mentions of a referent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.stats.blocks import Block, in_voice, tally
from framing.stats.ratios import Floats
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

# marks the item that counts labels in favour of the referent; the plain item counts those against it
FAVOURABLE = " (+)"


def mentions(hits: pd.DataFrame) -> pd.DataFrame:
    """One row a mention of a referent, with columns `item` and `sure`; a denied label has loading 0.

    A hit unresolved between several referents is a row of each, not sure. The item is the referent, or
    "lexicon/referent" where two lexicons define it, so that no mention counts twice in one item.
    """
    hits = hits.assign(loading=hits["loading"].where(~hits["negated"].astype(bool), 0))
    sure = hits["resolved"].astype(bool) & (hits["referent"] != "")
    open_ = ~hits["resolved"].astype(bool) & (hits["candidates"] != "")
    found = hits[sure | open_]
    names = found["referent"].where(sure[sure | open_], found["candidates"]).str.split("|")
    found = found.assign(item=names, sure=sure[sure | open_]).explode("item")
    shared = found.groupby("item")["lexicon"].nunique()
    twice = found["item"].isin(shared.index[shared > 1])
    return found.assign(item=found["item"].where(~twice, found["lexicon"] + "/" + found["item"].astype(str)))


def labelling_block(found: pd.DataFrame, sample: Sample, voice: str) -> Block:
    """Labels against (and, where there are any, in favour of) each referent among its mentions in a voice.

    Mentions must be resolved; those that are not are kept apart for the bounds.
    """
    referents = sorted(found.loc[found["sure"], "item"].unique())
    favoured = set(found.loc[found["sure"] & (found["loading"] > 0), "item"])
    against = tuple(referents)
    favour = tuple(name for name in referents if name in favoured)
    spoken = in_voice(found, voice)
    sure, open_ = spoken[spoken["sure"]], spoken[~spoken["sure"]]

    def count(rows: pd.DataFrame, items: tuple[str, ...]) -> Floats:
        return tally(rows, sample, rows["item"], items)

    return Block(
        measure="labelling",
        voice=voice,
        items=against + tuple(name + FAVOURABLE for name in favour),
        families=tuple(f"labelling of {name}, voice {voice}" for name in against + favour),
        unit="share of mentions",
        share=True,
        numerator=np.hstack([count(sure[sure["loading"] < 0], against), count(sure[sure["loading"] > 0], favour)]),
        denominator=np.hstack([count(sure, against), count(sure, favour)]),
        unresolved=np.hstack([count(open_, against), count(open_, favour)]),
        needs_marks=voice != "all",
    )
