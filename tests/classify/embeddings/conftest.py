"""A tiny encoder of random numbers in a folder, laid out as the published one, and layers that fit it."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import pytest

from framing.attribution.tagger.calibration import Calibration
from framing.classify.embeddings.base import read_base
from framing.classify.embeddings.fine import Fine, Heads
from framing.classify.embeddings.graph import Layer, published_layer, rounded
from framing.classify.embeddings.model import EmbeddingModel

tokenizers = pytest.importorskip("tokenizers", reason="the extra embeddings is not installed")
safetensors = pytest.importorskip("safetensors.numpy", reason="the extra embeddings is not installed")
pytest.importorskip("onnxruntime", reason="the extra embeddings is not installed")

WIDTH, HEADS, LAYERS, PLACES = 16, 2, 2, 512
WORDS = "the council mayor court shame ##fully quiet ##ly closed school signed deal a é . , ' “ ”".split()


def arrays(rng):
    """Arrays by their published names."""
    vocabulary = 5 + len(WORDS)
    found = {
        "embeddings.word_embeddings.weight": (vocabulary, WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        for name in ("query", "key", "value"):
            found[f"{layer}.attention.self.{name}.weight"] = (WIDTH, WIDTH)
        found[f"{layer}.attention.output.dense.weight"] = (WIDTH, WIDTH)
        found[f"{layer}.intermediate.dense.weight"] = (4 * WIDTH, WIDTH)
        found[f"{layer}.output.dense.weight"] = (WIDTH, 4 * WIDTH)
    found |= {name.replace(".weight", ".bias"): (shape[0],) for name, shape in found.items() if "encoder" in name}
    norms = ["embeddings", *(f"encoder.layer.{n}.{x}output" for n in range(LAYERS) for x in ("attention.", ""))]
    filled = {name: rng.normal(0, 0.3, shape).astype(np.float32) for name, shape in found.items()}
    for norm in norms:
        filled[f"{norm}.LayerNorm.weight"] = rng.normal(1, 0.1, WIDTH).astype(np.float32)
        filled[f"{norm}.LayerNorm.bias"] = rng.normal(0, 0.1, WIDTH).astype(np.float32)
    return filled


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of the encoder."""
    path = tmp_path_factory.mktemp("encoder")
    safetensors.save_file(arrays(np.random.default_rng(0)), path / "model.safetensors")
    (path / "config.json").write_text(json.dumps({"num_attention_heads": HEADS, "num_hidden_layers": LAYERS}))
    vocabulary = {word: number for number, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer(strip_accents=False)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = tokenizers.processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(path / "tokenizer.json"))
    return path


@pytest.fixture(scope="session")
def digests(folder):
    """The hashes of its weights and of its tokenizer."""
    return tuple(sha256((folder / name).read_bytes()).hexdigest() for name in ("model.safetensors", "tokenizer.json"))


@pytest.fixture(scope="session")
def base(folder, digests):
    """The encoder."""
    return read_base(folder, digests)


@pytest.fixture(scope="session")
def fine(base):
    """One upper layer as published, rounded, and heads of random numbers."""
    rng = np.random.default_rng(1)
    layer = published_layer(base, LAYERS - 1)
    heads = Heads(*(rng.normal(0, 0.5, size).astype(np.float32) for size in (WIDTH + 1, WIDTH, 3 * WIDTH + 1)), 0.25)
    small = Layer({name: rounded(*product) for name, product in layer.products.items()}, layer.norms)
    return Fine((small,), heads, base.digest, Calibration(0.1, 0.5), Calibration(-0.2, 0.8), 0.4)


@pytest.fixture
def embedding(fine, base):
    """The model of both."""
    return EmbeddingModel(fine, base, small=False)
