"""How foreign sentences are to a model: the share of their plain words that it has not learned.

A plain word is a word of three letters or more inside a sentence that is neither a function word nor written with a
capital. It is learned if it stood in the labelled sentences often enough to have a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.classify.model import LoadedModel
from framing.classify.parts import part_rows
from framing.classify.words import FUNCTION, Words, read_words

_MOST = 5_000  # sentences kept of a corpus
_FEWEST = 100  # plain words that a share is told of
_SHORTEST = 3  # letters
_ONE_SIDED = 1.645  # standard errors below which 5 % of samples lie


class Sampled:
    """A sample of the sentences that go by, each as likely as any other; the same for the same sentences."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts: list[str] = []
        self._seen, self._rng = 0, np.random.default_rng(0)
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Take a sentence. Vitter (1985), algorithm R."""
        self._seen += 1
        if len(self.texts) < _MOST:
            self.texts.append(text)
        elif (place := int(self._rng.integers(self._seen))) < _MOST:
            self.texts[place] = text


def foreign_share(model: LoadedModel, texts: Sequence[str]) -> tuple[float, float]:
    """Return the share of plain words that the model has not learned, and the lower end of its 95 % interval.

    The interval is one-sided and takes sentences as clusters; both are NaN where there are too few words to tell.
    """
    words = read_words(texts)
    keys = model.learned.keys
    unknown = part_rows(keys, words.forms)[:, 0] == len(keys)
    plain = _plain(words)
    below = np.bincount(words.sentence, plain, minlength=words.count)
    if below.sum() < _FEWEST:
        return float("nan"), float("nan")
    above = np.bincount(words.sentence, plain & unknown[words.types], minlength=words.count)
    share = above.sum() / below.sum()
    error = np.sqrt(np.square(above - share * below).sum()) / below.sum()
    return float(share), float(share - _ONE_SIDED * error)


def farthest_share(words: Words, groups: Sequence[str], least: int) -> float:
    """Return the share of the group of sentences that is most foreign to the others; 0 without groups to compare.

    A word is learned from the others if it occurs `least` times in them.
    """
    plain, names = _plain(words), np.array(groups)
    counts = np.bincount(words.types, minlength=len(words.forms))
    shares = []
    for name in sorted(set(groups)):
        here = (names == name)[words.sentence]
        if here.all() or (plain & here).sum() < _FEWEST:
            continue
        elsewhere = counts - np.bincount(words.types[here], minlength=len(words.forms))
        shares.append(float((elsewhere < least)[words.types[plain & here]].mean()))
    return max(shares, default=0.0)


def warning_of(model: LoadedModel, texts: Sequence[str]) -> str:
    """Return a warning where sentences are surely more foreign than any topic was when held out, else nothing."""
    (share, low), far = foreign_share(model, texts), model.learned.far
    if not far or not low > far:
        return ""
    return (
        f"{share:.0%} of the plain words are none that the model has learned (of a topic held out at most {far:.0%}): "
        "its error rates may not hold here; label a sample of the sentences and compare"
    )


def _plain(words: Words) -> NDArray[np.bool_]:
    """Return which words are plain."""
    forms = [form.isalpha() and len(form) >= _SHORTEST and form not in FUNCTION for form in words.forms]
    first, capital, shouted = words.places[:, :3].T > 0
    found: NDArray[np.bool_] = np.array(forms, dtype=bool)[words.types] & ~first & ~capital & ~shouted
    return found
