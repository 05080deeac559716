"""CPU time from files to matches, as a share of what reading and lower-casing the files takes, beside other matchers.

    OMP_NUM_THREADS=1 taskset -c 0 python benchmarks/matching.py --json times.json

Prints Markdown tables. Without `--text FOLDER` the articles are made up from a seed: words of a Zipf-Mandelbrot
distribution, curly quotation marks, dashes and accents in three of five articles. Times are CPU time of one process,
the median of some repeats, so that other processes on the machine do not count, though they do slow memory and
caches. The other matchers are timed where they are installed; a row says so where one is not.
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import click

from framing.lexicon import Entry, Lexicon, Matcher, load_shipped
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article

Rows = list[dict[str, Any]]
Search = Callable[[Sequence[str]], int]  # some texts -> how many matches they have

SEED = 20
_WORD = re.compile(r"\w+")
_SYLLABLES = [onset + vowel + coda for onset in "b d f g k l m n p r s t v st tr".split() for vowel in "aeiou"
              for coda in ("", "n", "r", "s", "l")]  # fmt: skip
_MARKS = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "}
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "_"}
_BATCH = 64  # articles read and searched together
_SLOWEST = 1.0  # CPU seconds of one run: slower systems get fewer of the articles


# -- the articles and the terms


def made_up_articles(megabytes: float, rng: random.Random) -> list[str]:
    """Return articles of about 4.6 kB, three of five with characters beyond ASCII."""
    words = vocabulary(60_000, rng)
    weights = list(accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(words))))
    articles: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        typographic = rng.random() < 0.6
        paragraphs = []
        for _ in range(max(3, round(rng.lognormvariate(2.4, 0.6)))):
            sentences = [made_up_sentence(words, weights, rng) for _ in range(rng.randint(1, 4))]
            paragraphs.append(" ".join(sentences))
        text = "\n\n".join(paragraphs)
        if not typographic:
            for mark, plain in _MARKS.items():
                text = text.replace(mark, plain)
            text = text.replace("é", "e")
        articles.append(text)
        size += len(text.encode())
    return articles


def made_up_sentence(words: Sequence[str], weights: Sequence[float], rng: random.Random) -> str:
    """Return one sentence, now and then quoted, with a dash or with a genitive."""
    chosen = rng.choices(words, cum_weights=weights, k=rng.randint(6, 36))
    chosen[0] = chosen[0].capitalize()
    for place in range(4, len(chosen) - 1, 9):
        chosen[place] += rng.choice([",", ",", ",", "’s", " –", ";"])
    sentence = " ".join(chosen) + "."
    return f"“{sentence}”" if rng.random() < 0.15 else sentence


def vocabulary(size: int, rng: random.Random) -> list[str]:
    """Return made-up words, the frequent ones short; one in a hundred has an accent."""
    words: dict[str, None] = {}
    while len(words) < size:
        longest = 1 + (len(words) > 150) + (len(words) > 3_000)
        word = "".join(rng.choices(_SYLLABLES, k=rng.randint(1, longest) + (len(words) > 20_000)))
        words[word.replace("e", "é", 1) if rng.random() < 0.01 else word] = None
    return list(words)


def terms_of(texts: Sequence[str], size: int, rng: random.Random) -> list[str]:
    """Return terms that the texts hold: words beyond the 1,000 most frequent, and sequences of two or three words.

    A sequence starts with a word beyond the 200 most frequent. Invented words make up the number where the texts
    have too few.
    """
    lines = [_WORD.findall(line) for text in texts for line in fold(text).text.split("\n")]
    ranked = [word for word, _ in Counter(word for line in lines for word in line).most_common()]
    singles = [word for word in ranked[1_000:] if word.isalpha() and len(word) > 2]
    terms = dict.fromkeys(rng.sample(singles, min(len(singles) * 3 // 4, size * 7 // 10)))
    common = set(ranked[200:20_000])
    longer = [line[at : at + 2 + (at % 3 == 0)] for line in lines for at in range(len(line) - 3)]
    rng.shuffle(longer)
    for words in longer:
        if len(terms) >= size * 19 // 20:
            break
        if words[0] in common and words[-1].isalpha():
            terms[" ".join(words)] = None
    while len(terms) < size:
        terms["zz" + "".join(rng.choices(_SYLLABLES, k=4))] = None
    return list(terms)


# -- the systems


def ours(lexicons: Iterable[Lexicon]) -> Search:
    """Return the matcher of the toolkit, folding and tokens included; matches as arrays of offsets and entries."""
    matcher = Matcher(lexicons)
    return lambda texts: len(matcher.find_all(texts))


def one_by_one(lexicons: Iterable[Lexicon]) -> Search:
    """Return the matcher of the toolkit for single texts, without numpy; matches as objects."""
    matcher = Matcher(lexicons)
    return each(lambda text: len(matcher.find(text, tokenise(fold(text)), ())))


def each(search: Callable[[str], int]) -> Search:
    """Return a search of several texts, one after the other."""
    return lambda texts: sum(map(search, texts))


def alternation(terms: Sequence[str]) -> Search:
    """Return one compiled regular expression, the longest alternatives first."""
    longest_first = sorted(terms, key=len, reverse=True)
    find = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b").finditer
    return each(lambda text: len([match.span() for match in find(text.lower())]))


def flashtext(terms: Sequence[str]) -> Search:
    """Return flashtext's keyword processor."""
    processor = importlib.import_module("flashtext").KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_list(list(terms))
    return each(lambda text: len(processor.extract_keywords(text, span_info=True)))


