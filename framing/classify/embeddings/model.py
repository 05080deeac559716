"""The fine-tuned encoder as it is used: sentences to probabilities, words to probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from framing.classify.embeddings.base import Base, installed_base, read_base
from framing.classify.embeddings.fine import Fine, load_fine
from framing.classify.embeddings.graph import begin, build, published_layer
from framing.classify.embeddings.pieces import Pieces, of_words, read_pieces
from framing.classify.learning import sigmoid
from framing.classify.model import Scores
from framing.classify.words import Floats, Words, read_words
from framing.errors import FramingError

_AT_ONCE = 256  # sentences read at a time
_LONGEST = 256  # pieces of a window
_NOTHING = -9.0  # log odds of a word that has no pieces


class EmbeddingModel:
    """How loaded sentences and their words are, by the encoder.

    It is called as `framing.classify.model.LoadedModel` is. Picklable, deterministic, and a pure function of each
    sentence: sentences go through the encoder one at a time.

    Parameters
    ----------
    fine
        the fine-tuned layers
    base
        the encoder that the layers belong to; None: that of an installed package
    small
        whether matrix products are taken in int8; else in float32
    """

    def __init__(self, fine: Fine, base: Base | None = None, *, small: bool = True) -> None:
        self.learned, self._base, self._small = fine, base, small
        if self.base.digest != fine.base:
            raise FramingError(
                f"these layers belong to an encoder whose weights have the SHA-256 {fine.base[:12]}…, not "
                f"{self.base.digest[:12]}…; pass the weights that were trained on this one"
            )

    def __call__(self, sentences: Sequence[str]) -> list[float]:
        """Return the probability of each sentence to be loaded."""
        return [float(p) for batch in self.batches(sentences) for p in sigmoid(batch.sentences)]

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_session"}

    @property
    def base(self) -> Base:
        """The encoder that the layers stand on."""
        return self._base or installed_base()

    def batches(self, sentences: Sequence[str]) -> list[Scores]:
        """Return the log odds of sentences and words, some sentences at a time."""
        return [self._scores(sentences[at : at + _AT_ONCE]) for at in range(0, len(sentences), _AT_ONCE)]

    def raw(self, texts: Sequence[str], words: Words) -> tuple[Floats, Floats]:
        """Return the log odds of sentences and of their words before calibration; `words` are those of the texts."""
        of_sentences, found = np.zeros(len(texts), dtype=np.float32), [np.zeros(0, dtype=np.float32)]
        for number, pieces in enumerate(read_pieces(self.base.tokenizer, texts, words)):
            windows = pieces.windows(_LONGEST)
            told = [self.learned.heads(self._states(window)) for window in windows]
            sizes = [len(window.ids) for window in windows]
            of_sentences[number] = np.average([sentence for sentence, _ in told], weights=sizes)
            joined = Pieces(pieces.ids, np.concatenate([window.words for window in windows]))
            values = np.concatenate([each for _, each in told])
            found.append(of_words(joined, values, int(words.sizes[number]), _NOTHING))
        return of_sentences, np.concatenate(found).astype(np.float32)

    def _scores(self, texts: Sequence[str]) -> Scores:
        words = read_words(texts)
        odds, lines = self.raw(texts, words), (self.learned.of_sentence, self.learned.of_word)
        sentences, each = (
            (line.level + line.slope * x).astype(np.float32) for line, x in zip(lines, odds, strict=True)
        )
        return Scores(sentences, each, words)

    def _states(self, pieces: Pieces) -> Floats:
        found: Floats = self._session.run(None, {"begin": begin(self.base, pieces.ids)})[0]
        return found

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        lower = [published_layer(self.base, number) for number in range(self.base.layers - len(self.learned.layers))]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graph = build(self.base, [*lower, *self.learned.layers], small=self._small)
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def load_embedding(
    path: str | Path | None = None, *, base: str | Path | None = None, small: bool = True
) -> EmbeddingModel:
    """Return the model of fine-tuned layers in a file; without a path, of those shipped.

    base: folder of the encoder; None: that of an installed package.

    Raises:
        FramingError: file or encoder is missing, damaged or of another kind; the message says what to install.
    """
    return EmbeddingModel(load_fine(path), read_base(base) if base else None, small=small)
