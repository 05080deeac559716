"""How the articles of a corpus hang together: copies of one text, agency copy without a credit, stories."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from framing.corpus.agencies import agency_of, is_own
from framing.corpus.nearduplicates import REPOSTED, Overlap, Sketches, originals, overlaps
from framing.corpus.outlets import outlet_key
from framing.corpus.shingles import distinct, shingles
from framing.corpus.spill import Lists
from framing.corpus.stories import Frequencies, Stories
from framing.types import Article

SHARED = 0.4  # of an article's word sequences: if as many are an agency's, it is agency copy, in part at least
SEVERAL = 3  # outlets: what as many print is no outlet's own, whoever wrote it
UNNAMED = "agencies"
CREDIT, COPY = "credit", "copy"  # on what `wire` rests


@dataclass(frozen=True, slots=True)
class Relations:
    """What relates the articles of a corpus; every list has an entry an article, in order, "" for none.

    near_duplicate_of: the id of the article that this one is a copy of, edited or cut or not. wire: the agency.
    wire_basis: "credit" where the article or a column of the input names the agency, "copy" where the text is that
    of agency copy, or stands in three outlets. story_id: the id of the story's first article. similarity: how
    alike two articles of a story had to be (cosine).
    """

    near_duplicate_of: list[str]
    wire: list[str]
    wire_basis: list[str]
    story_id: list[str]
    similarity: float

    def counts(self) -> dict[str, int]:
        """Copies, agency copy by what it rests on, stories and the articles in them."""
        return {
            "near_duplicates": sum(map(bool, self.near_duplicate_of)),
            "wire_by_credit": self.wire_basis.count(CREDIT),
            "wire_by_copy": self.wire_basis.count(COPY),
            "stories": len(set(self.story_id) - {""}),
            "articles_in_stories": sum(map(bool, self.story_id)),
        }


@dataclass(slots=True)
class _Index:
    """What is kept of every article: a list each, by place in the corpus."""

    ids: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    days: array[int] = field(default_factory=lambda: array("q"))  # 0 for unknown
    wire: list[str] = field(default_factory=list)
    duplicate_of: list[str] = field(default_factory=list)

    def add(self, article: Article) -> None:
        self.ids.append(article.id)
        self.outlets.append(sys.intern(article.outlet))
        self.days.append(article.published.toordinal() if article.published else 0)
        self.wire.append(sys.intern(article.wire))
        self.duplicate_of.append(article.duplicate_of)


def relate(articles: Iterable[Article], folder: Path | None = None) -> Relations:
    """Near-duplicates, agency copy and stories of a corpus, which is read twice.

    `articles` is anything that gives the same articles each time, such as a `Corpus` or a list. Temporary files of
    `folder` take 1.4 KB an article, and the hashed text of those that may have a copy; what stays in memory is ids,
    numbers, and the pairs found. Order counts only where two articles could each be the original.

    Raises OSError where the disk is full.

    >>> flood = "The river Ard rose over its banks on Monday night and flooded forty houses in the lower town, " * 3
    >>> found = relate([Article("a", "Gazette", body=flood), Article("b", "Herald", body="LIND (AP) - " + flood)])
    >>> found.near_duplicate_of
    ['', 'a']
    """
    index, sketches, frequencies = _Index(), Sketches(folder), Frequencies()
    for article in articles:
        index.add(article)
        sketches.add(article.body)
        frequencies.add(article)
    pairs, sizes = sketches.candidates(), sketches.sizes
    del sketches
    compared, texts, stories = np.zeros(len(index.ids), dtype=bool), Lists(np.uint32, folder), Stories(folder)
    compared[pairs.ravel()] = True
    for place, article in enumerate(articles):
        stories.add(frequencies.vector(article), index.days[place])
        if compared[place]:
            texts[place] = distinct(shingles(article.body))
    found = overlaps(pairs, texts)
    del texts, pairs
    copies = originals([*found, *_same_bodies(index)], sizes, index.days, index.outlets)
    groups = stories.groups(copies)
    by_copy = _agency_copy(found, copies, index)
    return Relations(
        near_duplicate_of=[index.ids[copies[place]] if place in copies else "" for place in range(len(index.ids))],
        wire=[wire or by_copy.get(place, "") for place, wire in enumerate(index.wire)],
        wire_basis=[CREDIT if wire else COPY if place in by_copy else "" for place, wire in enumerate(index.wire)],
        story_id=_story_ids(groups, index),
        similarity=round(stories.threshold, 5),
    )


def _same_bodies(index: _Index) -> list[Overlap]:
    """The articles whose body is that of another, however short it is."""
    wanted = set(index.duplicate_of) - {""}
    places = {name: place for place, name in enumerate(index.ids) if name in wanted}
    copies = [(place, name) for place, name in enumerate(index.duplicate_of) if name in places]
    return [Overlap(places[name], place, 1.0, 1.0) for place, name in copies]


def _agency_copy(found: Sequence[Overlap], copies: dict[int, int], index: _Index) -> dict[int, str]:
    """The agency of each article that names none: that whose text it shares most of, or any where outlets share it."""
    best: dict[int, tuple[float, int, int, str]] = {}  # the largest share, then the first, by day and place
    for pair in found:
        for place, other, share in (
            (pair.first, pair.second, pair.of_first),
            (pair.second, pair.first, pair.of_second),
        ):
            outlet = index.outlets[place]
            least = REPOSTED if outlet == index.outlets[other] else SHARED
            agency = index.wire[other] or agency_of(index.outlets[other])
            if share < least or not agency or index.wire[place] or agency_of(outlet) or is_own(outlet, agency):
                continue
            told = (-share, index.days[other] or sys.maxsize, other, agency)
            best[place] = min(best.get(place, told), told)
    groups: dict[int, list[int]] = {}
    for place, original in copies.items():
        groups.setdefault(original, [original]).append(place)
    for members in groups.values():
        if len({outlet_key(index.outlets[place]) for place in members if index.outlets[place]}) >= SEVERAL:
            own = [place for place in members if not index.wire[place] and not agency_of(index.outlets[place])]
            best |= {place: best.get(place, (0.0, 0, 0, UNNAMED)) for place in own}
    return {place: agency for place, (*_, agency) in best.items()}


def _story_ids(groups: Sequence[Sequence[int]], index: _Index) -> list[str]:
    """Of each article, the id of the first article of its story: by day, then by place."""
    found = [""] * len(index.ids)
    for group in groups:
        first = min(group, key=lambda place: (index.days[place], place))
        for place in group:
            found[place] = index.ids[first]
    return found
