"""From labelled sentences to fine-tuned layers with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger.calibration import Calibration
from framing.classify.embeddings.base import Base
from framing.classify.embeddings.fine import Fine
from framing.classify.embeddings.learning import Tuner, TuningOptions, fine_of
from framing.classify.evaluation import HeldOut
from framing.classify.gold import Labelled
from framing.classify.learning import sigmoid
from framing.classify.protocols import fold_names, held_out
from framing.classify.recipe import Sentences
from framing.classify.words import Floats

_APART, _SEED = 1 / 3, 2026  # of the sentences that calibration is found on
_HALF = 0.5
_THRESHOLDS = np.arange(0.1, 0.61, 0.01)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Lines:
    """The calibration of sentences and of words, and the probability from which on a word counts as loaded."""

    of_sentence: Calibration
    of_word: Calibration
    threshold: float


def tuner_of(labelled: Labelled, base: Base, options: TuningOptions | None = None) -> Tuner:
    """Return what learns from the sentences of a table."""
    texts = [sentence.text for sentence in labelled.sentences]
    return Tuner(base, texts, Sentences.of(labelled), options or TuningOptions())


def lines_of(told: tuple[Floats, Floats], sentences: Sentences) -> Lines:
    """Return the calibration of log odds of sentences held out and of their words, and the threshold of best F1."""
    of_sentence = _line(told[0], sentences.loaded >= _HALF)
    if sentences.marked is None:
        return Lines(of_sentence, Calibration(), _HALF)
    marked = sentences.marked >= _HALF
    of_word = _line(told[1], marked)
    chances = _chances(of_word, told[1])
    f1 = [2 * (marked & (chances >= t)).sum() / max(marked.sum() + (chances >= t).sum(), 1) for t in _THRESHOLDS]
    return Lines(of_sentence, of_word, round(float(_THRESHOLDS[int(np.argmax(f1))]), 2))


def lines_on_part(tuner: Tuner) -> Lines:
    """Return the calibration of what two thirds of the sentences teach, found on the third held out."""
    from sklearn.model_selection import StratifiedShuffleSplit

    loaded = tuner.sentences.loaded >= _HALF
    splitter = StratifiedShuffleSplit(1, test_size=_APART, random_state=_SEED)
    learn, held = next(splitter.split(loaded, loaded))
    return lines_of(tuner.tell(tuner.tune(learn), held), tuner.sentences.subset(held))


def train_embedding(tuner: Tuner, say: Say = lambda _message: None) -> Fine:
    """Return layers learned from all sentences. The same for the same input, processor and one thread."""
    lines = lines_on_part(tuner)
    say(f"calibration found on a third held out; words count as loaded from {lines.threshold} on")
    fine = fine_of(tuner.base, tuner.tune(np.arange(len(tuner.sizes))), tuner.options.layers)
    return replace(fine, of_sentence=lines.of_sentence, of_word=lines.of_word, threshold=lines.threshold)


def predict_held_out(labelled: Labelled, tuner: Tuner, protocol: str, say: Say = lambda _message: None) -> HeldOut:
    """Return predictions under a protocol (see `framing.classify.protocols`).

    Layers and heads are learned without the fold scored; the calibration (five numbers) is found once, on a fixed
    third of all sentences.
    """
    lines, folds, words = lines_on_part(tuner), fold_names(labelled.sentences, protocol), tuner.sentences.words
    chances: Floats = np.zeros(len(folds), dtype=np.float32)
    called: NDArray[np.bool_] = np.zeros(len(words.types), dtype=bool)
    for name, learn, held in held_out(folds):
        sentences, each = tuner.tell(tuner.tune(learn), held)
        chances[held] = _chances(lines.of_sentence, sentences)
        called[words.rows_of(held)] = _chances(lines.of_word, each) >= lines.threshold
        say(f"{name}: {len(held):,} sentences held out")
    return HeldOut(chances, tuple(folds), words, called)


def _line(odds: Floats, right: NDArray[np.bool_]) -> Calibration:
    """Return the line through log odds held out that makes them likeliest. Platt (1999)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0).fit(odds[:, None].astype(np.float64), right)
    return Calibration(round(float(model.intercept_[0]), 4), round(float(model.coef_[0, 0]), 4))


def _chances(line: Calibration, odds: Floats) -> Floats:
    return sigmoid((line.level + line.slope * odds).astype(np.float32))
