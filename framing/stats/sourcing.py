"""Sourcing: how often sources are given the word, who they are, how much they say, and how it is presented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.stats.blocks import Block, exposure
from framing.stats.coded import places
from framing.stats.diversity import count_sources, diversity_block
from framing.stats.options import ComparisonOptions, Scored
from framing.stats.ratios import Floats
from framing.stats.reading import Pieces, opened
from framing.stats.samples import Sample, draw_sample
from framing.types import Kind, Naming, Stance, Zone

if TYPE_CHECKING:
    import pandas as pd

    Flagged = pd.Series[bool]
    Rule = Callable[["Said"], Flagged]

# the source types that are taken together as "official" and "affected" (own taxonomy, source_types.yaml)
OFFICIAL = ("government_official", "military", "law_enforcement_judicial", "intergovernmental")
AFFECTED = ("citizen_witness",)
NO_TYPE = ("", "anonymous", "unattributed")  # what stands where the type is not known
# what items that are shares of attributed words begin with
TYPE_WORDS, SOURCE_WORDS, SIDE_WORDS = "words of type ", "words of source ", "words of side "
SIDE_SHARE, DOUBTING_OF = "attributions of side ", "doubting share, side "
UNKNOWN_TYPE, NO_SOURCE = "unknown", "none"  # as types in such items
MAX_NAMED = 10  # sources, and sides, that have figures of their own: those with most words

_MAIN, _TYPES, _NAMES, _SIDES = "sourcing", "sourcing by source type", "sourcing by source", "sourcing by side"
_POSITION = "mean per attribution: share of the article before the content"
_MOST_VALUES = 20_000_000  # numbers of figures counted in one go: 160 MB
_OF_KNOWN = "share of attributions with a known source type"
_DOUBTING = (Stance.DISTANCING, Stance.REJECTING)
_ALL, _SOURCED, _KNOWN = attrgetter("everything"), attrgetter("sourced"), attrgetter("known")  # as rules
_DOUBTS, _TAKES = attrgetter("doubting"), attrgetter("taking")


class Said:
    """Attributions, a row each, with what many figures ask of them worked out once; flags have an entry a row."""

    def __init__(self, found: pd.DataFrame) -> None:
        self.found = found

    @cached_property
    def everything(self) -> Flagged:
        """All of them."""
        return self.found["naming"].notna()

    @cached_property
    def sourced(self) -> Flagged:
        """Those with a source."""
        return self.found["naming"] != Naming.NONE

    @cached_property
    def known(self) -> Flagged:
        """Those with a source whose type is known."""
        return self.sourced & ~self.having("source_type", *NO_TYPE)

    @cached_property
    def doubting(self) -> Flagged:
        """Those whose cue distances or rejects; one that says that nothing was said does neither."""
        return self.having("stance", *_DOUBTING) & ~self.flagged("cue_negated")

    @cached_property
    def taking(self) -> Flagged:
        """Those whose cue doubts or endorses."""
        return self.doubting | (self.having("stance", Stance.ENDORSING) & ~self.flagged("cue_negated"))

    def having(self, column: str, *names: str) -> Flagged:
        """Those with one of the names in a column."""
        return self.found[column].isin([str(name) for name in names])

    def flagged(self, column: str) -> Flagged:
        """Those for which a column is true."""
        return self.found[column].astype(bool)

    def of_type(self, name: str) -> Flagged:
        """Those of a source type; `UNKNOWN_TYPE` and `NO_SOURCE` are types here."""
        if name == NO_SOURCE:
            return ~self.sourced
        return self.sourced & self.having("source_type", *((name, "") if name == UNKNOWN_TYPE else (name,)))

    def types(self) -> set[str]:
        """The source types that occur, with `UNKNOWN_TYPE` and `NO_SOURCE` where they do."""
        names = {str(name) or UNKNOWN_TYPE for name in self.found.loc[self.sourced, "source_type"].unique()}
        return names if self.sourced.all() else names | {NO_SOURCE}

    def words_of(self, column: str) -> dict[str, int]:
        """The attributed words of each name in a column."""
        sums = self.found["words"].groupby(self.found[column], observed=True).sum()
        return {str(name): int(words) for name, words in sums.items()}


@dataclass(frozen=True, slots=True)
class Figure:
    """Which attributions a sourcing figure counts, as a flag for each.

    among: those of the denominator; None where it is the article's words. weight: the column that an
    attribution's part in the numerator is, "" for 1; in the denominator it is 1, or its words where `weight` is
    "words". needs_marks: whether an outlet without quotation marks has no such figure.
    """

    item: str
    unit: str
    family: str
    counted: Rule
    among: Rule | None
    weight: str = ""
    needs_marks: bool = False

    @property
    def below(self) -> str:
        """The weight of an attribution in the denominator."""
        return self.weight if self.weight == "words" else ""

    def cases(self, said: Said) -> pd.DataFrame:
        """The attributions behind the figure: those of the denominator, with `counted` for the numerator."""
        marked = said.found.assign(counted=self.counted(said))
        return marked if self.among is None else marked[self.among(said)]


def figures(attributions: Iterable[pd.DataFrame]) -> list[Figure]:
    """The sourcing figures that are ratios over attributions or words; those without a single case are left out.

    attributions: in pieces, gone through twice. Resolved sources are those whose type is known. Anonymous and named
    are shares of attributions with a source. Doubting cues are those that distance or reject, set against those that
    endorse; cues that say that nothing was said count as neither.
    """
    types: set[str] = set()
    sources, sides = Counter[str](), Counter[str]()
    for found in attributions:
        said = Said(found)
        types |= said.types()
        sources.update(said.words_of("source_name"))
        sides.update(said.words_of("source_side"))
    every = (*_main(), *_by_type(types), *_by_words(types, _largest(sources)), *_by_side(_largest(sides)))
    empty = {figure.item: figure.among for figure in every if figure.among}
    for found in attributions:
        said = Said(found)
        empty = {item: among for item, among in empty.items() if not among(said).any()}
        if not empty:
            break
    return [figure for figure in every if figure.item not in empty]


def _largest(words: Counter[str]) -> list[str]:
    """The names with most words, "" left out."""
    names = sorted(words.keys() - {""}, key=lambda name: (-words[name], name))
    return names[:MAX_NAMED]


def _main() -> Iterator[Figure]:
    of_all, of_sourced = "share of attributions", "share of attributions with a source"
    of_stances, early = "share of doubting and endorsing cues", (Zone.HEADLINE, Zone.LEAD)
    figure = partial(Figure, family=_MAIN)
    yield figure("attributions", "attributions per 1,000 words", counted=_ALL, among=None, needs_marks=True)
    yield figure("direct share", of_all, counted=_having("kind", Kind.DIRECT), among=_ALL, needs_marks=True)
    yield figure("unsourced share", of_all, counted=lambda said: ~said.sourced, among=_ALL)
    yield figure("hedged share", of_all, counted=lambda said: said.flagged("cue_hedged"), among=_ALL)
    yield figure("headline or lead share", of_all, counted=_having("zone", *early), among=_ALL)
    yield figure("mean position", _POSITION, counted=_ALL, among=_ALL, weight="position")
    yield figure("anonymous share", of_sourced, counted=_having("naming", Naming.ANONYMOUS), among=_SOURCED)
    yield figure("named share", of_sourced, counted=_having("naming", Naming.NAMED), among=_SOURCED, needs_marks=True)
    yield figure("official share", _OF_KNOWN, counted=_of_types(*OFFICIAL), among=_KNOWN, needs_marks=True)
    yield figure("affected share", _OF_KNOWN, counted=_of_types(*AFFECTED), among=_KNOWN, needs_marks=True)
    yield figure("doubting share", of_stances, counted=_DOUBTS, among=_TAKES, needs_marks=True)


def _by_type(types: set[str]) -> Iterator[Figure]:
    for name in sorted(types - {UNKNOWN_TYPE, NO_SOURCE, *NO_TYPE}):
        yield Figure(f"{name} share", _OF_KNOWN, _TYPES, _of_types(name), _KNOWN, needs_marks=True)


def _by_words(types: set[str], sources: Iterable[str]) -> Iterator[Figure]:
    """Shares of all attributed words: of each source type, and of the named sources with most words."""
    unit = "share of attributed words"
    for name in sorted(types):
        its: Rule = methodcaller("of_type", name)
        yield Figure(TYPE_WORDS + name, unit, _TYPES, its, _ALL, "words", needs_marks=True)
    for name in sources:
        its = _having("source_name", name)
        yield Figure(SOURCE_WORDS + name, unit, _NAMES, its, _ALL, "words", needs_marks=True)


def _by_side(sides: Iterable[str]) -> Iterator[Figure]:
    """Each side's part of the attributions and words that have a side, and how its words are introduced."""
    words = "share of attributed words with a side"
    for name in sides:
        its, doubts, takes = _having("source_side", name), _on_side(name, _DOUBTS), _on_side(name, _TAKES)
        yield Figure(SIDE_SHARE + name, "share of attributions with a side", _SIDES, its, _sided, needs_marks=True)
        yield Figure(SIDE_WORDS + name, words, _SIDES, its, _sided, "words", needs_marks=True)
        of = "share of doubting and endorsing cues"
        yield Figure(DOUBTING_OF + name, of, _SIDES, doubts, takes, needs_marks=True)


