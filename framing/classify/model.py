"""The loaded-language model as it is used: sentences to probabilities, words to probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger.calibration import Calibration
from framing.attribution.tagger.threads import one_thread
from framing.classify.facts import Facts
from framing.classify.learning import sigmoid
from framing.classify.linear import Linear, dense_of
from framing.classify.network import Inputs, Weights, scores, vectors_of
from framing.classify.parts import part_rows
from framing.classify.words import Floats, Ints, Words, read_words

_AT_ONCE = 256  # sentences; more at a time would fall out of the processor's cache
_KNOWN = 1 << 16  # distinct words that are kept


@dataclass(frozen=True, slots=True)
class Learned:
    """What training leaves: arrays, to be kept in a file.

    `keys` are those of the word table of the networks, `centre` and `scale` those of facts. `blend` weighs the log
    odds of networks and linear model, and adds a level; `of_word` calibrates the log odds of a word, `threshold` is
    the probability from which on a word counts as loaded; `far` is the share of words not learned from the others in
    the topic or outlet where it is greatest (see `framing.classify.shift`), 0 where there were none.
    """

    facts: Facts
    keys: NDArray[np.uint64]
    centre: Floats
    scale: Floats
    networks: tuple[Weights, ...]
    linear: Linear
    blend: tuple[float, float, float] = (0.5, 0.5, 0.0)
    of_word: Calibration = field(default_factory=Calibration)
    threshold: float = 0.5
    far: float = 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Log odds of sentences, and of their words one after another, with the words that they belong to."""

    sentences: Floats
    words: Floats
    read: Words


@dataclass(frozen=True, slots=True)
class Raw:
    """Log odds before they are blended and calibrated: of sentences by networks and by the linear model, of words."""

    networks: Floats
    linear: Floats
    words: Floats


class LoadedModel:
    """How loaded sentences and their words are; picklable, deterministic, a pure function of each sentence.

    Called with sentences it returns a probability each, which is what `framing.Annotator` asks of a sentence model.
    """

    def __init__(self, learned: Learned) -> None:
        self.learned = learned
        self._forget()

    def __call__(self, sentences: Sequence[str]) -> list[float]:
        """Return the probability of each sentence to be loaded."""
        return [float(p) for batch in self.batches(sentences) for p in sigmoid(batch.sentences)]

    def __getstate__(self) -> Learned:
        return self.learned

    def __setstate__(self, learned: Learned) -> None:
        self.__init__(learned)  # type: ignore[misc]

    def batches(self, sentences: Sequence[str]) -> list[Scores]:
        """Return the log odds of sentences and words, some sentences at a time."""
        return [self.scores(read_words(sentences[at : at + _AT_ONCE])) for at in range(0, len(sentences), _AT_ONCE)]

    def scores(self, words: Words) -> Scores:
        """Return the log odds of sentences whose words have been read."""
        raw, (network, linear, level), line = self.raw(words), self.learned.blend, self.learned.of_word
        sentences = network * raw.networks + linear * raw.linear + level
        return Scores(sentences.astype(np.float32), (line.level + line.slope * raw.words).astype(np.float32), words)

    def raw(self, words: Words) -> Raw:
        """Return what each part of the model says by itself."""
        learned = self.learned
        types = self._rows(words.forms)[words.types]
        inputs = Inputs(types, words.sentence, words.places, words.count)
        of_words, of_sentences = np.zeros(len(types), np.float32), np.zeros(words.count, np.float32)
        with one_thread():
            for weights, vectors in zip(learned.networks, self._vectors, strict=True):
                one, other, _ = scores(weights, vectors, inputs)
                of_words += one / np.float32(len(learned.networks))
                of_sentences += other[:, 0] / np.float32(len(learned.networks))
        by_sum = learned.linear.log_odds(words, types, self._linear, self.dense(words))
        return Raw(of_sentences, by_sum, of_words)

    def dense(self, words: Words) -> Floats:
        """Return counts of listed words, use in the news and style of sentences, as the linear model takes them."""
        types = self._rows(words.forms)[words.types]
        return dense_of(words, types, self._facts, 2 * self.learned.facts.lists.shape[1])

    def _forget(self) -> None:
        learned = self.learned
        self._row_of: dict[str, int] = {}
        self._facts = np.zeros((0, learned.facts.width), dtype=np.float32)
        self._linear = np.zeros((0, 2), dtype=np.float32)
        self._vectors = [np.zeros((0, w["facts"].shape[1]), dtype=np.float32) for w in learned.networks]

    def _rows(self, forms: Sequence[str]) -> Ints:
        """Return the row of each word among what is kept, those of new words added."""
        if len(self._row_of) > _KNOWN:
            self._forget()
        new = [form for form in forms if form not in self._row_of]
        if new:
            learned = self.learned
            facts = learned.facts.of(new)
            scaled = scaled_facts(facts, learned.centre, learned.scale)
            rows = part_rows(learned.keys, new)
            self._facts = np.concatenate([self._facts, facts])
            self._linear = np.concatenate([self._linear, learned.linear.of_words(new)])
            self._vectors = [
                np.concatenate([kept, _vectors(w, rows, scaled)])
                for kept, w in zip(self._vectors, learned.networks, strict=True)
            ]
            self._row_of |= zip(new, range(len(self._row_of), len(self._row_of) + len(new)), strict=True)
        return np.array([self._row_of[form] for form in forms], dtype=np.int64)


def _vectors(w: Weights, rows: Ints, facts: Floats) -> Floats:
    """Return the vectors of words, each the same whatever other words come with it.

    A product of matrices rounds a row by how many there are: in double precision that is below what is kept.
    """
    precise: Any = {name: w[name].astype(np.float64) for name in ("parts", "facts", "facts_bias")}
    found: Floats = vectors_of(precise, rows, facts.astype(np.float64))[0].astype(np.float32)
    return found


def scaled_facts(facts: Floats, centre: Floats, scale: Floats) -> Floats:
    """Return facts as the networks take them."""
    out: Floats = np.clip((facts - centre) / scale, -4, 4).astype(np.float32)
    return out
