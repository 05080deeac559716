"""The loaded-language model beside simpler means, on the development data.

    OMP_NUM_THREADS=1 python benchmarks/classify.py sentences ../shared/data --protocol cv --predictions cv.jsonl
    OMP_NUM_THREADS=1 python benchmarks/classify.py words ../shared/data --predictions cv.jsonl
    OMP_NUM_THREADS=1 python benchmarks/classify.py spans ../shared/data
    OMP_NUM_THREADS=1 python benchmarks/classify.py topics ../shared/data
    OMP_NUM_THREADS=1 python benchmarks/classify.py shift ../shared/data
    OMP_NUM_THREADS=1 python benchmarks/classify.py speed ../shared/data

Predictions are those that `framing evaluate loaded --predictions` writes. `spans` trains a model without the marks of
the articles that it is scored on.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from loaded_language import TARGETS, Gold, Score, count, halves, lexicon_finder, read_gold, score, table
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from framing.classify.background import WIDTH, Background, Marked, facts_from
from framing.classify.explain import explain
from framing.classify.gold import Labelled, read_labelled
from framing.classify.learning import sigmoid
from framing.classify.protocols import fold_names, held_out
from framing.classify.quality import gain_of, quality_of, word_f1
from framing.classify.recipe import Sentences, train_loaded
from framing.classify.shift import foreign_share, warning_of
from framing.classify.sources import own_lists, read_lists
from framing.classify.weights import load_loaded, shipped_vectors
from framing.corpus import read_corpus
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article, Span, Voice

NEWS = (
    "polnear/train/text",
    "polnear/dev/text",
    "climate_frames/articles_metadata.tsv",
    "fakes_syria/FA-KES-Dataset.csv",
)
LISTS = ("strong_subjectives_riloff2003", "negative_liu2005", "positive_liu2005", "npov_lexicon")


def labelled_of(data: Path) -> Labelled:
    """Return the labelled sentences of the development data."""
    return read_labelled(data / "babe/final_labels_SG2.csv")


def background_of(data: Path, marked: Sequence[Marked]) -> Background:
    """Return what the shipped model knows beside sentences, with other marked articles."""
    news = [article.text for path in NEWS for article in read_corpus(data / path)]
    return Background({**own_lists(), **read_lists([data / "recasens"])}, news, marked, shipped_vectors())


def predicted(path: Path) -> list[dict]:
    """Return the predictions of a file in the order of rows."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: row["row"])


@click.group(help=__doc__)
def main() -> None:  # noqa: D103
    pass


def option(command):  # noqa: ANN001, ANN201, D103
    return click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))(command)


predictions = click.option("--predictions", "file", required=True, type=click.Path(exists=True, path_type=Path))


@main.command()
@option
@click.option("--protocol", default="cv", type=click.Choice(["cv", "topic", "outlet"]))
@predictions
def sentences(data: Path, protocol: str, file: Path) -> None:
    """Macro-F1 beside the majority label of the outlet and TF-IDF, with the gain and its interval."""
    labelled = labelled_of(data)
    texts, y = np.array([s.text for s in labelled.sentences]), np.array([s.loaded for s in labelled.sentences])
    outlets = np.array([s.outlet for s in labelled.sentences])
    found = {"this model": np.array([row["prob"] for row in predicted(file)])}
    tfidf, majority = np.zeros(len(y)), np.zeros(len(y))
    for _, learn, held in held_out(fold_names(labelled.sentences, protocol)):
        shares = {o: y[learn][outlets[learn] == o].mean() for o in set(outlets[learn])}
        majority[held] = [shares.get(o, y[learn].mean()) for o in outlets[held]]
        model = make_pipeline(
            make_union(
                TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3),
            ),
            LogisticRegression(C=2.0, solver="liblinear"),
        )
        tfidf[held] = model.fit(texts[learn], y[learn]).predict_proba(texts[held])[:, 1]
    found |= {"TF-IDF": tfidf} | ({"outlet's majority": majority} if protocol == "cv" else {})
    for name, chances in found.items():
        q = quality_of(y.tolist(), chances.tolist())
        line = f"{name:<20} macro-F1 {q.macro_f1:.4f} [{q.low:.3f}, {q.high:.3f}]  AUC {q.auc:.4f}  ECE {q.ece:.3f}"
        click.echo(f"{line}  Brier {q.brier:.4f}")
        if name != "this model":
            gain = gain_of(y.tolist(), found["this model"].tolist(), chances.tolist())
            click.echo(f"{'':<20} gain over it {gain.value:+.4f} [{gain.low:+.3f}, {gain.high:+.3f}], p {gain.p:.4f}")


