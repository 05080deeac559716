"""What each word adds to a prediction of the fine-tuned encoder."""

from __future__ import annotations

import numpy as np

from framing.classify.embeddings.model import EmbeddingModel
from framing.classify.explain import Contribution, Explanation, beginning
from framing.classify.learning import sigmoid
from framing.classify.words import read_words


def explain(model: EmbeddingModel, text: str) -> Explanation:
    """Return what each word of a sentence contributes: the log odds less those of the text without it.

    Contributions need not add up to the log odds, for words work together. Li, Monroe and Jurafsky (2016). Of a text of
    more than 400 words the first 400 are explained, as if it ended with them; its probability is that of the whole.
    """
    begin = beginning(text)
    words = read_words([begin])
    spans = list(zip(words.starts.tolist(), words.ends.tolist(), strict=True))
    found = model.batches([begin, *(begin[:start] + begin[end:] for start, end in spans)])
    odds = np.concatenate([batch.sentences for batch in found])
    chances = sigmoid(found[0].words[: len(spans)])
    return Explanation(
        text,
        float(sigmoid(odds[:1])[0]) if begin == text else model([text])[0],
        tuple(
            Contribution(start, end, round(float(odds[0] - without), 4), round(float(chance), 4))
            for (start, end), without, chance in zip(spans, odds[1:], chances, strict=True)
        ),
    )
