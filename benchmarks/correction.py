"""Do corrected figures hold? Coverage of intervals in simulations, and on hand-marked news drawn again and again.

    OMP_NUM_THREADS=1 python benchmarks/correction.py POLNEAR_FOLDER --sentences LABELLED.csv --json coverage.json

Simulated: two outlets that do not differ, where the tool finds 90 % of what it looks for in one and 70 % in the other.
Real: POLNEAR_FOLDER holds metadata.tsv, train/ and dev/ (each text/<id>.txt and attributions/<id>.ann). The hand-marked
attributions of all articles are the truth, the tool's are what a user would have of every article, and gold is
shown for a drawn part alone. LABELLED.csv holds labelled sentences with their outlets (see `framing.classify.gold`);
a plain classifier that learned without the outlet (words, logistic regression) stands for the tool. Prints Markdown
tables.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from framing.attribution import Attributor
from framing.attribution.gold import Event, read_annotators
from framing.attribution.outlet_scoring import tally
from framing.errors import FramingError
from framing.text.parsing import parse_text
from framing.types import Article
from framing.validation.corrected import Corrected, corrected_ratio
from framing.validation.units import labelled

Floats = NDArray[np.float64]
Rows = list[dict[str, Any]]

SHARE, FALSE = 0.3, 0.05  # simulated share of loaded mentions, and of plain ones that the tool calls loaded
RECALL = {"A": 0.9, "B": 0.7}
SPEAKERS = ("Trump", "Clinton")


@dataclass(frozen=True, slots=True)
class Column:
    """A measure over the articles: numerator and denominator, by hand and by the tool."""

    gold: Floats
    gold_base: Floats
    found: Floats
    found_base: Floats


def simulate(trials: int, seed: int) -> Rows:
    """Coverage of the share of loaded mentions in each outlet, and of their difference, by design and sample size."""
    rows: Rows = []
    designs: dict[str, Callable[..., Floats]] = {"by predicted label": _by_label, "whole articles": _whole}
    for design, draw in designs.items():
        for size in (150, 300, 600):
            rng = np.random.default_rng([seed, size])
            outcomes = [outcome for _ in range(trials) if (outcome := _trial(rng, size, draw)) is not None]
            rows.append({"draw": design, "gold mentions an outlet": size, "trials": len(outcomes)} | _summary(outcomes))
    return rows


def _trial(
    rng: np.random.Generator, size: int, draw: Callable[..., Floats]
) -> dict[str, tuple[Corrected, float]] | None:
    """One corpus of two outlets: each corrected share, and the truth; None where a sample is refused."""
    found = {}
    for outlet, recall in RECALL.items():
        articles = 300
        article = np.repeat(np.arange(articles), rng.poisson(6, articles) + 1)
        truth = rng.beta(SHARE * 8, (1 - SHARE) * 8, articles)
        gold = (rng.random(len(article)) < truth[article]).astype(float)
        tool = (rng.random(len(gold)) < np.where(gold == 1, recall, FALSE)).astype(float)
        probability = draw(rng, size, article, tool)
        strata = tool if draw is _by_label else np.zeros(len(tool))
        try:
            made = labelled(tool, gold, probability, clusters=article.tolist(), strata=strata.tolist())
            corrected = corrected_ratio(made)
            if draw is _by_label:  # its strata hold the tool's labels: gold alone is as many mentions drawn at random
                chance = _at_random(rng, size, article, tool)
                alone = corrected_ratio(labelled(tool, gold, chance, clusters=article.tolist())).labels_only
                corrected = replace(corrected, labels_only=alone)
            found[outlet] = (corrected, _naive_half(tool, article))
        except FramingError:
            return None
    return found


def _by_label(rng: np.random.Generator, size: int, article: Floats, tool: Floats) -> Floats:
    """Half of the sample from what the tool calls loaded, half from the rest."""
    probability = np.zeros(len(tool))
    for label in (0, 1):
        rows = np.flatnonzero(tool == label)
        taken = rng.choice(rows, min(size // 2, len(rows)), replace=False)
        probability[taken] = len(taken) / len(rows)
    return probability


def _at_random(rng: np.random.Generator, size: int, article: Floats, tool: Floats) -> Floats:
    """As many mentions, each with the same probability."""
    probability = np.zeros(len(tool))
    probability[rng.choice(len(tool), size, replace=False)] = size / len(tool)
    return probability


def _whole(rng: np.random.Generator, size: int, article: Floats, tool: Floats) -> Floats:
    """All mentions of articles drawn at random, so many that about `size` mentions are coded."""
    articles = int(article.max()) + 1
    taken = rng.choice(articles, round(size * articles / len(tool)), replace=False)
    return np.where(np.isin(article, taken), len(taken) / articles, 0.0)


def _naive_half(tool: Floats, article: Floats) -> float:
    """Half-width of the usual interval of the tool's own share, clustered by article."""
    everything = labelled(tool, tool, np.ones(len(tool)), clusters=article.tolist())
    found = corrected_ratio(everything)
    return found.high - found.value


