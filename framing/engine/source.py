"""The articles of a scored corpus or of a corpus yet to be scored, as often as they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from framing.corpus import ReadOptions, read_corpus
from framing.lexicon import Lexicon
from framing.tables import MANIFEST, ScoredCorpus
from framing.types import Article


@dataclass(frozen=True, slots=True)
class _OfScored:
    scored: ScoredCorpus

    def __iter__(self) -> Iterator[Article]:
        return self.scored.each_article()


def articles_of(path: str | Path, options: ReadOptions | None = None) -> tuple[Iterable[Article], list[Lexicon]]:
    """The articles of a corpus, to be read more than once, and the lexicons that it was scored with.

    A folder with a manifest is a scored corpus, whose articles are as they were read then; of a corpus that is not
    scored there are no lexicons. Raises FramingError where it cannot be read.
    """
    if (Path(path) / MANIFEST).is_file():
        scored = ScoredCorpus(path)
        return _OfScored(scored), scored.lexicons
    return read_corpus(path, options), []
