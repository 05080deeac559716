"""Labelling choices: loaded labels among all mentions of a referent."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from framing.stats.blocks import Block, in_voice, tally
from framing.stats.coded import either, joined, split_rows
from framing.stats.ratios import Floats
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

# marks the item that counts labels in favour of the referent; the plain item counts those against it
FAVOURABLE = " (+)"


def mentions(hits: pd.DataFrame, twice: Collection[str] | None = None) -> pd.DataFrame:
    """One row a mention of a referent, with columns `item` and `sure`; a denied label has loading 0.

    A hit unresolved between several referents is a row of each, not sure. The item is the referent, or
    "lexicon/referent" where two lexicons define it, so that no mention counts twice in one item. `twice` names the
    referents of which that is so, for hits that are a part of a corpus.
    """
    found = _referents(hits)
    taken = found["item"].isin(list(_shared(found) if twice is None else twice))
    return found.assign(item=either(~taken, found["item"], joined(found["lexicon"], found["item"], "/")))


def of_two_lexicons(hits: pd.DataFrame) -> set[str]:
    """The referents that hits of two lexicons mention."""
    return _shared(_referents(hits))


def _shared(found: pd.DataFrame) -> set[str]:
    lexicons = found.groupby("item", observed=True)["lexicon"].nunique()
    return {str(item) for item in lexicons.index[lexicons > 1]}


def _referents(hits: pd.DataFrame) -> pd.DataFrame:
    """The hits of a referent, a row for each that one may be of, with `item`, `sure` and the loading that counts."""
    hits = hits.assign(loading=hits["loading"].where(~hits["negated"].astype(bool), 0))
    sure = hits["resolved"].astype(bool) & (hits["referent"] != "")
    open_ = ~hits["resolved"].astype(bool) & (hits["candidates"] != "")
    found = hits[sure | open_]
    names = either(sure[sure | open_], found["referent"], found["candidates"])
    return split_rows(found.assign(item=names, sure=sure[sure | open_]), "item", "|")


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
