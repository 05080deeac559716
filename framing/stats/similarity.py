"""Which terms stand in the same places: cosines of term vectors learned from the corpus itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.stats.candidates import Candidates
from framing.stats.ratios import Floats
from framing.stats.running import KNOWN, Numbers, Running

_REACH = 2  # tokens on each side
_DIMENSIONS = 100
_SMOOTHING = 0.75  # exponent of the context counts (Levy, Goldberg & Dagan 2015)


def similarity_to(term: int, run: Running, candidates: Candidates, *, fewest: int) -> Floats:
    """The cosine of each term's vector with that of one term, in [-1, 1]; 0 for terms with no context.

    Contexts are the two words on each side within the sentence, told apart by their place, so that terms are alike
    that can take each other's place, not those of one topic. Counts become positive pointwise mutual information,
    of which a truncated singular value decomposition with a fixed start keeps 100 dimensions.

    Levy, O., Goldberg, Y. & Dagan, I. (2015). Improving distributional similarity with lessons learned from word
    embeddings. TACL 3, 211-225.
    """
    from scipy.sparse.linalg import svds

    matrix = _information(_contexts(run, candidates, fewest))
    dimensions = min(_DIMENSIONS, min(matrix.shape) - 1)
    if dimensions < 1 or not matrix.nnz:
        return np.zeros(len(candidates.terms))
    start = np.random.default_rng(0).standard_normal(min(matrix.shape))
    left, values, _ = svds(matrix, k=dimensions, v0=start)
    vectors = left * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1)
    alike: Floats = vectors @ vectors[term] / np.maximum(lengths * lengths[term], np.finfo(float).tiny)
    return alike


def _contexts(run: Running, candidates: Candidates, fewest: int) -> Any:
    """How often each term has each context: a sparse matrix, terms × (places × words)."""
    from scipy import sparse

    counts = np.bincount(run.ids, minlength=len(run.words))
    usable = counts >= fewest
    usable[KNOWN] = False
    column = np.where(usable, np.cumsum(usable) - 1, -1)
    width = int(usable.sum())
    rows: list[Numbers] = []
    columns: list[Numbers] = []

    def add(ids: Numbers, tokens: Numbers, place: int, offset: int) -> None:
        """Note what stands `offset` tokens from each token, in the same sentence, as context of its id."""
        other = tokens + offset
        near = (other >= 0) & (other < len(run.ids))
        near[near] = run.sentences[tokens[near]] == run.sentences[other[near]]
        context = column[run.ids[other[near]]]
        rows.append(ids[near][context >= 0])
        columns.append((context + place * width)[context >= 0])

    frequent = np.flatnonzero(usable[run.ids])
    for step in range(1, _REACH + 1):
        for tokens, ids, last in ((frequent, run.ids[frequent], 0), (candidates.phrase_at, candidates.phrase_ids, 1)):
            add(ids, tokens, 2 * step - 2, -step)
            add(ids, tokens, 2 * step - 1, step + last)
    place = np.concatenate(rows), np.concatenate(columns)
    shape = (len(candidates.terms), 2 * _REACH * width)
    return sparse.coo_matrix((np.ones(len(place[0])), place), shape=shape).tocsr()


def _information(counts: Any) -> Any:
    """Positive pointwise mutual information of a matrix of counts, its context counts smoothed."""
    of_term = np.asarray(counts.sum(axis=1)).ravel()
    of_context = np.asarray(counts.sum(axis=0)).ravel() ** _SMOOTHING
    of_context /= max(of_context.sum(), np.finfo(float).tiny)
    cells = counts.tocoo()
    cells.data = np.maximum(np.log(cells.data / (of_term[cells.row] * of_context[cells.col])), 0)
    return cells.tocsr()
