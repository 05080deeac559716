"""From labelled sentences to the loaded-language model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np

from framing.attribution.tagger.calibration import Calibration, calibrate
from framing.classify.background import touches
from framing.classify.facts import Facts
from framing.classify.gold import Labelled
from framing.classify.learning import Lessons, NetworkOptions, sigmoid, train_network
from framing.classify.linear import dense_of, fit_linear
from framing.classify.model import Learned, LoadedModel, scaled_facts
from framing.classify.parts import frequent_parts, part_rows
from framing.classify.shift import farthest_share
from framing.classify.words import Floats, Ints, Words, read_words

_TOLERANCE = 0.05  # added to the spread of facts, so that what is rare is not blown up
_HALF = 0.5  # share of annotators from which on a sentence counts as loaded
_THRESHOLDS = np.arange(0.1, 0.61, 0.01)


@dataclass(frozen=True, slots=True)
class RecipeOptions:
    """How the model is trained.

    `folds` parts, of outlets where these are told, are held out in turn to blend and calibrate; `networks` is how
    many learn from all, `least` the occurrences of a part of a word that is learned.
    """

    folds: int = 3
    networks: int = 2
    least: int = 4
    strength: float = 1.0
    seed: int = 1
    network: NetworkOptions = field(default_factory=NetworkOptions)


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences with labels (0 to 1), which of their words are loaded (None: not marked), their outlets and topics.

    `opinion` says how opinionated each is, 0 to 1, NaN where nobody has said.
    """

    words: Words
    loaded: Floats
    marked: Floats | None
    opinion: Floats
    outlets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @classmethod
    def of(cls, labelled: Labelled) -> Self:
        """Return the sentences of a table."""
        words = read_words([sentence.text for sentence in labelled.sentences])
        marked = np.zeros(len(words.types), dtype=np.float32)
        edges = words.edges
        for number, sentence in enumerate(labelled.sentences):
            mine = slice(edges[number], edges[number + 1])
            marked[mine] = touches(words.starts[mine], words.ends[mine], sentence.spans)
        return cls(
            words,
            np.array([sentence.loaded for sentence in labelled.sentences], dtype=np.float32),
            marked if labelled.marked else None,
            np.array([sentence.opinion for sentence in labelled.sentences], dtype=np.float32),
            tuple(sentence.outlet for sentence in labelled.sentences),
            tuple(sentence.topic for sentence in labelled.sentences),
        )

    def subset(self, rows: Ints) -> Sentences:
        """Return the sentences numbered."""
        places = self.words.rows_of(rows)
        return Sentences(
            self.words.subset(rows),
            self.loaded[rows],
            self.marked[places] if self.marked is not None else None,
            self.opinion[rows],
            tuple(self.outlets[row] for row in rows) if self.outlets else (),
            tuple(self.topics[row] for row in rows) if self.topics else (),
        )


def train_loaded(
    sentences: Sentences,
    facts: Facts,
    options: RecipeOptions | None = None,
    *,
    rows: Ints | None = None,
    progress: Callable[[str], None] = lambda _message: None,
) -> LoadedModel:
    """Return the model learned from the sentences numbered `rows` (default: all of them).

    Nothing of other sentences is used. The same to the byte for the same input and one thread.
    """
    from sklearn.model_selection import GroupKFold, StratifiedKFold

    options = options or RecipeOptions()
    rows = np.arange(sentences.words.count) if rows is None else rows
    known = facts.of(sentences.words.forms)
    outlets = [sentences.outlets[row] for row in rows] if sentences.outlets else []
    grouped = len(set(outlets)) >= options.folds
    splitter: Any = (
        GroupKFold(options.folds)
        if grouped
        else StratifiedKFold(options.folds, shuffle=True, random_state=options.seed)
    )
    blended, of_words = [], []
    labels = sentences.loaded[rows] >= _HALF
    for number, (learn, hold) in enumerate(splitter.split(rows, labels, outlets if grouped else None)):
        part = sentences.subset(rows[hold])
        found = LoadedModel(_fit(sentences, facts, known, rows[learn], (number,), options)).raw(part.words)
        blended.append(np.stack([found.networks, found.linear, part.loaded], axis=1))
        if part.marked is not None:
            of_words.append(np.stack([found.words, part.marked], axis=1))
        progress(f"part {number + 1} of {options.folds}")
    blend = _blend(np.concatenate(blended), level=not grouped)
    calibration, threshold = _word_line(np.concatenate(of_words)) if of_words else (Calibration(), _HALF)
    learned = _fit(sentences, facts, known, rows, tuple(range(options.networks)), options)
    part = sentences.subset(rows)
    far = max(farthest_share(part.words, groups, options.least) for groups in (part.topics, part.outlets))
    return LoadedModel(replace(learned, blend=blend, of_word=calibration, threshold=threshold, far=far))


def _fit(
    sentences: Sentences, facts: Facts, known: Floats, rows: Ints, seeds: Sequence[int], options: RecipeOptions
) -> Learned:
    """Return networks, one a seed, and linear model learned from some sentences, not yet blended.

    `known` has what is known of each distinct word.
    """
    part = sentences.subset(rows)
    words, there = part.words, np.unique(part.words.types)
    keys = frequent_parts(words.forms, words.types, options.least)
    centre, scale = known[there].mean(axis=0), known[there].std(axis=0) + np.float32(_TOLERANCE)
    scaled = scaled_facts(known, centre, scale)
    lessons = Lessons(words, part_rows(keys, words.forms), scaled, part.loaded, part.marked, part.opinion)
    networks = tuple(train_network(lessons, len(keys), options.network, seed) for seed in seeds)
    dense = dense_of(words, words.types, known, 2 * facts.lists.shape[1])
    linear = fit_linear(words, dense, part.loaded, options.strength)
    return Learned(facts, keys, centre, scale, networks, linear)


def _blend(held: Floats, *, level: bool) -> tuple[float, float, float]:
    """Return the weights of networks and linear model, and the level if any, that make sentences held out likeliest.

    A level does not carry over to other outlets, which have their own shares of loaded sentences. Weights are 0 or
    more: of few sentences the networks learn little, and a weight below 0 would turn what they say around.
    """
    from sklearn.linear_model import LogisticRegression

    model: Any = LogisticRegression(C=10.0, fit_intercept=level)
    odds, labels = held[:, :2].astype(np.float64), held[:, 2] >= _HALF
    model.fit(odds, labels)
    if model.coef_.min() < 0:
        model.fit(odds * (model.coef_[0] >= 0), labels)
    networks, linear = np.maximum(model.coef_[0], 0)
    return round(float(networks), 4), round(float(linear), 4), round(float(model.intercept_[0]), 4) if level else 0.0


def _word_line(held: Floats) -> tuple[Calibration, float]:
    """Return the calibration of words held out, and the probability from which on F1 of marked words is highest."""
    marked = held[:, 1] >= _HALF
    line = calibrate(sigmoid(held[:, 0]).tolist(), marked.tolist())
    chances = sigmoid((line.level + line.slope * held[:, 0]).astype(np.float32))
    f1 = [2 * (marked & (chances >= t)).sum() / max(marked.sum() + (chances >= t).sum(), 1) for t in _THRESHOLDS]
    return line, round(float(_THRESHOLDS[int(np.argmax(f1))]), 2)
