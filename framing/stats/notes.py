"""What a reader of a comparison must know, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.corpus.problems import BLOCKS, FIGURES, OVER_TIME, problems_of, sentences
from framing.stats.house_style import house_style_notes
from framing.stats.options import MAX_Q, NOBODY, STORY, ComparisonOptions, Scored
from framing.stats.periods import ALL
from framing.stats.rates import dominant_terms
from framing.stats.samples import NO_GROUP, Sample

if TYPE_CHECKING:
    import pandas as pd

MAX_WIRE_GAP = 0.10
MAX_NAMED = 12  # groups listed by name
_HELD = {
    "BH": "q-values hold the false discovery rate",
    "BY": "q-values hold the false discovery rate under any dependence (BY)",
    "Holm": "q is the p-value adjusted by Holm, which holds the chance of one false difference",
}


def notes_on(
    scored: Scored,
    sample: Sample,
    hits: pd.DataFrame,
    contrasts: pd.DataFrame,
    options: ComparisonOptions,
) -> list[str]:
    """The notes of a comparison: what was left out, what cannot be compared, what was tested."""
    found = notes_on_sample(sample, options) + _health(scored, sample) + _clusters(sample, options)
    sizes = sample.articles.groupby(sample.group).size()
    few = [name for index, name in enumerate(sample.groups) if sizes[index] < options.min_articles]
    if few:
        named = ", ".join(few[:MAX_NAMED]) + (f" and {len(few) - MAX_NAMED:,} more" if len(few) > MAX_NAMED else "")
        found.append(f"fewer than {options.min_articles} articles, so not contrasted: {named}")
    found += dominant_terms(hits, set(contrasts.loc[contrasts["differs"].astype(bool), "item"]))
    found += house_style_notes(scored, sample, contrasts)
    if len(sample.groups) < 2:
        found.append(f"only one {options.by}: there is nothing to contrast it with")
    if options.against != NOBODY and (len(sample.groups) > 1 or len(contrasts)):
        found.append(_families(contrasts, options))
        found += _resolution(contrasts, options)
    return found


def notes_on_sample(sample: Sample, options: ComparisonOptions) -> list[str]:
    """What was left out of the articles, and what in them cannot be compared."""
    return [*sample.notes, *_marks(sample), *_wire(sample, options)]


def _health(scored: Scored, sample: Sample) -> list[str]:
    """The problems of the outlets' articles that the figures suffer from, those over time only where there are some."""
    outlets = set(sample.articles["outlet"])
    kinds = (FIGURES,) if sample.periods == (ALL,) else (FIGURES, OVER_TIME)
    found = {problem.message: problem for kind in kinds for problem in problems_of(scored.manifest, kind, outlets)}
    blocked = sorted({problem.outlet for problem in found.values() if problem.effect == BLOCKS})
    said = sentences(found.values())
    if blocked:
        said.append(f"not comparable over time, so not shown: {', '.join(blocked)}")
    return said


def _clusters(sample: Sample, options: ComparisonOptions) -> list[str]:
    """What clustering by story does not reach."""
    if options.clusters != STORY or sample.cluster is None:
        return []
    if len(set(sample.cluster.tolist())) == len(sample.articles):
        return ["no two articles are on one story: clusters=story resamples articles here"]
    return ["clusters=story: adoption ratios and effective numbers of sources are clustered by article all the same"]


def _marks(sample: Sample) -> list[str]:
    """The outlets whose voices cannot be told apart."""
    names = sorted(name or NO_GROUP for name in set(sample.articles.loc[~sample.marks, "outlet"]))
    if not names:
        return []
    return [
        f"quotation marks are missing in {', '.join(names)}: their voices cannot be compared, nor what is quoted and "
        "at what length, so they have figures over all voices only, and of sourcing those that do not rest on quotation"
    ]


def _wire(sample: Sample, options: ComparisonOptions) -> list[str]:
    """A warning where agency copy is spread unevenly over the groups."""
    wire = sample.articles["wire"].fillna("") != ""
    sizes = sample.articles.groupby(sample.group).size()
    shares = wire.groupby(sample.group).mean()[sizes >= options.min_articles]
    if shares.empty or shares.max() - shares.min() <= MAX_WIRE_GAP:
        return []
    most, least = (sample.groups[int(str(place))] for place in (shares.idxmax(), shares.idxmin()))
    high, low = (f"{100 * share:.0f} %" for share in (shares.max(), shares.min()))
    return [
        f"agency copy is {high} of the articles of {most} and {low} of {least}: "
        f"differences by {options.by} may be the agencies'"
    ]


def _families(contrasts: pd.DataFrame, options: ComparisonOptions) -> str:
    """How many contrasts were tested in how many families."""
    if contrasts.empty:
        return "nothing to contrast: no two groups have enough articles with anything to count"
    sizes = contrasts.groupby("family").size()
    spread = f"{sizes.min():,}" if sizes.min() == sizes.max() else f"{sizes.min():,} to {sizes.max():,}"
    families = "one family" if len(sizes) == 1 else f"{len(sizes):,} families"
    text = (
        f"{_many(len(contrasts), 'contrast')} tested in {families} of {spread}; {_HELD[options.correction]} within "
        "each family, not over all of them"
    )
    over_time = options.period == ALL or (contrasts["period"] != ALL).any()
    return text if over_time else text + "; change over time was not tested: too few articles or periods"


def _resolution(contrasts: pd.DataFrame, options: ComparisonOptions) -> list[str]:
    """A warning where a family is so large that the smallest p-value of the permutations is not small enough for it."""
    drawn = contrasts[contrasts["method"].astype(str).str.contains("permutation")]
    size = 0 if drawn.empty else int(drawn["family_size"].max())
    spread = sum(1 / rank for rank in range(1, size + 1)) if options.correction == "BY" else 1.0
    needed = int(size * spread / MAX_Q)
    if options.permutations >= needed:
        return []
    return [
        f"a family has {size:,} contrasts: with {options.permutations:,} permutations no p-value is small enough for a "
        f"single difference to be stated in it; give permutations={needed} or more"
    ]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
