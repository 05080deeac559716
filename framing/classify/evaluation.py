"""What the loaded-language model says of sentences that it has not learned from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classify.facts import Facts
from framing.classify.gold import Labelled
from framing.classify.learning import sigmoid
from framing.classify.protocols import fold_names, held_out
from framing.classify.quality import Quality, quality_of
from framing.classify.recipe import RecipeOptions, Sentences, train_loaded
from framing.classify.words import Floats, Words

_FEWEST = 200  # sentences that a learning curve begins with


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


def learning_curve(
    labelled: Labelled, facts: Facts, protocol: str, options: RecipeOptions | None = None
) -> Iterator[tuple[int, Quality]]:
    """Yield how good a model is on the first fold that learned from so many of the other sentences.

    200 drawn at random, twice as many each time, and all of them.
    """
    sentences = Sentences.of(labelled)
    _, learn, held = next(held_out(fold_names(labelled.sentences, protocol)))
    part = sentences.subset(held)
    order = np.random.default_rng(0).permutation(learn)
    sizes = [size for size in (_FEWEST << n for n in range(20)) if size < len(learn)]
    for size in (*sizes, len(learn)):
        odds = train_loaded(sentences, facts, options, rows=order[:size]).scores(part.words).sentences
        yield size, quality_of(part.loaded.astype(int).tolist(), sigmoid(odds).tolist())
