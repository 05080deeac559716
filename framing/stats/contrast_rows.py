"""Which groups are contrasted, and the rows that say how they differ."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.stats.blocks import Block
from framing.stats.contrasts import Differences, Group, PermutationOptions, compare_groups, make_group
from framing.stats.multiplicity import adjust
from framing.stats.options import AUTO, EACH, MAX_EACH, MAX_Q, REST, THE_REST, ComparisonOptions
from framing.stats.periods import ALL, UNDATED
from framing.stats.ratios import Flags, Floats
from framing.stats.rows import Table
from framing.stats.samples import Sample

if TYPE_CHECKING:
    import pandas as pd

CONTRAST_COLUMNS = (
    *("measure", "item", "voice", "outlet", "reference", "period", "value", "reference_value"),
    *("difference", "low", "high", "level", "ratio", "p_value", "q_value", "family", "family_size"),
    *("n_articles", "n_reference", "numerator", "denominator", "reference_numerator", "reference_denominator"),
    *("unit", "method", "seed", "differs", "margin", "alike", "correction"),
)


def contrast_rows(table: Table, block: Block, sample: Sample, effect: Floats, options: ComparisonOptions) -> None:
    """Add the contrasts of a block: between groups over all periods, and within each group over time.

    Only where both sides have `min_articles`. Over time, the later half of the periods is contrasted with the
    earlier half, in a family of its own.
    """
    test = PermutationOptions(options.permutations, options.max_permuted, options.min_articles)

    def group(name: str, rows: Flags) -> Group:
        sums = block.numerator[rows], block.denominator[rows]
        cluster = None if sample.cluster is None else sample.cluster[rows]
        return make_group(name, sums, effect, share=block.share, options=options.intervals, cluster=cluster)

    def add(one: Group, other: Group, names: dict[str, str], family: str) -> None:
        found = compare_groups(one, other, share=block.share, options=options.intervals, test=test)
        kept = np.flatnonzero(~np.isnan(found.p_value))
        if len(kept):
            families = tuple(family + block.families[i] for i in kept)
            table.add(_contrast(block, found, kept, options) | names | {"family": families}, len(kept))

    @cache
    def whole(outlet: str) -> Group:
        return group(outlet, sample.group == sample.groups.index(outlet))

    for outlet, reference in _pairs(sample, options):
        # the rest of one outlet is not the rest of another: its resamples have a name of their own
        rest = reference == THE_REST
        other = group(f"not {outlet}", sample.group != sample.groups.index(outlet)) if rest else whole(reference)
        add(whole(outlet), other, {"outlet": outlet, "reference": reference, "period": ALL}, "")
    for outlet, turn, earlier, later in _halves(sample):
        names = {"outlet": outlet, "reference": f"itself before {turn}", "period": f"from {turn}"}
        add(group(f"{outlet} later", later), group(f"{outlet} earlier", earlier), names, "change over time: ")


def _pairs(sample: Sample, options: ComparisonOptions) -> list[tuple[str, str]]:
    """Which groups are contrasted with which; "the rest" stands for all other groups together."""
    against = options.against
    if against == AUTO:
        large = np.bincount(sample.group, minlength=len(sample.groups)) >= options.min_articles
        against = EACH if large.sum() <= MAX_EACH else REST
    if against == EACH:
        return list(combinations(sample.groups, 2))
    return [(outlet, THE_REST if against == REST else against) for outlet in sample.groups if outlet != against]


def _halves(sample: Sample) -> Iterator[tuple[str, str, Flags, Flags]]:
    """Each group's articles before and from the middle of the corpus's periods, which is named."""
    dated = [index for index, name in enumerate(sample.periods) if name not in (UNDATED, ALL)]
    if len(dated) < 2:
        return
    turn = dated[(len(dated) + 1) // 2]
    late = np.isin(sample.period, [index for index in dated if index >= turn])
    early = np.isin(sample.period, [index for index in dated if index < turn])
    for index, outlet in enumerate(sample.groups):
        inside = sample.group == index
        yield outlet, sample.periods[turn], inside & early, inside & late


def _contrast(block: Block, found: Differences, kept: NDArray[np.intp], options: ComparisonOptions) -> dict[str, Any]:
    base = found.reference.value[kept]
    return {
        "measure": block.measure,
        "item": tuple(block.items[i] for i in kept),
        "voice": block.voice,
        "value": found.group.value[kept] * block.scale,
        "reference_value": base * block.scale,
        "difference": found.difference[kept] * block.scale,
        "low": found.low[kept] * block.scale,
        "high": found.high[kept] * block.scale,
        "level": options.level,
        "ratio": np.where(base > 0, found.group.value[kept] / np.where(base > 0, base, 1.0), np.nan),
        "p_value": found.p_value[kept],
        "q_value": np.nan,
        "family_size": 0,
        "n_articles": found.group.n_articles[kept],
        "n_reference": found.reference.n_articles[kept],
        "numerator": found.group.numerator[kept],
        "denominator": found.group.denominator[kept],
        "reference_numerator": found.reference.numerator[kept],
        "reference_denominator": found.reference.denominator[kept],
        "unit": block.unit,
        "method": tuple(f"{found.interval[i]}; {found.test[i]}" for i in kept),
        "seed": options.seed,
        "differs": False,
        "margin": (options.margin_share if block.share else options.margin_rate) or np.nan,
        "alike": False,
        "correction": options.correction,
    }


def with_families(contrasts: pd.DataFrame, correction: str = "BH") -> pd.DataFrame:
    """The contrasts with q-values, sizes of their families, and what holds.

    `differs`: q is below .05 and the interval leaves out 0. `alike`: the whole interval lies within the margin.
    """
    families = contrasts.groupby("family", sort=False)["p_value"]
    adjusted = contrasts.assign(
        q_value=families.transform(lambda p: adjust(p.to_numpy(), correction)).astype(float),
        family_size=families.transform("size").astype(int),
    )
    # test and interval are made in different ways: a difference is only stated where both show it
    low, high, margin = (adjusted[name].astype(float) for name in ("low", "high", "margin"))
    apart = (low > 0) | (high < 0)
    alike = (low > -margin) & (high < margin)
    return adjusted.assign(differs=(adjusted["q_value"] < MAX_Q) & apart, alike=alike)
