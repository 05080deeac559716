"""Units to labels: the network's scores, the best path through the chain, and the probability of each label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.attribution.tagger.calibration import Calibration
from framing.attribution.tagger.chain import Floats, best_labels, pack, posterior
from framing.attribution.tagger.labels import CUE_BEGINS
from framing.attribution.tagger.layers import gather
from framing.attribution.tagger.net import Inputs, Net, label_scores
from framing.attribution.tagger.places import place_rows
from framing.attribution.tagger.threads import one_thread
from framing.attribution.tagger.units import Ints, Units
from framing.attribution.tagger.vocabulary import Vocabulary

_KNOWN = 1 << 16  # words whose vectors a process keeps


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the tagger makes of an article: the best labels, and the probability of each label, units x labels."""

    labels: Ints
    chances: Floats


class Tagger:
    """Labels articles, a batch at a time; `bias` is added to the scores of the first unit of cues.

    Raised, it finds more attributions and leaves their edges alone, as a bias on every unit would not.
    """

    def __init__(self, net: Net, vocabulary: Vocabulary, bias: float, calibration: Calibration | None = None) -> None:
        self.net, self.vocabulary, self.bias = net, vocabulary, bias
        self.calibration = calibration or Calibration()
        self._place: dict[str, int] = {}
        self._vectors = np.zeros((0, net.weights["words"].shape[1]), dtype=np.float32)

    def read(self, articles: Sequence[tuple[Units, Ints]]) -> list[Labelled]:
        """Return the labels of each article, given as its units and the labels of the rules."""
        sizes = [len(units) for units, _ in articles]
        edges = np.cumsum(sizes)
        first = np.r_[0, np.cumsum([int(units.paragraph[-1]) + 1 for units, _ in articles[:-1]])]
        types = self._types([word for units, _ in articles for word in units.words])
        inputs = Inputs(
            types,
            np.concatenate([place_rows(units, ruled) for units, ruled in articles]),
            np.repeat(np.arange(len(articles)), sizes),
            pack(np.concatenate([units.paragraph + n for (units, _), n in zip(articles, first, strict=True)])),
        )
        with one_thread():
            found = label_scores(self.net, self._vectors, inputs)
        found[:, CUE_BEGINS] += self.bias
        labels = best_labels(found, self.net.chain, inputs.packing)
        chances = posterior(found, self.net.chain, inputs.packing).labels
        parts = zip(np.split(labels, edges[:-1]), np.split(chances, edges[:-1]), strict=True)
        return [Labelled(*part) for part in parts]

    def _types(self, words: Sequence[str]) -> Ints:
        """Return the row of each word's vector, those of new words added."""
        if len(self._place) > _KNOWN:
            self._place.clear()
        found = list(map(self._place.get, words))
        if None in found:
            known, new = len(self._place), [word for word in dict.fromkeys(words) if word not in self._place]
            total = known + len(new)
            if total > len(self._vectors):  # half as much again at least, or each new word would copy them all
                room = np.zeros((max(total, 3 * known // 2) - len(self._vectors), self._vectors.shape[1]), np.float32)
                self._vectors = np.concatenate([self._vectors, room])
            self._vectors[known:total], _ = gather(self.net.weights["words"], self.vocabulary.rows(new))
            self._place |= zip(new, range(known, total), strict=True)
            found = [self._place[word] for word in words]
        return np.array(found, dtype=np.int64)