def _summary(outcomes: Sequence[dict[str, tuple[Corrected, float]]]) -> dict[str, float]:
    """Coverage and half-widths over the trials."""
    covers: dict[str, list[float]] = {name: [] for name in ("naive", "corrected", "naive difference", "difference")}
    halves: dict[str, list[float]] = {name: [] for name in ("half-width", "labels only")}
    for outcome in outcomes:
        for found, naive in outcome.values():
            covers["naive"].append(abs(found.raw - SHARE) <= naive)
            covers["corrected"].append(found.low <= SHARE <= found.high)
            halves["half-width"].append(found.high - found.value)
            halves["labels only"].append(found.labels_only)
        (a, naive_a), (b, naive_b) = outcome["A"], outcome["B"]
        covers["naive difference"].append(abs(a.raw - b.raw) <= np.hypot(naive_a, naive_b))
        half = np.hypot(a.high - a.value, b.high - b.value)
        covers["difference"].append(abs(a.value - b.value) <= half)
    return {name: round(float(np.mean(v)), 3) for name, v in (covers | halves).items()}


def read_articles(folder: Path) -> Iterator[tuple[str, Article, Sequence[Sequence[Event]]]]:
    """Outlet, article and the attributions of each annotator, for every hand-marked article."""
    with (folder / "metadata.tsv").open(newline="", encoding="utf-8") as file:
        outlets = {Path(row["filename"]).stem: row["publisher"] for row in csv.DictReader(file, delimiter="\t")}
    for part in ("train", "dev"):
        for name, annotators in sorted(read_annotators(folder / part).items()):
            text = (folder / part / "text" / f"{name}.txt").read_text(encoding="utf-8")
            yield outlets[name], Article(name, body=text), annotators


def columns(folder: Path, engine: str) -> tuple[list[str], dict[str, Column]]:
    """The outlet of each article, and every measure over the articles."""
    attributor = Attributor(engine)
    outlets: list[str] = []
    table: dict[str, list[tuple[float, float, float, float]]] = {}
    for outlet, article, annotators in read_articles(folder):
        made = attributor.find_all([parse_text(article)])[0]
        found = [Event(a.source, a.cue, a.content) for a in made]
        counts = tally(article, annotators, found)
        outlets.append(outlet)
        rows = {
            "attributions per 1,000 words": (counts.gold, counts.words / 1000, counts.found, counts.words / 1000),
            "direct share": (counts.gold_direct, counts.gold, counts.found_direct, counts.found),
        }
        for name in SPEAKERS:
            by_hand = float(np.mean([_naming(article.text, events, name) for events in annotators]))
            rows[f"share of {name}"] = (by_hand, counts.gold, _naming(article.text, found, name), counts.found)
        for measure, row in rows.items():
            table.setdefault(measure, []).append(row)
    return outlets, {name: Column(*np.array(rows).T) for name, rows in table.items()}


def _naming(text: str, events: Sequence[Event], name: str) -> float:
    """How many attributions have the name in their source."""
    return float(sum(any(name in text[a:b] for a, b in event.source) for event in events))


