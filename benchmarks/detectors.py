"""Precision and recall of what finds agency copy, duplicates, stories and faulty feeds, on a made-up press.

    OMP_NUM_THREADS=1 python benchmarks/detectors.py --json detectors.json

Prints Markdown tables. Everything is drawn from seeds; `--seeds` says how many presses and how many years of feeds.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent))
from planted import EDITS, FAULTS, Feeds, Planted, Press, planted_feeds, planted_press

from framing.corpus import ReadOptions, read_corpus
from framing.corpus.clean import clean
from framing.corpus.feeds import feed_problems
from framing.corpus.register import Register
from framing.corpus.relations import Relations, relate
from framing.types import Article

Pairs = set[tuple[str, str]]
Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Score:
    """How many were found rightly, found in all and planted."""

    right: int = 0
    found: int = 0
    planted: int = 0

    def add(self, right: int, found: int, planted: int) -> None:
        """Count those of one corpus."""
        self.right += right
        self.found += found
        self.planted += planted

    def row(self, name: str) -> dict[str, Any]:
        """Name, planted, precision and recall; None where nothing was found or planted."""
        return {
            "detector": name,
            "planted": self.planted,
            "found": self.found,
            "precision": round(self.right / self.found, 3) if self.found else None,
            "recall": round(self.right / self.planted, 3) if self.planted else None,
        }


def measure_texts(seeds: Iterable[int], size: int) -> tuple[Rows, Rows]:
    """Rows of agency copy, copies and stories, and of copies by how they were altered."""
    scores: dict[str, Score] = defaultdict(Score)
    kinds: dict[str, Counter[str]] = {kind: Counter() for kind in EDITS}
    for seed in seeds:
        press = planted_press(seed, size)
        articles = _read(press.articles)
        score_texts(press, articles, relate(articles), scores, kinds)
    by_edit = [
        {
            "edit": kind,
            "copies": counts["all"],
            "recall as a copy": round(counts["copy"] / counts["all"], 3),
            "agency copy without a credit": counts["uncredited"],
            "recall as agency copy": round(counts["wire"] / counts["uncredited"], 3) if counts["uncredited"] else None,
        }
        for kind, counts in kinds.items()
        if counts["all"]
    ]
    return [score.row(name) for name, score in scores.items()], by_edit


def score_texts(
    press: Planted,
    articles: list[Article],
    found: Relations,
    scores: dict[str, Score],
    kinds: dict[str, Counter[str]],
) -> None:
    """Add what was found in one press to the scores."""
    names = [article.id for article in articles]
    outlets = {article.id: article.outlet for article in articles}
    credit = {article.id for article in articles if article.wire}
    wire = {name for name, agency in zip(names, found.wire, strict=True) if agency}
    scores["agency copy, by credit"].add(len(credit & press.credited), len(credit), len(press.credited))
    scores["agency copy, all"].add(len(wire & press.agency.keys()), len(wire), len(press.agency))
    uncredited = press.agency.keys() - press.credited
    scores["agency copy without a credit"].add(len(wire & uncredited), len(wire - press.credited), len(uncredited))
    original = {name: to or name for name, to in zip(names, found.near_duplicate_of, strict=True)}
    _add_pairs(scores["copies (pairs)"], _pairs(press.text), _pairs(original))
    exact = {article.id: article.duplicate_of or article.id for article in articles}
    bodies: dict[str, str] = {article.id: " ".join(article.body.split()).casefold() for article in articles}
    _add_pairs(scores["same bodies (pairs)"], _pairs(bodies), _pairs(exact))
    stories = {name: story for name, story in zip(names, found.story_id, strict=True) if story}
    planted, guessed = _pairs(press.event), _pairs(stories)
    _add_pairs(scores["stories (pairs)"], planted, guessed)
    own = {name: event for name, event in press.event.items() if name not in press.agency}
    _add_pairs(
        scores["stories, house-written, two outlets (pairs)"],
        {pair for pair in _pairs(own) if outlets[pair[0]] != outlets[pair[1]]},
        {pair for pair in guessed if not press.agency.keys() & set(pair) and outlets[pair[0]] != outlets[pair[1]]},
    )
    for name, kind in press.edit.items():
        others = {each for each, text in press.text.items() if text == press.text[name]} - {name}
        kinds[kind]["all"] += 1
        kinds[kind]["copy"] += any(original[name] == original[other] for other in others)
        if name in uncredited:
            kinds[kind]["uncredited"] += 1
            kinds[kind]["wire"] += name in wire


def measure_corpus(path: Path, metadata: Path | None, copies: int = 300) -> Rows:
    """Rows of how many altered copies of a corpus' own articles are found, printed by an outlet that is made up."""
    articles = [replace(article, wire="") for article in read_corpus(path, ReadOptions(metadata=metadata))]
    press, rows = Press(0), []
    press.words = sorted({word for article in articles[:50] for word in article.body.split()})
    press.weights = list(range(1, len(press.words) + 1))
    long = [article for article in articles if len(article.body.split()) > 80]
    chosen = press.rng.sample(long, min(copies, len(long)))
    for kind in EDITS[1:-2]:
        reprints = [
            replace(article, id=f"copy {article.id}", outlet="Reprint", body=press.edited(article.body, kind))
            for article in chosen
        ]
        found = relate([*articles, *reprints])
        original = {
            name.id: to or name.id for name, to in zip([*articles, *reprints], found.near_duplicate_of, strict=True)
        }
        recalled = sum(original[article.id] == original[f"copy {article.id}"] for article in chosen)
        rows.append({"edit": kind, "copies": len(chosen), "recall as a copy": round(recalled / len(chosen), 3)})
    return rows


