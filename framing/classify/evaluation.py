"""What the loaded-language model says of sentences that it has not learned from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classify.facts import Facts
from framing.classify.gold import Labelled
from framing.classify.learning import sigmoid
from framing.classify.protocols import fold_names, held_out
from framing.classify.recipe import RecipeOptions, Sentences, train_loaded
from framing.classify.words import Floats, Words


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Predictions of every sentence by a model that learned without its fold.

    `chances` and `folds` are those of sentences; `called` says of each of their `words` whether it counts as loaded.
    """

    chances: Floats
    folds: tuple[str, ...]
    words: Words
    called: NDArray[np.bool_]


def predict_held_out(
    labelled: Labelled,
    facts: Facts,
    protocol: str,
    options: RecipeOptions | None = None,
    progress: Callable[[str], None] = lambda _message: None,
) -> HeldOut:
    """Return predictions under a protocol (see `framing.classify.protocols`).

    Whatever is fitted (networks, linear model, blend, calibration, threshold of words) is fitted within the folds
    learned from. `facts` rest on no labelled sentence.
    """
    sentences = Sentences.of(labelled)
    folds = fold_names(labelled.sentences, protocol)
    chances = np.zeros(len(folds), dtype=np.float32)
    called = np.zeros(len(sentences.words.types), dtype=bool)
    for name, learn, held in held_out(folds):
        model = train_loaded(sentences, facts, options, rows=learn)
        found = model.scores(sentences.words.subset(held))
        chances[held] = sigmoid(found.sentences)
        called[sentences.words.rows_of(held)] = sigmoid(found.words) >= model.learned.threshold
        progress(f"{name}: {len(held):,} sentences held out")
    return HeldOut(chances, tuple(folds), sentences.words, called)
