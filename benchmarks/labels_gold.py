"""Hits on FA-KES against what a reader judged of a sample of them: precision by set and by group of outlets.

    OMP_NUM_THREADS=1 python benchmarks/labels_gold.py FA-KES-Dataset.csv

The judgements, tests/gold/labels-fakes.csv, hold codes and offsets alone, a row a hit of one of three samples: all
hits, resolved mentions of referents, more mentions of four referents. `sense`: whether the passage is what its entry
says. `referent`, `voice`, `loading`: what is true of the passage; "?" could not be decided, "none" is no referent of
the lexicon. `found_...`: what was found when the sample was drawn.

A judged hit is looked up in the present annotation: the hit of the same entry there, else of the same lexicon. What is
no hit any more is counted apart; new hits were not judged.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from framing.annotate import Annotator
from framing.attribution.who_scoring import Share
from framing.corpus import read_corpus
from framing.lexicon import load_shipped
from framing.types import Hit

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "labels-fakes.csv"
LABELS = "labels-mideast"
SAMPLES = {"hits": "Random hits", "mentions": "Random mentions of referents", "sets": "More mentions of four sets"}
SETS = ("isis_name", "isis_members", "syria_gov", "syria_rebels")
QUESTIONS = ("sense", "referent", "loading", "voice")
GROUPS = {
    "Syrian state and its allies": ("alalam", "manar", "sana", "sputnik", "tass"),
    "other Arab outlets": ("ahram", "alaraby", "arabiya", "asharqalawsat", "jordantimes", "nna"),
    "Turkish outlets": ("dailysabah", "trt"),
    "Syrian opposition": ("etilaf",),
    "Western agency": ("reuters",),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What was judged of a place and the hit that is there now."""

    gold: Mapping[str, str]
    hit: Hit

    @property
    def group(self) -> str:
        """The group of its outlet."""
        return next(name for name, outlets in GROUPS.items() if self.gold["outlet"] in outlets)

    @property
    def set(self) -> str:
        """The referent that it is counted for, or the lexicon where that has no referents of interest."""
        return (self.hit.referent or "unresolved") if self.hit.lexicon == LABELS else self.hit.lexicon

    def right(self, question: str) -> bool | None:
        """Whether the hit is right in one thing; None where the question does not arise."""
        if question == "sense":
            return self.gold["sense"] == "1"
        if question == "referent":
            return (
                self.hit.referent == self.gold["referent"] if self.hit.lexicon == LABELS and self.hit.resolved else None
            )
        if question == "loading":
            return str(int(self.hit.loading)) == self.gold["loading"] if self.hit.lexicon == LABELS else None
        return str(self.hit.voice) == self.gold["voice"]

    @property
    def counted_right(self) -> bool:
        """Whether sense, referent and loading are right: what a figure of labels rests on."""
        return all(self.right(question) is not False for question in QUESTIONS[:3])


def read_judged(path: Path, gold: Path = GOLD) -> tuple[list[Judged], list[Mapping[str, str]]]:
    """The judgements with the hits of the shipped lexicons in the FA-KES table at `path`, and those without a hit."""
    with gold.open(encoding="utf-8", newline="") as lines:
        rows: list[Mapping[str, str]] = list(csv.DictReader(lines))
    wanted = {row["article"] for row in rows}
    annotate = Annotator(load_shipped())
    hits = {article.id: annotate(article).hits for article in read_corpus(path) if article.id in wanted}
    found = [(row, _hit_at(hits[row["article"]], row)) for row in rows]
    return [Judged(row, hit) for row, hit in found if hit], [row for row, hit in found if not hit]


def _hit_at(hits: Iterable[Hit], row: Mapping[str, str]) -> Hit | None:
    start, end = int(row["start"]), int(row["end"])
    there = [hit for hit in hits if hit.lexicon == row["lexicon"] and hit.start < end and hit.end > start]
    return min(there, key=lambda hit: (hit.entry != row["entry"], abs(hit.start - start)), default=None)


def share(judged: Iterable[Judged], question: str) -> Share:
    """How many of the hits are right in one thing, of those in which it can be asked."""
    answers = [answer for each in judged if (answer := each.right(question)) is not None]
    return Share(sum(answers), len(answers))


def counted(judged: Iterable[Judged]) -> Share:
    """How many of the hits have sense, referent and loading right."""
    right = [each.counted_right for each in judged]
    return Share(sum(right), len(right))


def table(judged: list[Judged], name: str, key: Callable[[Judged], str]) -> Iterator[str]:
    """A Markdown table of the questions, a row a group by `key`, the largest first."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[key(each)].append(each)
    yield f"| {name} | hits | {' | '.join(QUESTIONS)} | all but voice |"
    yield "|" + " --- |" * (len(QUESTIONS) + 3)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    for label, members in [*ranked, ("**all**", judged)]:
        cells = [_cell(share(members, question)) for question in QUESTIONS]
        yield f"| {label} | {len(members)} | {' | '.join(cells)} | {_cell(counted(members))} |"
    yield ""


def crossed(judged: list[Judged]) -> Iterator[str]:
    """A Markdown table of what figures rest on (all but voice), a row a set, a column a group of outlets."""
    yield f"| set | {' | '.join(GROUPS)} |"
    yield "|" + " --- |" * (len(GROUPS) + 1)
    for name in SETS:
        mine = [[each for each in judged if (each.set, each.group) == (name, group)] for group in GROUPS]
        yield f"| {name} | {' | '.join(_cell(counted(cell)) for cell in mine)} |"
    yield ""


def _cell(found: Share) -> str:
    if not found.total:
        return "–"
    return f"{found.right}/{found.total}: {found.value:.2f} ({found.low:.2f}–{found.high:.2f})"


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def main(path: Path) -> None:
    """Print the tables for the FA-KES table at PATH."""
    judged, gone = read_judged(path)
    lost = sum(row["sense"] == "1" for row in gone)
    click.echo(f"No hits any more: {len(gone)} of {len(judged) + len(gone)}, of which right in sense: {lost}.\n")
    for sample, title in SAMPLES.items():
        mine = [each for each in judged if each.gold["sample"] == sample]
        click.echo(f"#### {title}\n")
        click.echo("\n".join(table(mine, "set", lambda each: each.set)))
        if sample != "sets":
            click.echo("\n".join(table(mine, "outlets", lambda each: each.group)))
    labels = [each for each in judged if each.hit.lexicon == LABELS and each.hit.resolved]
    click.echo("#### All samples\n")
    click.echo("\n".join(table(labels, "set", lambda each: each.set)))
    click.echo("\n".join(crossed(labels)))
    click.echo("\n".join(table(judged, "found voice", lambda each: str(each.hit.voice))))


if __name__ == "__main__":
    main()