def aho_corasick(terms: Sequence[str]) -> Search:
    """Return ahocorasick_rs: terms between spaces, overlaps resolved to the leftmost longest afterwards."""
    library = importlib.import_module("ahocorasick_rs")
    automaton = library.AhoCorasick([f" {term} " for term in terms])

    def search(text: str) -> int:
        text = text.lower()
        for mark, plain in _MARKS.items():
            text = text.replace(mark, plain)
        found = automaton.find_matches_as_indexes(f" {text.translate(_SPACED)} ", overlapping=True)
        count, free = 0, -1
        for start, end in sorted((start, -end) for _, start, end in found):
            if start >= free:
                count, free = count + 1, -end - 1
        return count

    return each(search)


def phrase_matcher(terms: Sequence[str]) -> Search:
    """Return spaCy's PhraseMatcher on a blank pipeline."""
    spacy = importlib.import_module("spacy")
    language = spacy.blank("en")
    matcher = importlib.import_module("spacy.matcher").PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("term", list(map(language.make_doc, terms)))
    longest = spacy.util.filter_spans
    return each(lambda text: len(longest(matcher(language.make_doc(text), as_spans=True))))


def count_vectorizer(terms: Sequence[str]) -> Search:
    """Return scikit-learn's CountVectorizer: no offsets, and nested terms count too."""
    text = importlib.import_module("sklearn.feature_extraction.text")
    vectorizer = text.CountVectorizer(vocabulary=terms, ngram_range=(1, 3), token_pattern=r"\w+")  # noqa: S106
    return lambda texts: int(vectorizer.transform(texts).sum())


PEERS: dict[str, Callable[[Sequence[str]], Search]] = {
    "ahocorasick_rs": aho_corasick,
    "flashtext": flashtext,
    "CountVectorizer (counts only)": count_vectorizer,
    "`re` alternation": alternation,
    "spaCy PhraseMatcher": phrase_matcher,
}


