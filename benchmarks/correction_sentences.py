"""Do corrected rates, their differences and ratios hold where single sentences are drawn, as `framing validate` does?

    OMP_NUM_THREADS=1 python benchmarks/correction_sentences.py POLNEAR_FOLDER --json coverage.json

POLNEAR_FOLDER as for `correction.py`. Attributions per 1,000 words, by outlet: the hand-marked attributions (the first
annotator's) of all articles are the truth; the tool's are what a user would have of every sentence. Of each outlet
`per_outlet` sentences are drawn, stratified by whether the tool found something, and gold is shown for these alone.
Also the direct share of attributions, and the change a year by corrected regression, with dates that are the articles'
numbers in the folder (the truth is the same regression on all the gold). Prints a Markdown table.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import click
import numpy as np
import pandas as pd
from correction import Rows, markdown, read_articles

from framing.attribution import Attributor
from framing.attribution.gold import Event
from framing.attribution.outlet_scoring import count_direct, quoted_in_lines
from framing.errors import FramingError
from framing.text.parsing import parse_text
from framing.text.tokens import count_words
from framing.validation.adjusted import adjusted_counts
from framing.validation.contrasts import Pair, contrast_table
from framing.validation.fitting import Fitted, fitted, labelled_of
from framing.validation.regressed import corrected_regression
from framing.validation.sampling import draw

RATE, DIRECT = "attributions per 1,000 words", "direct share"


def sentences(folder: Path, engine: str) -> dict[str, pd.DataFrame]:
    """Each measure's sentences: article, outlet, what the tool found and a person marked, and the denominators."""
    attributor = Attributor(engine)
    rows = []
    for number, (outlet, article, annotators) in enumerate(read_articles(folder)):
        parsed = parse_text(article)
        starts = np.array([sentence.start for sentence in parsed.sentences])
        found = [Event(a.source, a.cue, a.content) for a in attributor.find_all([parsed])[0]]
        quotations = [(q.start, q.end) for q in parsed.quotations if q.depth == 0]
        counts = np.zeros((len(starts), 4))
        marked = ((found, quotations), (annotators[0], quoted_in_lines(article.text)))
        for column, (events, quoted) in enumerate(marked):
            for event in events:
                place = max(0, int(np.searchsorted(starts, _begin(event), side="right")) - 1)
                counts[place, column] += 1
                counts[place, 2 + column] += count_direct(article.text, [event], quoted)
        words = [count_words(article.text[s.start : s.end]) for s in parsed.sentences]
        rows += [(f"a{number}", outlet, number % 365, w, *c) for w, c in zip(words, counts.tolist(), strict=True)]
    names = ["article_id", "outlet", "day", "words", "found", "gold", "found_direct", "gold_direct"]
    frame = pd.DataFrame(rows, columns=names).assign(period="all")
    rate = frame.assign(base=frame["words"], gold_base=frame["words"])
    direct = frame.assign(base=frame["found"], gold_base=frame["gold"])
    return {RATE: rate, DIRECT: direct.assign(found=direct["found_direct"], gold=direct["gold_direct"])}


def _begin(event: Event) -> int:
    return min(start for role in (event.source, event.cue, event.content) for start, _ in role)


def cover(units: pd.DataFrame, measure: str, draws: int, seed: int) -> Rows:
    """How often intervals hold the figure of all the gold: rates, differences, ratios, adjusted counts, a trend."""
    outlets = sorted(units["outlet"].unique())
    truth = {name: _ratio(units[units["outlet"] == name]) for name in outlets}
    years = units["day"].to_numpy(dtype=float) / 365
    design = np.column_stack([*((units["outlet"] == name).to_numpy(dtype=float) for name in outlets), years])
    slope = _least_squares(design, units)[-1]
    rows: Rows = []
    scale = 1000 if measure == RATE else 1
    for size in (100, 200, 400):
        seen: dict[str, list[float]] = {}
        refused = 0
        for trial in range(draws):
            drawn = draw(units, size, seed + 7919 * trial, shares=measure == DIRECT)
            fits: dict[str, Fitted] = {}
            for name, cell in drawn.groupby("outlet"):
                figure = fitted(cell, level=0.95, min_positives=30, events=True)
                if not isinstance(figure, Fitted):
                    refused += 1
                    continue
                found = fits[str(name)] = figure
                _add(seen, "raw", found.raw.low <= truth[str(name)] <= found.raw.high)
                _add(seen, "corrected", found.corrected.low <= truth[str(name)] <= found.corrected.high)
                _add(seen, "half-width", (found.corrected.high - found.corrected.value) * scale)
                _add(seen, "random sentences", _random(cell, size, trial) * scale)
                if measure == RATE:  # the denominator of a share differs between tool and hand
                    adjusted = adjusted_counts(labelled_of(cell))
                    _add(seen, "adjusted counts", adjusted.low <= truth[str(name)] <= adjusted.high)
            pairs = [Pair(a, b, "all", "", fits[a], fits[b]) for a, b in combinations(fits, 2)]
            for row in contrast_table(pairs, "", 1.0, 0.95).itertuples():
                one, other = truth[row.outlet], truth[row.reference]
                _add(seen, "raw difference", row.raw_low <= one - other <= row.raw_high)
                _add(seen, "difference", row.low <= one - other <= row.high)
                _add(seen, "ratio", row.ratio_low <= one / other <= row.ratio_high)
            try:
                trend = corrected_regression(labelled_of(drawn), design, [*outlets, "year"])[-1]
                _add(seen, "trend", trend.low <= slope <= trend.high)
            except FramingError:
                pass
        means = {name: round(float(np.mean(values)), 3) for name, values in seen.items()}
        rows.append(
            {"measure": measure, "sentences an outlet": size}
            | means
            | {"refused": round(refused / (draws * len(outlets)), 3)}
        )
    return rows


def _random(cell: pd.DataFrame, size: int, trial: int) -> float:
    """Half-width of the usual interval from as many sentences of the outlet drawn at random, without the tool."""
    rng = np.random.default_rng(trial)
    probability = np.zeros(len(cell))
    probability[rng.choice(len(cell), min(size, len(cell)), replace=False)] = min(1.0, size / len(cell))
    alone = cell.assign(found=0.0, probability=probability, stratum="all")
    figure = fitted(alone, level=0.95, min_positives=1, events=True)
    return figure.corrected.labels_only if isinstance(figure, Fitted) else np.nan


def _add(seen: dict[str, list[float]], name: str, value: float) -> None:
    seen.setdefault(name, []).append(float(value))


def _ratio(cell: pd.DataFrame) -> float:
    return float(cell["gold"].sum() / cell["gold_base"].sum())


def _least_squares(design: np.ndarray, units: pd.DataFrame) -> np.ndarray:
    base, gold = (units[name].to_numpy(dtype=float) for name in ("gold_base", "gold"))
    return np.asarray(np.linalg.solve(design.T @ (design * base[:, None]), design.T @ gold))


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--engine", default="rules", show_default=True, type=click.Choice(["rules", "auto"]))
@click.option("--draws", default=200, show_default=True, help="Samples drawn for each row.")
@click.option("--seed", default=0, show_default=True)
@click.option("--json", "to", type=click.Path(path_type=Path), help="Write all figures here.")
def main(folder: Path, *, engine: str, draws: int, seed: int, to: Path | None) -> None:
    """Print the table."""
    rows = [row for measure, units in sentences(folder, engine).items() for row in cover(units, measure, draws, seed)]
    click.echo(markdown(rows))
    if to:
        to.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
