"""Words counted by article: a sparse matrix, with what is no wording of the outlet left out."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.candidates import STOP_WORDS
from framing.stats.counted import Counted
from framing.stats.groups import members
from framing.stats.options import ALL_ARTICLES, ComparisonOptions
from framing.stats.ratios import Flags, Floats
from framing.stats.samples import draw_sample
from framing.types import Article, Zone

if TYPE_CHECKING:
    from framing.tables import ScoredCorpus

NAME, FUNCTION, WORD = "name", "function word", "word"
_DATES = frozenset(  # without "may", "march", "sat" and "sun", which are other words as well
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri january february
    april june july august september october november december jan feb apr jun jul aug sep sept oct nov dec""".split()
)
_MOSTLY = 0.5  # of a word's occurrences inside sentences: with more capitals it is a name


@dataclass(frozen=True, slots=True)
class WordOptions:
    """Which words are counted.

    zones: of the article; the headline is often another's work and captions are credits. min_articles: words of
    fewer are left out of the columns, not of the sizes. repeated: a sentence of three words or more that stands in so
    many articles of one outlet is page furniture and counts nowhere. leave_out: names that are masked, in this
    spelling, beside those of the outlets compared and of the agencies. subset: of the articles, as in a comparison:
    "all", "house" or "one-per-story". Numbers, single letters and the names of days and months are words of the
    sizes and have no column.
    """

    zones: tuple[Zone, ...] = (Zone.LEAD, Zone.BODY)
    min_articles: int = 5
    repeated: int = 3
    leave_out: tuple[str, ...] = ()
    subset: str = ALL_ARTICLES


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Counts of words, articles × words; an array has an entry an article, `words` and `kinds` one a word.

    sizes: words counted in the article, those without a column included. kinds: "name" (mostly written with a capital
    inside sentences), "function word" or "word". Articles without a counted word are left out.
    """

    counts: Any
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    sizes: Floats
    articles: tuple[str, ...]
    outlets: NDArray[np.str_]
    stories: NDArray[np.str_]

    def of(self, rows: NDArray[np.intp] | Flags) -> WordCounts:
        """The counts of some articles, all words kept."""
        ids = np.asarray(self.articles, dtype=object)[rows].tolist()
        parts = self.sizes[rows], tuple(ids), self.outlets[rows], self.stories[rows]
        return WordCounts(self.counts[rows], self.words, self.kinds, *parts)

    def of_groups(self, groups: Mapping[str, Collection[str]]) -> WordCounts:
        """The counts with the outlets of a group under its name. Raises FramingError for names that do not fit."""
        group_of = members(groups, (), set(self.outlets.tolist()))
        return replace(self, outlets=np.array([group_of[each] for each in self.outlets.tolist()], dtype=np.str_))

    def only(self, columns: NDArray[np.intp]) -> WordCounts:
        """The counts of some words, in the order given; the sizes stay."""
        words, kinds = (tuple(each[place] for place in columns.tolist()) for each in (self.words, self.kinds))
        return replace(self, counts=self.counts[:, columns], words=words, kinds=kinds)


def words_of(scored: ScoredCorpus, options: WordOptions | None = None) -> WordCounts:
    """The words of a scored corpus' texts; articles that repeat another of the same outlet are left out.

    Raises FramingError for options without a meaning and where no word is left.
    """
    options = options or WordOptions()
    chosen = ComparisonOptions(subset=options.subset, period="all", against="none")
    chosen.check()
    return count_words(_Kept(scored, set(draw_sample(scored, chosen).articles["article_id"])), options)


@dataclass(frozen=True, slots=True)
class _Kept:
    scored: ScoredCorpus
    kept: set[str]

    def __iter__(self) -> Iterator[Article]:
        return (article for article in self.scored.each_article() if article.id in self.kept)


def count_words(articles: Iterable[Article], options: WordOptions | None = None) -> WordCounts:
    """The words of articles, folded in case, without a possessive ending. The articles are read twice.

    "US", "IT", "IS" and "WHO" in
    capitals are words of their own. Raises FramingError where no word is left.
    """
    from scipy import sparse

    options = options or WordOptions()
    counted = Counted(articles, options.zones, repeated=options.repeated, leave_out=options.leave_out)
    numbers: dict[str, int] = {}
    columns, times, ends = array("q"), array("d"), array("q", [0])
    inside: Counter[int] = Counter()
    capital: Counter[int] = Counter()
    rows: list[tuple[str, str, str]] = []
    for article in articles:
        found: Counter[int] = Counter()
        for word in counted.words(article):
            number = numbers.setdefault(word.text, len(numbers))
            found[number] += 1
            if not word.first:
                inside[number] += 1
                capital[number] += word.capital
        if found:
            columns.extend(found)
            times.extend(found.values())
            ends.append(len(columns))
            rows.append((article.id, article.outlet, article.story_id))
    if not rows:
        raise FramingError("no words to count: the articles have no text in the chosen zones")
    parts = np.array(times), np.array(columns), np.array(ends)
    counts = sparse.csr_array(parts, shape=(len(rows), len(numbers)))
    usual = np.bincount(parts[1], minlength=len(numbers)) >= options.min_articles
    kept = [number for word, number in sorted(numbers.items()) if usual[number] and _tells(word)]
    names = tuple(numbers)
    return WordCounts(
        counts=counts[:, kept],
        words=tuple(names[number] for number in kept),
        kinds=tuple(_kind(names[number], capital[number], inside[number]) for number in kept),
        sizes=np.asarray(counts.sum(axis=1), dtype=float),
        articles=tuple(row[0] for row in rows),
        outlets=np.array([row[1] for row in rows], dtype=np.str_),
        stories=np.array([row[2] for row in rows], dtype=np.str_),
    )


def _tells(word: str) -> bool:
    """Whether a word may have a column."""
    return len(word) > 1 and not word[0].isdigit() and word not in _DATES


def _kind(word: str, capital: int, inside: int) -> str:
    if word in STOP_WORDS:
        return FUNCTION
    return NAME if word.isupper() or capital > _MOSTLY * inside else WORD
