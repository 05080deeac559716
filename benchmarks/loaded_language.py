"""How far hits of loaded language agree with gold spans: the shipped lexicon beside published word lists.

    OMP_NUM_THREADS=1 python benchmarks/loaded_language.py PTC_FOLDER --lists RECASENS_FOLDER --json figures.json

PTC_FOLDER holds the training part of SemEval-2020 Task 11: `train-articles` with a text a file and
`train-task-flc-tc.labels` with a span a line. Target spans are those of the techniques `Loaded_Language` and
`Name_Calling,Labeling`. A hit is right where it shares a code point with a target span, and a target span is found
where it shares one with a hit: precision is over hits, recall over target spans, F1 their harmonic mean.

The articles are shuffled by a seed and cut in two: entries may be added after reading the first half (`tune`), the
second (`test`) is for scoring alone. Of VADER and AFINN, whose words carry strengths, each half is scored at the
strength, and with or without the positive words, that gives the best F1 on that same half.
"""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np

from framing.annotate import Annotator
from framing.lexicon import load_shipped
from framing.text.tokens import word_spans
from framing.types import Article, Span, Voice

TARGETS = ("Loaded_Language", "Name_Calling,Labeling")
Finder = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Gold:
    """An article's text with its gold spans: a technique, start and end each; and the words outside all of them."""

    id: str
    text: str
    spans: tuple[tuple[str, int, int], ...]
    words_outside: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one article, or summed over some."""

    hits: int
    right: int
    outside: int  # hits that touch no gold span of any technique
    words_outside: int
    spans: tuple[int, ...]  # by target technique
    found: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one set of terms on one half; rates are shares, `outside_per_1000` hits per 1,000 words."""

    terms: str
    hits: int
    precision: float
    recall: float
    recall_by_technique: tuple[float, ...]
    f1: float
    outside_per_1000: float


def read_gold(folder: Path) -> list[Gold]:
    """Return the articles of the folder in the order of their ids; those without spans too."""
    if not (folder / "train-task-flc-tc.labels").is_file() or not (folder / "train-articles").is_dir():
        raise click.UsageError(f"{folder} lacks train-articles or train-task-flc-tc.labels; pass the folder with both")
    labels: dict[str, list[tuple[str, int, int]]] = {}
    for line in (folder / "train-task-flc-tc.labels").read_text(encoding="utf-8").splitlines():
        article, technique, start, end = line.split("\t")
        labels.setdefault(article, []).append((technique, int(start), int(end)))
    found = []
    for path in sorted((folder / "train-articles").glob("*.txt")):
        identity = path.stem.removeprefix("article")
        text = path.read_bytes().decode("utf-8")
        spans = tuple(sorted(labels.get(identity, ()), key=lambda span: span[1:]))
        covered = _covered(len(text), [span[1:] for span in spans])
        outside = sum(not covered[start:end].any() for start, end in word_spans(text))
        found.append(Gold(identity, text, spans, outside))
    return found


def halves(articles: Sequence[Gold], seed: int) -> dict[str, list[Gold]]:
    """Return the articles cut in two at random."""
    shuffled = random.Random(seed).sample(articles, len(articles))  # noqa: S311
    middle = len(shuffled) // 2
    return {"tune": shuffled[:middle], "test": shuffled[middle:]}


def count(article: Gold, hits: Sequence[Span]) -> Counts:
    """Return the counts of one article."""
    size = len(article.text)
    target = _covered(size, [span[1:] for span in article.spans if span[0] in TARGETS])
    every = _covered(size, [span[1:] for span in article.spans])
    matched = _covered(size, hits)
    spans = [[span[1:] for span in article.spans if span[0] == technique] for technique in TARGETS]
    return Counts(
        hits=len(hits),
        right=sum(bool(target[start:end].any()) for start, end in hits),
        outside=sum(not every[start:end].any() for start, end in hits),
        words_outside=article.words_outside,
        spans=tuple(map(len, spans)),
        found=tuple(sum(bool(matched[start:end].any()) for start, end in kind) for kind in spans),
    )