def measure_feeds(seeds: Iterable[int]) -> Rows:
    """Rows of each fault of a feed. It counts as found where the outlet is right and half of the days are."""
    scores: dict[str, Score] = {code: Score() for code in FAULTS}
    for seed in seeds:
        score_feeds(planted_feeds(seed), scores)
    return [score.row(code) for code, score in scores.items()]


def score_feeds(feeds: Feeds, scores: Mapping[str, Score]) -> None:
    """Add what was found in one year of feeds to the scores."""
    problems = feed_problems(feeds.outlets, feeds.days, feeds.words, feeds.repeated)
    for code in FAULTS:
        planted = [fault for fault in feeds.faults if fault[1] == code]
        found = [problem for problem in problems if problem.code == code]
        hit = [
            any(outlet == problem.outlet and _overlap(first, last, problem) for outlet, _, first, last in planted)
            for problem in found
        ]
        recalled = [
            any(outlet == problem.outlet and _overlap(first, last, problem) for problem in found)
            for outlet, _, first, last in planted
        ]
        # a fault found in two pieces is one fault found
        scores[code].add(sum(recalled), len(found) - (sum(hit) - sum(recalled)), len(planted))


def _overlap(first: int, last: int, problem: Any) -> bool:
    """Whether a fault and a problem share half of the days that either has; a shift need only begin within 3 weeks."""
    if not first or problem.start is None:
        return True
    start, end = problem.start.toordinal(), problem.end.toordinal()
    if problem.code == "length-shift":
        return abs(start - first) <= 21
    shared = min(last, end) - max(first, start) + 1
    return 2 * shared >= max(last, end) - min(first, start) + 1


def _read(articles: Iterable[Article]) -> list[Article]:
    """The articles as the reader of a corpus hands them on."""
    register = Register("press")
    return [clean(register.enter(replace(article))) for article in articles]


def _pairs(groups: Mapping[str, str]) -> Pairs:
    """Pairs of ids with the same value."""
    members: dict[str, list[str]] = defaultdict(list)
    for name, group in groups.items():
        members[group].append(name)
    return {pair for names in members.values() for pair in combinations(sorted(names), 2)}


def _add_pairs(score: Score, planted: Pairs, found: Pairs) -> None:
    score.add(len(planted & found), len(found), len(planted))


def table(rows: Rows) -> str:
    """Rows as a Markdown table."""
    names = list(rows[0])
    lines = [[f"{row[name]:,}" if isinstance(row[name], int) else str(row[name]) for name in names] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in [names, ["---"] * len(names), *lines])


@click.command(help=__doc__)
@click.option("--seeds", default=8, show_default=True, help="Presses, and years of feeds.")
@click.option("--size", default=900, show_default=True, help="Articles of a press.")
@click.option("--corpus", type=click.Path(path_type=Path), help="Plant copies of this corpus' articles too.")
@click.option("--metadata", type=click.Path(path_type=Path), help="Table that describes a folder of text files.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the rows here too.")
def main(seeds: int, size: int, corpus: Path | None, metadata: Path | None, target: Path | None) -> None:
    """Measure and print."""
    found = dict(zip(("texts", "edits"), measure_texts(range(seeds), size), strict=True))
    found["feeds"] = measure_feeds(range(seeds))
    if corpus:
        found["corpus"] = measure_corpus(corpus, metadata)
    for rows in found.values():
        click.echo(table(rows) + "\n")
    if target:
        target.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
