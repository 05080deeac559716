"""Weights of frames on disk: one .npz of plain arrays, without pickle and without words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, is_zipfile

import numpy as np

from framing.classify.frames import FrameModel
from framing.classify.passages import ArticleFeatures
from framing.classify.weights import facts_arrays, facts_from_arrays
from framing.errors import FramingError

_FORMAT = 1


def save_frames(model: FrameModel, path: str | Path | BinaryIO) -> None:
    """Write what a model of frames knows; the same model gives the same bytes."""
    features = model.features
    arrays: dict[str, Any] = {
        "frames_format": np.array([_FORMAT, features.facts is not None], dtype=np.int32),
        "names": np.array(model.names),
        "weights": model.weights.astype(np.float16),
        "intercepts": model.intercepts,
        "idf": features.idf_.astype(np.float16),
        "centre": features.centre_.astype(np.float32),
        "scale": features.scale_.astype(np.float32),
    }
    if features.facts is not None:
        arrays |= facts_arrays(features.facts)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def load_frames(path: str | Path) -> FrameModel:
    """Return the model of frames of a file.

    Raises:
        FramingError: the file is missing, damaged, or of another version of the model.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            if not is_zipfile(file):
                raise ValueError("it is no .npz file, or not all of one")
            file.seek(0)
            with np.load(file, allow_pickle=False) as arrays:
                data = {name: arrays[name] for name in arrays.files}
        version, with_facts = data["frames_format"].tolist()
        if version != _FORMAT:
            raise ValueError(f"its format is {version}, this version reads {_FORMAT}")
        features = ArticleFeatures(facts_from_arrays(data) if with_facts else None)
        features.idf_ = data["idf"].astype(np.float64)
        features.centre_, features.scale_ = data["centre"].astype(np.float64), data["scale"].astype(np.float64)
        return FrameModel(
            tuple(data["names"].tolist()),
            features,
            data["weights"].astype(np.float32),
            data["intercepts"],
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile) as error:
        raise FramingError(
            f"{path} holds no weights of frames that this version can read ({error}); train them with "
            "`framing train frames LABELS -o FILE`"
        ) from error
