"""Vectors of words from the company they keep in unlabelled news.

Positive pointwise mutual information of words in a window, reduced by a singular value decomposition. Levy, Goldberg
and Dagan (2015).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.classify.words import Floats

_WINDOW = 4  # words either side; the n-th counts 1/n
_SMOOTH = 0.75  # exponent of the counts of contexts
_ROUNDS = 4  # power iterations


def word_vectors(texts: Sequence[Sequence[str]], vocabulary: Sequence[str], width: int, seed: int) -> Floats:
    """Return a vector of length 1 for each word of the vocabulary (words x width); 0 for one without company."""
    from scipy.sparse import coo_array, csr_array
    from sklearn.utils.extmath import randomized_svd

    rows = {word: row for row, word in enumerate(vocabulary)}
    size = len(vocabulary)
    if size <= width:
        return np.zeros((size, width), dtype=np.float32)
    places = [np.array([rows.get(word, -1) for word in text], dtype=np.int64) for text in texts]
    left, right, weight = [], [], []
    for distance in range(1, _WINDOW + 1):
        for row in places:
            one, other = row[:-distance], row[distance:]
            kept = (one >= 0) & (other >= 0)
            left.append(one[kept])
            right.append(other[kept])
            weight.append(np.full(int(kept.sum()), 1 / distance))
    pairs = np.concatenate(left), np.concatenate(right)
    half = coo_array((np.concatenate(weight), pairs), shape=(size, size)).tocsr()
    counts = (half + half.T).tocoo()
    totals = counts.sum(axis=1)
    contexts = totals**_SMOOTH
    contexts /= contexts.sum()
    information = np.log(counts.data / (totals[counts.row] * contexts[counts.col]))
    positive = information > 0
    matrix = csr_array((information[positive], (counts.row[positive], counts.col[positive])), shape=(size, size))
    left_vectors, values, _ = randomized_svd(matrix, width, n_iter=_ROUNDS, random_state=seed)
    vectors = left_vectors * np.sqrt(values)
    found: Floats = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    return found
