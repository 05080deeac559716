"""Weights on disk: one .npz of plain arrays, without pickle and without words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, is_zipfile

import numpy as np
from numpy.typing import NDArray

from framing.attribution.tagger.calibration import Calibration
from framing.classify.background import WIDTH
from framing.classify.facts import Facts
from framing.classify.linear import Linear
from framing.classify.model import Learned, LoadedModel
from framing.classify.words import Floats
from framing.classify.wordvectors import WordVectors
from framing.errors import FramingError

SHIPPED = Path(__file__).parent / "weights" / "loaded-en.npz"
_FORMAT = 2
_LEVELS = 127  # either side of 0
_LINEAR = ("idf", "weights", "centre", "scale", "dense")


def load_loaded(path: str | Path | None = None) -> LoadedModel:
    """Return the loaded-language model of a weights file; without a path, the one that is shipped.

    Raises:
        FramingError: the file is missing, damaged, or of another version of the model.
    """
    path = Path(path or SHIPPED)
    try:
        with path.open("rb") as file:
            if not is_zipfile(file):
                raise ValueError("it is no .npz file, or not all of one")
            file.seek(0)
            with np.load(file, allow_pickle=False) as arrays:
                data = {name: arrays[name] for name in arrays.files}
        return LoadedModel(_learned(data))
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile) as error:
        raise FramingError(
            f"{path} holds no loaded-language weights that this version can read ({error}); train them with "
            "`framing train loaded DATA -o FILE` and pass --weights FILE"
        ) from error


def save_loaded(model: LoadedModel, path: str | Path | BinaryIO) -> None:
    """Write what a model knows, rounded; the same model gives the same bytes.

    Raises:
        FramingError: the training failed, so that weights are no finite numbers.
    """
    learned = model.learned
    facts, linear = learned.facts, learned.linear
    arrays: dict[str, Any] = {
        "format": np.array([_FORMAT, len(learned.networks)], dtype=np.int32),
        "keys": learned.keys,
        "centre": learned.centre,
        "scale": learned.scale,
        "decision": np.array(
            [
                *learned.blend,
                learned.of_word.level,
                learned.of_word.slope,
                learned.threshold,
                learned.far,
                linear.intercept,
            ],
            dtype=np.float64,
        ),
    }
    arrays |= facts_arrays(facts)
    for number, network in enumerate(learned.networks):
        small, scale = _rounded(network["parts"][:-1])
        arrays |= {f"network{number}_parts": small, f"network{number}_parts_scale": scale}
        arrays |= {f"network{number}_{name}": w.astype(np.float16) for name, w in network.items() if name != "parts"}
    arrays |= {f"linear_{name}": getattr(linear, name).astype(np.float16) for name in _LINEAR}
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise FramingError("the training failed: its weights are no finite numbers; add labelled sentences")
    np.savez_compressed(path, allow_pickle=False, **arrays)


def shipped_vectors() -> WordVectors | None:
    """Return the vectors distilled from an encoder that the shipped weights hold; None where there are none."""
    if not SHIPPED.is_file():
        return None
    facts = load_loaded().learned.facts
    distilled = facts.vectors[:, WIDTH:]
    known = distilled.any(axis=1)
    return WordVectors(facts.keys[known], distilled[known]) if known.any() else None


def facts_arrays(facts: Facts) -> dict[str, Any]:
    """Return a table of known words as arrays for a file."""
    return {
        "fact_keys": facts.keys,
        "fact_lists": np.packbits(facts.lists, axis=1),
        "fact_list_count": np.array(facts.lists.shape[1]),
        "fact_numbers": facts.numbers.astype(np.float16),
        "fact_vectors": np.rint(facts.vectors * _LEVELS).astype(np.int8),
    }


def facts_from_arrays(data: dict[str, Any]) -> Facts:
    """Return the table of known words that a file holds."""
    return Facts(
        data["fact_keys"],
        np.unpackbits(data["fact_lists"], axis=1, count=int(data["fact_list_count"])).astype(bool),
        data["fact_numbers"].astype(np.float32),
        data["fact_vectors"].astype(np.float32) / np.float32(_LEVELS),
    )


def _rounded(values: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return weights as small integers with one scale a row."""
    scale = np.maximum(
        (np.abs(values).max(axis=1, keepdims=True, initial=0) / _LEVELS).astype(np.float16), np.float16(1e-6)
    )
    return np.clip(np.rint(values / scale), -_LEVELS, _LEVELS).astype(np.int8), scale


def _learned(data: dict[str, Any]) -> Learned:
    """Return what the arrays of a file hold."""
    version, networks = data["format"].tolist()
    if version != _FORMAT:
        raise ValueError(f"its format is {version}, this version reads {_FORMAT}")
    *blend, level, slope, threshold, far, intercept = data["decision"].tolist()
    linear = Linear(**{name: data[f"linear_{name}"].astype(np.float32) for name in _LINEAR}, intercept=intercept)
    return Learned(
        facts_from_arrays(data),
        data["keys"],
        data["centre"],
        data["scale"],
        tuple(_network(data, f"network{number}_") for number in range(networks)),
        linear,
        (blend[0], blend[1], blend[2]),
        Calibration(level, slope),
        threshold,
        far,
    )


def _network(data: dict[str, Any], prefix: str) -> dict[str, Floats]:
    found = {name.removeprefix(prefix): values for name, values in data.items() if name.startswith(prefix)}
    parts = found.pop("parts").astype(np.float32) * found.pop("parts_scale").astype(np.float32)
    weights = {name: values.astype(np.float32) for name, values in found.items()}
    return weights | {"parts": np.concatenate([parts, np.zeros((1, parts.shape[1]), dtype=np.float32)])}
