"""The same figures for a part of the news: one zone of the articles, or one subset of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.report.selection import VOICES
from framing.stats import compare
from framing.stats.options import HOUSE, NOBODY, ONE_PER_STORY, ComparisonOptions, Scored
from framing.stats.samples import draw_sample
from framing.types import Voice, Zone

if TYPE_CHECKING:
    import pandas as pd

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
    )


def views(scored: Scored, options: ComparisonOptions) -> pd.DataFrame:
    """Estimates over all periods by zone, and by subset where it leaves articles out, with columns `zone`, `subset`.

    By zone: rates and labels, since sourcing figures have zones of their own. Nothing is contrasted.
    """
    import pandas as pd

    found = [*_zones(scored, options), *_subsets(scored, options)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _zones(scored: Scored, options: ComparisonOptions) -> Iterator[pd.DataFrame]:
    chosen = replace(options, measures=("rate", "labelling"), voices=VOICES, against=NOBODY, period="all")
    for zone in Zone:
        part = in_zone(scored, zone)
        if len(part.hits):
            yield compare(part, chosen).estimates.assign(zone=str(zone), subset=WHOLE)


def _subsets(scored: Scored, options: ComparisonOptions) -> Iterator[pd.DataFrame]:
    chosen = replace(options, voices=VOICES, against=NOBODY, period="all")
    for subset in (HOUSE, ONE_PER_STORY):
        if subset == options.subset:
            continue
        some = replace(chosen, subset=subset)
        try:
            left = len(draw_sample(scored, some).articles)
        except FramingError:  # the subset has no article
            continue
        if left < len(draw_sample(scored, chosen).articles):
            yield compare(scored, some).estimates.assign(zone=WHOLE, subset=subset)
