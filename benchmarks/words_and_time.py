"""How far keywords, change points, interrupted series and diversity can be trusted: true nulls and planted changes.

    OMP_NUM_THREADS=1 python benchmarks/words_and_time.py words --corpus FOLDER [--corpus FOLDER]
    OMP_NUM_THREADS=1 python benchmarks/words_and_time.py planted
    OMP_NUM_THREADS=1 python benchmarks/words_and_time.py changes
    OMP_NUM_THREADS=1 python benchmarks/words_and_time.py interruptions
    OMP_NUM_THREADS=1 python benchmarks/words_and_time.py diversity

FOLDER is a scored corpus; the articles of each of its outlets of 80 or more are split at random into two halves that
do not differ. Each command prints a table in Markdown.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

import click
import numpy as np

from framing.stats import keyness
from framing.stats.changepoints import change_points
from framing.stats.concentration import rarefied
from framing.stats.diversity import Counts
from framing.stats.equal_coverage import compare_diversity
from framing.stats.its import InterruptionOptions, interrupted
from framing.stats.keywords import KeywordOptions, keywords
from framing.stats.log_ratios import by_article
from framing.stats.logodds import log_odds, prior_from
from framing.stats.words import words_of
from framing.tables import ScoredCorpus

LEAST = 80  # articles of an outlet that is split
Rows = Iterable[Sequence[object]]


def _simulation() -> ModuleType:
    place = Path(__file__).parents[1] / "tests/stats/word_simulation.py"
    spec = importlib.util.spec_from_file_location("word_simulation", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _print(columns: Sequence[str], rows: Rows) -> None:
    click.echo("| " + " | ".join(columns) + " |")
    click.echo("| --- |" + " ---: |" * (len(columns) - 1))
    for row in rows:
        click.echo("| " + " | ".join(map(str, row)) + " |")


def _per_cent(values: object) -> str:
    return f"{100 * float(np.mean(values)):.1f} %"


def noise(rng: np.random.Generator, points: int, correlation: float) -> np.ndarray:
    """Autoregressive normal errors of variance 1."""
    drawn = rng.normal(size=points + 50)
    for place in range(1, len(drawn)):
        drawn[place] = correlation * drawn[place - 1] + np.sqrt(1 - correlation**2) * drawn[place]
    return drawn[50:]


@click.group()
def group() -> None:
    """The tables of docs/methods.md on words, time and diversity."""


@group.command()
@click.option("--corpus", "folders", multiple=True, required=True, type=click.Path(path_type=Path))
@click.option("--splits", default=1000, show_default=True, help="Of each corpus, shared by its outlets.")
def words(folders: tuple[Path, ...], splits: int) -> None:
    """Words that seem to differ between random halves of one outlet."""
    rows = []
    for folder in folders:
        counts = words_of(ScoredCorpus(folder))
        names, sizes = np.unique(counts.outlets, return_counts=True)
        chosen = names[sizes >= LEAST]
        found: dict[str, list[float]] = {name: [] for name in ("dense", "sparse", "g2", "z", "family", "lrc")}
        for number in range(splits):
            rng = np.random.default_rng(number)
            whole = counts.of(counts.outlets == chosen[number % len(chosen)])
            half = rng.permutation(len(whole.sizes)) < len(whole.sizes) // 2
            kept = np.flatnonzero((whole.counts > 0).sum(axis=0) >= 10)
            ratios = by_article(whole.of(half).only(kept), whole.of(~half).only(kept))
            low, high = ratios.bounds(0.95)
            apart = (low > 0) | (high < 0)
            found["dense"].append(apart[ratios.dense].mean())
            found["sparse"].append(apart[~ratios.dense].mean())
            found["g2"].append((keyness.log_likelihood(ratios.given) > 3.8415).mean())
            prior = prior_from(ratios.given.first + ratios.given.second, total=float(whole.sizes.sum()))
            found["z"].append((np.abs(log_odds(ratios.given, prior, size=500.0).z) > 1.96).mean())
            low, high = ratios.bounds(1 - 0.05 / len(kept))
            found["family"].append(float(((low > 0) | (high < 0)).any()))
            found["lrc"].append(float((keyness.conservative_log_ratio(ratios.given) != 0).any()))
        rows.append([folder.name, splits, *(_per_cent(each) for each in found.values())])
    _print(("corpus", "splits", "linearised", "exact", "G2", "z", "any `at_least`", "any LRC"), rows)


@group.command()
@click.option("--corpora", default=20, show_default=True)
def planted(corpora: int) -> None:
    """Recall and precision of 20 words planted among 400."""
    simulation, rows = _simulation(), []
    options = KeywordOptions(resampled=1, replicates=99)
    for articles in (80, 200):
        for times in (1.5, 2.0, 3.0, 4.0):
            found = right = 0
            for seed in range(corpora):
                counts = simulation.simulated(seed, articles=articles, planted=20, times=times)
                table = keywords(counts, "Alder", "Birch", options)
                told = set(table["word"][table["at_least"] != 0])
                found, right = found + len(told), right + len(told & simulation.planted_words(20))
            precision = _per_cent(right / found) if found else "–"
            rows.append([articles, times, _per_cent(right / (20 * corpora)), precision])
    _print(("articles an outlet", "times as frequent", "recall", "precision"), rows)


@group.command()
@click.option("--series", "count", default=500, show_default=True)
def changes(count: int) -> None:
    """Changes found where there are none, and planted ones."""
    rows = []
    for points in (40, 100):
        for correlation in (0.0, 0.3, 0.5):
            rng = np.random.default_rng(points)
            false = [bool(change_points(noise(rng, points, correlation)).changes) for _ in range(count)]
            row = [points, correlation, _per_cent(false)]
            for step in (1.5, 2.5):
                near, all_found, inside = 0, 0, 0
                for _ in range(count):
                    y = noise(rng, points, correlation)
                    y[points // 2 :] += step
                    found = change_points(y).changes
                    close = [change for change in found if abs(change.index - points // 2) <= 3]
                    near, all_found = near + len(close), all_found + len(found)
                    inside += sum(change.low <= points // 2 <= change.high for change in found)
                row += [_per_cent(near / count), _per_cent(near / all_found), _per_cent(inside / all_found)]
            rows.append(row)
    more = [f"{what}, step {step}" for step in (1.5, 2.5) for what in ("recall", "precision", "date in interval")]
    _print(("points", "autocorrelation", "false", *more), rows)


@group.command()
@click.option("--series", "count", default=250, show_default=True)
def interruptions(count: int) -> None:
    """Steps found at 5 % where there is none, with normal critical values and with ours."""
    rows = []
    for points in (24, 40, 60, 100):
        for correlation in (0.0, 0.3, 0.5):
            rng, ours, normal = np.random.default_rng(points), [], []
            for _ in range(count):
                options = InterruptionOptions(min_points=points // 2)
                step = interrupted(noise(rng, points, correlation), points // 2, options=options)["step"]
                ours.append(step.p_value < 0.05)
                normal.append(abs(step.value / step.error) > 1.96)
            rows.append([points, correlation, _per_cent(normal), _per_cent(ours)])
    _print(("points", "autocorrelation", "normal", "as computed"), rows)


@group.command()
@click.option("--samples", default=200, show_default=True)
def diversity(samples: int) -> None:
    """Coverage of intervals of rarefied numbers: the jackknife of the logarithm, and percentiles of a bootstrap."""
    parts = 1 / np.arange(1, 41) ** 0.8
    parts = parts / parts.sum()
    rng = np.random.default_rng(0)

    def articles(number: int) -> np.ndarray:
        return np.array([rng.multinomial(rng.poisson(3) + 1, rng.dirichlet(parts * 8)) for _ in range(number)])

    whole, rows = articles(40_000).sum(axis=0), []
    for number in (40, 120):
        held: dict[int, list[tuple[bool, bool]]] = {0: [], 1: [], 2: []}
        for _ in range(samples):
            table = articles(number)
            article, source = np.nonzero(table)
            mine = Counts(article, source, table[article, source].astype(float)).of(np.arange(number))
            few = mine.of(np.arange(number * 3 // 5))
            figures = compare_diversity({"mine": mine, "few": few}).query("outlet == 'mine' and way == 'equal size'")
            drawn = [table[rng.integers(number, size=number)].sum(axis=0) for _ in range(100)]
            for row in figures.itertuples():
                truth = rarefied(whole, row.mentions, row.order)
                found = [rarefied(each, min(row.mentions, each.sum()), row.order) for each in drawn]
                low, high = np.quantile(found, [0.025, 0.975])
                held[row.order].append((row.low <= truth <= row.high, low <= truth <= high))
        for order, pairs in held.items():
            rows.append([number, order, *(_per_cent(each) for each in np.transpose(pairs))])
    _print(("articles", "order", "jackknife", "bootstrap percentiles"), rows)


if __name__ == "__main__":
    group()