def cover(outlets: list[str], measures: dict[str, Column], draws: int, seed: int) -> Rows:
    """How often intervals hold the figure of all the gold, by measure and number of articles drawn."""
    rows: Rows = []
    names = np.array(outlets)
    for measure, column in measures.items():
        for size in (100, 200, 400):
            rng = np.random.default_rng([seed, size])
            cells: dict[str, list[float]] = {n: [] for n in ("raw error", "corrected", "half-width", "labels only")}
            refused = 0
            for _ in range(draws):
                for outlet in sorted(set(outlets)):
                    cell = names == outlet
                    found = _drawn(column, cell, round(size * cell.mean()), rng)
                    if found is None:
                        refused += 1
                        continue
                    truth = column.gold[cell].sum() / column.gold_base[cell].sum()
                    cells["raw error"].append(abs(found.raw - truth))
                    cells["corrected"].append(found.low <= truth <= found.high)
                    cells["half-width"].append(found.high - found.value)
                    cells["labels only"].append(found.labels_only)
            means = {name: round(float(np.mean(v)), 3) if v else np.nan for name, v in cells.items()}
            share = refused / (draws * len(set(outlets)))
            rows.append({"measure": measure, "articles drawn": size, **means, "refused": round(share, 3)})
    return rows


def _drawn(column: Column, cell: NDArray[np.bool_], size: int, rng: np.random.Generator) -> Corrected | None:
    """The outlet's corrected figure from a fresh draw of `size` of its articles; None where it is refused."""
    total = int(cell.sum())
    probability = np.zeros(total)
    probability[rng.choice(total, size, replace=False)] = size / total
    parts = (column.found, column.gold, column.found_base, column.gold_base)
    found, gold, found_base, gold_base = (part[cell] for part in parts)
    try:
        return corrected_ratio(labelled(found, gold, probability, base=found_base, gold_base=gold_base))
    except FramingError:
        return None


def cover_sentences(path: Path, draws: int, seed: int) -> Rows:
    """How often intervals of the share of loaded sentences hold that of all the gold, by sentences drawn an outlet."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from framing.classify.gold import read_labelled
    from framing.classify.protocols import fold_names, held_out

    sentences = read_labelled(path).sentences
    texts, gold = [s.text for s in sentences], np.array([s.loaded for s in sentences], dtype=float)
    tool = np.zeros(len(gold))
    for _, learn, held in held_out(fold_names(sentences, "outlet")):
        model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=4))
        model.fit([texts[i] for i in learn], gold[learn])
        tool[held] = model.predict([texts[i] for i in held])
    outlets = np.array([s.outlet for s in sentences])
    cells = [outlets == name for name in sorted(set(outlets)) if (outlets == name).sum() >= 150]
    rows: Rows = []
    for size in (100, 150):
        rng = np.random.default_rng([seed, size])
        seen: dict[str, list[float]] = {n: [] for n in ("raw error", "naive", "corrected", "half-width", "labels only")}
        for _ in range(draws):
            for cell in cells:
                mine, labels = tool[cell], gold[cell]
                probability = _by_label(rng, size, mine, mine)
                try:
                    found = corrected_ratio(labelled(mine, labels, probability, strata=mine.tolist()))
                except FramingError:
                    continue
                seen["raw error"].append(abs(found.raw - labels.mean()))
                naive = 1.96 * np.sqrt(found.raw * (1 - found.raw) / len(mine))
                seen["naive"].append(abs(found.raw - labels.mean()) <= naive)
                seen["corrected"].append(found.low <= labels.mean() <= found.high)
                seen["half-width"].append(found.high - found.value)
                seen["labels only"].append(1.96 * np.sqrt(labels.mean() * (1 - labels.mean()) / size))
        means = {name: round(float(np.mean(v)), 3) for name, v in seen.items()}
        rows.append({"outlets": len(cells), "sentences drawn": size, **means})
    return rows


def markdown(rows: Rows) -> str:
    """A table of the rows."""
    heads = list(rows[0])
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(str(row[head]) for head in heads) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--trials", default=2000, show_default=True, help="Simulated corpora for each row.")
@click.option("--draws", default=1000, show_default=True, help="Samples drawn from the real articles for each row.")
@click.option("--seed", default=0, show_default=True)
@click.option("--sentences", type=click.Path(exists=True, path_type=Path), help="Labelled sentences with outlets.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Write all figures here.")
def main(folder: Path, *, trials: int, draws: int, seed: int, sentences: Path | None, to: Path | None) -> None:
    """Print the tables."""
    tables = {"simulated": simulate(trials, seed)}
    for engine in ("rules", "auto"):
        tables[f"PolNeAR, engine {engine}"] = cover(*columns(folder, engine), draws, seed)
    if sentences is not None:
        tables["labelled sentences"] = cover_sentences(sentences, draws, seed)
    for title, rows in tables.items():
        click.echo(f"\n{title}\n\n{markdown(rows)}")
    if to:
        to.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
