"""`framing classify`: every sentence with its probability to be loaded, and the words that carry it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._common import console, read_options, reading_options, say
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.articles import ClassifiedSentence
    from framing.classify.model import LoadedModel
    from framing.types import Article

_COLUMNS = ("article_id", "outlet", "sentence", "start", "end", "probability", "label", "own_voice", "words", "text")
_SHOWN = 20  # sentences shown on screen
_HALF = 0.5  # share of words in the outlet's voice from which on a sentence counts as the outlet's


@click.command("classify")
@click.argument("source", metavar="INPUT")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File of the result: .csv or .jsonl.")
@click.option("--weights", type=click.Path(path_type=Path), help="Weights instead of those shipped.")
@click.option(
    "--frames", type=click.Path(path_type=Path), help="Weights of `framing train frames`: classify articles by frame."
)
@click.option("--rows", is_flag=True, help="Each row of the table is one sentence, not an article.")
@click.option("--threshold", type=float, help="Probability from which on a sentence counts as loaded. Default: 0.5.")
@click.option("--costs", metavar="A:B", help="What a false alarm and a miss cost, e.g. 3:1, instead of a threshold.")
@click.option("--abstain", default=0.0, show_default=True, help="Label nearer to the threshold than this: unsure.")
@click.option("--all-voices", is_flag=True, help="Count sentences in any voice, not in the outlet's own alone.")
@click.option("--explain", is_flag=True, help="Show on screen what each word adds to the most loaded sentences.")
@reading_options
def command(source: str, out: Path | None, *, frames: Path | None, **given: Any) -> None:
    """Classify the sentences of INPUT (a table, a folder of text files, one file, or -) as loaded or neutral.

    Each sentence gets a probability, a label, the share of its words in the outlet's own voice, and the words that
    carry it. What the outlet quotes or reports is classified too, but what is shown and counted on screen are the
    sentences mostly in its own voice, unless --all-voices asks for all.
    """
    if out and out.suffix not in (".csv", ".jsonl"):
        raise FramingError(f"{out}: cannot write {out.suffix or 'a file without suffix'}; name it .csv or .jsonl")
    from framing.corpus import read_corpus

    corpus = read_corpus(source, read_options(given))
    if frames:
        _classify_frames(corpus, frames, out)
    else:
        _classify_sentences(corpus, out, **given)
    for issue in corpus.issues:
        say(f"{issue.code}: {issue.message}")


def _classify_sentences(
    corpus: Iterable[Article], out: Path | None, *, weights: Path | None, rows: bool, explain: bool, **given: Any
) -> None:
    from framing.classify.articles import classify_articles
    from framing.classify.decisions import Decision
    from framing.classify.shift import warning_of
    from framing.classify.weights import load_loaded

    decision = Decision(_threshold(given["threshold"], given["costs"]), given["abstain"])
    model = load_loaded(weights)
    found = list(classify_articles(model, corpus, decision, whole=rows))
    counted = [sentence for sentence in found if given["all_voices"] or sentence.own >= _HALF]
    if out:
        _write([_row(sentence) | {"spans": sentence.words} for sentence in found], out)
    if explain:
        _explain(model, counted)
    elif not out:
        _show(counted)
    if warning := warning_of(model, [sentence.text for sentence in found]):
        say(f"warning: {warning}")
    say(_summary(found, counted, given["all_voices"]))


def _classify_frames(corpus: Iterable[Article], weights: Path, out: Path | None) -> None:
    """Each article with its frames and the score of each frame."""
    from framing.classify.frameweights import load_frames

    model, articles = load_frames(weights), list(corpus)
    texts = [article.text for article in articles]
    rows: list[dict[str, Any]] = [
        {"article_id": article.id, "outlet": article.outlet, "frames": list(frames)}
        | {name: round(float(chance), 4) for name, chance in zip(model.names, chances, strict=True)}
        for article, frames, chances in zip(articles, model.frames_of(texts), model.chances(texts), strict=True)
    ]
    if out:
        _write(rows, out)
    else:
        for row in rows:
            click.echo(f"{row['article_id']}  {', '.join(row['frames']) or '-'}")
    counts = [f"{name} {sum(name in row['frames'] for row in rows):,}" for name in model.names]
    say(f"{len(rows):,} articles: {', '.join(counts)}")


def _threshold(threshold: float | None, costs: str | None) -> float:
    from framing.classify.decisions import threshold_for

    if costs is None:
        return 0.5 if threshold is None else threshold
    if threshold is not None:
        raise click.UsageError("--threshold and --costs contradict each other; pass one of them")
    try:
        false_alarm, miss = map(float, costs.split(":"))
    except ValueError:
        raise FramingError(f"costs {costs!r} are no two numbers; write false alarm:miss, e.g. 3:1") from None
    return threshold_for(false_alarm, miss)


def _summary(found: Sequence[ClassifiedSentence], counted: Sequence[ClassifiedSentence], all_voices: bool) -> str:
    labels = [sentence.label for sentence in counted]
    whose = "in any voice" if all_voices else "in the outlet's own voice"
    unsure = f", {labels.count('unsure'):,} unsure" if "unsure" in labels else ""
    return f"{len(found):,} sentences, {len(counted):,} {whose}: {labels.count('loaded'):,} loaded{unsure}"


def _words(sentence: ClassifiedSentence) -> list[str]:
    return [sentence.text[start - sentence.start : end - sentence.start] for start, end in sentence.words]


def _row(sentence: ClassifiedSentence) -> dict[str, Any]:
    values = (
        sentence.article_id,
        sentence.outlet,
        sentence.index,
        sentence.start,
        sentence.end,
        sentence.probability,
        sentence.label,
        sentence.own,
        _words(sentence),
        sentence.text,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _write(rows: Sequence[dict[str, Any]], out: Path) -> None:
    """Rows as JSON Lines, or as CSV with lists joined by | and without spans."""
    with out.open("w", encoding="utf-8", newline="") as file:
        if out.suffix == ".jsonl":
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            return
        columns = [name for name in (rows[0] if rows else _COLUMNS) if name != "spans"]
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(
            {name: "|".join(value) if isinstance(value, list) else value for name, value in row.items()} for row in rows
        )


def _show(counted: Sequence[ClassifiedSentence]) -> None:
    """The most loaded sentences, one a line: probability, article, text with loaded words in braces."""
    for sentence in sorted(counted, key=lambda s: -s.probability)[:_SHOWN]:
        text = sentence.text
        for start, end in reversed(sentence.words):
            a, b = start - sentence.start, end - sentence.start
            text = f"{text[:a]}{{{text[a:b]}}}{text[b:]}"
        click.echo(f"{sentence.probability:.2f}  {sentence.article_id}  {' '.join(text.split())}")


def _explain(model: LoadedModel, counted: Sequence[ClassifiedSentence]) -> None:
    """The most loaded sentences, each with what its words add to the log odds."""
    from rich.text import Text

    from framing.classify.explain import explain

    screen = console()
    for sentence in sorted(counted, key=lambda s: -s.probability)[:_SHOWN]:
        found = explain(model, sentence.text)
        shown = Text("".join(c if c.isprintable() else " " for c in sentence.text))
        for word in found.words:
            if abs(word.value) >= 0.1:  # less is not worth a colour
                shown.stylize("bold red" if word.value > 0 else "blue", word.start, word.end)
        screen.print(
            Text(f"{found.chance:.2f}  {sentence.article_id}  ").append(shown), soft_wrap=not screen.is_terminal
        )
        parts = [f"{sentence.text[w.start : w.end]} {w.value:+.2f}" for w in found.strongest()]
        screen.print(Text("      " + ", ".join(parts), "dim"))
