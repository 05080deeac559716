"""False positives, coverage, false discovery and power of the inferential defaults.

    OMP_NUM_THREADS=1 python benchmarks/calibration.py [SCORED ...] --splits 1000 --json figures.json

SCORED are scored corpora (`framing score`). In each, every outlet of 40 articles or more is split at random into halves
of itself, over and over: no difference exists, and every test and interval that states one is wrong. Figures with an
event in fewer than 20 articles of the outlet are left out, since their tests can take few values and stay below the
level. Then outlets are relabelled at random, and whole families of contrasts tested. Simulations follow, with bursty
terms, few clusters and shared stories. A few minutes on one core for each corpus, and for the simulations.

Simulated counts are negative binomial given words that vary between articles (Var = mu + mu²/dispersion), mentions
beta-binomial with an intraclass correlation by article.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import click
import numpy as np
import pandas as pd
from scipy.stats import t

from framing.stats.blocks import Block
from framing.stats.contrasts import Differences, PermutationOptions, compare_groups, make_group
from framing.stats.estimates import INTERVALS, EstimateOptions, estimate_cells
from framing.stats.intervals import poisson_score
from framing.stats.labels import labelling_block, mentions
from framing.stats.matched import MatchedOptions, mean_interval
from framing.stats.multiplicity import adjust
from framing.stats.options import ComparisonOptions
from framing.stats.power import Scenario, ShareScenario, simulate, simulated_power
from framing.stats.rates import counted_hits, rate_block
from framing.stats.ratios import Floats, design_effect, linearised_se, spread, sum_by
from framing.stats.regression import RegressionOptions, fit_rates, fit_shares
from framing.stats.resampling import generator, permutation_p_values, sign_flip_p
from framing.stats.samples import Sample, draw_sample
from framing.stats.sourcing import sourcing_blocks
from framing.tables import ScoredCorpus

LEVEL = 0.05
SIZES = (6, 12, 20, 40, 100)  # articles an outlet
TABLES = ("rates", "shares", "stories", "cells", "regression", "discovery", "power")
MIN_ARTICLES = 40
MIN_EVENTS = 20
MIN_WEEKS = 8  # with an event: signs of 6 differences have a p of .031 or .0625 and nothing between
MIN_DEALT = 24  # articles in weeks, so that either side has the 10 that a contrast needs
SETS = 100  # of simulated corpora that share the lengths of their articles
ESTIMATES = EstimateOptions(replicates=999)
TEST = PermutationOptions(permutations=999)
MATCHED = MatchedOptions(replicates=999, permutations=999)

Row = dict[str, Any]


def blocks_of(scored: ScoredCorpus, sample: Sample) -> list[Block]:
    """Rates, labelling shares and sourcing figures of all voices and the outlet's own."""
    inside = sample.articles["article_id"]
    hits, said = (table[table["article_id"].isin(inside)] for table in (scored.hits, scored.attributions))
    counted, named = counted_hits(hits, scored.lexicons), mentions(hits)
    found = [rate_block(counted, sample, voice) for voice in ("all", "outlet")]
    found += [labelling_block(named, sample, voice) for voice in ("all", "outlet")]
    return found + list(sourcing_blocks([said], sample))


def kind(block: Block) -> str:
    """The sort of figure that a row of the table stands for."""
    if block.measure == "rate":
        return "rate per 1,000 words"
    if block.measure == "labelling":
        return "labelling share"
    return "sourcing share" if block.share else "sourcing rate or mean"


def outlets_of(sample: Sample, block: Block) -> Iterator[tuple[str, Floats, Floats]]:
    """The outlets large enough to split, with those columns of the block that have enough events."""
    for index, outlet in enumerate(sample.groups):
        rows = sample.group == index
        if rows.sum() < MIN_ARTICLES or (block.needs_marks and not sample.marks[rows].any()):
            continue
        x, w = block.numerator[rows], block.denominator[rows]
        events = (x > 0).sum(axis=0)
        lacking = (x < w).sum(axis=0) if block.share else events
        columns = np.minimum(events, lacking) >= MIN_EVENTS
        if columns.any():
            yield outlet, x[:, columns], w[:, columns]


