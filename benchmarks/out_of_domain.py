"""Attributions found in news of other subjects, against marks made by hand: offsets in tests/gold/ood, texts elsewhere.

    python benchmarks/out_of_domain.py ../shared/data [--engine rules]

Prints F1 of roles and relations, the recall of direct quotations, and predicted against marked, by collection.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from framing.attribution import Attributor
from framing.attribution.gold import ROLES, Event
from framing.attribution.scoring import Score, evaluate
from framing.corpus import read_corpus
from framing.text.parsing import parse_text
from framing.types import Article, Span

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "ood"
FILES = {"fakes_syria": "fakes_syria/FA-KES-Dataset.csv", "climate_frames": "climate_frames/articles_metadata.tsv"}


def read_marks(path: Path) -> tuple[dict[str, list[Event]], dict[str, str]]:
    """Return id -> hand-marked attributions, and id -> the first digits of the text's SHA-256."""
    spans: dict[tuple[str, int], dict[str, list[Span]]] = defaultdict(lambda: {role: [] for role in ROLES})
    digests = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            spans[row["article"], int(row["attribution"])][row["role"]].append((int(row["start"]), int(row["end"])))
            digests[row["article"]] = row["text_sha256"]
    marks: dict[str, list[Event]] = defaultdict(list)
    for (article, _), roles in sorted(spans.items()):
        marks[article].append(Event(*(tuple(sorted(roles[role])) for role in ROLES)))
    return marks, digests


def marked_articles(name: str, data: Path) -> list[tuple[Article, list[Event]]]:
    """Return the articles of a collection that are marked, with their marks; each text as it was marked."""
    marks, digests = read_marks(GOLD / f"{name}.csv")
    found = []
    for article in read_corpus(data / FILES[name]):
        digest = sha256(article.text.encode()).hexdigest()
        if digests.get(article.id) and digest.startswith(digests[article.id]):
            found.append((article, marks.pop(article.id)))
            del digests[article.id]
    if marks:
        raise SystemExit(f"{name}: the texts of {', '.join(sorted(marks))} are missing or not as they were marked")
    return found


def measure(name: str, data: Path, engine: str = "auto") -> Mapping[str, Score]:
    """Return the scores of a collection."""
    marked = marked_articles(name, data)
    found = Attributor(engine).find_all([parse_text(article) for article, _ in marked])
    return evaluate(
        (article.text, gold, [Event(a.source, a.cue, a.content) for a in some])
        for (article, gold), some in zip(marked, found, strict=True)
    )


def say(line: str) -> None:
    """Write a line of the table."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Attributions in news of other subjects, against hand marks.")
    parser.add_argument("data", type=Path, help="the folder that holds fakes_syria and climate_frames")
    parser.add_argument("--engine", default="auto", choices=["auto", "tagger", "rules"])
    options = parser.parse_args()
    say("| | content | source | cue | half | full | direct found | predicted / marked |\n" + "| --- " * 8 + "|")
    for name in FILES:
        s = measure(name, options.data, options.engine)
        figures = [f"{s[key].f1:.3f}" for key in ("content", "source", "cue", "half", "full")]
        figures += [f"{s['direct'].recall:.3f}", f"{s['full'].found} / {s['full'].gold}"]
        say(f"| {name} | {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
