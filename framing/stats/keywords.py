"""The words that set one group of articles apart from another, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats import keyness
from framing.stats.dispersion import dispersion
from framing.stats.intervals import percentile
from framing.stats.log_ratios import LogRatios, by_article, shared_stories, within_stories
from framing.stats.logodds import PRIOR_WORDS, Side, bootstrap_log_odds, log_odds, prior_from
from framing.stats.options import THE_REST
from framing.stats.ratios import Flags, Floats
from framing.stats.resampling import generator

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats.words import WordCounts

MAX_TOP = 0.20  # of a word's count: with more in one article it is flagged


@dataclass(frozen=True, slots=True)
class KeywordOptions:
    """How words are compared.

    level: of intervals. min_articles: words that stand in fewer articles of the two groups together are left out.
    stories: compare within the stories that both groups cover (the ranking scores are then those of the articles on
    them). background: word counts of a corpus that is no part of the comparison, for the prior of the log-odds; the
    two groups together without it. resampled: how many words, best first, get a bootstrap interval of their log-odds.
    """

    level: float = 0.95
    min_articles: int = 10
    stories: bool = False
    background: Mapping[str, float] | None = None
    resampled: int = 200
    replicates: int = 2000
    seed: int = 0


def keywords(
    counts: WordCounts, group: str, reference: str = THE_REST, options: KeywordOptions | None = None
) -> pd.DataFrame:
    """Every word with its keyness in the articles of one outlet against another, or against all others; best first.

    Ranked by `at_least`, the log ratio that the word has at least: the bound nearest to 0 of an interval clustered by
    article (or story), Bonferroni over the words of the table. `low` and `high` are the interval at the level by
    itself. `g2`, `z`, `bic` and `ell` only rank: no column is a p-value. Positive figures: more frequent in `group`.
    Raises FramingError for an unknown outlet, one without articles, or no word that is frequent enough.
    """
    import pandas as pd

    options = options or KeywordOptions()
    first, second = _groups(counts, group, reference, options)
    articles = [(side.counts > 0).sum(axis=0) for side in (first, second)]
    kept = np.flatnonzero(articles[0] + articles[1] >= options.min_articles)
    if not len(kept):
        raise FramingError(
            f"no word stands in {options.min_articles} articles or more of {group} and {reference}; lower min_articles"
        )
    first, second = (side.only(kept) for side in (first, second))
    ratios = within_stories(first, second) if options.stories else by_article(first, second)
    low, high = ratios.bounds(options.level)
    table = pd.DataFrame(
        {
            "word": first.words,
            "kind": first.kinds,
            "group": group,
            "reference": reference,
            **_frequencies(first, second),
            "log_ratio": ratios.value,
            "low": low,
            "high": high,
            "at_least": keyness.towards_zero(*ratios.bounds(1 - (1 - options.level) / len(kept))),
            "interval": np.where(ratios.dense, f"linearised, clusters: {ratios.clusters}", "exact, design effect"),
            "level": options.level,
            "words_compared": len(kept),
            **_ranking(first, second, options),
            **_spread(first, second, ratios),
        }
    )
    bound = keyness.towards_zero(low, high)
    keys = [np.array(first.words), *(-np.abs(each) for each in (table["z"], bound, table["at_least"]))]
    order = np.lexsort([np.asarray(key) for key in keys])
    table = table.iloc[order].reset_index(drop=True)
    return _with_intervals(table, first, second, options)


def keywords_of_groups(counts: WordCounts, options: KeywordOptions | None = None) -> pd.DataFrame:
    """The keywords of every outlet against all others, one table below the other, the outlets in order.

    The column `g2_groups` is the log-likelihood over all outlets at once: which words tell the outlets apart at all.
    Raises FramingError as `keywords` does.
    """
    import pandas as pd

    outlets = sorted(set(counts.outlets.tolist()))
    sizes = np.array([counts.sizes[counts.outlets == outlet].sum() for outlet in outlets])
    sums = np.array([counts.counts[counts.outlets == outlet].sum(axis=0) for outlet in outlets])
    overall = dict(zip(counts.words, keyness.log_likelihood_of_groups(sums, sizes).tolist(), strict=True))
    whole = pd.concat([keywords(counts, outlet, options=options) for outlet in outlets], ignore_index=True)
    return whole.assign(g2_groups=whole["word"].map(overall))


def _groups(counts: WordCounts, group: str, reference: str, options: KeywordOptions) -> tuple[WordCounts, WordCounts]:
    """The articles of the two groups, of shared stories alone where asked."""
    known = sorted(set(counts.outlets.tolist()))
    for name in (group, reference):
        if name not in known and not (name == reference == THE_REST):
            raise FramingError(f"no outlet {name!r} to compare words of; choose from {', '.join(known)}")
    if group == reference or len(known) < 2:
        raise FramingError(f"{group} has nothing to be compared with; words need two outlets")
    mine = counts.outlets == group
    first, second = counts.of(mine), counts.of(~mine if reference == THE_REST else counts.outlets == reference)
    if options.stories:
        shared = shared_stories(first, second)
        first, second = (side.of(np.isin(side.stories, shared)) for side in (first, second))
    return first, second


def _frequencies(first: WordCounts, second: WordCounts) -> dict[str, Floats]:
    """Counts, rates per 1,000 words and articles, of the group and of the reference."""
    columns = {}
    for side, end in ((first, ""), (second, "_reference")):
        count = side.counts.sum(axis=0)
        columns[f"count{end}"] = count
        columns[f"per_1000{end}"] = 1000 * count / side.sizes.sum()
        columns[f"articles{end}"] = (side.counts > 0).sum(axis=0)
    return columns


def _ranking(first: WordCounts, second: WordCounts, options: KeywordOptions) -> dict[str, Floats]:
    """Effect sizes and ranking scores of the plain counts, and keyness of document frequencies."""
    given = keyness.frequencies(
        first.counts.sum(axis=0), second.counts.sum(axis=0), first.sizes.sum(), second.sizes.sum()
    )
    held = [(side.counts > 0).sum(axis=0) for side in (first, second)]
    texts = keyness.frequencies(held[0], held[1], len(first.sizes), len(second.sizes))
    low, high = keyness.log_ratio_bounds(texts, level=options.level)
    odds = log_odds(given, _prior(first, second, options), size=PRIOR_WORDS)
    return {
        "percent_difference": keyness.percent_difference(given),
        "odds_ratio": keyness.odds_ratio(given),
        "g2": keyness.signed(keyness.log_likelihood(given), given),
        "bic": keyness.bic(given),
        "ell": keyness.effect_of_log_likelihood(given),
        "log_odds": odds.delta,
        "z": odds.z,
        "articles_log_ratio": keyness.log_ratio(texts),
        "articles_low": low,
        "articles_high": high,
        "articles_g2": keyness.signed(keyness.log_likelihood(texts), texts),
    }


def _prior(first: WordCounts, second: WordCounts, options: KeywordOptions) -> Floats:
    """Pseudo-counts of the words, from the background or from both groups together."""
    if options.background is not None:
        return prior_from([options.background.get(w, 0) for w in first.words], total=sum(options.background.values()))
    both = first.counts.sum(axis=0) + second.counts.sum(axis=0)
    return prior_from(both, total=float(first.sizes.sum() + second.sizes.sum()))


def _spread(first: WordCounts, second: WordCounts, ratios: LogRatios) -> dict[str, Floats | Flags]:
    """Dispersion over the articles of the group that uses the word more."""
    one, other = (dispersion(side.counts, side.sizes) for side in (first, second))
    more = ratios.value >= 0
    columns = {
        name: np.where(more, getattr(one, name), getattr(other, name)) for name in ("range", "dp_norm", "excess", "top")
    }
    renamed = {"excess": "dp_excess", "top": "top_article"}
    return {renamed.get(name, name): values for name, values in columns.items()} | {"bursty": columns["top"] > MAX_TOP}


def _with_intervals(
    table: pd.DataFrame, first: WordCounts, second: WordCounts, options: KeywordOptions
) -> pd.DataFrame:
    """The table with bootstrap bounds of the log-odds of its first words, NaN for the rest."""
    places = {word: place for place, word in enumerate(first.words)}
    best = np.array([places[word] for word in table["word"].head(options.resampled)], dtype=np.intp)
    drawn = bootstrap_log_odds(
        Side(first.counts[:, best], first.sizes),
        Side(second.counts[:, best], second.sizes),
        _prior(first, second, options)[best],
        generator(options.seed, str(table["group"].iloc[0]), str(table["reference"].iloc[0])),
        size=PRIOR_WORDS,
        replicates=options.replicates,
    )
    bounds = np.full((2, len(table)), np.nan)
    bounds[:, : len(best)] = percentile(drawn, options.level)
    return table.assign(log_odds_low=bounds[0], log_odds_high=bounds[1])
