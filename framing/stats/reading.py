"""A scored corpus as comparisons read it: the columns that they need, names as categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.stats.options import Scored
from framing.stats.samples import Sample
from framing.tables import ScoredCorpus

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Lexicon

_UNUSED = {  # columns that tell where something stands in the text, and what the reader of a passage wants to know
    "articles": (
        *("title", "url", "row", "boilerplate_words", "wire_basis"),
        *("n_sentences", "n_quotations", "n_hits", "n_attributions"),
    ),
    "hits": ("speaker", "sentence", "start", "end"),
    "attributions": (
        *("index", "source_start", "source_end", "cue_start", "cue_end", "content_start", "content_end"),
        *("source_spans", "cue_spans", "content_spans", "source_mention_start", "source_mention_end"),
        *("source_number", "source_office", "source_affiliation", "source_speaks_for"),
        *("stance_class", "cue_tense", "confidence"),
    ),
    "events": (
        *("start", "end", "agent_start", "agent_end", "victim_start", "victim_end"),
        *("instrument_start", "instrument_end", "sentence", "speaker"),
    ),
    "sentences": ("index", "start", "end", "zone"),
}


class Lean:
    """The tables of a scored corpus without the columns that no figure needs; all but the articles are read each time.

    A table is as large as what is counted needs, and is let go when that is done.
    """

    def __init__(self, scored: ScoredCorpus) -> None:
        self.whole = scored

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article, names as plain strings."""
        return self.whole.table("articles", self._columns("articles"))

    @property
    def hits(self) -> pd.DataFrame:
        """One row a hit."""
        return self.whole.table("hits", self._columns("hits"), coded=True)

    @property
    def attributions(self) -> pd.DataFrame:
        """One row an attribution."""
        return self.whole.table("attributions", self._columns("attributions"), coded=True)

    @property
    def events(self) -> pd.DataFrame:
        """One row a mention of an event of violence, names as plain strings: there are few."""
        return self.whole.table("events", self._columns("events"))

    @property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence."""
        return self.whole.table("sentences", self._columns("sentences"), coded=True)

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """A table a part at a time."""
        return self.whole.parts(name, self._columns(name), coded=True)

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the corpus was scored from and with."""
        return self.whole.manifest

    @property
    def lexicons(self) -> Sequence[Lexicon]:
        """The lexicons it was scored with."""
        return self.whole.lexicons

    def _columns(self, table: str) -> list[str]:
        return [name for name in self.whole.columns(table) if name not in _UNUSED[table]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A table a piece at a time, as often as it is gone through, with the rows of the sample's articles alone.

    The rows of an article are in one piece. A corpus that is no `Lean` one is one piece.
    """

    scored: Scored
    table: str
    sample: Sample

    def __iter__(self) -> Iterator[pd.DataFrame]:
        if isinstance(self.scored, Lean):
            yield from map(self.sample.of, self.scored.parts(self.table))
        else:
            yield self.sample.of(getattr(self.scored, self.table))


def opened(scored: Scored | str | Path) -> Scored:
    """What a comparison reads: of a scored corpus, or the path of one, as little as it needs.

    Raises FramingError where the path holds no scored corpus.
    """
    if isinstance(scored, str | Path):
        scored = ScoredCorpus(scored)
    return Lean(scored) if isinstance(scored, ScoredCorpus) else scored
