"""Two outlets on the stories that both cover: differences within stories, and tables stratified by story.

Outlets choose events, and events bring their words. Within a story both had the same event before them. The headline
is the difference by story (a story is one observation); odds ratios over mentions are secondary, since the mentions
of one article are not independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.ratios import Floats
from framing.stats.resampling import generator, sign_flip_p

if TYPE_CHECKING:
    import pandas as pd

# below this many stories resamples are too often of one story: Student's t takes the place of the bootstrap
MIN_BOOTSTRAP_STORIES = 6
# below this many shared stories a reader is warned
FEW_STORIES = 20


@dataclass(frozen=True, slots=True)
class MatchedOptions:
    """`level`, bootstrap `replicates`, `permutations` (exact up to so many sign patterns) and `seed`."""

    level: float = 0.95
    replicates: int = 2000
    permutations: int = 20_000
    seed: int = 0


@dataclass(frozen=True, slots=True)
class MatchedDifference:
    """Mean over stories of (outlet's figure - reference's), in `unit`.

    spread: standard deviation of the stories' differences. share_positive: stories where the outlet's figure is
    larger, ties counted half. few: whether there are fewer than 20 shared stories.
    """

    value: float
    low: float
    high: float
    level: float
    p_value: float
    n_stories: int
    n_articles: int
    spread: float
    share_positive: float
    few: bool
    method: str
    seed: int
    unit: str


def story_differences(articles: pd.DataFrame, outlet: str, reference: str, *, share: bool) -> pd.DataFrame:
    """One row a story that both outlets cover, with `value`, `reference_value`, `difference` and `n_articles`.

    articles: one row an article with columns `story`, `outlet`, `numerator`, `denominator`; rows without a story ("" or
    missing) or without a denominator are left out. A figure is the ratio of sums over an outlet's articles of the
    story, per 1,000 unless `share`. Raises FramingError where a column or an outlet is missing.
    """
    needed = ("story", "outlet", "numerator", "denominator")
    missing = [name for name in needed if name not in articles.columns]
    if missing:
        raise FramingError(f"no column {', '.join(missing)}; columns are {', '.join(map(str, articles.columns))}")
    for name in (outlet, reference):
        if not (articles["outlet"] == name).any():
            known = ", ".join(sorted(articles["outlet"].astype(str).unique()))
            raise FramingError(f"outlet {name!r} is not among the articles; outlets are {known}")
    told = articles["story"].notna() & (articles["story"] != "") & (articles["denominator"] > 0)
    kept = articles[told & articles["outlet"].isin([outlet, reference])]
    sums = kept.groupby(["story", "outlet"], observed=True)[["numerator", "denominator"]].sum()
    figures = (sums["numerator"] / sums["denominator"] * (1.0 if share else 1000.0)).unstack("outlet")
    both = figures.reindex(columns=[outlet, reference]).dropna().sort_index()
    sizes = kept.groupby("story", observed=True).size()
    return both.set_axis(["value", "reference_value"], axis=1).assign(
        difference=both[outlet] - both[reference], n_articles=sizes.reindex(both.index)
    )


def matched_difference(
    articles: pd.DataFrame, outlet: str, reference: str, *, share: bool, options: MatchedOptions | None = None
) -> MatchedDifference:
    """Mean difference within stories, with story bootstrap and sign-flip permutation over stories.

    The p-value is exact over all 2^S sign patterns up to `permutations` of them, else from so many draws; under the
    null the outlets may change places within each story. The interval is that of `mean_interval`. Stories weigh
    equally, whatever their number of articles. Parameters and errors as `story_differences`; FramingError also with
    fewer than 2 shared stories.

    References: Fisher (1935), The Design of Experiments, s. 21; Mozer et al. (2020), Political Analysis 28(4).
    """
    chosen = options or MatchedOptions()
    stories = story_differences(articles, outlet, reference, share=share)
    if len(stories) < 2:
        raise FramingError(f"{outlet!r} and {reference!r} share {_stories(len(stories))}; a spread needs at least 2")
    differences = stories["difference"].to_numpy(dtype=float)
    names = tuple(sorted((outlet, reference)))
    p_value = sign_flip_p(differences, generator(chosen.seed, *names), replicates=chosen.permutations)
    low, high, interval = mean_interval(differences, generator(chosen.seed, *names, "interval"), chosen)
    exact = 2 ** int((differences != 0).sum()) <= chosen.permutations
    count = "exact" if exact else f"B={chosen.permutations}"
    return MatchedDifference(
        value=float(differences.mean()),
        low=low,
        high=high,
        level=chosen.level,
        p_value=p_value,
        n_stories=len(stories),
        n_articles=int(stories["n_articles"].sum()),
        spread=float(differences.std(ddof=1)),
        share_positive=float(((np.sign(differences) + 1) / 2).mean()),
        few=len(stories) < FEW_STORIES,
        method=f"{interval}; sign flips by story, {count}",
        seed=chosen.seed,
        unit="share" if share else "per 1,000 words",
    )


def mean_interval(values: Floats, rng: np.random.Generator, options: MatchedOptions) -> tuple[float, float, str]:
    """Bounds of the mean of independent values, and the name of the method.

    Symmetric bootstrap-t: mean ± q · error, q the quantile of |mean* - mean|/error* over resamples; Student's t below
    6 values. Differences within stories are near symmetric but long-tailed, for which equal-tailed bounds are too
    narrow. NaN where all values are equal, which tells nothing of their spread. Reference: Hall (1988), Annals of
    Statistics 16.
    """
    from scipy.stats import t

    count, mean = len(values), values.mean()
    error = values.std(ddof=1) / np.sqrt(count)
    if error <= 1e-12 * np.abs(values).max():
        return np.nan, np.nan, "no interval: all stories have one difference"
    if count < MIN_BOOTSTRAP_STORIES:
        reach = t.isf((1 - options.level) / 2, count - 1) * error
        return float(mean - reach), float(mean + reach), f"Student's t over stories, {count - 1} df"
    drawn = values[rng.integers(count, size=(options.replicates, count))]
    errors = drawn.std(axis=1, ddof=1) / np.sqrt(count)
    distance = np.abs(drawn.mean(axis=1) - mean) / np.where(errors > 1e-9 * np.abs(mean), errors, max(error, 1e-300))
    reach = float(np.quantile(distance, options.level)) * error
    return float(mean - reach), float(mean + reach), f"story bootstrap, symmetric t, B={options.replicates}"


def _stories(number: int) -> str:
    return f"{number:,} stor{'y' if number == 1 else 'ies'}"
