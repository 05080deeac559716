"""Weights on disk: one .npz of small integers and their scales, without pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

import numpy as np

from framing.attribution.tagger.chain import Chain, Floats
from framing.attribution.tagger.labels import LABELS
from framing.attribution.tagger.scorer import OFFSETS, Pass
from framing.attribution.tagger.table import KeyTable, slots_of
from framing.errors import FramingError

_FORMAT = 1
_LEVELS = 24  # either side of 0: finer ones only fill the file


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that training found: both passes, and what is added to the first unit of a cue (in log odds)."""

    first: Pass
    second: Pass
    bias: float


def save(weights: Weights, path: str | Path | BinaryIO) -> None:
    """Write weights rounded to small integers; the same weights give the same bytes."""
    arrays: dict[str, Any] = {
        "format": np.array([_FORMAT, len(LABELS), *OFFSETS], dtype=np.int32),
        "bias": np.array(weights.bias, dtype=np.float32),
    }
    for name, part in (("first", weights.first), ("second", weights.second)):
        for kind, table, values in (
            ("words", part.words, part.word_weights),
            ("places", part.places, part.place_weights),
        ):
            small, scale = _rounded(values[:-1])
            arrays |= {f"{name}_{kind}_keys": table.keys, f"{name}_{kind}": small, f"{name}_{kind}_scale": scale}
        for kind in ("steps", "starts", "ends"):
            arrays[f"{name}_{kind}"] = getattr(part.chain, kind).astype(np.float16)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _rounded(values: Floats) -> tuple[np.ndarray[Any, np.dtype[np.int8]], np.ndarray[Any, np.dtype[np.float16]]]:
    """Return weights as small integers with one scale a row."""
    axes = tuple(range(1, values.ndim))
    scale = (np.abs(values).max(axis=axes, keepdims=True, initial=0) / _LEVELS).astype(np.float16)
    scale = np.maximum(scale, np.float16(1e-6))
    return np.clip(np.rint(values / scale), -_LEVELS, _LEVELS).astype(np.int8), scale


def load(path: str | Path) -> Weights:
    """Read weights.

    Raises:
        FramingError: the file is missing, damaged, or of another version of the model.
    """
    try:
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            data = {name: arrays[name] for name in arrays.files}
        expected = [_FORMAT, len(LABELS), *OFFSETS]
        if data["format"].tolist() != expected:
            raise ValueError(f"its format is {data['format'].tolist()}, this version reads {expected}")
        return Weights(_pass(data, "first"), _pass(data, "second"), float(data["bias"]))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise FramingError(
            f"{path} holds no attribution weights that this version can read ({error}); train them again with "
            "`framing train attribution`, or use Attributor(engine='rules')"
        ) from error


def _pass(data: Mapping[str, Any], name: str) -> Pass:
    words, places = (_table(data, f"{name}_{kind}") for kind in ("words", "places"))
    chain = Chain(*(data[f"{name}_{kind}"].astype(np.float32) for kind in ("steps", "starts", "ends")))
    return Pass(*words, *places, chain)


def _table(data: Mapping[str, Any], name: str) -> tuple[KeyTable, Floats]:
    table = KeyTable(data[f"{name}_keys"])
    values = data[name].astype(np.float32) * data[f"{name}_scale"].astype(np.float32)
    if len(values) != len(table) or len(np.unique(slots_of(table.keys))) != len(table):
        raise ValueError(f"{name} does not fit its keys")
    return table, np.concatenate([values, np.zeros((1, *values.shape[1:]), dtype=np.float32)])
