"""Rates of every outlet and period from a scored corpus of any size: one pass, memory bound by the cells."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError
from framing.stats.blocks import voice_parts
from framing.stats.intervals import poisson_score
from framing.stats.options import VOICES
from framing.stats.periods import period_labels
from framing.stats.samples import NO_GROUP
from framing.tables import EXPOSURE_COLUMNS, ScoredCorpus
from framing.tables.schema import part_name

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_OVER_ALL_WORDS = ("all", "scare", "distanced")  # as in rates: these have all words as their denominator
_GROUPING = ("outlet", "section", "language", "author", "wire", "wire_basis", "genre", "story_id", "file")
_CHUNK = 50_000  # cells whose figures are made at a time
_FREEDOM = 20  # articles beyond the first of their cells from which a group has a design effect of its own
_COLUMNS = {"n_articles": "i4", "hits": "i4", "words": "i8", "rate": "f4", "low": "f4", "high": "f4"}
_HITS = ("article_id", "lexicon", "category", "loading", "voice", "negated")


@dataclass(frozen=True, slots=True)
class AggregateOptions:
    """What is counted: hits of a voice, by the values of the column `by` and by period; level of the intervals.

    threads: parts read at a time.
    """

    period: str = "week"
    voice: str = "all"
    by: str = "outlet"
    level: float = 0.95
    threads: int = 2


@dataclass(frozen=True, slots=True)
class _Part:
    """What a part adds to: groups and periods of its articles, words, and (article, item) counts."""

    group: Integers
    period: Integers
    words: Floats
    article: Integers
    item: Integers
    count: Floats


def aggregate_rates(scored: ScoredCorpus | str | Path, options: AggregateOptions | None = None) -> pd.DataFrame:
    """Hits per 1,000 words of every group, period and lexicon category, with score intervals clustered by article.

    The figures are those of measure "rate" of `compare` with duplicates kept, for corpora whose tables do not fit
    in memory: each part is read once, and sums of x, x², xw (hits, words) by cell are kept, from which the variance
    of the ratio of sums follows with articles as clusters. A cell is a group, a period and a category. Most cells have
    few hits, of which their own variance tells little: over the periods of a group, the variances of a category add
    up to a design effect D, at least 1 (of all groups together where a group has too few articles), and hits and words
    over D have the score interval of a Poisson rate, never below 0. Cells without hits have the rule of three for an
    upper bound.

    Returns
    -------
    DataFrame
        one row a cell that has articles: outlet, period, item (categories), n_articles, hits, words, rate, low, high

    Raises
    ------
    FramingError
        an option has no meaning, or the corpus cannot be read

    References: Cochran (1977), Sampling Techniques, ch. 6; Brown, Cai & DasGupta (2003), Statistica Sinica 13 (score
    interval); Hanley & Lippman-Hand (1983), JAMA 249 (rule of three).
    """
    chosen = options or AggregateOptions()
    if chosen.voice not in VOICES:
        raise FramingError(f"unknown voice {chosen.voice!r}; choose from {', '.join(VOICES)}")
    if not 0.5 <= chosen.level < 1:
        raise FramingError(f"level {chosen.level} is no confidence level; give 0.5 to below 1, e.g. 0.95")
    if chosen.threads < 1:
        raise FramingError(f"threads is {chosen.threads}; give at least 1")
    if chosen.by not in _GROUPING:
        raise FramingError(f"cannot aggregate by {chosen.by!r}; choose from {', '.join(_GROUPING)}")
    corpus = ScoredCorpus(scored) if isinstance(scored, str | Path) else scored
    cells = _Cells(corpus, chosen)
    with ThreadPoolExecutor(chosen.threads) as pool:
        list(pool.map(cells.add, range(len(cells.edges) - 1)))
    return cells.table()


class _Cells:
    """Sums by cell, grown part by part."""

    def __init__(self, corpus: ScoredCorpus, options: AggregateOptions) -> None:
        import pandas as pd

        self.folder, self.options, self.lock = corpus.folder, options, Lock()
        parts = sorted((corpus.folder / "articles").glob("part-*.parquet"))
        numbers: dict[str, int] = {}
        groups, days = [], []
        for path in parts:
            part = _columns(path, [options.by, "published"], [options.by])
            codes, names = _codes(part[options.by])
            known = np.array([numbers.setdefault(name or NO_GROUP, len(numbers)) for name in names], dtype=np.int32)
            groups.append(known[codes] if len(known) else np.zeros(0, np.int32))
            days.append(part["published"].to_numpy().astype("datetime64[D]"))
        self.edges = np.cumsum([0, *map(len, groups)])
        self.group, self.groups = np.concatenate(groups), list(numbers)
        known_days, day = np.unique(np.concatenate(days), return_inverse=True)  # labels are made once a day
        place, periods = pd.factorize(period_labels(pd.Series(known_days), options.period), sort=True)
        self.period, self.periods = place.astype(np.int32)[day], list(periods)
        self.items = _items(corpus)
        self.loaded = _loaded(corpus, self.items)
        shape = len(self.groups) * len(self.periods)
        self.m, self.w, self.ww = (np.zeros(shape) for _ in range(3))
        self.x, self.xx, self.xw = (np.zeros(shape * len(self.items)) for _ in range(3))

    def add(self, number: int) -> None:
        """Add the sums of a part."""
        words = self._words()
        name = part_name(number)
        articles = _columns(self.folder / "articles" / name, ["article_id", *words])
        rows = slice(self.edges[number], self.edges[number + 1])
        cell = self.group[rows] * len(self.periods) + self.period[rows]
        w = np.sum([articles[column].to_numpy() for column in words], axis=0, dtype=float)
        hits = _columns(self.folder / "hits" / name, _HITS, ["article_id", "lexicon", "category", "voice"])
        article, item = self._counted(hits, articles["article_id"])
        pairs, count = np.unique(article * len(self.items) + item, return_counts=True)
        article, item = pairs // len(self.items), pairs % len(self.items)
        inside = w[article] > 0
        article, item, x = article[inside], item[inside], count[inside].astype(float)
        place = cell[article] * len(self.items) + item
        has_words = w > 0
        with self.lock:
            for sums, values in ((self.m, has_words.astype(float)), (self.w, w), (self.ww, w * w)):
                np.add.at(sums, cell, values)
            for sums, values in ((self.x, x), (self.xx, x * x), (self.xw, x * w[article])):
                np.add.at(sums, place, values)

    def _words(self) -> list[str]:
        if self.options.voice in _OVER_ALL_WORDS:
            return list(EXPOSURE_COLUMNS.values())
        parts = voice_parts(self.options.voice)
        return [column for (_, voice), column in EXPOSURE_COLUMNS.items() if voice in parts]

    def _counted(self, hits: Any, ids: Any) -> tuple[Integers, Integers]:
        """Article and item of each hit that counts."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not hits.num_rows:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        columns = {name: _codes(hits[name]) for name in ("article_id", "lexicon", "category", "voice")}
        known, names = columns["article_id"]
        place = pc.index_in(pa.array(names), value_set=ids.combine_chunks()).to_numpy(zero_copy_only=False)
        lexicons, categories = columns["lexicon"], columns["category"]
        number = {name: i for i, name in enumerate(self.items)}
        table = np.array([[number.get(f"{a}/{b}", -1) for b in categories[1]] for a in lexicons[1]])
        item = table[lexicons[0], categories[0]]
        counts = (item >= 0) & ~hits["negated"].to_numpy() & ((hits["loading"].to_numpy() != 0) | ~self.loaded[item])
        if self.options.voice != "all":
            wanted = np.isin(columns["voice"][1], [str(part) for part in voice_parts(self.options.voice)])
            counts &= wanted[columns["voice"][0]]
        return place[known[counts]].astype(np.int64), item[counts].astype(np.int64)

    def table(self) -> pd.DataFrame:
        """The rows of all cells that have articles."""
        import pandas as pd

        filled = np.flatnonzero(self.m > 0)
        filled = filled[np.lexsort((filled % len(self.periods), np.array(self.groups)[filled // len(self.periods)]))]
        size, items = len(filled) * len(self.items), len(self.items)
        columns = {name: np.empty(size, kind) for name, kind in _COLUMNS.items()}
        effects = self._effects(filled)
        for start in range(0, len(filled), _CHUNK):
            some = filled[start : start + _CHUNK]
            for name, values in self._figures(some, effects).items():
                columns[name][start * items : (start + len(some)) * items] = values
        return pd.DataFrame(
            {
                "outlet": _labels((filled // len(self.periods)).repeat(items), self.groups),
                "period": _labels((filled % len(self.periods)).repeat(items), self.periods),
                "item": _labels(np.tile(np.arange(items), len(filled)), self.items),
                **columns,
            },
            copy=False,
        )

    def _sums(self, filled: Integers) -> tuple[Floats, Floats, Floats, Floats]:
        """Articles, words, hits and the variance of the hits about the common rate, an entry a cell and item."""
        items = len(self.items)
        cells = (filled[:, None] * items + np.arange(items)).ravel()
        m, w, ww = (np.repeat(sums[filled], items) for sums in (self.m, self.w, self.ww))
        x, xx, xw = (sums[cells] for sums in (self.x, self.xx, self.xw))
        rate = x / w
        spread = m / np.maximum(m - 1, 1) * np.maximum(xx - 2 * rate * xw + rate**2 * ww, 0.0)
        return m, w, x, spread

    def _effects(self, filled: Integers) -> Floats:
        """Design effects, groups × items: clustered variance over hits, of all cells of two articles or more."""
        shape = len(self.groups), len(self.items)
        observed, expected, freedom = np.zeros(shape), np.zeros(shape), np.zeros(len(self.groups))
        for start in range(0, len(filled), _CHUNK):
            some = filled[start : start + _CHUNK]
            m, _, x, spread = (part.reshape(-1, shape[1]) for part in self._sums(some))
            group, several = some // len(self.periods), m[:, 0] > 1
            first, place = np.unique(group[several], return_inverse=True)
            for sums, values in ((observed, spread), (expected, x)):
                added = np.zeros((len(first), shape[1]))
                np.add.at(added, place, values[several])
                sums[first] += added
            freedom += np.bincount(group, np.maximum(m[:, 0] - 1, 0), len(freedom))
        pooled = observed.sum(axis=0) / np.maximum(expected.sum(axis=0), 1)
        own = (freedom >= _FREEDOM)[:, None] & (expected > 0)
        return np.asarray(np.maximum(np.where(own, observed / np.maximum(expected, 1), pooled), 1.0))

    def _figures(self, filled: Integers, effects: Floats) -> dict[str, Floats]:
        """The figures of some cells, an entry a cell and item."""
        m, w, x, _ = self._sums(filled)
        effect = effects[filled // len(self.periods)].ravel()
        low, high = poisson_score(x / effect, w / effect, self.options.level)
        found = {"n_articles": m, "hits": x, "words": w, "rate": 1000 * x / w, "low": 1000 * low, "high": 1000 * high}
        return {name: np.asarray(values, dtype=float) for name, values in found.items()}


def _labels(codes: Integers, names: Sequence[str]) -> Any:
    import pandas as pd

    made: Any = pd.Categorical.from_codes
    return made(codes.astype(np.int32), pd.Index(list(names), dtype=object))


def _columns(path: Path, names: Sequence[str], coded: Sequence[str] = ()) -> Any:
    """Columns of a part; those in `coded` as codes and names, which costs no string an entry."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path, columns=list(names), read_dictionary=list(coded), use_threads=False)
    except (OSError, pa.ArrowException, KeyError) as error:
        raise FramingError(f"{path} cannot be read ({error}); score the corpus again") from error


def _codes(column: Any) -> tuple[Integers, Sequence[str]]:
    """Codes and names of a column that was read as both."""
    array = column.unify_dictionaries().combine_chunks()
    array = array.chunk(0) if hasattr(array, "chunk") else array
    return array.indices.to_numpy(zero_copy_only=False), array.dictionary.to_pylist()


def _items(corpus: ScoredCorpus) -> list[str]:
    """Every category of the corpus' lexicons, as "lexicon/category"."""
    return sorted(
        {
            f"{lexicon.name}/{entry.category}"
            for lexicon in corpus.lexicons
            for entry in lexicon.entries
            if entry.category
        }
    )


def _loaded(corpus: ScoredCorpus, items: Sequence[str]) -> NDArray[np.bool_]:
    """Which categories have an entry with a loading: of these only hits with one count."""
    with_loading = {f"{lexicon.name}/{e.category}" for lexicon in corpus.lexicons for e in lexicon.entries if e.loading}
    return np.array([item in with_loading for item in items])
