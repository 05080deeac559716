"""The comparison of outlets over a scored corpus: every figure and contrast as tidy tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from framing import _shown
from framing.stats.adoption import adoption_rows
from framing.stats.agency import DEATHS, agency_blocks, counted_events
from framing.stats.blocks import Block, comparable, in_columns
from framing.stats.contrast_rows import CONTRAST_COLUMNS, contrast_rows, with_families
from framing.stats.diversity import diversity_rows
from framing.stats.labels import labelling_block, mentions
from framing.stats.loaded import LOADED_NOTE, counted_sentences, loaded_blocks, voices_asked
from framing.stats.net_loading import with_net_loading
from framing.stats.notes import notes_on
from framing.stats.options import AGENCY, LOADED, NOBODY, ComparisonOptions, Scored
from framing.stats.rates import counted_hits, rate_block
from framing.stats.ratios import design_effect
from framing.stats.reading import Pieces, opened
from framing.stats.rows import ESTIMATE_COLUMNS, Table, estimate_rows
from framing.stats.samples import Sample, draw_sample
from framing.stats.sourcing import sourcing_blocks
from framing.stats.validity import with_validity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` found.

    estimates: one row a measure, item, voice, outlet and period. contrasts: one row a contrast of an
    outlet with another, or over time, by measure, item and voice. notes: what a reader must know. options:
    how it was made.
    """

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    notes: list[str]
    options: ComparisonOptions

    def _repr_html_(self) -> str:
        stated = self.contrasts[self.contrasts["differs"]].sort_values("q_value")
        columns = ("measure", "item", "voice", "outlet", "value", "reference", "reference_value", "q_value")
        return _shown.table(
            f"{len(self.estimates):,} estimates; {len(stated):,} of {len(self.contrasts):,} contrasts differ",
            columns,
            stated[list(columns)].itertuples(index=False, name=None),
            notes=[f"note: {note}" for note in self.notes],
        )


def compare(scored: Scored | str | Path, options: ComparisonOptions | None = None) -> Comparison:
    """Estimates of every outlet and period, contrasts between outlets, and of each outlet over time.

    Parameters
    ----------
    scored
        a scored corpus, or the path of one
    options
        measures, voices, what is contrasted with what, periods, level and seed

    Returns
    -------
    Comparison
        figures are ratios of sums over articles in the `unit` of their row, with intervals from resampling
        articles; effective numbers of sources, adoption ratios and net loadings are not contrasted. An item without
        a single event in the corpus has no rows

    Raises
    ------
    FramingError
        an option has no meaning, the path holds no scored corpus, agency is asked for where nobody dies, or
        loaded sentences where the model was not used
    """
    chosen = options or ComparisonOptions()
    chosen.check()
    scored = opened(scored)
    sample = draw_sample(scored, chosen)
    hits = sample.of(scored.hits)
    counted = counted_hits(hits, scored.lexicons)[["article_id", "item", "lexicon", "entry", "voice"]]
    named = mentions(hits)[["article_id", "item", "lexicon", "entry", "voice", "loading", "sure"]]
    del hits
    said = Pieces(scored, "attributions", sample)
    found = Table(ESTIMATE_COLUMNS)
    contrasts = Table(CONTRAST_COLUMNS)
    blocks = _blocks(sample, chosen, named, counted, said)
    if AGENCY in chosen.measures:
        deaths = counted_events(sample.of(scored.events), DEATHS)
        blocks = chain(blocks, agency_blocks(deaths, sample, chosen.voices))
    if LOADED in chosen.measures:
        blocks = chain(blocks, loaded_blocks(counted_sentences(scored, sample), sample, voices_asked(chosen)))
    for block in blocks:
        sums = block.numerator, block.denominator
        effects = design_effect(*sums, sample.group, share=block.share, cluster=sample.cluster)
        for part, effect in in_columns(block, effects):
            estimate_rows(found, part, sample, effect, chosen)
            if chosen.against != NOBODY and block.voice in chosen.contrasted:
                contrast_rows(contrasts, part, sample, effect, chosen)
    if "labelling" in chosen.measures and {"outlet", "attributed"} <= set(chosen.voices):
        own, told = (labelling_block(named, sample, voice) for voice in ("outlet", "attributed"))
        adoption_rows(found, own, told, sample, chosen)
    if "sourcing" in chosen.measures:
        diversity_rows(found, said, sample, chosen)
    tested = with_families(contrasts.frame(), chosen.correction)
    notes = notes_on(scored, sample, counted, tested, chosen)
    notes += [LOADED_NOTE] * (LOADED in chosen.measures)
    estimates = with_validity(with_net_loading(found.frame()), (counted, named[named["sure"]]), scored.lexicons)
    return Comparison(estimates, tested, notes, chosen)


def _blocks(
    sample: Sample, options: ComparisonOptions, named: pd.DataFrame, counted: pd.DataFrame, said: Pieces
) -> Iterator[Block]:
    """The counts of every measure and voice asked for, one block at a time to bound memory."""
    if "rate" in options.measures:
        for voice in options.voices:
            yield comparable(rate_block(counted, sample, voice), sample)
    if "labelling" in options.measures:
        for voice in options.voices:
            yield comparable(labelling_block(named, sample, voice), sample)
    if "sourcing" in options.measures:
        for block in sourcing_blocks(said, sample):
            yield comparable(block, sample)
