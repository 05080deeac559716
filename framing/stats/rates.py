"""Rates: loaded hits of each lexicon category per 1,000 words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.stats.blocks import Block, exposure, in_voice, tally
from framing.stats.coded import joined
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

# scare quotes and distancing hold a word or two by definition, so their words are no denominator
_OVER_ALL_WORDS = ("all", "scare", "distanced")
_UNITS = {
    "outlet": "words in the outlet's voice",
    "attributed": "quoted or paraphrased words",
    "quoted": "quoted words",
    "paraphrased": "paraphrased words",
}
MAX_TERM_SHARE = 0.30


def counted_hits(hits: pd.DataFrame, lexicons: Iterable[Any]) -> pd.DataFrame:
    """Those of the hits that rates count, with a column `item` "lexicon/category".

    In a category where some entry has a loading, hits with a loading; in other categories every hit. The
    lexicon decides which category that is; the hits do where the lexicon is not at hand. Denials ("they are
    not thugs") are left out.
    """
    hits = hits[~hits["negated"].astype(bool)]
    hits = hits.assign(item=joined(hits["lexicon"], hits["category"], "/"))
    loaded = set(hits.loc[hits["loading"] != 0, "item"])
    for lexicon in lexicons:
        loaded |= {f"{lexicon.name}/{entry.category}" for entry in lexicon.entries if entry.loading}
    return hits[(hits["loading"] != 0) | ~hits["item"].isin(list(loaded))]


def rate_block(hits: pd.DataFrame, sample: Sample, voice: str) -> Block:
    """Counted hits in a voice and the words they could have stood in.

    The denominator of a voice is its own words; scare, distanced and all have all words of the article.
    """
    items = tuple(sorted(hits["item"].unique()))
    spoken = in_voice(hits, voice)
    words = exposure(sample, "all" if voice in _OVER_ALL_WORDS else voice)
    return Block(
        measure="rate",
        voice=voice,
        items=items,
        families=tuple(f"rate of {item.split('/')[0]}, voice {voice}" for item in items),
        unit=f"hits per 1,000 {_UNITS.get(voice, 'words')}",
        share=False,
        numerator=tally(spoken, sample, spoken["item"], items),
        denominator=np.broadcast_to(words, (len(words), len(items))),
        needs_marks=voice != "all",
    )


def dominant_terms(hits: pd.DataFrame, stated: Collection[str]) -> list[str]:
    """A note for every item of `stated` of which one entry carries more than 30 % of the hits."""
    notes = []
    for item, entries in hits[hits["item"].isin(list(stated))].groupby("item", observed=True)["entry"]:
        counts = entries.value_counts()
        share = counts.iloc[0] / len(entries)
        if share > MAX_TERM_SHARE:
            notes.append(
                f"one term carries {100 * share:.0f} % of {item}: {counts.index[0]} ({counts.iloc[0]:,} "
                f"of {len(entries):,} hits); a difference there may be about this term alone"
            )
    return notes
