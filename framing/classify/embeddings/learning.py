"""Fine-tuning the upper layers of the encoder on labels of sentences and marks of words at once; needs PyTorch.

The lower layers stay as published, so that their states are computed once. AdamW with warm-up and decay; products in
bfloat16. Loshchilov and Hutter (2019); Devlin et al. (2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.classify.embeddings.base import Base
from framing.classify.embeddings.fine import Fine, Heads
from framing.classify.embeddings.graph import NORMS, PRODUCTS, Layer, begin, published_layer, rounded
from framing.classify.embeddings.pieces import Pieces, of_words, read_pieces
from framing.classify.recipe import Sentences
from framing.classify.words import Floats, Ints
from framing.errors import FramingError

if TYPE_CHECKING:
    from torch import Tensor

_LONGEST = 128  # pieces learned from
_AT_ONCE = 64  # sentences, where nothing is learned
_BUCKET = 8  # batches that are sorted by length together
_RARE = -2.5  # log odds that a word is loaded, to begin with
_FAR = -1e4  # log odds of what is not there
_NOTHING = -9.0  # log odds of a word without pieces


@dataclass(frozen=True, slots=True)
class TuningOptions:
    """How the upper layers are trained.

    `layers` is how many, `rate` the pace of the topmost (each below has `lower` times that of the one above),
    `head_rate` that of the heads; `words` is what the loss of words weighs beside that of sentences, `opinion` that of
    how opinionated they are; `inside` and `heads` are shares silenced in layers and before heads.
    """

    layers: int = 3
    epochs: int = 3
    batch: int = 32
    rate: float = 2e-4
    head_rate: float = 1e-3
    lower: float = 0.9
    decay: float = 0.01
    warm: float = 0.1
    words: float = 8.0
    opinion: float = 0.5
    inside: float = 0.1
    heads: float = 0.2
    seed: int = 0


def torch_of() -> Any:
    """Return PyTorch.

    Raises:
        FramingError: it is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise FramingError(
            "fine-tuning needs PyTorch, which is not installed: `pip install torch` (the build for processors is "
            "enough); using what has been trained does not need it"
        ) from error
    return torch