def _covered(size: int, spans: Iterable[Span]) -> np.ndarray:
    mask = np.zeros(size, dtype=bool)
    for start, end in spans:
        mask[start:end] = True
    return mask


def table(counts: Sequence[Counts]) -> np.ndarray:
    """Return counts as an array: a row an article; hits, right, outside, words outside, spans and found by target."""
    return np.array([[c.hits, c.right, c.outside, c.words_outside, *c.spans, *c.found] for c in counts])


def score(terms: str, sums: np.ndarray) -> Score:
    """Return the figures of the column sums of `table`."""
    hits, right, outside, words, spans, found = *sums[:4], sums[4:6], sums[6:]
    return Score(
        terms=terms,
        hits=int(hits),
        precision=float(right / max(hits, 1)),
        recall=float(found.sum() / spans.sum()),
        recall_by_technique=tuple(float(share) for share in found / spans),
        f1=float(_f1(sums[None])[0]),
        outside_per_1000=float(outside / words * 1000),
    )


def _f1(sums: np.ndarray) -> np.ndarray:
    precision = sums[:, 1] / np.maximum(sums[:, 0], 1)
    recall = sums[:, 6:].sum(axis=1) / np.maximum(sums[:, 4:6].sum(axis=1), 1)
    f1: np.ndarray = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return f1


def f1_lead(ours: np.ndarray, theirs: np.ndarray, seed: int, draws: int = 2000) -> tuple[float, float, float]:
    """Return by how much the first F1 exceeds the second, and a 95 % percentile interval by bootstrap of articles."""
    picks = np.random.default_rng(seed).integers(len(ours), size=(draws, len(ours)))
    drawn = _f1(ours[picks].sum(axis=1)) - _f1(theirs[picks].sum(axis=1))
    low, high = np.quantile(drawn, [0.025, 0.975])
    lead = _f1(ours.sum(axis=0)[None]) - _f1(theirs.sum(axis=0)[None])
    return float(lead[0]), float(low), float(high)


def lexicon_finder(name: str, voices: Sequence[Voice]) -> Finder:
    """Return what finds the hits of a shipped lexicon that are in one of these voices."""
    annotate = Annotator([load_shipped(name)])

    def find(text: str) -> list[Span]:
        title, gap, body = text.partition("\n\n")
        hits = annotate(Article("a", title=title, gap=gap, body=body)).hits
        # what two categories count has a hit in each, and is one span here
        return sorted({(hit.start, hit.end) for hit in hits if hit.voice in voices})

    return find


def list_finder(terms: Iterable[str]) -> Finder:
    """Return what finds terms of a list as whole words, whatever their case; the longest at each word."""
    known = {tuple(term.lower().split()) for term in terms}
    longest = max(map(len, known), default=0)

    def find(text: str) -> list[Span]:
        lowered = text.lower() if len(text.lower()) == len(text) else text
        spans = word_spans(lowered)
        words = [lowered[start:end].replace("’", "'") for start, end in spans]
        found = []
        at = 0
        while at < len(words):
            sizes = (size for size in range(longest, 0, -1) if tuple(words[at : at + size]) in known)
            size = next(sizes, 0)
            if size:
                found.append((spans[at][0], spans[min(at + size, len(spans)) - 1][1]))
            at += size or 1
        return found

    return find


def read_list(path: Path) -> list[str]:
    """Return the terms of a file with one a line; lines that begin with `#` or `;` are comments."""
    lines = path.read_bytes().decode("latin-1").splitlines()
    return [line.strip() for line in lines if line.strip() and line[0] not in "#;"]


