"""What a reader of a comparison must know, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.stats.options import NOBODY, ComparisonOptions, Scored
from framing.stats.rates import dominant_terms
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

MAX_WIRE_GAP = 0.10


def notes_on(
    scored: Scored,
    sample: Sample,
    hits: pd.DataFrame,
    contrasts: pd.DataFrame,
    options: ComparisonOptions,
) -> list[str]:
    """The notes of a comparison: what was left out, what cannot be compared, what was tested."""
    found = list(sample.notes)
    found += _marks(sample)
    found += _wire(sample, options.by)
    sizes = sample.articles.groupby(sample.group).size()
    few = [name for index, name in enumerate(sample.groups) if sizes[index] < options.min_articles]
    if few:
        found.append(f"fewer than {options.min_articles} articles, so not contrasted: {', '.join(few)}")
    if "rate" in options.measures:
        found += dominant_terms(hits)
        silent = [x.name for x in scored.lexicons if x.name not in set(hits["lexicon"])]
        if silent:
            found.append(f"no hit in any article: {', '.join(silent)}")
    if options.against != NOBODY:
        found.append(_families(contrasts))
    return found


def _marks(sample: Sample) -> list[str]:
    """The outlets whose voices cannot be told apart."""
    names = sorted(set(sample.articles.loc[~sample.marks, "outlet"]))
    if not names:
        return []
    return [
        f"quotation marks are missing in {', '.join(names)}: their voices and direct quotation "
        "cannot be compared, so they have figures over all voices only"
    ]


def _wire(sample: Sample, by: str) -> list[str]:
    """A warning where agency copy is spread unevenly over the groups."""
    wire = sample.articles["wire"].fillna("") != ""
    shares = wire.groupby(sample.group).mean()
    if shares.empty or shares.max() - shares.min() <= MAX_WIRE_GAP:
        return []
    most, least = (sample.groups[int(place)] for place in (shares.argmax(), shares.argmin()))
    return [
        f"agency copy is {shares.max():.0%} of the articles of {most} and {shares.min():.0%} of {least}: "
        f"differences by {by} may be the agencies'"
    ]


def _families(contrasts: pd.DataFrame) -> str:
    """How many contrasts were tested in how many families."""
    if contrasts.empty:
        return "nothing to contrast: no two groups have enough articles with anything to count"
    sizes = contrasts.groupby("family").size()
    return (
        f"{len(contrasts):,} contrasts tested in {len(sizes):,} families of {sizes.min():,} to "
        f"{sizes.max():,}; q-values hold the false discovery rate within each family, not over all of them"
    )