class Tuner:
    """Sentences with the states of the lower layers, to be learned from and told about.

    texts: the sentences; sentences: their words and labels.
    """

    def __init__(self, base: Base, texts: Sequence[str], sentences: Sentences, options: TuningOptions) -> None:
        self._torch = torch_of()
        self._torch.set_num_threads(1)
        self._torch.set_flush_denormal(True)
        self.base, self.options, self.sentences = base, options, sentences
        whole = read_pieces(base.tokenizer, texts, sentences.words)
        self.pieces = [each.windows(_LONGEST)[0] for each in whole]
        self.sizes: Ints = np.array([len(each.ids) for each in self.pieces], dtype=np.int64)
        layers = [_tensors(self._torch, published_layer(base, number)) for number in range(base.layers)]
        self._upper = layers[base.layers - options.layers :]
        self._states = self._lower_states(layers[: base.layers - options.layers])
        self._targets = [self._marks(row, each) for row, each in enumerate(self.pieces)]

    def tune(self, rows: Ints) -> dict[str, Tensor]:
        """Return layers and heads learned from the sentences numbered, by name."""
        torch, options = self._torch, self.options
        rng = np.random.default_rng(options.seed)
        torch.manual_seed(options.seed)
        weights = self._begun()
        optimiser = torch.optim.AdamW(self._groups(weights), weight_decay=options.decay, betas=(0.9, 0.98), fused=True)
        rates = [group["lr"] for group in optimiser.param_groups]
        total = options.epochs * -(-len(rows) // options.batch)
        for step, batch in enumerate(self._batches(rows, rng)):
            pace = min(1.0, (step + 1) / (options.warm * total)) * max(0.0, 1 - step / total)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * pace
            self._loss(weights, batch).backward()
            torch.nn.utils.clip_grad_norm_(list(weights.values()), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        return {name: values.detach() for name, values in weights.items()}

    def tell(self, weights: dict[str, Tensor], rows: Ints) -> tuple[Floats, Floats]:
        """Return the log odds of the sentences numbered, and of their words one after another."""
        of_sentences = np.zeros(len(rows), dtype=np.float32)
        found: list[Any] = [None] * len(rows)
        edges = self.sentences.words.edges
        order = np.argsort(self.sizes[rows], kind="stable")
        with self._torch.no_grad():
            for at in range(0, len(rows), _AT_ONCE):
                mine = order[at : at + _AT_ONCE]
                sentences, pieces = self._forward(weights, rows[mine], learning=False)
                of_sentences[mine] = sentences[:, 0].numpy()
                for place, values in zip(mine, pieces.numpy(), strict=True):
                    row = rows[place]
                    count = int(edges[row + 1] - edges[row])
                    found[place] = of_words(self.pieces[row], values[: self.sizes[row]], count, _NOTHING)
        return of_sentences, np.concatenate([np.zeros(0), *found]).astype(np.float32)

    def _batches(self, rows: Ints, rng: np.random.Generator) -> Any:
        """Yield batches of sentences of like length, in random order, epoch by epoch."""
        size = self.options.batch
        for _ in range(self.options.epochs):
            order, batches = rng.permutation(rows), []
            for at in range(0, len(order), size * _BUCKET):
                some = order[at : at + size * _BUCKET]
                some = some[np.argsort(self.sizes[some], kind="stable")]
                batches += [some[first : first + size] for first in range(0, len(some), size)]
            yield from (batches[number] for number in rng.permutation(len(batches)))

    def _loss(self, weights: dict[str, Tensor], rows: Ints) -> Tensor:
        torch, options = self._torch, self.options
        cost = torch.nn.functional.binary_cross_entropy_with_logits
        sentences, pieces = self._forward(weights, rows, learning=True)
        loss = cost(sentences[:, 0], torch.from_numpy(self.sentences.loaded[rows]))
        opinion = torch.from_numpy(self.sentences.opinion[rows])
        told = ~torch.isnan(opinion)
        if told.any():
            loss = loss + options.opinion * cost(sentences[told, 1], opinion[told])
        if self.sentences.marked is not None:
            marks, shares = (torch.zeros_like(pieces) for _ in range(2))
            for place, row in enumerate(rows):
                marks[place, : self.sizes[row]], shares[place, : self.sizes[row]] = self._targets[row]
            each = cost(pieces, marks, reduction="none") * shares
            loss = loss + options.words * each.sum() / shares.sum()
        return loss

    def _marks(self, row: int, pieces: Pieces) -> tuple[Tensor, Tensor]:
        """Return whether the word of each piece is marked, and the share of the word that the piece is."""
        first = self.sentences.words.edges[row]
        inside = pieces.words >= 0
        marked = np.zeros(len(pieces.words), dtype=np.float32)
        shares = np.zeros(len(pieces.words), dtype=np.float32)
        if inside.any() and self.sentences.marked is not None:
            marked[inside] = self.sentences.marked[first + pieces.words[inside]]
            shares[inside] = 1 / np.bincount(pieces.words[inside])[pieces.words[inside]]
        return self._torch.from_numpy(marked), self._torch.from_numpy(shares)

    def _forward(self, weights: dict[str, Tensor], rows: Ints, *, learning: bool) -> tuple[Tensor, Tensor]:
        """Return the log odds of sentences (loaded, opinionated) and of pieces (sentences x longest)."""
        torch, options = self._torch, self.options
        sizes = torch.from_numpy(self.sizes[rows])
        x = torch.zeros(len(rows), int(sizes.max()), self._states[rows[0]].shape[1])
        for place, row in enumerate(rows):
            x[place, : self.sizes[row]] = self._states[row].float()
        there = torch.arange(x.shape[1])[None] < sizes[:, None]
        silence = torch.nn.functional.dropout
        with torch.autocast("cpu", torch.bfloat16):
            for number in range(options.layers):
                layer = {name: weights[f"{number}_{name}"] for name in _names()}
                x = _layer(torch, layer, x, there, (self.base.heads, options.inside if learning else 0.0))
            x = silence(x.float(), options.heads, learning)
            pieces = _affine(torch, x, weights, "word")[..., 0].float()
            share = _affine(torch, x, weights, "heed")[..., 0].float().masked_fill(~there, _FAR).softmax(-1)
            mean = (x * there[..., None]).sum(1) / sizes[:, None]
            pooled = torch.cat([x[:, 0], mean, (x * share[..., None]).sum(1)], 1)
            out = _affine(torch, silence(pooled, options.heads, learning), weights, "sentence").float()
        inner = there.clone()
        inner[:, 0] = False
        total = torch.logsumexp(pieces.masked_fill(~inner, _FAR), 1)
        return torch.stack([out[:, 0] + weights["gather"][0] * total, out[:, 1]], 1), pieces

    def _lower_states(self, layers: Sequence[dict[str, Tensor]]) -> list[Tensor]:
        """Return the states that the lower layers give of each sentence, pieces x width."""
        torch = self._torch
        norm = self.base.weights["embeddings.LayerNorm.weight"], self.base.weights["embeddings.LayerNorm.bias"]
        gain, level = (torch.from_numpy(np.array(each, dtype=np.float32)) for each in norm)
        found: list[Any] = [None] * len(self.pieces)
        order = np.argsort(self.sizes, kind="stable")
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for at in range(0, len(order), _AT_ONCE):
                rows = order[at : at + _AT_ONCE]
                sizes = torch.from_numpy(self.sizes[rows])
                x = torch.zeros(len(rows), int(sizes.max()), len(gain))
                for place, row in enumerate(rows):
                    x[place, : self.sizes[row]] = torch.from_numpy(begin(self.base, self.pieces[row].ids))
                x = torch.nn.functional.layer_norm(x, (len(gain),), gain, level, 1e-12)
                there = torch.arange(x.shape[1])[None] < sizes[:, None]
                for layer in layers:
                    x = _layer(torch, layer, x, there, (self.base.heads, 0.0))
                for place, row in enumerate(rows):
                    found[row] = x[place, : self.sizes[row]].bfloat16().clone()
        return found

    def _begun(self) -> dict[str, Tensor]:
        """Return the published upper layers, and heads at random."""
        torch = self._torch
        weights = {
            f"{n}_{name}": values.clone() for n, layer in enumerate(self._upper) for name, values in layer.items()
        }
        width = len(self._upper[0]["norm1"][0])
        for name, (out, inner) in {"heed": (1, width), "word": (1, width), "sentence": (2, 3 * width)}.items():
            weights[name] = torch.normal(0.0, 0.02, (out, inner))
            weights[f"{name}_bias"] = torch.full((out,), _RARE if name == "word" else 0.0)
        weights["gather"] = torch.tensor([0.3])
        for values in weights.values():
            values.requires_grad_(True)
        return weights

    def _groups(self, weights: dict[str, Tensor]) -> list[dict[str, Any]]:
        """Return the weights of each layer and of the heads with their pace."""
        options, count = self.options, self.options.layers
        groups = [
            {
                "params": [weights[f"{number}_{name}"] for name in _names()],
                "lr": options.rate * options.lower ** (count - 1 - number),
            }
            for number in range(count)
        ]
        heads = [values for name, values in weights.items() if not name[0].isdigit()]
        return [*groups, {"params": heads, "lr": options.head_rate}]


def fine_of(base: Base, weights: dict[str, Tensor], layers: int) -> Fine:
    """Return layers, rounded, and heads as they are kept, not yet calibrated."""
    plain = {name: values.float().numpy() for name, values in weights.items()}
    found = tuple(
        Layer(
            {name: rounded(plain[f"{number}_{name}"].T, plain[f"{number}_{name}_bias"]) for name in PRODUCTS},
            {name: plain[f"{number}_{name}"] for name in NORMS},
        )
        for number in range(layers)
    )
    heads = Heads(
        np.append(plain["word"][0], plain["word_bias"]).astype(np.float32),
        plain["heed"][0],
        np.append(plain["sentence"][0], plain["sentence_bias"][0]).astype(np.float32),
        round(float(plain["gather"][0]), 6),
    )
    return Fine(found, heads, base.digest)


def _names() -> list[str]:
    return [*PRODUCTS, *(f"{name}_bias" for name in PRODUCTS), *NORMS]


def _tensors(torch: Any, layer: Layer) -> dict[str, Tensor]:
    """Return a published layer by name; products are out x in."""
    found = {name: torch.from_numpy(values.copy()) for name, values in layer.norms.items()}
    for name in PRODUCTS:
        weights, bias = layer.products[name]  # type: ignore[misc]
        found |= {name: torch.from_numpy(weights.T.copy()), f"{name}_bias": torch.from_numpy(bias.copy())}
    return found


def _affine(torch: Any, x: Tensor, weights: dict[str, Tensor], name: str) -> Tensor:
    return torch.nn.functional.linear(x, weights[name], weights[f"{name}_bias"])


def _layer(torch: Any, w: dict[str, Tensor], x: Tensor, there: Tensor, how: tuple[int, float]) -> Tensor:
    """Return the states after a layer; `how` is the number of heads and the share silenced."""
    heads, share = how
    count, longest, width = x.shape
    tools = torch.nn.functional

    def norm(values: Tensor, name: str) -> Tensor:
        return tools.layer_norm(values, (width,), w[name][0], w[name][1], 1e-12)

    parts = _affine(torch, x, w, "qkv").view(count, longest, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
    asked, keys, values = parts
    near = asked @ keys.transpose(-1, -2) * (width // heads) ** -0.5
    near = near.masked_fill(~there[:, None, None, :], _FAR)
    seen = tools.dropout(near.softmax(-1), share) @ values
    seen = _affine(torch, seen.transpose(1, 2).reshape(count, longest, width), w, "out")
    x = norm(x + tools.dropout(seen, share), "norm1")
    inner = _affine(torch, tools.gelu(_affine(torch, x, w, "up")), w, "down")
    return norm(x + tools.dropout(inner, share), "norm2")
