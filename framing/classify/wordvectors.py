"""Vectors of words distilled from a sentence encoder: where the words of unlabelled news stand in its second layer.

A word's vector is the mean state of its occurrences, drawn towards what its state by itself lets expect, reduced to
principal components. No label is looked at. After Bommasani, Davis and Cardie (2020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import BadZipFile, is_zipfile

import numpy as np
from numpy.typing import NDArray

from framing.classify.facts import Keys, key_of
from framing.classify.words import Floats, read_words
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.embeddings.base import Base

LEVELS = 127  # either side of 0
_FORMAT = 1
_LAYERS = 2
_LONGEST = 128  # pieces of a sentence that are read
_ENOUGH = 5  # occurrences of a word from which on its mean state is taken for known
_RIDGE = 10.0
_PRIOR = 2.0  # occurrences that the state by itself weighs
_SPREAD = 1 / 8  # mean standard deviation of a component


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Vectors of words (words x width, within -1 and 1) in the order of their keys, which grow."""

    keys: Keys
    vectors: Floats

    @property
    def width(self) -> int:
        """Numbers of a vector."""
        return int(self.vectors.shape[1])

    def of(self, words: Sequence[str]) -> Floats:
        """Return the vector of each word; 0 for one without."""
        wanted = np.array([key_of(word) for word in words], dtype=np.uint64)
        found = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        out: Floats = np.where((self.keys[found] == wanted)[:, None], self.vectors[found], np.float32(0))
        return out


def distil(base: Base, sentences: Sequence[str], others: Iterable[str], width: int) -> WordVectors:
    """Return vectors of the words of sentences, of other words, and of those that the encoder knows whole."""
    from framing.classify.embeddings.pieces import read_pieces

    words = read_words(sentences)
    known = (word for word in base.tokenizer.get_vocab() if word.isascii() and word.isalpha() and len(word) > 1)
    names = sorted({*words.forms, *(word for word in {*others, *known} if read_words([word]).forms == (word,))})
    row_of = {name: row for row, name in enumerate(names)}
    session = _session(base)

    def states(texts: Sequence[str]) -> Iterable[tuple[NDArray[np.int64], Floats]]:
        """Yield rows of `names` and states of the words of each text that have pieces."""
        from framing.classify.embeddings.graph import begin

        for at in range(0, len(texts), 1000):
            read = read_words(texts[at : at + 1000])
            rows = np.array([row_of[form] for form in read.forms], dtype=np.int64)[read.types]
            for number, pieces in enumerate(read_pieces(base.tokenizer, texts[at : at + 1000], read)):
                window = pieces.windows(_LONGEST)[0]
                each = session.run(None, {"begin": begin(base, window.ids)})[0]
                inside = window.words >= 0
                there, of_piece = np.unique(window.words[inside], return_inverse=True)
                sums = np.zeros((len(there), each.shape[1]), dtype=np.float32)
                np.add.at(sums, of_piece, each[inside])
                means: Floats = (sums / np.bincount(of_piece)[:, None]).astype(np.float32)
                yield rows[read.edges[number] + there], means

    alone = np.zeros((len(names), base.weights["embeddings.LayerNorm.weight"].shape[0]))
    for row, (_, each) in enumerate(states(names)):
        alone[row] = each.mean(axis=0) if len(each) else 0
    sums, counts = np.zeros_like(alone), np.zeros(len(names))
    for rows, each in states(sentences):
        np.add.at(sums, rows, each)
        np.add.at(counts, rows, 1)
    return reduce(names, (sums, counts), alone, width)


def reduce(
    names: Sequence[str], seen: tuple[NDArray[np.float64], NDArray[np.float64]], alone: NDArray[np.float64], width: int
) -> WordVectors:
    """Return vectors from `seen`, sums of states and counts of each word's occurrences, and the states by itself."""
    sums, counts = seen
    padded = np.c_[alone, np.ones(len(names))]
    often = counts >= _ENOUGH
    of_often = sums[often] / counts[often, None]
    squares = padded[often].T @ padded[often] + _RIDGE * np.eye(padded.shape[1])
    expected = padded @ np.linalg.solve(squares, padded[often].T @ of_often)
    states = (sums + _PRIOR * expected) / (counts + _PRIOR)[:, None]
    weight = (np.log1p(counts) + 0.3)[:, None]
    centred = states - (states * weight).sum(axis=0) / weight.sum()
    _, axes = np.linalg.eigh((centred * weight).T @ centred / weight.sum())
    found = centred @ axes[:, ::-1][:, :width]
    rounded = np.rint(np.clip(found / found.std(axis=0).mean() * _SPREAD, -1, 1) * LEVELS) / LEVELS
    keys = np.array([key_of(name) for name in names], dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    return WordVectors(keys[order], rounded[order].astype(np.float32))


def save_vectors(vectors: WordVectors, path: str | Path | BinaryIO) -> None:
    """Write vectors as small integers; the same vectors give the same bytes."""
    levels = np.rint(vectors.vectors * LEVELS).astype(np.int8)
    np.savez_compressed(path, allow_pickle=False, format=np.array(_FORMAT), keys=vectors.keys, vectors=levels)


def load_vectors(path: str | Path) -> WordVectors:
    """Return the vectors of a file.

    Raises:
        FramingError: the file is missing, damaged, or of another version.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            if not is_zipfile(file):
                raise ValueError("it is no .npz file, or not all of one")
            file.seek(0)
            with np.load(file, allow_pickle=False) as arrays:
                data = {name: arrays[name] for name in arrays.files}
        if int(data["format"]) != _FORMAT:
            raise ValueError(f"its format is {int(data['format'])}, this version reads {_FORMAT}")
        return WordVectors(data["keys"], data["vectors"].astype(np.float32) / np.float32(LEVELS))
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise FramingError(
            f"{path} holds no vectors of words that this version can read ({error}); make them with "
            "`framing train vectors --news CORPUS -o FILE`"
        ) from error


def _session(base: Base) -> Any:
    """Return what runs the lowest layers of the encoder."""
    import onnxruntime

    from framing.classify.embeddings.graph import build, published_layer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = build(base, [published_layer(base, number) for number in range(_LAYERS)], small=False)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
