"""Sentence models by name, as `framing score --model` asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from framing.classify.model import LoadedModel
from framing.classify.weights import SHIPPED, load_loaded
from framing.errors import FramingError

NAMES = {"loaded": SHIPPED}


def named_models(names: Iterable[str]) -> dict[str, LoadedModel]:
    """Return the models of these names; each gives a column of that name to the table of sentences.

    Raises:
        FramingError: there is no model of a name, or its weights are missing.
    """
    found = {}
    for name in names:
        if name not in NAMES:
            raise FramingError(f"unknown sentence model {name!r}; choose one of {', '.join(NAMES)}")
        found[name] = load_loaded(NAMES[name])
    return found


def identities(names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of each model's weights."""
    return {name: sha256(NAMES[name].read_bytes()).hexdigest() for name in names}
