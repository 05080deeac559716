"""Loaded sentences: how many a sentence model holds loaded, and how loaded it holds them on average."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats.blocks import Block, comparable, in_voice
from framing.stats.coded import places
from framing.stats.contrast_rows import CONTRAST_COLUMNS, contrast_rows, with_families
from framing.stats.options import LOADED, NOBODY, VOICES, ComparisonOptions, Scored
from framing.stats.ratios import Floats, design_effect
from framing.stats.reading import opened
from framing.stats.rows import ESTIMATE_COLUMNS, Table, estimate_rows
from framing.stats.samples import Sample, draw_sample

if TYPE_CHECKING:
    import pandas as pd

SHARE, MEAN = "loaded sentences", "mean probability"  # the items
LOADED_NOTE = (
    "loaded sentences are told by a model whose errors differ by outlet: a difference of a few points may be its own; "
    "label a sample of each outlet and correct"
)
_COLUMN = "loaded"  # of the table of sentences
_THRESHOLD = 0.5
_WHOSE = {"outlet": "sentences in the outlet's voice", "all": "sentences"}


@dataclass(frozen=True, slots=True)
class LoadedFindings:
    """Tidy `estimates` and `contrasts` with the columns of a comparison; `sentences` is the number of those counted."""

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    sentences: int


def compare_loaded(
    scored: Scored | str | Path, options: ComparisonOptions | None = None, *, threshold: float = _THRESHOLD
) -> LoadedFindings:
    """Share of sentences that count as loaded and mean probability, per outlet and period.

    Parameters
    ----------
    scored
        a corpus scored with the model `loaded`, or the path of one
    options
        voices, what is contrasted with what, periods, level and seed; `measures` is not looked at. Where no voices
        are chosen, sentences in the outlet's own alone count
    threshold
        probability from which on a sentence counts as loaded

    Returns
    -------
    LoadedFindings
        figures are ratios of sums over articles, with intervals from resampling articles. A sentence is in the
        voice that at least half of its words are in, else in that of most of them; page furniture counts nowhere

    Raises
    ------
    FramingError
        an option has no meaning, the path holds no scored corpus, or it was scored without the model
    """
    chosen = options or ComparisonOptions()
    chosen.check()
    scored = opened(scored)
    sample = draw_sample(scored, chosen)
    sentences = counted_sentences(scored, sample)
    found, contrasts = Table(ESTIMATE_COLUMNS), Table(CONTRAST_COLUMNS)
    for block in loaded_blocks(sentences, sample, voices_asked(chosen), threshold=threshold):
        effect = design_effect(block.numerator, block.denominator, sample.group, share=block.share)
        estimate_rows(found, block, sample, effect, chosen)
        if chosen.against != NOBODY and block.voice in chosen.contrasted:
            contrast_rows(contrasts, block, sample, effect, chosen)
    return LoadedFindings(found.frame(), with_families(contrasts.frame()), len(sentences))


def voices_asked(options: ComparisonOptions) -> tuple[str, ...]:
    """The voices that count: those chosen, and without a choice the outlet's own."""
    return ("outlet",) if options.voices == VOICES else options.voices


def counted_sentences(scored: Scored, sample: Sample) -> pd.DataFrame:
    """The sentences of the sample's articles that are in a voice, with `article_id`, `voice` and `loaded`.

    Raises FramingError where the corpus was scored without the model.
    """
    sentences = scored.sentences
    missing = [name for name in (_COLUMN, "voice") if name not in sentences]
    if missing:
        raise FramingError(
            f"the table of sentences has no column {missing[0]!r}: the corpus was scored "
            f"{'without the model' if missing[0] == _COLUMN else 'by an earlier version'}; "
            "score it again with `framing score … --model loaded`"
        )
    return sample.of(sentences.loc[sentences["voice"] != "", ["article_id", "voice", _COLUMN]])


def loaded_blocks(
    sentences: pd.DataFrame, sample: Sample, voices: Sequence[str], *, threshold: float = _THRESHOLD
) -> Iterator[Block]:
    """The counts of loaded sentences, and the sums of probabilities, of each voice."""
    if not 0 < threshold < 1:
        raise FramingError(f"threshold {threshold} is no probability between 0 and 1; 0.5 is usual")
    for voice in voices:
        spoken = in_voice(sentences, voice)
        if spoken.empty:
            continue
        below = _sums(spoken["article_id"], spoken[_COLUMN].notna(), sample)
        whose = _WHOSE.get(voice, f"{voice} sentences")
        loaded = _sums(spoken["article_id"], spoken[_COLUMN] >= threshold, sample)
        chances = _sums(spoken["article_id"], spoken[_COLUMN], sample)
        share = _block(SHARE, voice, f"share of {whose}", (loaded, below))
        for block in (share, _block(MEAN, voice, "mean per sentence: probability", (chances, below))):
            yield comparable(block, sample)


def _block(item: str, voice: str, unit: str, counts: tuple[Floats, Floats]) -> Block:
    """A share, or a mean of what lies between 0 and 1: a probability counts as so much of a loaded sentence."""
    return Block(
        measure=LOADED,
        voice=voice,
        items=(item,),
        families=(f"{item}, voice {voice}",),
        unit=unit,
        share=True,
        numerator=counts[0],
        denominator=counts[1],
        needs_marks=voice != "all",
    )


def _sums(articles: pd.Series[str], values: pd.Series[Any], sample: Sample) -> Floats:
    """Sums of the values of each article's sentences: articles × 1."""
    weights = np.nan_to_num(values.to_numpy(dtype=np.float64))
    sums = np.bincount(places(sample.ids, articles), weights=weights, minlength=len(sample.articles))
    return sums.astype(np.float64).reshape(-1, 1)