# -- the clock


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files, what they hold, and how many bytes that is."""

    paths: list[Path]
    texts: list[str]
    sizes: list[int]

    def share(self, fraction: float) -> Corpus:
        """Return the first part of the corpus, at least 10 articles."""
        some = max(10, int(len(self.paths) * min(1.0, fraction)))
        return Corpus(self.paths[:some], self.texts[:some], self.sizes[:some])

    @property
    def megabytes(self) -> float:
        """Millions of bytes."""
        return sum(self.sizes) / 1e6


def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_bytes().decode("utf-8")


def megabytes_a_second(corpus: Corpus, repeats: int, work: Callable[[], object]) -> float:
    """Return the speed of the median run, in CPU time."""
    work()  # fills caches that outlive a text
    gc.collect()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return corpus.megabytes / statistics.median(times)


def end_to_end(corpus: Corpus, repeats: int, search: Search) -> tuple[float, float, int, Corpus]:
    """Return the speed from file to matches, its share of the floor, the number of matches, and what was timed.

    The floor is timed in turn with the search, so that a machine that is slower for a while slows both.
    """
    trial = corpus.share(0)
    speed = megabytes_a_second(trial, 1, lambda: search(list(map(read, trial.paths))))
    timed = corpus.share(speed * _SLOWEST / corpus.megabytes)
    batches = [timed.paths[at : at + _BATCH] for at in range(0, len(timed.paths), _BATCH)]
    found: list[int] = []
    times: list[tuple[float, float]] = []
    gc.collect()
    for turn in range(repeats + 1):
        start = time.process_time()
        for path in timed.paths:
            read(path).lower()
        between = time.process_time()
        found = [search(list(map(read, batch))) for batch in batches]
        if turn:  # the first fills caches that outlive a text
            times.append((between - start, time.process_time() - between))
    floor, own = map(statistics.median, zip(*times, strict=True))
    return timed.megabytes / own, floor / own, sum(found), timed


# -- the tables


def time_floor(corpus: Corpus, repeats: int) -> dict[str, float]:
    """Return MB/s of reading and decoding, with `str.lower`, and with the toolkit's own folding."""
    paths = corpus.paths
    return {
        "read, decode": megabytes_a_second(corpus, repeats, lambda: [read(path) for path in paths]),
        "read, decode, lower": megabytes_a_second(corpus, repeats, lambda: [read(path).lower() for path in paths]),
        "read, decode, fold": megabytes_a_second(corpus, repeats, lambda: [fold(read(path)) for path in paths]),
    }


def time_stages(corpus: Corpus, repeats: int, lexicons: dict[str, tuple[Lexicon, ...]]) -> Rows:
    """Return MB/s of each stage alone, given what the stages before it found."""
    folded = [fold(text) for text in corpus.texts]
    tokens = [tokenise(each) for each in folded]
    layouts = [lay_out(Article("a", body=text)) for text in corpus.texts]
    sentences = [split_sentences(*each) for each in zip(corpus.texts, layouts, strict=True)]
    stages: dict[str, Callable[[], object]] = {
        "fold": lambda: [fold(text) for text in corpus.texts],
        "tokenise": lambda: [tokenise(each).words for each in folded],
    }
    for name, some in lexicons.items():
        matcher = Matcher(some)
        stages[f"match {name}, text by text"] = partial(_matches_of, matcher, corpus.texts, tokens, sentences)
        stages[f"fold, tokenise and match {name}, all at once"] = partial(matcher.find_all, corpus.texts, sentences)
    return [
        {"stage": name, "MB/s": round(megabytes_a_second(corpus, repeats, work), 1)} for name, work in stages.items()
    ]


def _matches_of(matcher: Matcher, *columns: Sequence[Any]) -> None:
    for text in zip(*columns, strict=True):
        matcher.find(*text)