def read_strengths(package: str, name: str) -> dict[str, float]:
    """Return the words of an installed lexicon with their strengths, empty where the package is not installed."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return {}
    rows = (line.split("\t") for line in (Path(spec.origin).parent / name).read_text("utf-8").splitlines() if line)
    return {row[0]: float(row[1]) for row in rows if any(map(str.isalpha, row[0]))}


def strength_lists(name: str, strengths: Mapping[str, float]) -> dict[str, list[str]]:
    """Return the words of a lexicon at each strength, all and the negative ones alone."""
    found = {}
    for least in sorted({round(abs(value) * 2) / 2 for value in strengths.values() if value}):
        found[f"{name}, strength {least:g} or more"] = [w for w, v in strengths.items() if abs(v) >= least]
        found[f"{name}, strength -{least:g} or less"] = [w for w, v in strengths.items() if -v >= least]
    return {name: words for name, words in found.items() if words}


def run(finder: Finder, articles: Sequence[Gold]) -> np.ndarray:
    """Return the `table` of a finder's hits."""
    return table([count(article, finder(article.text)) for article in articles])


def rivals(articles: Sequence[Gold], lists: Path | None) -> tuple[dict[str, np.ndarray], list[str]]:
    """Return the tables of every list at hand, and what is missing."""
    found, missing = {}, []
    for path in sorted(lists.glob("*.txt")) if lists else ():
        found[path.stem] = run(list_finder(read_list(path)), articles)
    for name, package, file in (
        ("VADER", "vaderSentiment", "vader_lexicon.txt"),
        ("AFINN", "afinn", "data/AFINN-en-165.txt"),
    ):
        choices = strength_lists(name, read_strengths(package, file))
        tables = {choice: run(list_finder(words), articles) for choice, words in choices.items()}
        if tables:
            best = max(tables, key=lambda choice: float(_f1(tables[choice].sum(axis=0)[None])[0]))
            found[best] = tables[best]
        else:
            missing.append(f"{name}: not installed; `pip install {package}`, or put its folder on PYTHONPATH")
    return found, missing


def markdown(scores: Sequence[Score]) -> str:
    """Return scores as a Markdown table."""
    head = ["terms", "hits", "precision", "recall", "loaded language", "name calling", "F1", "outside, per 1,000"]
    lines = [head, ["---"] * len(head)]
    for s in scores:
        shares = [s.precision, s.recall, *s.recall_by_technique, s.f1]
        lines.append([s.terms, f"{s.hits:,}", *(f"{share:.3f}" for share in shares), f"{s.outside_per_1000:.2f}"])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--lists", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Lists, a term a line.")
@click.option("--lexicon", default="loaded-language", show_default=True, help="The shipped lexicon.")
@click.option("--half", type=click.Choice(["tune", "test", "both"]), default="both", show_default=True)
@click.option("--seed", default=2026, show_default=True, help="Of the halves and of the bootstrap.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures here.")
def main(folder: Path, lists: Path | None, lexicon: str, half: str, seed: int, out: Path | None) -> None:  # noqa: D103
    results = {}
    for name, articles in halves(read_gold(folder), seed).items():
        if half not in (name, "both"):
            continue
        ours = {
            f"{lexicon}, outlet's voice": run(lexicon_finder(lexicon, [Voice.OUTLET]), articles),
            f"{lexicon}, any voice": run(lexicon_finder(lexicon, list(Voice)), articles),
        }
        others, missing = rivals(articles, lists)
        scores = [score(terms, counts.sum(axis=0)) for terms, counts in (ours | others).items()]
        scores[2:] = sorted(scores[2:], key=lambda s: -s.f1)
        spans = next(iter(ours.values()))[:, 4:6].sum(axis=0)
        click.echo(f"## {name}: {len(articles)} articles, {spans[0]:,} and {spans[1]:,} target spans\n")
        click.echo(markdown(scores))
        for line in missing:
            click.echo(line)
        result = {"articles": len(articles), "scores": [asdict(s) for s in scores], "missing": missing}
        if others:
            value, low, high = f1_lead(next(iter(ours.values())), others[scores[2].terms], seed)
            click.echo(
                f"F1 in the outlet's voice less that of {scores[2].terms}: {value:+.3f} ({low:+.3f} to {high:+.3f})\n"
            )
            result["lead"] = {"over": scores[2].terms, "value": value, "interval": [low, high]}
        results[name] = result
    if out:
        out.write_text(json.dumps({"seed": seed, **results}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