@main.command()
@option
@predictions
def words(data: Path, file: Path) -> None:
    """F1 of loaded words beside published lists; VADER and AFINN where they are installed."""
    gold = Sentences.of(labelled_of(data))
    forms, types = gold.words.forms, gold.words.types
    lists = {name: own for name, own in read_lists([data / "recasens"]).items() if name in LISTS}
    lists["the lexicon loaded-language, single words"] = frozenset().union(*own_lists().values())
    lists |= strengths()
    rows = predicted(file)
    edges = gold.words.edges
    called = np.zeros(len(types), dtype=bool)
    for number, row in enumerate(rows):
        spans = {tuple(span) for span in row["spans"]}
        for at in range(edges[number], edges[number + 1]):
            called[at] = (int(gold.words.starts[at]), int(gold.words.ends[at])) in spans
    calls = {name: np.array([form in own for form in forms])[types] for name, own in lists.items()}
    for name, each in (calls | {"this model": called}).items():
        precision, recall, f1 = word_f1(gold.words, gold.marked > 0, each)
        click.echo(f"{name:<44} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def strengths() -> dict[str, frozenset[str]]:
    """Return the words of VADER and AFINN, where they are installed."""
    found = {}
    for name, package, file in (
        ("VADER", "vaderSentiment", "vader_lexicon.txt"),
        ("AFINN", "afinn", "data/AFINN-en-165.txt"),
    ):
        spec = importlib.util.find_spec(package)
        if spec and spec.submodule_search_locations:
            lines = (Path(spec.submodule_search_locations[0]) / file).read_text(encoding="utf-8").splitlines()
            found[name] = frozenset(line.split("\t")[0].lower() for line in lines if "\t" in line)
        else:
            click.echo(f"{name}: not installed")
    return found


@main.command()
@option
@click.option("--seed", default=2026)
def spans(data: Path, seed: int) -> None:
    """Loaded words against marked passages of articles that the model has no marks of.

    At the model's own threshold, which is that of labelled sentences, and at the one that is best on marked passages:
    chosen with a model that has the marks of a quarter of the articles, on another quarter. Also together with the
    hits of the lexicon, chosen alike.
    """
    parts = halves(read_gold(data / "ptc"), seed)
    tune, test = parts["tune"], parts["test"]
    chosen = {}
    rows = chances_of(data, tune[::2], tune[1::2])
    lexicon = [lexicon_finder("loaded-language", list(Voice))(article.text) for article in tune[1::2]]
    for name, hits in (("word model", [()] * len(rows)), ("word model or lexicon", lexicon)):
        scores = {t: at_threshold(tune[1::2], rows, hits, t) for t in np.round(np.arange(0.05, 0.96, 0.05), 2)}
        chosen[name] = max(scores, key=lambda t, found=scores: found[t].f1)
    rows = chances_of(data, tune, test)
    lexicon = [lexicon_finder("loaded-language", list(Voice))(article.text) for article in test]
    own = load_loaded().learned.threshold
    click.echo(f"{len(test)} articles, threshold of the shipped model {own}")
    for name, hits, threshold in (
        ("word model", [()] * len(test), own),
        ("word model", [()] * len(test), chosen["word model"]),
        ("word model or lexicon", lexicon, chosen["word model or lexicon"]),
        ("lexicon", lexicon, 2.0),
    ):
        s = at_threshold(test, rows, hits, threshold)
        line = f"{name:<22} from {threshold:.2f}: {s.hits:,} hits, precision {s.precision:.3f}, recall {s.recall:.3f}"
        click.echo(f"{line}, F1 {s.f1:.3f}")


def chances_of(data: Path, learned: Sequence[Gold], told: Sequence[Gold]) -> list[list[tuple[Span, float]]]:
    """Return spans and probabilities of the words of articles, by a model that has the marks of others."""
    marked = [
        Marked(a.text, tuple((s, e) for technique, s, e in a.spans if technique in TARGETS and e - s < 60))
        for a in learned
    ]
    facts = facts_from(background_of(data, marked), WIDTH, 0)
    model = train_loaded(Sentences.of(labelled_of(data)), facts)
    found = []
    for article in told:
        lines, at, mine = article.text.split("\n"), 0, []
        starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
        for batch in model.batches(lines):
            words = batch.read
            shift = starts[at + words.sentence]
            places = zip((shift + words.starts).tolist(), (shift + words.ends).tolist(), strict=True)
            mine += list(zip(places, sigmoid(batch.words).tolist(), strict=True))
            at += words.count
        found.append(mine)
    return found


def at_threshold(
    articles: Sequence[Gold],
    rows: Sequence[Sequence[tuple[Span, float]]],
    hits: Sequence[Sequence[Span]],
    threshold: float,
) -> Score:
    """Return the figures of words from a threshold on, and of further hits that hold none of them."""
    counts = []
    for article, words, more in zip(articles, rows, hits, strict=True):
        called = [span for span, chance in words if chance >= threshold]
        taken = np.zeros(len(article.text) + 1, dtype=bool)
        for start, end in called:
            taken[start:end] = True
        counts.append(count(article, [*called, *(span for span in more if not taken[slice(*span)].any())]))
    return score("", table(counts).sum(axis=0))


@main.command()
@option
@click.option("--sample", default=400)
def topics(data: Path, sample: int) -> None:
    """The share of the decision that is owed to words of a topic: those with z above 3 in one against the rest."""
    labelled = labelled_of(data)
    model = load_loaded()
    by_topic: dict[str, Counter[str]] = {}
    gold = Sentences.of(labelled)
    for number, name in enumerate(fold_names(labelled.sentences, "topic")):
        rows = gold.words.rows_of(np.array([number]))
        by_topic.setdefault(name, Counter()).update({gold.words.forms[t] for t in gold.words.types[rows]})
    total = sum(by_topic.values(), Counter())
    sizes = Counter(fold_names(labelled.sentences, "topic"))
    telling = set()
    for name, counts in by_topic.items():
        share = sizes[name] / len(labelled.sentences)
        for word, n in counts.items():
            expected = total[word] * share
            if total[word] >= 5 and (n - expected) / np.sqrt(expected * (1 - share)) > 3:
                telling.add(word)
    picked = np.random.default_rng(0).choice(len(labelled.sentences), sample, replace=False)
    owed = whole = 0.0
    held = words = 0
    for row in picked:
        found = explain(model, labelled.sentences[row].text)
        for word in found.words:
            is_topic = found.text[word.start : word.end].lower() in telling
            owed, whole = owed + abs(word.value) * is_topic, whole + abs(word.value)
            held, words = held + is_topic, words + 1
    click.echo(f"{len(telling):,} words of a topic: {held / words:.3f} of words, {owed / whole:.3f} of contributions")


@main.command()
@option
def shift(data: Path) -> None:
    """Shares of foreign words and warnings: parts of news, where a warning is a false alarm, and text that is none."""
    model = load_loaded()
    click.echo(f"topic held out that is most foreign: {model.learned.far:.3f}")
    cells: dict[str, dict[str, list[str]]] = {}
    outlets = {row["filename"]: row["publisher"] for row in _rows(data / "polnear/metadata.tsv")}
    for article in read_corpus(data / "polnear/train/text"):
        name = outlets.get(article.id, "")
        month = article.id.split("_")[1][:7]
        cells.setdefault("PolNeAR, outlet and month", {}).setdefault(f"{name} {month}", []).extend(_sentences(article))
    for name, path in (("narrative-framing (climate), outlet", NEWS[2]), ("FA-KES, outlet", NEWS[3])):
        for article in read_corpus(data / path):
            cells.setdefault(name, {}).setdefault(article.outlet, []).extend(_sentences(article))
    for line in (Path(__file__).parent.parent / "tests/classify/far.txt").read_text(encoding="utf-8").splitlines():
        kind, text = line.split("\t")
        cells.setdefault("no news", {}).setdefault(kind, []).append(text)
    for name, parts in cells.items():
        told = {part: foreign_share(model, texts)[0] for part, texts in parts.items()}
        shares = np.array([share for share in told.values() if share == share])
        warned = sum(bool(warning_of(model, parts[part])) for part, share in told.items() if share == share)
        line = (
            f"{name:<36}{len(shares):>4} parts, share {np.median(shares):.3f} [{shares.min():.3f}, {shares.max():.3f}]"
        )
        click.echo(f"{line}, warned of {warned}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _sentences(article: Article) -> list[str]:
    return [article.text[s.start : s.end] for s in split_sentences(article.text, lay_out(article))]


@main.command()
@option
def speed(data: Path) -> None:
    """Sentences a second of CPU time, in batches and one at a time, and of a whole corpus scored."""
    texts = [s.text for s in labelled_of(data).sentences]
    model = load_loaded()
    for name, run in (
        ("in batches, words not seen before", lambda: model(texts)),
        ("in batches", lambda: model(texts)),
        ("one at a time", lambda: [model([text]) for text in texts]),
    ):
        start = time.process_time()
        run()
        click.echo(f"{name:<36}{len(texts) / (time.process_time() - start):>8,.0f} sentences/s")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
