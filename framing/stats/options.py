"""The options of a comparison and the names it uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from framing.errors import FramingError
from framing.stats.estimates import INTERVALS, EstimateOptions
from framing.stats.multiplicity import METHODS
from framing.stats.periods import PERIODS

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("rate", "labelling", "sourcing")
AGENCY = "agency"  # a measure that must be asked for: it has an item for every side
LOADED = "loaded"  # another: it needs a corpus scored with the model of that name
# "attributed" is quoted and paraphrased together, "all" every voice
VOICES = ("outlet", "attributed", "quoted", "paraphrased", "scare", "distanced", "all")
DUPLICATES = ("drop", "keep")
ALL_ARTICLES, HOUSE, ONE_PER_STORY = SUBSETS = ("all", "house", "one-per-story")
ARTICLE, STORY = CLUSTERS = ("article", "story")
AUTO = "auto"
EACH = "each"
REST = "rest"
THE_REST = "the rest"  # how contrasts name it
MAX_EACH = 6  # groups up to which each is contrasted with each by default
MAX_Q = 0.05  # false discovery rate at which a difference is stated
NOBODY = "none"


class Scored(Protocol):
    """What a comparison reads of a scored corpus."""

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article."""

    @property
    def hits(self) -> pd.DataFrame:
        """One row a hit."""

    @property
    def attributions(self) -> pd.DataFrame:
        """One row an attribution."""

    @property
    def events(self) -> pd.DataFrame:
        """One row a mention of an event of violence."""

    @property
    def sentences(self) -> pd.DataFrame:
        """One row a sentence."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the corpus was scored from and with."""

    @property
    def lexicons(self) -> Sequence[Any]:
        """The lexicons it was scored with."""


@dataclass(frozen=True, slots=True)
class ComparisonOptions:
    """What is compared, and how.

    measures: those of `MEASURES`, "agency" (of deaths) and "loaded" (sentences; of all voices by default the
    outlet's alone). contrasted: the voices, among `voices`, in which outlets are contrasted. by: the column of the
    articles whose values are compared. outlets: only these of its values, () for all. groups: several of its values
    taken together, by the name of the group. against: "each" (every outlet against every other), "rest" (each outlet
    against all others together), the name of one outlet, or "none" (no contrasts); "auto" is each up to 6 outlets
    that are large enough, else rest. With "rest" one outlet that stands far out makes the others differ from the
    rest too. duplicates: "drop" leaves articles out that repeat another, "keep" counts them. subset: "all"
    articles; "house", those that are neither agency copy nor copies of another outlet's article; "one-per-story",
    of each outlet the first article of a story, and all that are in none.
    interval: see `EstimateOptions`. clusters: what is drawn again and permuted, "article" or "story" (articles in no
    story by themselves). correction: of the p-values of a family, "BH", "BY" or "Holm". margin_share, margin_rate:
    the smallest difference between shares (0.1: 10 points), and between other figures in their unit, that would
    matter; 0 for none. Contrasts whose interval lies within it are `alike`.
    min_articles: below it a cell is flagged as small and not contrasted. permutations: of each contrast's labels.
    max_permuted: with more articles than this in the two groups, and more than 500 in either, the normal approximation
    replaces the permutation test.
    """

    measures: tuple[str, ...] = MEASURES
    voices: tuple[str, ...] = VOICES
    contrasted: tuple[str, ...] = ("outlet", "attributed", "all")
    by: str = "outlet"
    outlets: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    against: str = AUTO
    period: str = "auto"
    duplicates: str = "drop"
    subset: str = ALL_ARTICLES
    interval: str = "studentised"
    clusters: str = ARTICLE
    correction: str = "BH"
    margin_share: float = 0.0
    margin_rate: float = 0.0
    level: float = 0.95
    replicates: int = 2000
    permutations: int = 4999
    max_permuted: int = 20_000
    min_articles: int = 10
    seed: int = 0

    @property
    def intervals(self) -> EstimateOptions:
        """The part that makes intervals."""
        return EstimateOptions(self.level, self.replicates, self.seed, self.interval)

    def check(self) -> None:
        """Raise FramingError naming the first option that has no meaning."""
        for name in ("measures", "voices", "contrasted", "outlets"):
            if isinstance(getattr(self, name), str):
                raise FramingError(f"{name} is {getattr(self, name)!r}; give a tuple, e.g. ({getattr(self, name)!r},)")
        chosen = {"measure": (self.measures, (*MEASURES, AGENCY, LOADED)), "voice": (self.voices, VOICES)}
        chosen["contrasted voice"] = (self.contrasted, VOICES)
        chosen["period"] = ((self.period,), PERIODS)
        chosen["subset"] = ((self.subset,), SUBSETS)
        chosen["duplicates"] = ((self.duplicates,), DUPLICATES)
        chosen["interval"] = ((self.interval,), INTERVALS)
        chosen["cluster"] = ((self.clusters,), CLUSTERS)
        chosen["correction"] = ((self.correction,), METHODS)
        for name, (values, valid) in chosen.items():
            for value in values:
                if value not in valid:
                    raise FramingError(f"unknown {name} {value!r}; choose from {', '.join(valid)}")
        if not 0.5 <= self.level < 1:
            raise FramingError(f"level {self.level} is no confidence level; give 0.5 to below 1, e.g. 0.95")
        for name in ("replicates", "permutations"):
            if getattr(self, name) < 99:
                raise FramingError(f"{name} is {getattr(self, name)}; give at least 99, 2,000 are usual")
        if self.min_articles < 2:
            raise FramingError(f"min_articles is {self.min_articles}; a spread needs at least 2 articles")
        for margin in ("margin_share", "margin_rate"):
            if not getattr(self, margin) >= 0:
                raise FramingError(f"{margin} is {getattr(self, margin)}; give the smallest difference that matters")
        if self.seed < 0:
            raise FramingError(f"seed is {self.seed}; give a whole number from 0")
