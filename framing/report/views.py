"""The same figures for a part of the news: one zone of the articles, or one subset of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.report.selection import COMPARED, VOICES
from framing.stats import compare
from framing.stats.options import NOBODY, ComparisonOptions, Scored
from framing.stats.subsets import other_subsets
from framing.types import Voice, Zone

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

WHOLE = "all"  # zone, or subset, of the figures over everything


@dataclass(frozen=True, slots=True)
class Part:
    """What a comparison reads, with other tables."""

    articles: pd.DataFrame
    hits: pd.DataFrame
    attributions: pd.DataFrame
    events: pd.DataFrame
    manifest: Mapping[str, Any]
    lexicons: Sequence[Any]
    whole: Scored

    @property
    def sentences(self) -> pd.DataFrame:
        """Those of the whole corpus."""
        return self.whole.sentences


def in_zone(scored: Scored, zone: Zone) -> Part:
    """The corpus with the hits, attributions and words of one zone alone."""
    elsewhere = [f"words_{other}_{voice}" for other in Zone if other != zone for voice in Voice]
    return Part(
        scored.articles.assign(**dict.fromkeys(elsewhere, 0)),
        scored.hits[scored.hits["zone"] == zone],
        scored.attributions[scored.attributions["zone"] == zone],
        scored.events[scored.events["zone"] == zone],
        scored.manifest,
        scored.lexicons,
        scored,
    )


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
        part = in_zone(scored, zone)
        if len(part.hits):
            yield compare(part, chosen).estimates.assign(zone=str(zone), subset=WHOLE)


def in_subsets(scored: Scored, options: ComparisonOptions) -> dict[str, Comparison]:
    """The comparison over all periods in each subset that leaves articles out, by its name."""
    chosen = replace(options, voices=COMPARED, period="all")
    return {some.subset: compare(scored, some) for some in other_subsets(scored, chosen)}
