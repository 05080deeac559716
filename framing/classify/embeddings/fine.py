"""What fine-tuning leaves, upper layers, heads and calibration, in one file of plain arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, is_zipfile

import numpy as np

from framing.attribution.tagger.calibration import Calibration
from framing.classify.embeddings.graph import NORMS, PRODUCTS, Layer, Product
from framing.classify.words import Floats
from framing.errors import FramingError

SHIPPED = Path(__file__).parent.parent / "weights" / "loaded-en-minilm.npz"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Heads:
    """From the states of the last layer to log odds.

    `word` has a weight for each column and a level; `heed` (columns) says how much each piece counts; `sentence` has
    weights for the first state, the mean and the heeded mean, and a level; `gather` is what the pooled log odds of
    pieces weigh.
    """

    word: Floats
    heed: Floats
    sentence: Floats
    gather: float

    def __call__(self, states: Floats) -> tuple[float, Floats]:
        """Return the log odds of a sentence and of its pieces, given its states (pieces x width)."""
        words: Floats = states @ self.word[:-1] + self.word[-1]
        heed = states @ self.heed
        share = np.exp(heed - heed.max())
        pooled = np.concatenate([states[0], states.mean(axis=0), share @ states / share.sum()])
        inner = words[1:]
        most = float(inner.max(initial=-np.inf))
        total = most + float(np.log(np.exp(inner - most).sum())) if len(inner) else 0.0
        return float(pooled @ self.sentence[:-1] + self.sentence[-1]) + self.gather * total, words


@dataclass(frozen=True, slots=True)
class Fine:
    """Upper layers and heads; `base` is the SHA-256 of the encoder that they belong to.

    `of_sentence` and `of_word` calibrate log odds; from the probability `threshold` on a word counts as loaded.
    """

    layers: tuple[Layer, ...]
    heads: Heads
    base: str
    of_sentence: Calibration = field(default_factory=Calibration)
    of_word: Calibration = field(default_factory=Calibration)
    threshold: float = 0.5


def load_fine(path: str | Path | None = None) -> Fine:
    """Return what a file holds; without a path, the one that is shipped.

    Raises:
        FramingError: the file is missing, damaged, or no such file.
    """
    path = Path(path or SHIPPED)
    try:
        with path.open("rb") as file:
            if not is_zipfile(file):
                raise ValueError("it is no .npz file, or not all of one")
            file.seek(0)
            with np.load(file, allow_pickle=False) as arrays:
                data = {name: arrays[name] for name in arrays.files}
        return _fine(data)
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile) as error:
        raise FramingError(
            f"{path} holds no fine-tuned layers that this version can read ({error}); train them with "
            "`framing train loaded DATA --backend embeddings -o FILE` and pass --weights FILE"
        ) from error


def save_fine(fine: Fine, path: str | Path | BinaryIO) -> None:
    """Write the layers and heads; the same give the same bytes.

    Raises:
        FramingError: the training failed, so that weights are no finite numbers.
    """
    arrays: dict[str, Any] = {
        "format": np.array([_FORMAT, len(fine.layers)], dtype=np.int32),
        "base": np.frombuffer(fine.base.encode(), dtype=np.uint8),
        "word": fine.heads.word,
        "heed": fine.heads.heed,
        "sentence": fine.heads.sentence,
        "decision": np.array(
            [
                fine.heads.gather,
                fine.of_sentence.level,
                fine.of_sentence.slope,
                fine.of_word.level,
                fine.of_word.slope,
                fine.threshold,
            ]
        ),
    }
    for number, layer in enumerate(fine.layers):
        for name, product in layer.products.items():
            if not isinstance(product, Product):
                raise TypeError("only rounded layers are kept")
            parts = {"weights": product.weights, "scale": product.scale, "bias": product.bias}
            arrays |= {f"layer{number}_{name}_{part}": values for part, values in parts.items()}
        arrays |= {f"layer{number}_{name}": values for name, values in layer.norms.items()}
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise FramingError("the training failed: its weights are no finite numbers; add labelled sentences")
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _fine(data: dict[str, Any]) -> Fine:
    version, count = data["format"].tolist()
    if version != _FORMAT:
        raise ValueError(f"its format is {version}, this version reads {_FORMAT}")
    gather, *lines, threshold = data["decision"].tolist()
    layers = tuple(
        Layer(
            {
                name: Product(*(data[f"layer{number}_{name}_{part}"] for part in ("weights", "scale", "bias")))
                for name in PRODUCTS
            },
            {name: data[f"layer{number}_{name}"] for name in NORMS},
        )
        for number in range(count)
    )
    heads = Heads(data["word"], data["heed"], data["sentence"], gather)
    base = data["base"].tobytes().decode()
    return Fine(layers, heads, base, Calibration(*lines[:2]), Calibration(*lines[2:]), threshold)
