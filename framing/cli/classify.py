"""`framing classify`: every sentence with its probability to be loaded, and the words that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli._backend import EMBEDDINGS, backend_option
from framing.cli._common import console, read_options, reading_options, say
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.articles import ClassifiedSentence
    from framing.classify.model import LoadedModel
    from framing.types import Article

_OF_SENTENCES = ("weights", "rows", "threshold", "costs", "abstain", "all_voices", "chart", "explain")
_COLUMNS = ("article_id", "outlet", "sentence", "start", "end", "probability", "label", "own_voice", "words", "text")
_SHOWN = 20  # sentences shown on screen
_CHARTED = 20  # words at each end of a chart
_NAMED, _LEAST = 8, 0.05  # words whose contribution is printed, and the smallest of those, in log odds
_AT_ONCE = 64  # articles whose frames are told at a time
_HALF = 0.5  # share of words in the outlet's voice from which on a sentence counts as the outlet's


@click.command("classify")
@click.argument("source", metavar="INPUT")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File of the result: .csv or .jsonl.")
@click.option("--weights", type=click.Path(path_type=Path), help="Weights instead of those shipped.")
@backend_option
@click.option(
    "--frames", type=click.Path(path_type=Path), help="Weights of `framing train frames`: classify articles by frame."
)
@click.option("--rows", is_flag=True, help="Each row of the table is one sentence, not an article.")
@click.option("--threshold", type=float, help="Probability from which on a sentence counts as loaded. Default: 0.5.")
@click.option("--costs", metavar="A:B", help="What a false alarm and a miss cost, e.g. 3:1, instead of a threshold.")
@click.option("--abstain", default=0.0, show_default=True, help="Label nearer to the threshold than this: unsure.")
@click.option("--all-voices", is_flag=True, help="Count sentences in any voice, not in the outlet's own alone.")
@click.option(
    "--chart",
    type=click.Path(path_type=Path),
    help="Draw what the words of INPUT add to the probability on average: FILE.png, FILE.svg or FILE.pdf.",
)
@click.option(
    "--explain", is_flag=True, help="Show on screen what words add to, or take from, the most loaded sentences."
)
@reading_options
def command(source: str, out: Path | None, *, frames: Path | None, **given: Any) -> None:
    """Classify the sentences of INPUT (a table, a folder of text files, one file, or -) as loaded or neutral.

    Each sentence gets a probability, a label, the share of its words in the outlet's own voice, and the words that
    carry it. What the outlet quotes or reports is classified too, but what is shown and counted on screen are the
    sentences mostly in its own voice, unless --all-voices asks for all.
    """
    if out and out.suffix not in (".csv", ".jsonl"):
        raise FramingError(f"{out}: cannot write {out.suffix or 'a file without suffix'}; name it .csv or .jsonl")
    from framing.cli._classified import Issues
    from framing.corpus import read_corpus
    from framing.plot.style import check_target

    if given["chart"]:
        check_target(given["chart"])
    corpus = read_corpus(source, read_options(given))
    if given["backend"] == EMBEDDINGS and (frames or given["chart"]):
        raise click.UsageError("--frames and --chart are those of the default model; leave out --backend")
    if frames and (idle := [f"--{name.replace('_', '-')}" for name in _OF_SENTENCES if given[name]]):
        raise click.UsageError(f"{', '.join(idle)}: --frames classifies whole articles; leave that out")
    for guess in corpus.guesses:
        say(guess)
    issues = Issues()
    if frames:
        _classify_frames(issues.met_in(corpus), frames, out)
    else:
        _classify_sentences(issues.met_in(corpus), out, **given)
    issues.add(corpus.issues)
    for line in issues.lines():
        say(line)


def _classify_sentences(
    corpus: Iterable[Article], out: Path | None, *, weights: Path | None, rows: bool, explain: bool, **given: Any
) -> None:
    from framing.classify.articles import classify_articles
    from framing.classify.decisions import Decision
    from framing.classify.embeddings.model import load_embedding
    from framing.classify.shift import Sampled, warning_of
    from framing.classify.weights import load_loaded
    from framing.cli._classified import Kept, written

    decision = Decision(_threshold(given["threshold"], given["costs"]), given["abstain"])
    model: Any = load_embedding(weights) if given["backend"] == EMBEDDINGS else load_loaded(weights)
    kept, sampled = Kept(_SHOWN, None if given["all_voices"] else _HALF), Sampled()
    with written(out, _COLUMNS) as write:
        for sentence in classify_articles(model, corpus, decision, whole=rows):
            write(_row(sentence))
            kept.add(sentence)
            sampled.add(sentence.text)
    if explain:
        _explain(model, kept.most_loaded)
    elif not out:
        _show(kept.most_loaded)
    if warning := warning_of(load_loaded() if given["backend"] == EMBEDDINGS else model, sampled.texts):
        say(f"warning: {warning}")
    if given["chart"]:
        _draw(model, sampled.texts, given["chart"])
    say(kept.summary())


def _classify_frames(corpus: Iterable[Article], weights: Path, out: Path | None) -> None:
    """Each article with its frames and the score of each frame."""
    from framing.classify.frameweights import load_frames
    from framing.cli._classified import written

    model, rest = load_frames(weights), iter(corpus)
    count, counts = 0, dict.fromkeys(model.names, 0)
    with written(out, ("article_id", "outlet", "frames", *model.names)) as write:
        while articles := list(islice(rest, _AT_ONCE)):
            texts = [article.text for article in articles]
            for article, frames, chances in zip(articles, model.frames_of(texts), model.chances(texts), strict=True):
                scores = {name: round(float(chance), 4) for name, chance in zip(model.names, chances, strict=True)}
                write({"article_id": article.id, "outlet": article.outlet, "frames": list(frames)} | scores)
                count += 1
                for name in frames:
                    counts[name] += 1
                if not out:
                    click.echo(f"{article.id}  {', '.join(frames) or '-'}")
    say(f"{count:,} articles: {', '.join(f'{name} {number:,}' for name, number in counts.items())}")


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


def _draw(model: LoadedModel, texts: Sequence[str], path: Path) -> None:
    """The words that raise and those that lower the probability most, over a sample of the sentences."""
    import pandas as pd

    from framing import plot
    from framing.classify.explain import weights_of_words

    found = weights_of_words(model, texts)
    if not found:
        raise FramingError("no word occurs five times in these sentences, too few for a chart; classify more of them")
    ends = found if len(found) <= 2 * _CHARTED else [*found[:_CHARTED], *found[-_CHARTED:]]
    plot.save(plot.weights_figure(pd.DataFrame(ends)), path)


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
        sentence.words,
    )
    return dict(zip((*_COLUMNS, "spans"), values, strict=True))


def _show(counted: Sequence[ClassifiedSentence]) -> None:
    """The most loaded sentences, one a line: probability, article, text with loaded words in braces."""
    for sentence in counted:
        text = sentence.text
        for start, end in reversed(sentence.words):
            a, b = start - sentence.start, end - sentence.start
            text = f"{text[:a]}{{{text[a:b]}}}{text[b:]}"
        click.echo(f"{sentence.probability:.2f}  {sentence.article_id}  {' '.join(text.split())}")


def _explain(model: Any, counted: Sequence[ClassifiedSentence]) -> None:
    """The most loaded sentences, each with what its words add to the log odds."""
    from rich.text import Text

    from framing.classify.embeddings.explain import explain as explain_encoded
    from framing.classify.embeddings.model import EmbeddingModel
    from framing.classify.explain import explain

    screen = console()
    for sentence in counted:
        found = (explain_encoded if isinstance(model, EmbeddingModel) else explain)(model, sentence.text)
        shown = Text("".join(c if c.isprintable() else " " for c in sentence.text))
        for word in found.words:
            if abs(word.value) >= 0.1:  # less is not worth a colour
                shown.stylize("bold red" if word.value > 0 else "blue", word.start, word.end)
        screen.print(
            Text(f"{found.chance:.2f}  {sentence.article_id}  ").append(shown), soft_wrap=not screen.is_terminal
        )
        heaviest = sorted((w for w in found.words if abs(w.value) >= _LEAST), key=lambda w: -abs(w.value))[:_NAMED]
        parts = [f"{sentence.text[w.start : w.end]} {w.value:+.2f}" for w in heaviest]
        screen.print(Text("      " + ", ".join(parts), "dim"))
