"""A corpus cut into batches, each within one partition; partitions that an earlier run has finished are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count, islice

from framing.tables import ScoredCorpusWriter
from framing.types import Article


@dataclass(frozen=True, slots=True)
class Batch:
    """A few articles of a partition, in the order of the corpus."""

    part: int
    articles: list[Article]


def batches(articles: Iterable[Article], size: int, writer: ScoredCorpusWriter) -> Iterator[Batch]:
    """Batches of at most `size` articles in the order of the corpus, but for what the writer holds already."""
    stream = iter(articles)
    for part in count():
        rest = islice(stream, writer.partition)
        sent = 0
        if writer.begun(part):
            held = list(rest)
            if writer.keep(part, [article.id for article in held]):
                sent = len(held)
            rest = islice(held, sent, None)
        while batch := list(islice(rest, size)):
            yield Batch(part, batch)
            sent += len(batch)
        if sent < writer.partition:
            return


def sampled(articles: Iterable[Article], share: float, seed: int) -> Iterator[Article]:
    """About a share of the articles, the same whatever their order; copies come with their original or not at all."""
    for article in articles:
        key = f"{seed} {article.duplicate_of or article.id}".encode("utf-8", "surrogatepass")
        if int.from_bytes(blake2b(key, digest_size=8).digest(), "big") < share * 2**64:
            yield article
