"""The same figures for a part of the news: one zone of the articles, or one subset of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.report.selection import COMPARED, VOICES
from framing.stats import compare
from framing.stats.options import NOBODY, ComparisonOptions, Scored
from framing.stats.reading import opened
from framing.stats.subsets import other_subsets
from framing.types import Voice, Zone

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

WHOLE = "all"  # zone, or subset, of the figures over everything


@dataclass(frozen=True, slots=True)
class InZone:
    """A corpus with the hits, attributions, events and words of one zone alone; `sentences` are those of the whole."""

    whole: Scored
    zone: Zone

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article."""
        elsewhere = [f"words_{other}_{voice}" for other in Zone if other != self.zone for voice in Voice]
        return self.whole.articles.assign(**dict.fromkeys(elsewhere, 0))

    @property
    def hits(self) -> pd.DataFrame:
        """One row a hit."""
        return self._here(self.whole.hits)

    @property
    def attributions(self) -> pd.DataFrame:
        """One row an attribution."""
        return self._here(self.whole.attributions)

    @property
    def events(self) -> pd.DataFrame:
        """One row a mention of an event of violence."""
        return self._here(self.whole.events)

    @property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence."""
        return self.whole.sentences

    @property
    def manifest(self) -> Mapping[str, Any]:
        """That of the whole."""
        return self.whole.manifest

    @property
    def lexicons(self) -> Sequence[Any]:
        """Those of the whole."""
        return self.whole.lexicons

    def _here(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["zone"] == self.zone]


def views(scored: Scored, options: ComparisonOptions, others: Mapping[str, Comparison]) -> pd.DataFrame:
    """Estimates over all periods by zone, and by subset, with columns `zone` and `subset`.

    By zone: rates and labels, since sourcing figures have zones of their own. others: the comparison in each subset
    that leaves articles out.
    """
    import pandas as pd

    found = list(_zones(scored, options))
    found += [each.estimates.assign(zone=WHOLE, subset=subset) for subset, each in others.items()]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _zones(scored: Scored, options: ComparisonOptions) -> Iterator[pd.DataFrame]:
    chosen = replace(options, measures=("rate", "labelling"), voices=VOICES, against=NOBODY, period="all")
    for zone in Zone:
        part = InZone(opened(scored), zone)
        if len(part.hits):
            yield compare(part, chosen).estimates.assign(zone=str(zone), subset=WHOLE)


def in_subsets(scored: Scored, options: ComparisonOptions) -> dict[str, Comparison]:
    """The comparison over all periods in each subset that leaves articles out, by its name."""
    chosen = replace(options, voices=COMPARED, period="all")
    return {some.subset: compare(scored, some) for some in other_subsets(scored, chosen)}
