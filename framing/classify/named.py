"""Sentence models by name, as `framing score --model` asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256

from framing.classify.embeddings.base import is_installed
from framing.classify.embeddings.explain import explain as explain_encoded
from framing.classify.embeddings.fine import SHIPPED as FINE
from framing.classify.embeddings.model import EmbeddingModel, load_embedding
from framing.classify.explain import Explanation, explain
from framing.classify.model import LoadedModel
from framing.classify.weights import SHIPPED, load_loaded
from framing.errors import FramingError

NAMES = {"loaded": {"default": SHIPPED, "embeddings": FINE}}  # weights by name and backend


def named_models(names: Iterable[str], backend: str = "default") -> dict[str, LoadedModel | EmbeddingModel]:
    """Return the models of these names; each gives a column of that name to the table of sentences.

    backend: `default`, or `embeddings`, which needs the sentence encoder.

    Raises:
        FramingError: there is no model of a name or no such backend, weights or encoder are missing, or a backend is
            chosen without a model.
    """
    names = tuple(names)
    backends = tuple(dict.fromkeys(each for weights in NAMES.values() for each in weights))
    if backend not in backends:
        raise FramingError(f"unknown backend {backend!r}; choose one of {', '.join(backends)}")
    if backend != backends[0] and not names:
        raise FramingError(f"the backend {backend} is one of sentence models; name one, as in --model loaded")
    for name in names:
        if name not in NAMES:
            raise FramingError(f"unknown sentence model {name!r}; choose one of {', '.join(NAMES)}")
    load = load_embedding if backend == "embeddings" else load_loaded
    return {name: load(NAMES[name][backend]) for name in names}


def explainer_of(identity: str) -> Callable[[str], Explanation] | None:
    """Return what explains a sentence by the weights of this SHA-256; None where they, or the encoder, are not here."""
    for backend, path in NAMES["loaded"].items():
        if path.is_file() and sha256(path.read_bytes()).hexdigest() == identity:
            if backend != "embeddings":
                return partial(explain, load_loaded(path))
            return partial(explain_encoded, load_embedding(path)) if is_installed() else None
    return None


def identities(names: Iterable[str], backend: str = "default") -> dict[str, str]:
    """Return the SHA-256 of each model's weights; those of the encoder name the encoder that they belong to."""
    return {name: sha256(NAMES[name][backend].read_bytes()).hexdigest() for name in names}
