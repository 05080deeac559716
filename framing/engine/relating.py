"""What the articles of a corpus have to do with each other, filled in once all of them are written."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from framing.corpus.feeds import feed_problems
from framing.corpus.genre import genre
from framing.corpus.problems import FeedProblem
from framing.corpus.relations import Relations, relate
from framing.tables.parts import articles_in, with_columns, write_part
from framing.tables.schema import part_name
from framing.types import Article


@dataclass(frozen=True, slots=True)
class _Written:
    """The articles of a folder of parts, as often as they are asked for, one part in memory at a time."""

    folder: Path
    unrelated: Path
    parts: int

    def __iter__(self) -> Iterator[Article]:
        for number in range(self.parts):
            yield from articles_in(self.folder, number, self.unrelated)


def relate_written(folder: Path, unrelated: Path, parts: int) -> tuple[Relations, list[FeedProblem]]:
    """Fill in copies, agency copy, stories and genres of the articles written, and find what is wrong with feeds.

    Reads the parts of the tables alone, `articles` from `unrelated`, so that it depends on neither batch size nor
    worker count, and can be done again; writes the parts of `articles` to `folder`.
    """
    found = relate(_Written(folder, unrelated, parts), unrelated)
    outlets: list[str] = []
    originals: dict[str, str] = {}  # outlet of each article that has copies
    copied = set(found.near_duplicate_of)
    days, words = array("q"), array("q")
    for number in range(parts):
        articles = list(articles_in(folder, number, unrelated))
        rows = slice(len(outlets), len(outlets) + len(articles))
        columns = {name: getattr(found, name)[rows] for name in ("wire", "wire_basis", "near_duplicate_of", "story_id")}
        place = Path("articles", part_name(number))
        part = with_columns(unrelated / place, columns | {"genre": [genre(article) for article in articles]})
        write_part(folder / place, "articles", number, part)
        outlets += [sys.intern(article.outlet) for article in articles]
        originals |= {article.id: article.outlet for article in articles if article.id in copied}
        days.extend(article.published.toordinal() if article.published else 0 for article in articles)
        words.extend(part.column("words").to_pylist())
    repeated = [
        bool(original) and originals[original] == outlet
        for original, outlet in zip(found.near_duplicate_of, outlets, strict=True)
    ]
    return found, feed_problems(outlets, days, words, repeated)
