"""Weights on disk: one .npz without pickle, the word table as small integers and their scales."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, is_zipfile

import numpy as np

from framing.attribution.tagger.calibration import Calibration
from framing.attribution.tagger.chain import PARTS, Chain, Floats
from framing.attribution.tagger.labels import LABELS
from framing.attribution.tagger.net import Net
from framing.attribution.tagger.places import PLACES
from framing.attribution.tagger.tagger import Tagger
from framing.attribution.tagger.traits import KEYS
from framing.attribution.tagger.vocabulary import Vocabulary
from framing.errors import FramingError

_FORMAT = 2
_LEVELS = 127  # either side of 0


def save(tagger: Tagger, path: str | Path | BinaryIO) -> None:
    """Write what a tagger knows, rounded; the same tagger gives the same bytes.

    Raises:
        FramingError: the training failed, so that weights are no finite numbers.
    """
    net = tagger.net
    if not all(np.isfinite(values).all() for values in net.weights.values()):
        raise FramingError("the training failed: its weights are no finite numbers; add hand-marked articles")
    small, scale = _rounded(net.weights["words"][:-1])
    arrays: dict[str, Any] = {
        "format": np.array([_FORMAT, len(LABELS), KEYS, PLACES, net.depth, *net.reaches], dtype=np.int32),
        "bias": np.array(tagger.bias, dtype=np.float32),
        "calibration": np.array([tagger.calibration.level, tagger.calibration.slope], dtype=np.float32),
        "keys": tagger.vocabulary.keys,
        "words": small,
        "words_scale": scale,
    }
    arrays |= {name: w.astype(np.float16) for name, w in net.weights.items() if name not in ("words", *PARTS)}
    arrays |= {name: getattr(net.chain, name).astype(np.float16) for name in PARTS}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _rounded(values: Floats) -> tuple[np.ndarray[Any, np.dtype[np.int8]], np.ndarray[Any, np.dtype[np.float16]]]:
    """Return weights as small integers with one scale a row."""
    scale = (np.abs(values).max(axis=1, keepdims=True, initial=0) / _LEVELS).astype(np.float16)
    scale = np.maximum(scale, np.float16(1e-6))
    return np.clip(np.rint(values / scale), -_LEVELS, _LEVELS).astype(np.int8), scale


def load(path: str | Path) -> Tagger:
    """Read weights.

    Raises:
        FramingError: the file is missing, damaged, or of another version of the model.
    """
    try:
        with Path(path).open("rb") as file:
            if not is_zipfile(file):
                raise ValueError("it is no .npz file, or not all of one")
            file.seek(0)
            with np.load(file, allow_pickle=False) as arrays:
                data = {name: arrays[name] for name in arrays.files}
        return _tagger(data)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise FramingError(
            f"{path} holds no attribution weights that this version can read ({error}); train them again with "
            "`framing train attribution`, or use Attributor(engine='rules')"
        ) from error


def _tagger(data: dict[str, Any]) -> Tagger:
    """Return the tagger of the arrays of a file."""
    kind, bias, keys = data.pop("format").tolist(), float(data.pop("bias")), data.pop("keys")
    expected = [_FORMAT, len(LABELS), KEYS, PLACES]
    if kind[: len(expected)] != expected:
        raise ValueError(f"its format is {kind}, this version reads {expected}")
    calibration = Calibration(*(float(value) for value in data.pop("calibration")))
    depth, *reaches = kind[len(expected) :]
    words = data.pop("words").astype(np.float32) * data.pop("words_scale").astype(np.float32)
    weights = {name: values.astype(np.float32) for name, values in data.items()}
    chain = Chain(*(weights.pop(name) for name in PARTS))
    weights["words"] = np.concatenate([words, np.zeros((1, words.shape[1]), dtype=np.float32)])
    if len(words) != len(keys) or len(weights["places"]) != PLACES or not (np.diff(keys.astype(np.float64)) >= 0).all():
        raise ValueError("its tables do not fit together")
    return Tagger(Net(weights, tuple(reaches), depth, chain), Vocabulary(keys), bias, calibration)
