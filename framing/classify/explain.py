"""What each word adds to a prediction."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from framing.classify.learning import sigmoid
from framing.classify.model import LoadedModel
from framing.classify.words import Words, read_words

_STRONG = 4.0  # log odds that are shown in full colour


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
        """Return the sentence for a notebook: words that raise the probability red, those that lower it blue."""
        parts, at = [f"<p>{self.chance:.2f} "], 0
        for word in self.words:
            colour = "192,0,0" if word.value > 0 else "0,0,192"
            style = f"background:rgba({colour},{min(abs(word.value) / _STRONG, 1):.2f})"
            parts.append(escape(self.text[at : word.start]))
            shown = escape(self.text[word.start : word.end])
            parts.append(f'<span style="{style}" title="{word.value:+.2f}">{shown}</span>')
            at = word.end
        return "".join([*parts, escape(self.text[at:]), "</p>"])


def explain(model: LoadedModel, text: str) -> Explanation:
    """Return what each word of a sentence contributes: the log odds less those of the sentence without it.

    Contributions need not add up to the log odds, for words work together. Li, Monroe and Jurafsky (2016).
    """
    words = read_words([text])
    size = len(words.types)
    found = model.scores(_each_without_one(words))
    gains = found.sentences[0] - found.sentences[1:]
    chances = sigmoid(found.words[:size])
    return Explanation(
        text,
        float(sigmoid(found.sentences[:1])[0]),
        tuple(
            Contribution(int(start), int(end), round(float(gain), 4), round(float(chance), 4))
            for start, end, gain, chance in zip(words.starts, words.ends, gains, chances, strict=True)
        ),
    )


def _each_without_one(words: Words) -> Words:
    """Return a sentence as it is, then once without each of its words."""
    size = len(words.types)
    kept = np.concatenate([np.ones((1, size), dtype=bool), ~np.eye(size, dtype=bool)])
    sentence, rows = np.nonzero(kept)
    return Words(
        words.forms,
        words.types[rows],
        sentence,
        words.starts[rows],
        words.ends[rows],
        words.places[rows],
        np.repeat(words.style, size + 1, axis=0),
    )