def shares_of(blocks: Sequence[Block], sample: Sample, splits: int) -> Iterator[tuple[int, Block, list[Any], int]]:
    """Each block that can be split, its number, its outlets, and how many splits of each make `splits` of its kind."""
    usable = [(number, block, list(outlets_of(sample, block))) for number, block in enumerate(blocks)]
    counts = Counter(kind(block) for _, block, parts in usable for _ in parts)
    for number, block, parts in usable:
        if parts:
            yield number, block, parts, -(-splits // counts[kind(block)])


def split_halves(blocks: Sequence[Block], sample: Sample, splits: int, seed: int) -> list[Row]:
    """False positives of the two-group contrast over random halves of one outlet."""
    tally: dict[str, list[Floats]] = defaultdict(list)
    for number, block, parts, times in shares_of(blocks, sample, splits):
        for outlet, x, w in parts:
            rng = generator(seed, "split", outlet, str(number))
            effect = design_effect(x, w, np.zeros(len(x), dtype=int), share=block.share)
            for split in range(times):
                first = rng.permutation(len(x)) < len(x) // 2
                key = f"{outlet} {number} {split}"
                one, other = (
                    make_group(f"{key} {side}", (x[m], w[m]), effect, share=block.share, options=ESTIMATES)
                    for side, m in (("a", first), ("b", ~first))
                )
                found = compare_groups(one, other, share=block.share, options=ESTIMATES, test=TEST)
                tally[kind(block)].append(_errors(found))
    return [
        {
            "figure": name,
            "splits": len(parts),
            "contrasts": int(sum(part.shape[1] for part in parts)),
            "test": float(np.hstack(parts)[0].mean()),
            "interval": float(np.hstack(parts)[1].mean()),
            "stated": float(np.hstack(parts)[2].mean()),
        }
        for name, parts in tally.items()
    ]


def _errors(found: Differences) -> Floats:
    """Whether test, interval and both are wrong, rows, in each contrast that was tested, columns."""
    wrong, outside = found.p_value <= LEVEL, (found.low > 0) | (found.high < 0)
    return np.stack([wrong, outside, wrong & outside])[:, ~np.isnan(found.p_value)].astype(float)


def split_in_weeks(blocks: Sequence[Block], sample: Sample, splits: int, seed: int) -> list[Row]:
    """False positives where each week of an outlet stands for a story and its articles are dealt to two sides."""
    units = list(_week_units(blocks, sample))
    counts = Counter(kind(block) for _, block, *_ in units)
    tally: dict[str, list[Floats]] = defaultdict(list)
    for number, block, outlet, sums, cluster in units:
        rng = generator(seed, "week", outlet, str(number))
        effect = design_effect(*sums, np.zeros(len(cluster), dtype=int), share=block.share, cluster=cluster)
        for split in range(-(-splits // counts[kind(block)])):
            dealt = _dealt(cluster, rng)
            figures = [ratio_by(cluster, sums, side) for side in (dealt, ~dealt)]
            differences = figures[0] - figures[1]
            p_value = sign_flip_p(differences, rng, replicates=MATCHED.permutations)
            low, high, _ = mean_interval(differences, rng, MATCHED)
            outside = low > 0 or high < 0
            wrong = [p_value <= LEVEL, outside, p_value <= LEVEL and outside]
            tally[f"within stories: {kind(block)}"].append(np.array(wrong, dtype=float)[:, None])
            one, other = (
                make_group(
                    f"{outlet} {number} {split} {name}",
                    (sums[0][m], sums[1][m]),
                    effect,
                    share=block.share,
                    options=ESTIMATES,
                    cluster=cluster[m],
                )
                for name, m in (("a", dealt), ("b", ~dealt))
            )
            pooled = compare_groups(one, other, share=block.share, options=ESTIMATES, test=TEST)
            tally[f"clustered by story: {kind(block)}"].append(_errors(pooled))
    rows_out = []
    for name, parts in tally.items():
        mean = np.hstack(parts).mean(axis=1)
        figures = {"test": float(mean[0]), "interval": float(mean[1]), "stated": float(mean[2])}
        tested = int(sum(part.shape[1] for part in parts))
        rows_out.append({"figure": name, "splits": len(parts), "contrasts": tested} | figures)
    return rows_out


def _week_units(
    blocks: Sequence[Block], sample: Sample
) -> Iterator[tuple[int, Block, str, tuple[Floats, Floats], Any]]:
    """Block, outlet, sums of the figure with most events, and week of each article; of weeks with two or more."""
    week = pd.to_datetime(sample.articles["published"], errors="coerce").dt.strftime("%G-%V").fillna("")
    for number, block in enumerate(blocks):
        for outlet, x, w in outlets_of(sample, block):
            rows = np.flatnonzero(sample.group == sample.groups.index(outlet))
            column = int((x > 0).sum(axis=0).argmax())
            names, cluster = np.unique(week.to_numpy()[rows], return_inverse=True)
            sums = x[:, [column]], w[:, [column]]
            kept = (sums[1][:, 0] > 0) & (names[cluster] != "")
            sizes = np.bincount(cluster[kept], minlength=len(names))
            kept &= sizes[cluster] > 1
            cluster = np.unique(cluster[kept], return_inverse=True)[1]
            sums = sums[0][kept], sums[1][kept]
            if len(cluster) >= MIN_DEALT and _with_event(cluster, sums, share=block.share) >= MIN_WEEKS:
                yield number, block, outlet, sums, cluster


def _with_event(cluster: Any, sums: tuple[Floats, Floats], *, share: bool) -> int:
    """How many stories have an event and, for shares, lack one."""
    if not len(cluster):
        return 0
    x, w = (sum_by(cluster, part)[:, 0] for part in sums)
    return int(((x > 0) & ((x < w) | (not share))).sum())


def ratio_by(cluster: Any, sums: tuple[Floats, Floats], side: Any) -> Floats:
    """The figure of one side in each cluster, all of which it has."""
    x, w = (sum_by(cluster[side], part[side])[:, 0] for part in sums)
    return np.asarray(x / w)


def _dealt(cluster: Floats, rng: np.random.Generator) -> Any:
    """Articles dealt to two sides at random, with each story on both."""
    order = np.lexsort((rng.random(len(cluster)), cluster))
    place = np.empty(len(cluster), dtype=int)
    starts = np.searchsorted(cluster[order], cluster[order])
    place[order] = np.arange(len(cluster)) - starts
    offset = rng.integers(0, 2, size=cluster.max() + 1)
    return (place + offset[cluster]) % 2 == 0


def regressions(blocks: Sequence[Block], sample: Sample, splits: int, seed: int) -> list[Row]:
    """False positives of quasi-Poisson and quasi-binomial contrasts over random halves, articles as clusters.

    The test is the permutation of the covariate, the interval that of the cluster jackknife.
    """
    tally: dict[str, list[list[bool]]] = defaultdict(list)
    options = RegressionOptions(replicates=999)
    for number, block, parts, times in shares_of(blocks, sample, splits):
        if block.share and "mean" in block.unit:
            continue  # positions are no counts
        for outlet, x, w in parts:
            rng = generator(seed, "regression", outlet, str(number))
            column = int((x > 0).sum(axis=0).argmax())
            used = w[:, column] > 0
            counts, below = x[used, column], w[used, column]
            for _ in range(times):
                side = pd.DataFrame({"side": np.where(rng.permutation(len(counts)) < len(counts) // 2, "a", "b")})
                fit = fit_shares if block.share else fit_rates
                found = fit(counts, below, side, options=options).coefficients.iloc[1]
                wrong, apart = found["p_value"] <= LEVEL, found["low"] > 0 or found["high"] < 0
                tally[kind(block)].append([wrong, apart, wrong and apart])
    return [
        {"figure": f"regression: {name}", "splits": len(found), "contrasts": len(found)}
        | dict(zip(("test", "interval", "stated"), np.mean(found, axis=0).tolist(), strict=True))
        for name, found in tally.items()
    ]


def relabelled(blocks: Sequence[Block], sample: Sample, times: int, seed: int) -> list[Row]:
    """Families of contrasts of every two outlets after outlets are relabelled at random: any q below .05 is wrong."""
    large = [i for i, n in enumerate(np.bincount(sample.group)) if n >= MIN_ARTICLES // 2]
    kept = np.isin(sample.group, large) & sample.marks
    labels = sample.group[kept]
    tests: dict[str, list[float]] = defaultdict(list)
    families: dict[str, list[float]] = defaultdict(list)
    for number, block in enumerate(blocks):
        x, w = block.numerator[kept], block.denominator[kept]
        columns = ((x > 0).sum(axis=0) >= MIN_EVENTS * len(large)) & (w > 0).all(axis=0)
        if not columns.any():
            continue
        x, w = x[:, columns], w[:, columns]
        rng = generator(seed, "relabel", str(number))
        for _ in range(times):
            mixed = rng.permutation(labels)
            p_values = []
            present = np.unique(mixed)
            for i, one in enumerate(present):
                for other in present[i + 1 :]:
                    pair = np.isin(mixed, (one, other))
                    p_values.append(permutation_p_values(x[pair], w[pair], mixed[pair] == one, rng, permutations=1999))
            p = np.concatenate(p_values)
            tests[kind(block)] += (p <= LEVEL).tolist()
            families[kind(block)].append(float((adjust(p) <= LEVEL).any()))
    return [
        {
            "figure": name,
            "families": len(families[name]),
            "contrasts": len(tests[name]),
            "test": float(np.mean(tests[name])),
            "any_rejected": float(np.mean(families[name])),
        }
        for name in tests
    ]


def coverage(scenario: Scenario | ShareScenario, datasets: int, seed: int, others: Sequence[str] = ()) -> Row:
    """Coverage of 95 % intervals of one outlet's figure, and of the difference of two, in corpora of its kind.

    others: intervals that are not the default, measured beside it.
    """
    share, n = isinstance(scenario, ShareScenario), scenario.articles
    held, apart, wrong, exact = [], [], [], []
    beside: dict[str, list[Any]] = {name: [] for name in others}
    parts = min(SETS, datasets)
    for part in range(parts):
        rng = generator(seed, "coverage", str(scenario), str(part))
        x, w = simulate(scenario, datasets // parts, rng)
        # four more outlets like the reference pool the design effect, as in a comparison
        more = [simulate(scenario, datasets // parts, rng) for _ in range(2)]
        every = [np.vstack([whole, *(m[i] for m in more)]) for i, whole in enumerate((x, w))]
        effect = design_effect(*every, np.repeat(np.arange(6), n), share=share)
        first, second = (_true(scenario, side) for side in (0, 1))
        one, other = (
            make_group(f"{name} {part}", (x[rows], w[rows]), effect, share=share, options=ESTIMATES)
            for name, rows in (("a", slice(n)), ("b", slice(n, None)))
        )
        cells = other.cells
        held.append((cells.low <= second) & (second <= cells.high))
        exact.append(np.array(["exact" in method for method in cells.method]))
        for interval, found in beside.items():
            options = replace(ESTIMATES, interval=interval)
            it = estimate_cells(x[n:], w[n:], effect, (interval, str(part)), share=share, options=options)
            found.append((it.low <= second) & (second <= it.high))
        contrast = compare_groups(one, other, share=share, options=ESTIMATES, test=TEST)
        apart.append((contrast.low <= first - second) & (first - second <= contrast.high))
        wrong.append(contrast.p_value[~np.isnan(contrast.p_value)] <= LEVEL)
    tested = np.concatenate(wrong)
    return {
        "articles": n,
        "figure": float(np.mean(held)),
        **{interval: float(np.mean(found)) for interval, found in beside.items()},
        "difference": float(np.mean(apart)),
        "test": float(tested.mean()) if len(tested) and first == second else None,
        "exact": float(np.mean(exact)),
        "corpora": datasets,
    }


def _true(scenario: Scenario | ShareScenario, side: int) -> float:
    if isinstance(scenario, ShareScenario):
        return scenario.share if side else scenario.other
    return scenario.rate / 500 * (1.0 if side else scenario.ratio)


def shared_stories(stories: int, alone: int, ratio: float, datasets: int, seed: int) -> Row:
    """Two outlets on the same stories: coverage and false positives of the clustered contrast and the matched one.

    A story raises or lowers the rate of all its articles (gamma, variance 1/2), and each outlet has one to three
    articles on it; `alone` more stories an outlet are its own.
    """
    found: dict[str, list[Any]] = defaultdict(list)
    for part in range(10):
        rng = generator(seed, "stories", f"{stories} {alone} {ratio}", str(part))
        columns = datasets // 10
        sides = []
        level = rng.gamma(2, 0.5, size=(stories, columns))
        for factor, offset in ((ratio, 0), (1.0, alone)):
            names = np.concatenate([np.arange(stories), stories + offset + np.arange(alone)])
            story = np.repeat(np.arange(len(names)), rng.integers(1, 4, size=len(names)))
            own = np.vstack([level, rng.gamma(2, 0.5, size=(alone, columns))])
            words = np.round(rng.lognormal(6.1, 0.5, size=len(story)))
            mean = 2 * factor * words[:, None] / 500 * own[story] * rng.gamma(2, 0.5, size=(len(story), columns))
            counts = rng.poisson(mean).astype(float)
            sides.append((counts, np.repeat(words[:, None], columns, axis=1), names[story]))
        x, w, label = (np.concatenate([side[i] for side in sides]) for i in range(3))
        first = np.arange(len(label)) < len(sides[0][2])
        effects = design_effect(x, w, first.astype(int), share=False, cluster=label)
        groups = [
            make_group(f"{name} {part}", (x, w), effects, share=False, options=ESTIMATES, cluster=label)
            for name, (x, w, label) in zip("ab", sides, strict=True)
        ]
        true = 2 / 500 * (ratio - 1)
        cells = groups[1].cells
        found["figure"].append((cells.low <= 2 / 500) & (cells.high >= 2 / 500))
        contrast = compare_groups(*groups, share=False, options=ESTIMATES, test=TEST)
        found["difference"].append((contrast.low <= true) & (true <= contrast.high))
        found["test"].append(contrast.p_value <= LEVEL)
        by_story = [
            np.stack([x[label == s].sum(axis=0) / w[label == s].sum(axis=0) for s in range(stories)])
            for x, w, label in sides
        ]
        for column in range(columns):
            differences = by_story[0][:, column] - by_story[1][:, column]
            low, high, _ = mean_interval(differences, rng, MATCHED)
            found["matched difference"].append(np.array([low <= true <= high]))
            found["matched test"].append(np.array([sign_flip_p(differences, rng, replicates=999) <= LEVEL]))
    row = {name: float(np.concatenate(values).mean()) for name, values in found.items()}
    if ratio != 1:
        row |= {"test": None, "matched test": None}
    return {"stories": stories, "own stories": alone, "ratio": ratio, "corpora": datasets} | row


def cells(articles: int, rate: float, dispersion: float, datasets: int, seed: int) -> Row:
    """Coverage of intervals of cells with few hits, as `aggregate_rates` makes them: design effect of 50 periods."""
    rng, periods = generator(seed, "cells", f"{articles} {rate} {dispersion}"), 50
    x, w = simulate(Scenario(articles, rate, 1.0, dispersion), periods * max(datasets // periods, 1), rng)
    x, w = x[:articles], w[:articles]
    held, wald = [], []
    for start in range(0, x.shape[1], periods):
        part = x[:, start : start + periods], w[:, start : start + periods]
        hits, words = (each.sum(axis=0) for each in part)
        effect = max(spread(*part).sum() / max(hits.sum(), 1), 1.0)
        low, high = poisson_score(hits / effect, words / effect, 1 - LEVEL)
        held.append((low <= rate / 500) & (rate / 500 <= high))
        reach = t.isf(LEVEL / 2, articles - 1) * linearised_se(*part)
        high = np.where(hits > 0, hits / words + reach, 3 / words)
        wald.append((hits / words - reach <= rate / 500) & (rate / 500 <= high))
    names = {"articles": articles, "rate": rate, "dispersion": dispersion}
    return names | {"score": float(np.mean(held)), "linearised": float(np.mean(wald)), "cells": x.shape[1]}


def few_clusters(sizes: tuple[int, int], dispersion: float, datasets: int, seed: int) -> Row:
    """False positives of the quasi-Poisson contrast with articles as clusters."""
    rng = generator(seed, "regression", str(sizes))
    wrong = []
    for _ in range(datasets):
        x, w = simulate(Scenario(sum(sizes), 2.0, 1.0, dispersion), 1, rng)
        x, w = x[: sum(sizes), 0], w[: sum(sizes), 0]
        first = np.arange(len(x)) < sizes[0]
        if not (x[first].any() and x[~first].any()):
            continue  # the model refuses a group without events
        side = pd.DataFrame({"side": np.where(first, "a", "b")})
        found = fit_rates(x, w, side, options=RegressionOptions(replicates=999)).coefficients.iloc[1]
        plain = fit_rates(x, w, side, options=RegressionOptions(few=0)).coefficients.iloc[1]
        apart = found["low"] > 0 or found["high"] < 0
        wrong.append([found["p_value"] <= LEVEL, apart, plain["p_value"] <= LEVEL])
    row = {"articles": f"{sizes[0]} + {sizes[1]}", "dispersion": dispersion, "corpora": len(wrong)}
    permutation, jackknife, sandwich = np.mean(wrong, axis=0).tolist()
    both = float(np.mean([one and other for one, other, _ in wrong]))
    return row | {"permutation": permutation, "jackknife": jackknife, "both": both, "sandwich": sandwich}


def discovery(datasets: int, seed: int) -> Row:
    """Mean share of false rejections by BH: pairs of four outlets × 8 figures, of which 2 of one outlet differ."""
    shares, found, power = [], [], []
    for part in range(datasets):
        rng = generator(seed, "discovery", str(part))
        sides = []
        for outlet in range(4):
            x, w = simulate(Scenario(40, 2.0, 1.0, 1.0), 8, rng)
            x, w = x[:40], w[:40]
            if outlet == 0:
                x[:, :2] = simulate(Scenario(40, 5.0, 1.0, 1.0), 2, rng)[0][:40]
            sides.append((x, w))
        p_values, real = [], []
        for i in range(4):
            for j in range(i + 1, 4):
                x, w = (np.vstack([sides[i][k], sides[j][k]]) for k in (0, 1))
                member = np.arange(80) < 40
                p_values.append(permutation_p_values(x, w, member, rng, permutations=1999))
                real.append((np.arange(8) < 2) & (i == 0))
        rejected, true = adjust(np.concatenate(p_values)) <= LEVEL, np.concatenate(real)
        shares.append((rejected & ~true).sum() / max(rejected.sum(), 1))
        found.append(rejected.sum())
        power.append(rejected[true].mean())
    return {
        "contrasts": len(true),
        "true": int(true.sum()),
        "corpora": datasets,
        "false_discovery_rate": float(np.mean(shares)),
        "power": float(np.mean(power)),
        "mean_rejections": float(np.mean(found)),
    }


def power_curves(datasets: int, seed: int) -> list[Row]:
    """Power of the default test by articles an outlet, for rates and labelling shares."""
    sizes = (20, 50, 100, 200, 400)
    rows: list[Row] = []
    for rate, ratio in ((0.5, 1.5), (0.5, 2.0), (2.0, 1.25), (2.0, 1.5), (2.0, 2.0)):
        scenarios = [Scenario(n, rate, ratio, 0.5) for n in sizes]
        name = f"rate {rate:g} an article, {ratio:g} times as much"
        rows.append({"contrast": name} | _powers(sizes, scenarios, datasets, seed))
    for share, other in ((0.2, 0.25), (0.2, 0.3), (0.2, 0.4)):
        scenarios = [ShareScenario(n, 4, share, other, 0.2) for n in sizes]
        rows.append({"contrast": f"share {share:g} against {other:g}"} | _powers(sizes, scenarios, datasets, seed))
    return rows


def _powers(sizes: Sequence[int], scenarios: Sequence[Any], datasets: int, seed: int) -> Row:
    powers = (simulated_power(scenario, datasets=datasets, seed=seed) for scenario in scenarios)
    return {f"{n} articles": value for n, value in zip(sizes, powers, strict=True)}


def real(folder: Path, splits: int, seed: int) -> dict[str, list[Row]]:
    """All figures of one scored corpus."""
    scored = ScoredCorpus(folder)
    sample = draw_sample(scored, ComparisonOptions())
    blocks = blocks_of(scored, sample)
    found = {
        "split": timed(lambda: split_halves(blocks, sample, splits, seed)),
        "weeks": timed(lambda: split_in_weeks(blocks, sample, splits, seed)),
        "regression": timed(lambda: regressions(blocks, sample, splits, seed)),
        "relabelled": timed(lambda: relabelled(blocks, sample, max(splits // 10, 1), seed)),
    }
    return {"false positives": found["split"] + found["weeks"] + found["regression"], "families": found["relabelled"]}


def simulations(datasets: int, seed: int, only: Sequence[str], others: Sequence[str]) -> dict[str, list[Row]]:
    """All tables of simulated corpora, or those named."""
    rates = (
        ({"rate": rate, "ratio": ratio, "dispersion": dispersion}, Scenario(n, rate, ratio, dispersion))
        for n in SIZES
        for rate, ratio, dispersion in ((0.05, 1, 0.3), (0.3, 1, 0.3), (2, 1, 0.3), (2, 2, 0.5), (2, 1, 2), (8, 1, 0.5))
    )
    shares = (
        ({"share": share, "other": other, "icc": icc, "mentions": of}, ShareScenario(n, of, share, other, icc))
        for n in SIZES
        for share, other, icc, of in ((0.05, 0.05, 0.2, 4), (0.2, 0.2, 0.3, 4), (0.5, 0.3, 0.3, 4), (0.2, 0.2, 0.3, 20))
    )
    stories = product(((6, 0), (12, 0), (25, 0), (60, 0), (12, 20), (25, 60)), (1.0, 2.0))
    sparse_cells = product((3, 8, 20, 60), (0.1, 0.5, 2.0, 8.0), (0.5, 2.0))
    clusters = ((6, 6), (10, 30), (30, 30), (20, 100), (20, 300))
    tables: dict[str, Callable[[], list[Row]]] = {
        "rates": lambda: [names | coverage(scenario, datasets, seed, others) for names, scenario in rates],
        "shares": lambda: [names | coverage(scenario, datasets, seed, others) for names, scenario in shares],
        "stories": lambda: [shared_stories(*sizes, ratio, datasets, seed) for sizes, ratio in stories],
        "cells": lambda: [cells(*names, datasets * 2, seed) for names in sparse_cells],
        "regression": lambda: [few_clusters(sizes, 0.5, datasets, seed) for sizes in clusters],
        "discovery": lambda: [discovery(datasets // 2, seed)],
        "power": lambda: power_curves(datasets // 2, seed),
    }
    return {name: timed(work) for name, work in tables.items() if not only or name in only}


def timed(work: Callable[[], list[Row]]) -> list[Row]:
    """The rows of some work; says how long it took."""
    start = time.perf_counter()
    rows = work()
    click.echo(f"{len(rows)} rows in {time.perf_counter() - start:.0f} s", err=True)
    return rows


def markdown(tables: Mapping[str, Sequence[Row]]) -> str:
    """Every table under its name."""
    lines: list[str] = []
    for name, rows in tables.items():
        head = list(rows[0])
        lines += [f"### {name}", "", "| " + " | ".join(head) + " |", "| " + " | ".join(["---"] * len(head)) + " |"]
        lines += ["| " + " | ".join(_cell(row[column]) for column in head) + " |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


@click.command(help=__doc__)
@click.argument(
    "folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[SCORED]..."
)
@click.option("--splits", default=1000, show_default=True, help="Random splits for each sort of figure.")
@click.option("--datasets", default=1000, show_default=True, help="Simulated corpora a row; 0 for none.")
@click.option("--only", type=click.Choice(TABLES), multiple=True, help="A table of simulations; repeat for several.")
@click.option("--beside", type=click.Choice(INTERVALS), multiple=True, help="Another interval to simulate; repeatable.")
@click.option("--seed", default=2026, show_default=True)
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures here.")
def main(  # noqa: D103, PLR0913, PLR0917
    folders: tuple[Path, ...],
    splits: int,
    datasets: int,
    only: tuple[str, ...],
    beside: tuple[str, ...],
    seed: int,
    out: Path | None,
) -> None:
    results: dict[str, dict[str, list[Row]]] = {folder.name: real(folder, splits, seed) for folder in folders}
    if datasets:
        results["simulated"] = simulations(datasets, seed, only, beside)
    for name, tables in results.items():
        click.echo(f"## {name}\n\n{markdown(tables)}")
    if out:
        out.write_text(json.dumps({"seed": seed, "splits": splits, "datasets": datasets, **results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