def _having(column: str, *names: str) -> Rule:
    return methodcaller("having", column, *names)


def _of_types(*names: str) -> Rule:
    return lambda said: said.known & said.having("source_type", *names)


def _sided(said: Said) -> Flagged:
    return ~said.having("source_side", "")


def _on_side(name: str, rule: Rule) -> Rule:
    return lambda said: said.having("source_side", name) & rule(said)


def sourcing_blocks(attributions: Iterable[pd.DataFrame], sample: Sample) -> Iterator[Block]:
    """The counts of every sourcing figure, a block for each unit.

    attributions: of the sample, in pieces, gone through again for as many figures as fit into the memory.
    """
    by_unit = groupby(figures(attributions), key=lambda figure: (figure.unit, figure.needs_marks))
    for batch in _batches([list(alike) for _, alike in by_unit], len(sample.articles)):
        sums = [_Sums(alike, sample) for alike in batch]
        for found in attributions:
            said, row = Said(found), places(sample.ids, found["article_id"])
            for each in sums:
                each.add(said, row)
        while sums:
            yield sums.pop(0).block()
    sources = count_sources(attributions, sample)
    if len(sources.count):
        yield diversity_block(sources, sample)


class _Sums:
    """Numerators and denominators of figures in one unit, figures × articles; a denominator that they share once."""

    def __init__(self, figures: Sequence[Figure], sample: Sample) -> None:
        self._figures = figures
        self._numerators = np.zeros((len(figures), len(sample.articles)))
        self._below = list(dict.fromkeys((figure.among, figure.below) for figure in figures))
        self._denominators = np.zeros((len(self._below), len(sample.articles)))
        for sums, (among, _) in zip(self._denominators, self._below, strict=True):
            if among is None:
                sums[:] = exposure(sample, "all")[:, 0]

    def add(self, said: Said, row: NDArray[np.intp]) -> None:
        """Count some attributions; `row` is the place of the article of each."""
        for sums, figure in zip(self._numerators, self._figures, strict=True):
            _count(sums, said, row, figure.counted, figure.weight)
        for sums, (among, weight) in zip(self._denominators, self._below, strict=True):
            if among:
                _count(sums, said, row, among, weight)

    def block(self) -> Block:
        """The counts as a block."""
        first, above = self._figures[0], self._numerators.T
        if len(self._below) == 1:
            below = np.broadcast_to(self._denominators.T, above.shape)
        else:
            below = self._denominators[[self._below.index((each.among, each.below)) for each in self._figures]].T
        return Block(
            measure="sourcing",
            voice="all",
            items=tuple(figure.item for figure in self._figures),
            families=tuple(figure.family for figure in self._figures),
            unit=first.unit,
            share=first.among is not None,
            numerator=above,
            denominator=below,
            needs_marks=first.needs_marks,
        )


