"""CPU time from raw text to linked attributions: stage by stage, article by article, and on hostile texts.

    OMP_NUM_THREADS=1 python benchmarks/attribution.py FOLDER_OF_TEXTS --json times.json

Prints Markdown tables. Times are CPU time of one process, the median of some repeats. A spaCy pipeline, where one is
installed and named (`--spacy en_core_web_sm`), is timed on the same texts in the same run.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from hostile import hostile_texts

from framing.attribution import Attributor
from framing.attribution.clauses import ClauseReader
from framing.attribution.joining import join_quotations
from framing.attribution.rules import find_by_rules
from framing.attribution.segments import split_segments
from framing.text.parsing import ParsedText, parse_text
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.tokens import count_words
from framing.text.zones import lay_out
from framing.types import Article, Attribution

Rows = list[dict[str, Any]]


def cpu_seconds(repeats: int, work: Callable[..., object], *arguments: object) -> float:
    """Return the median CPU time of some runs."""
    times = []
    gc.collect()
    for _ in range(repeats):
        start = time.process_time()
        work(*arguments)
        times.append(time.process_time() - start)
    return statistics.median(times)


def attribute(attributor: Attributor, text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a raw text: every step that `attributor` needs, and its own."""
    return attribute_all(attributor, [text])[0]


def attribute_all(attributor: Attributor, texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
    """Return the attributions of each of several raw texts, read together."""
    return attributor.find_all([parse_text(Article("a", body=text)) for text in texts])


def rules_alone(text: str) -> object:
    """Run all that is done before the tagger and the naming of sources."""
    return find_by_rules(parse_text(Article("a", body=text)))


def engines() -> dict[str, Callable[[str], object]]:
    """Return what reads a raw text into attributions, by name."""
    return {f"Attributor({engine!r})": partial(attribute, Attributor(engine)) for engine in ("rules", "auto")}


def time_stages(texts: Sequence[str], repeats: int) -> Rows:
    """Return microseconds per word of each stage, given what the stages before it found."""
    words = sum(map(count_words, texts))
    rows: Rows = []

    def stage(name: str, function: Callable[..., Any], *columns: Iterable[Any]) -> list[Any]:
        inputs = list(zip(*columns, strict=True))
        seconds = cpu_seconds(repeats, lambda: [function(*row) for row in inputs])
        rows.append({"stage": name, "microseconds a word": round(seconds / words * 1e6, 3)})
        return [function(*row) for row in inputs]

    layouts = stage("zones", lay_out, [Article("a", body=text) for text in texts])
    sentences = stage("sentences", split_sentences, texts, layouts)
    quotations = [found for found, _ in stage("quotations", find_quotations, texts, layouts)]
    segments = stage("rules: segments", split_segments, texts, layouts, sentences, quotations)
    drafts = stage("rules: clauses", lambda segs, q: [ClauseReader(s, q).read() for s in segs], segments, quotations)
    stage("rules: joining", join_quotations, segments, drafts, quotations)
    parsed = [ParsedText(*item) for item in zip(texts, layouts, sentences, quotations, strict=True)]
    stage("rules, in all", find_by_rules, parsed)
    for engine in ("rules", "auto"):
        stage(f"Attributor({engine!r}).find", Attributor(engine).find, texts, layouts, sentences, quotations)
    for name, run in engines().items():
        stage(f"raw text to attributions, {name}", run, texts)
    return rows


def time_articles(texts: Sequence[str], repeats: int, spacy: str) -> Rows:
    """Return words per second over all articles, and for the median one by itself."""
    words = [count_words(text) for text in texts]
    rows: Rows = []
    for name, run in (engines() | (spacy_pipelines(spacy) if spacy else {})).items():
        alone = [cpu_seconds(repeats, run, text) for text in texts]
        speeds = [count / seconds for count, seconds in zip(words, alone, strict=True) if count and seconds]
        rows.append(
            {
                "system": name,
                "words a second, all articles": round(sum(words) / sum(alone)),
                "words a second, median article": round(statistics.median(speeds)),
            }
        )
    return rows


def spacy_pipelines(name: str) -> dict[str, Callable[[str], object]]:
    """Return spaCy's tokens and rule-made sentences, a lower bound, and the pipeline of this name."""
    import spacy  # type: ignore[import-not-found, unused-ignore]

    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    found: dict[str, Callable[[str], object]] = {f"spaCy {spacy.__version__}, tokens and sentencizer": blank}
    if name != "blank":
        found[f"spaCy {spacy.__version__}, {name}"] = spacy.load(name)
    return found


def time_hostile(texts: Sequence[str], size: int, repeats: int) -> Rows:
    """Return nanoseconds per code point on each hostile text, beside the median of the articles."""
    systems = {"text and rules": rules_alone, **engines()}
    usual = {
        name: statistics.median(cpu_seconds(repeats, run, text) / len(text) for text in texts)
        for name, run in systems.items()
    }
    rows: Rows = [{"text": "median article, ns a code point"} | {name: round(t * 1e9) for name, t in usual.items()}]
    for kind, text in hostile_texts(size).items():
        times = {name: cpu_seconds(1, run, text) / len(text) / usual[name] for name, run in systems.items()}
        rows.append({"text": kind} | {name: f"{time:.1f} x" for name, time in times.items()})
    return rows


def markdown(rows: Rows) -> str:
    """Return rows as a Markdown table."""
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([str(row[name]) for name in head] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--articles", default=200, show_default=True, help="How many texts of the folder, spread evenly.")
@click.option("--repeats", default=5, show_default=True, help="Runs a figure is the median of.")
@click.option("--size", default=200_000, show_default=True, help="Code points of each hostile text; 0 for none.")
@click.option("--spacy", default="", help="A spaCy pipeline to time beside; `blank` for one without a model.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures here.")
def main(folder: Path, articles: int, repeats: int, size: int, spacy: str, out: Path | None) -> None:  # noqa: D103
    paths = sorted(folder.glob("*.txt")) or sorted(path for path in folder.iterdir() if path.is_file())
    texts = [path.read_bytes().decode("utf-8") for path in paths[:: max(1, len(paths) // articles)]]
    texts = [text for text in texts if text.strip()]
    words = sum(map(count_words, texts))
    click.echo(f"{len(texts)} texts, {words:,} words; CPU time, median of {repeats}\n")
    tables = {"stages": time_stages(texts, repeats), "articles": time_articles(texts, repeats, spacy)}
    if size:
        tables["hostile"] = time_hostile(texts[::10], size, repeats)
    for rows in tables.values():
        click.echo(markdown(rows))
    if out:
        out.write_text(json.dumps({"texts": len(texts), "words": words, **tables}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