def time_systems(corpus: Corpus, repeats: int, terms: dict[int, list[str]]) -> Rows:
    """Return a row a number of terms and system: MB/s from file to matches and its share of the floor."""
    words = len(_WORD.findall(" ".join(corpus.texts)))
    rows: Rows = []

    def row(size: str, system: str, search: Search) -> None:
        speed, share, hits, timed = end_to_end(corpus, repeats, search)
        density = hits / words * corpus.megabytes / timed.megabytes * 1000
        rows.append(
            {
                "terms": size,
                "system": system,
                "MB/s": round(speed, 2),
                "share of the floor": f"{share:.1%}",
                "matches a 1,000 words": round(density, 1),
                "timed on, MB": round(timed.megabytes, 2),
            }
        )
        click.echo(f"{size:>8} {system:32} {speed:8.2f} MB/s {share:6.1%}", err=True)

    shipped = load_shipped()
    row(f"shipped, {sum(len(each.entries) for each in shipped)} entries", "framing", ours(shipped))
    for size, listed in terms.items():
        row(f"{size:,}", "framing", ours([lexicon_of(listed)]))
        row(f"{size:,}", "framing, text by text", one_by_one([lexicon_of(listed)]))
        for name, build in PEERS.items():
            if build is alternation and size > 5_000:
                continue  # hours
            try:
                row(f"{size:,}", name, build(listed))
            except ImportError:
                rows.append(dict.fromkeys(rows[0], "not installed") | {"terms": f"{size:,}", "system": name})
    return rows


def lexicon_of(terms: Sequence[str]) -> Lexicon:
    """Return a lexicon of one entry a term."""
    entries = tuple(Entry(str(number), (term,), category="term") for number, term in enumerate(terms))
    return Lexicon(f"synthetic-{len(terms)}", "1.0.0", "en", entries)


def markdown(rows: Rows) -> str:
    """Return rows as a Markdown table."""
    head = list(rows[0])
    lines = [head, ["---"] * len(head), *([str(row[name]) for name in head] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


@click.command(help=__doc__)
@click.option("--text", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Articles, a file each.")
@click.option("--megabytes", default=2.0, show_default=True, help="How much text.")
@click.option("--terms", "sizes", multiple=True, type=int, default=(500, 5_000, 50_000), show_default=True)
@click.option("--repeats", default=5, show_default=True, help="Runs a figure is the median of.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures here.")
def main(text: Path | None, megabytes: float, sizes: tuple[int, ...], repeats: int, out: Path | None) -> None:  # noqa: D103
    rng = random.Random(SEED)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        if text is None:
            for number, article in enumerate(made_up_articles(megabytes, rng)):
                (Path(folder) / f"{number:05}.txt").write_bytes(article.encode("utf-8"))
        corpus = corpus_of(text or Path(folder), megabytes)
        terms = {size: terms_of(corpus.texts, size, rng) for size in sizes}
        lexicons = {"shipped lexicons": load_shipped()}
        lexicons |= {f"{size:,} terms": (lexicon_of(listed),) for size, listed in terms.items()}
        foreign = sum(not each.isascii() for each in corpus.texts) / len(corpus.texts)
        click.echo(
            f"{len(corpus.texts)} articles, {corpus.megabytes:.2f} MB, {foreign:.0%} beyond ASCII; "
            f"CPU time of one process, median of {repeats}\n"
        )
        floor = time_floor(corpus, repeats)
        systems = time_systems(corpus, repeats, terms)
        stages = time_stages(corpus, repeats, lexicons)
    floors: Rows = [{"floor": name, "MB/s": round(speed, 1)} for name, speed in floor.items()]
    tables = {"floor": floors, "stages": stages, "systems": systems}
    for rows in tables.values():
        click.echo(markdown(rows))
    if out:
        out.write_text(json.dumps({"megabytes": corpus.megabytes, **tables}, indent=1) + "\n", encoding="utf-8")


def corpus_of(folder: Path, megabytes: float) -> Corpus:
    """Return the first files of a folder, in the order of their names, up to a size."""
    corpus = Corpus([], [], [])
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        if corpus.megabytes >= megabytes:
            break
        corpus.paths.append(path)
        corpus.texts.append(read(path))
        corpus.sizes.append(path.stat().st_size)
    return corpus


if __name__ == "__main__":
    main()