def _count(sums: Floats, said: Said, row: NDArray[np.intp], rule: Rule, weight: str) -> None:
    marked = rule(said).to_numpy(dtype=bool)
    weights = said.found[weight].to_numpy(dtype=float)[marked] if weight else 1.0
    np.add.at(sums, row[marked], weights)


def _batches(blocks: Sequence[list[Figure]], articles: int) -> Iterator[list[list[Figure]]]:
    """Blocks that are counted in one go: as many as keep to a bound on the values held."""
    batch: list[list[Figure]] = []
    for block in blocks:
        if batch and 2 * articles * sum(map(len, (*batch, block))) > _MOST_VALUES:
            yield batch
            batch = []
        batch.append(block)
    if batch:
        yield batch


def sourcing_by_article(scored: Scored, options: ComparisonOptions | None = None) -> pd.DataFrame:
    """Every sourcing figure of every article, a row each, in its `unit`.

    Columns article_id, outlet, item, value, numerator, denominator, unit. Figures without a denominator have no
    row; those that need quotation marks none for outlets that lack them.
    """
    import pandas as pd

    scored = opened(scored)
    sample = draw_sample(scored, options or ComparisonOptions())
    parts = []
    for block in sourcing_blocks(Pieces(scored, "attributions", sample), sample):
        usable = (block.denominator > 0) & (sample.marks[:, None] | (not block.needs_marks))
        article, item = np.nonzero(usable)
        above, below = block.numerator[usable], block.denominator[usable]
        rows = sample.articles[["article_id", "outlet"]].iloc[article].reset_index(drop=True)
        rows = rows.assign(item=np.array(block.items, dtype=object)[item], value=above / below * block.scale)
        parts.append(rows.assign(numerator=above, denominator=below, unit=block.unit))
    return pd.concat(parts, ignore_index=True)
