"""What each word adds to a prediction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from framing.classify.learning import sigmoid
from framing.classify.model import LoadedModel
from framing.classify.words import Ints, Words, read_words

_AT_ONCE = 256  # sentences
LONGEST = 400  # words of a text that are explained: the work grows with their square
_STRONG, _DEEPEST = 2.0, 0.5  # log odds that are shown in the deepest colour, and its opacity: text stays legible
_TOLD = 0.1  # log odds from which on the number stands behind a word


@dataclass(frozen=True, slots=True)
class Contribution:
    """A word by its half-open span in the sentence: what it adds to the log odds, and its probability to be loaded."""

    start: int
    end: int
    value: float
    chance: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence with its probability to be loaded and the contribution of each word, in text order."""

    text: str
    chance: float
    words: tuple[Contribution, ...]

    def strongest(self, count: int = 5) -> list[Contribution]:
        """Return the words that raise the probability most."""
        return sorted((word for word in self.words if word.value > 0), key=lambda word: -word.value)[:count]

    def _repr_html_(self) -> str:
        """Return the sentence for a notebook: words that raise the probability red, those that lower it blue.

        Behind a word that changes the log odds by .1 or more stands by how much.
        """
        parts, at = [f"<p>{self.chance:.2f} "], 0
        for word in self.words:
            colour = "192,0,0" if word.value > 0 else "0,0,192"
            style = f"background:rgba({colour},{_DEEPEST * min(abs(word.value) / _STRONG, 1):.2f})"
            number = f"{word.value:+.1f}".replace("-", "\N{MINUS SIGN}") if abs(word.value) >= _TOLD else ""
            parts.append(escape(self.text[at : word.start]))
            shown = escape(self.text[word.start : word.end])
            parts.append(f'<span style="{style}">{shown}{f"<sup>{number}</sup>" if number else ""}</span>')
            at = word.end
        return "".join([*parts, escape(self.text[at:]), "</p>"])


def explain(model: LoadedModel, text: str) -> Explanation:
    """Return what each word of a sentence contributes: the log odds less those of the sentence without it.

    Contributions need not add up to the log odds, for words work together. Li, Monroe and Jurafsky (2016). Of a text of
    more than 400 words the first 400 are explained, as if it ended with them; its probability is that of the whole.
    """
    begin = beginning(text)
    words = read_words([begin])
    found = model.scores(words)
    gains = found.sentences[0] - model.scores(_without(words, np.arange(len(words.types)))).sentences
    return Explanation(
        text,
        float(sigmoid(found.sentences)[0]) if begin == text else model([text])[0],
        tuple(
            Contribution(int(start), int(end), round(float(gain), 4), round(float(chance), 4))
            for start, end, gain, chance in zip(words.starts, words.ends, gains, sigmoid(found.words), strict=True)
        ),
    )


def beginning(text: str) -> str:
    """Return the text up to its last word that is explained."""
    words = read_words([text])
    return text if len(words.types) <= LONGEST else text[: int(words.ends[LONGEST - 1])]


@dataclass(frozen=True, slots=True)
class WordWeight:
    """What a word adds to the log odds of sentences that hold it, on average, with a 95 % interval of `n` places."""

    word: str
    value: float
    low: float
    high: float
    n: int


def weights_of_words(
    model: LoadedModel, texts: Sequence[str], *, least: int = 5, places: int = 20, seed: int = 0
) -> list[WordWeight]:
    """Return the mean contribution of every word that occurs `least` times in some sentences, the highest first.

    The weights themselves belong to hashed parts of words, and what they come to depends on the sentence: hence
    means over `places` places of each word, drawn at random. Intervals take places as independent.
    """
    words = read_words(texts)
    counts = np.bincount(words.types, minlength=len(words.forms))
    order = np.random.default_rng(seed).permutation(len(words.types))
    taken: dict[int, list[int]] = {int(kind): [] for kind in np.flatnonzero(counts >= least)}
    for row in order.tolist():
        rows = taken.get(int(words.types[row]))
        if rows is not None and len(rows) < places:
            rows.append(row)
    if not taken:
        return []
    chosen = np.array([row for rows in taken.values() for row in rows], dtype=np.int64)
    parts = [model.scores(part).sentences for part in _parts(words, np.arange(words.count))]
    whole = np.concatenate(parts)
    gains = [
        whole[words.sentence[rows]] - model.scores(_without(words, rows)).sentences
        for rows in np.split(chosen, range(_AT_ONCE, len(chosen), _AT_ONCE))
    ]
    each, at, found = np.concatenate(gains).astype(np.float64), 0, []
    for kind, rows in taken.items():
        mine, at = each[at : at + len(rows)], at + len(rows)
        spread = 1.96 * float(mine.std(ddof=1)) / len(mine) ** 0.5 if len(mine) > 1 else float("nan")
        mean = float(mine.mean())
        found.append(WordWeight(words.forms[kind], mean, mean - spread, mean + spread, int(counts[kind])))
    return sorted(found, key=lambda weight: (-weight.value, weight.word))


def _parts(words: Words, sentences: Ints) -> Iterator[Words]:
    """Yield the sentences some at a time."""
    for at in range(0, len(sentences), _AT_ONCE):
        yield words.subset(sentences[at : at + _AT_ONCE])


def _without(words: Words, rows: Ints) -> Words:
    """Return for each of some words its sentence without it."""
    sentences = words.sentence[rows]
    found = words.subset(sentences)
    kept = np.ones(len(found.types), dtype=bool)
    kept[found.edges[:-1] + rows - words.edges[sentences]] = False
    return Words(
        found.forms,
        found.types[kept],
        found.sentence[kept],
        found.starts[kept],
        found.ends[kept],
        found.places[kept],
        found.style,
    )
